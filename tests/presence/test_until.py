"""Until when somebody is away, as it is typed."""

from datetime import UTC, datetime

import pytest

from kontakt.locale.formats import OSLO
from kontakt.presence.until import end_of_day, end_of_week, read_until

NOW = datetime(2026, 11, 25, 10, tzinfo=OSLO).astimezone(UTC)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("14:30", "2026-11-25 14:30"),
        ("14.30", "2026-11-25 14:30"),
        ("kl 14", "2026-11-25 14:00"),
        ("kl. 12.12", "2026-11-25 12:12"),
        ("14", "2026-11-25 14:00"),
        ("12.12", "2026-12-13 00:00"),
        ("1.2", "2027-02-02 00:00"),  # next year's: this year's has passed
        ("24.12.2026", "2026-12-25 00:00"),
        ("2026-12-24", "2026-12-25 00:00"),
        ("24.12 12:00", "2026-12-24 12:00"),
        ("Fredag", "2026-11-28 00:00"),
        ("fre 12", "2026-11-27 12:00"),
        ("ons", "2026-11-26 00:00"),
        ("mån", "2026-12-01 00:00"),
        ("til fredag", "2026-11-28 00:00"),
        ("Til 24.12 12:00", "2026-12-24 12:00"),
    ],
)
def test_a_time_is_todays_and_a_day_is_all_of_it(typed: str, until: str) -> None:
    assert read_until(typed, NOW) == datetime.fromisoformat(until).replace(tzinfo=OSLO)


@pytest.mark.parametrize("typed", ["", "09:00", "25:00", "31.2", "24.12.2025", "aldri", "fr", "kl", "12.12 99"])
def test_what_has_passed_or_cannot_be_read_is_none(typed: str) -> None:
    assert read_until(typed, NOW) is None


def test_a_day_and_a_week_end_at_midnight_in_oslo() -> None:
    assert end_of_day(NOW) == datetime(2026, 11, 26, tzinfo=OSLO)
    assert end_of_day(NOW, 1) == datetime(2026, 11, 27, tzinfo=OSLO)
    assert end_of_week(NOW) == datetime(2026, 11, 30, tzinfo=OSLO)
    assert end_of_day(datetime(2026, 3, 28, 23, tzinfo=UTC)) == datetime(2026, 3, 29, 22, tzinfo=UTC)  # 23 hours long
