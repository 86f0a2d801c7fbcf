from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from kontakt.demo.draws import BUSY_DAYS, DAYS
from kontakt.demo.hours import easter_sunday, is_open, is_public_holiday, start_times
from kontakt.firstline.periods import OSLO


@pytest.fixture(scope="module")
def in_oslo(now: datetime) -> list[datetime]:
    return [each.astimezone(OSLO) for each in start_times(Random(1), DAYS, now, 8000)]


def test_it_rings_only_while_the_desk_is_open(in_oslo: list[datetime]) -> None:
    assert {(each.hour, each.minute) < (15, 30) and each.hour >= 8 for each in in_oslo} == {True}


def test_monday_is_the_heaviest_day_and_the_weekend_is_nearly_quiet(in_oslo: list[datetime]) -> None:
    by_weekday = Counter(each.weekday() for each in in_oslo)
    assert by_weekday.most_common(1)[0][0] == 0
    assert 0 < by_weekday[5] + by_weekday[6] < 0.02 * len(in_oslo)


def test_most_ring_from_nine_to_eleven_and_then_after_lunch(in_oslo: list[datetime]) -> None:
    by_hour = Counter(each.hour for each in in_oslo)
    assert {9, 10} == {hour for hour, _ in by_hour.most_common(2)}
    assert by_hour[12] > by_hour[11]


def test_the_moments_are_in_order_and_none_lies_ahead(in_oslo: list[datetime], now: datetime) -> None:
    assert in_oslo == sorted(in_oslo)
    assert in_oslo[-1] < now


def test_the_half_year_is_full_to_both_ends(in_oslo: list[datetime], now: datetime) -> None:
    today = now.astimezone(OSLO).date()
    assert in_oslo[-1].date() == today
    assert timedelta(days=DAYS - 8) < today - in_oslo[0].date() < timedelta(days=DAYS)


def test_it_rings_more_since_the_centre_is_as_large_as_it_is(in_oslo: list[datetime], now: datetime) -> None:
    days_ago = [(now.astimezone(OSLO).date() - each.date()).days for each in in_oslo]
    lately = sum(days < BUSY_DAYS for days in days_ago) / BUSY_DAYS
    before = sum(days >= BUSY_DAYS for days in days_ago) / (DAYS - BUSY_DAYS)
    assert 0.2 < before / lately < 0.3


def test_hours_are_those_of_the_clock_in_oslo_on_both_sides_of_summer_time() -> None:
    moments = start_times(Random(1), 14, datetime(2026, 10, 30, 20, tzinfo=UTC), 500)
    first, last = moments[0], moments[-1]
    assert first.utcoffset() == last.utcoffset() == timedelta(0)
    assert first.astimezone(OSLO).utcoffset() != last.astimezone(OSLO).utcoffset()
    assert {8 <= each.astimezone(OSLO).hour <= 15 for each in moments} == {True}


def test_public_holidays_are_quiet() -> None:
    moments = start_times(Random(1), DAYS, datetime(2026, 6, 1, 14, tzinfo=UTC), 8000)
    on_holidays = [each for each in moments if is_public_holiday(each.astimezone(OSLO).date())]
    assert len(on_holidays) < 0.02 * len(moments)


@pytest.mark.parametrize(
    "easter",
    [
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ],
)
def test_easter_falls_where_the_calendar_has_it(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


@pytest.mark.parametrize(
    "holiday", [date(2026, 4, 2), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2027, 5, 17)]
)
def test_the_desk_is_closed_on_a_holiday_that_is_a_weekday(holiday: date) -> None:
    assert holiday.weekday() < 5
    assert not is_open(holiday)
