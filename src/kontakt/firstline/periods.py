"""Periods: half-open stretches of time whose borders are midnights in Europe/Oslo, given in UTC."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to, but not including, ``end``; both timezone-aware UTC."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def day(moment: datetime) -> Period:
    """The day in Oslo that holds ``moment`` (timezone-aware); 23 to 25 hours long."""
    return _day(_date(moment))


def week(moment: datetime) -> Period:
    """The ISO week, Monday to Sunday, that holds ``moment``."""
    today = _date(moment)
    return _week(today - timedelta(days=today.weekday()))


def month(moment: datetime) -> Period:
    return _months(_date(moment).replace(day=1), 1)


def quarter(moment: datetime) -> Period:
    today = _date(moment)
    return _months(date(today.year, today.month - (today.month - 1) % 3, 1), 3)


def year(moment: datetime) -> Period:
    return _months(date(_date(moment).year, 1, 1), 12)


def last_days(days: int, now: datetime) -> Period:
    """The ``days`` days that end at ``now``; they start at the same time of day on the clock in Oslo."""
    start = now.astimezone(OSLO) - timedelta(days=days)  # wall-clock arithmetic, right across summer time
    return Period(start.astimezone(UTC), now.astimezone(UTC))


def weeks_back(count: int, period: Period) -> list[Period]:
    """The last ``count`` whole or begun ISO weeks up to the end of ``period``, the earliest first; none of them ends
    after it."""
    monday = _date(period.end - timedelta(microseconds=1))
    monday -= timedelta(days=monday.weekday())
    weeks = [_week(monday - timedelta(days=7 * back)) for back in reversed(range(count))]
    return [Period(week.start, min(week.end, period.end)) for week in weeks]


class Span(StrEnum):
    """The stretches of time that figures are offered for."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


_BEGINNING = datetime(2000, 1, 1, tzinfo=OSLO).astimezone(UTC)


def current(span: Span, now: datetime) -> Period:
    """The stretch that ``now`` is in, up to its own end, or all of time up to the end of today."""
    match span:
        case Span.TODAY:
            return day(now)
        case Span.WEEK:
            return week(now)
        case Span.MONTH:
            return month(now)
        case Span.QUARTER:
            return quarter(now)
        case Span.YEAR:
            return year(now)
        case Span.ALL:
            return Period(_BEGINNING, day(now).end)


def before(period: Period, now: datetime) -> Period:
    """The stretch of the same kind that ended where ``period`` begins.

    Of a period that is under way at ``now``, the comparison ends as many days in, so that like is held against like.
    Whole months, quarters and years are held against whole ones; any other stretch against one of as many days.
    """
    return _as_far(preceding(period), period, now)


def preceding(period: Period) -> Period:
    """The whole stretch of the same kind that ends where ``period`` begins: of whole months one of as many months, of
    any other one of as many days."""
    first, last = _date(period.start), _date(period.end)
    months = _whole_months(first, last)
    start = _shifted(first, -months) if months else first - (last - first)
    return Period(_midnight(start), period.start)


def following(period: Period) -> Period:
    """The whole stretch of the same kind that begins where ``period`` ends."""
    first, last = _date(period.start), _date(period.end)
    months = _whole_months(first, last)
    end = _shifted(last, months) if months else last + (last - first)
    return Period(period.end, _midnight(end))


class Comparison(StrEnum):
    """What a period is compared with."""

    BEFORE = "before"
    YEAR = "year"
    NONE = "none"

    def of(self, period: Period, now: datetime) -> Period | None:
        """The period that ``period`` is compared with, at the time ``now``; None for nothing."""
        match self:
            case Comparison.BEFORE:
                return before(period, now)
            case Comparison.YEAR:
                return a_year_before(period, now)
            case Comparison.NONE:
                return None


def a_year_before(period: Period, now: datetime) -> Period:
    """The same stretch of the year before: the same dates, or, for ISO weeks, the week 52 weeks earlier (a Monday
    again). Of a period that is under way, as many days of it."""
    first, last = _date(period.start), _date(period.end)
    if last - first == timedelta(days=7) and first.weekday() == 0:
        return _as_far(_week(first - timedelta(days=364)), period, now)
    return _as_far(Period(_midnight(_shifted(first, -12)), _midnight(_shifted(last, -12))), period, now)


def _as_far(whole: Period, period: Period, now: datetime) -> Period:
    if now not in period:
        return whole
    days = _date(now) - _date(period.start) + timedelta(days=1)
    return Period(whole.start, min(whole.end, _midnight(_date(whole.start) + days)))


def _whole_months(first: date, last: date) -> int:
    """How many calendar months from ``first`` to ``last``, exclusive; 0 unless both begin one."""
    if first.day != 1 or last.day != 1:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month


def _shifted(day: date, months: int) -> date:
    """The same day of another month; its last one where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = _date(_months(first, 1).end)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def parse(text: str) -> Period:
    """The period written as ``2026``, ``2026-Q4``, ``2026-11``, ``2026-W47`` (ISO week) or ``2026-11-22``.

    Raises ValueError for anything else, such as a week 53 in a year that has 52.
    """
    for pattern, period in _FORMS:
        if match := pattern.fullmatch(text.strip()):
            try:
                return period(*(int(number) for number in match.groups()))
            except (ValueError, OverflowError):
                break
    raise ValueError(f"{text!r} is not a period such as 2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-22")


def _date(moment: datetime) -> date:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone belongs to no period")
    return moment.astimezone(OSLO).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=OSLO).astimezone(UTC)


def _day(first: date) -> Period:
    return Period(_midnight(first), _midnight(first + timedelta(days=1)))


def _week(monday: date) -> Period:
    return Period(_midnight(monday), _midnight(monday + timedelta(days=7)))


def _months(first: date, count: int) -> Period:
    years, month = divmod(first.month - 1 + count, 12)
    return Period(_midnight(first), _midnight(date(first.year + years, month + 1, 1)))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"([0-9]{4})"), lambda year: _months(date(year, 1, 1), 12)),
    (re.compile(r"([0-9]{4})-[Qq]([1-4])"), lambda year, number: _months(date(year, 3 * number - 2, 1), 3)),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), lambda year, month: _months(date(year, month, 1), 1)),
    (re.compile(r"([0-9]{4})-[Ww]([0-9]{2})"), lambda year, week: _week(date.fromisocalendar(year, week, 1))),
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), lambda *numbers: _day(date(*numbers))),
)
