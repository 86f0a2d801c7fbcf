"""When an absence begins, as people write it."""

from datetime import UTC, datetime

import pytest

from kontakt.presence.until import read_begin

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("20.11", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("24.12", datetime(2026, 12, 23, 23, tzinfo=UTC)),
        ("20.11.2027", datetime(2027, 11, 19, 23, tzinfo=UTC)),
    ],
)
def test_a_day_that_has_passed_is_of_this_year(text: str, begins: datetime) -> None:
    assert read_begin(text, NOW) == begins
