"""What ``kontakt doctor`` says of the standby that figures are read from."""

from datetime import UTC, datetime, timedelta

import pytest

from kontakt.database.standby import ServerRole
from kontakt.installation.standby_soundness import standby_finding

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_standby", "replayed", "lacks", "trouble"),
    [
        (True, timedelta(hours=9), False, ""),  # nobody has written since
        (True, timedelta(minutes=4), True, ""),
        (True, timedelta(minutes=25), True, "it is 25 minutes behind"),
        (True, timedelta(days=4), True, "it is 4 days behind"),
        (True, None, True, "cannot tell since when"),
        (True, None, False, ""),
        (False, timedelta(0), False, "takes changes itself"),
    ],
)
def test_only_a_standby_that_lacks_something_for_long_is_told_of(
    *, is_standby: bool, replayed: timedelta | None, lacks: bool, trouble: str
) -> None:
    role = ServerRole(is_standby, None if replayed is None else NOW - replayed, NOW - timedelta(days=1), NOW)
    found = standby_finding(role, lacks=lacks)
    assert found.sound is (not trouble)
    assert (trouble or "in order") in found.sentence
