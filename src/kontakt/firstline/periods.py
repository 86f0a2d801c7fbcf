"""Periods: half-open stretches of time whose borders are midnights in Europe/Oslo, given in UTC."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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


def parse(text: str) -> Period:
    """The period written as ``2026``, ``2026-Q4``, ``2026-11``, ``2026-W47`` (ISO week) or ``2026-11-22``.

    Raises ValueError for anything else, such as a week 53 in a year that has 52.
    """
    for pattern, period in _FORMS:
        if found := pattern.fullmatch(text.strip()):
            try:
                return period(*(int(number) for number in found.groups()))
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
