from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline import periods
from kontakt.firstline.periods import OSLO, Period, parse


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


moments = st.integers(-(10**9), 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
kinds = st.sampled_from([periods.day, periods.week, periods.month, periods.quarter, periods.year])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", utc(2025, 12, 31, 23), utc(2026, 12, 31, 23)),
        ("2026-Q4", utc(2026, 9, 30, 22), utc(2026, 12, 31, 23)),
        ("2026-q1", utc(2025, 12, 31, 23), utc(2026, 3, 31, 22)),
        ("2026-11", utc(2026, 10, 31, 23), utc(2026, 11, 30, 23)),
        ("2026-W47", utc(2026, 11, 15, 23), utc(2026, 11, 22, 23)),
        ("2026-W53", utc(2026, 12, 27, 23), utc(2027, 1, 3, 23)),
        (" 2026-11-22 ", utc(2026, 11, 21, 23), utc(2026, 11, 22, 23)),
    ],
)
def test_a_written_period_runs_between_midnights_in_oslo(text: str, start: datetime, end: datetime) -> None:
    assert parse(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-Q5", "2026-13", "2025-W53", "2026-W00", "2026-02-29", "2026-1", "2026-11-22T10:00",
     "0000", "0001", "9999", "٢٠٢٦", "2026–11", "last week"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period such as"):
        parse(text)


def test_the_day_summer_time_begins_has_23_hours() -> None:
    summer_begins = periods.day(utc(2026, 3, 29, 12))
    assert summer_begins.end - summer_begins.start == timedelta(hours=23)


def test_the_day_summer_time_ends_has_25_hours() -> None:
    summer_ends = periods.day(utc(2026, 10, 25, 12))
    assert summer_ends.end - summer_ends.start == timedelta(hours=25)


def test_a_moment_after_midnight_in_oslo_belongs_to_the_new_day() -> None:
    assert periods.day(utc(2026, 6, 30, 22, 0)) == parse("2026-07-01")
    assert periods.month(utc(2026, 6, 30, 21, 59)) == parse("2026-06")


def test_the_first_days_of_january_may_belong_to_the_last_week_of_the_old_year() -> None:
    assert periods.week(utc(2027, 1, 2, 12)) == parse("2026-W53")


def test_the_last_days_start_at_the_same_time_on_the_clock() -> None:
    now = datetime(2026, 3, 30, 9, 0, tzinfo=OSLO)
    period = periods.last_days(2, now)
    assert period.start.astimezone(OSLO) == datetime(2026, 3, 28, 9, 0, tzinfo=OSLO)
    assert period.end - period.start == timedelta(hours=47)
    assert now not in period


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        periods.day(utc(2026, 1, 1).replace(tzinfo=None))


@given(moments, kinds)
def test_a_period_holds_its_moment_and_neither_its_end_nor_what_was_before(
    moment: datetime, kind: Callable[..., Period]
) -> None:
    period = kind(moment)
    assert moment in period
    assert period.end not in period
    assert period.start - timedelta(microseconds=1) not in period


@given(moments, kinds)
def test_periods_of_one_kind_touch_and_do_not_overlap(moment: datetime, kind: Callable[..., Period]) -> None:
    period = kind(moment)
    assert kind(period.end).start == period.end
    assert kind(period.start) == period


@given(moments)
def test_what_is_written_means_the_period_that_holds_the_moment(moment: datetime) -> None:
    local: date = moment.astimezone(OSLO).date()
    iso = local.isocalendar()
    assert parse(f"{local:%Y-%m-%d}") == periods.day(moment)
    assert parse(f"{iso.year}-W{iso.week:02}") == periods.week(moment)
    assert parse(f"{local:%Y-%m}") == periods.month(moment)
    assert parse(f"{local:%Y}-Q{(local.month + 2) // 3}") == periods.quarter(moment)
    assert parse(f"{local:%Y}") == periods.year(moment)


def test_the_period_before_a_whole_month_is_the_month_before() -> None:
    march = periods.parse("2026-03")

    assert periods.before(march, march.end) == periods.parse("2026-02")
    assert periods.before(periods.parse("2026-Q1"), march.end) == periods.parse("2025-Q4")
    assert periods.before(periods.parse("2026"), datetime(2027, 1, 1, tzinfo=UTC)) == periods.parse("2025")


def test_a_period_under_way_is_held_against_as_many_days_of_the_one_before() -> None:
    on_the_tenth = datetime(2026, 11, 10, 12, tzinfo=UTC)
    held = periods.before(periods.month(on_the_tenth), on_the_tenth)

    assert held == Period(periods.parse("2026-10-01").start, periods.parse("2026-10-10").end)


def test_the_week_before_across_the_change_of_clocks_still_begins_on_a_monday() -> None:
    week = periods.parse("2026-W44")  # summer time ended on the Sunday before it

    assert periods.before(week, week.end) == periods.parse("2026-W43")


def test_a_year_before_is_the_same_dates_and_for_a_week_the_same_weekdays() -> None:
    after = datetime(2030, 1, 1, tzinfo=UTC)

    assert periods.a_year_before(periods.parse("2026-11"), after) == periods.parse("2025-11")
    assert periods.a_year_before(periods.parse("2026-W47"), after) == periods.parse("2025-W47")
    assert periods.a_year_before(periods.parse("2028-02-29"), after) == periods.parse("2027-02-28")


def test_the_last_weeks_end_with_the_period_and_follow_each_other() -> None:
    november = periods.parse("2026-11")
    weeks = periods.weeks_back(8, november)

    assert [later.start for later in weeks[1:]] == [earlier.end for earlier in weeks[:-1]]
    assert weeks[-1] == Period(periods.parse("2026-W49").start, november.end)


@pytest.mark.parametrize("span", periods.Span)
def test_the_current_stretch_holds_the_moment(span: periods.Span) -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Oslo, in week 53

    assert new_year in periods.current(span, new_year)


@given(moments, kinds)
def test_the_stretches_before_and_after_meet_it_and_lead_back(
    moment: datetime, kind: Callable[[datetime], Period]
) -> None:
    period = kind(moment)
    earlier, later = periods.preceding(period), periods.following(period)
    assert (earlier.end, later.start) == (period.start, period.end)
    assert periods.following(earlier) == period == periods.preceding(later)
    assert earlier == kind(period.start - timedelta(seconds=1))
    assert later == kind(period.end)
