"""When a message ought to be dealt with. Pure: days off and half days are given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from kontakt.locale.formats import OSLO

WORKING_DAYS = 1
"""In how many working days a message is dealt with, unless the unit has said otherwise."""
_OPENS = time(8)
_LOOKS_AHEAD = 60

Closings: TypeAlias = Callable[[date], time | None]
"""From which hour on the offices are closed on a day: ``time.min`` on a day off, None on a day like any other."""


def due_at(written: datetime, closings: Closings, days: int = WORKING_DAYS) -> datetime:
    """So many working days after it was ``written`` (aware), at the same time of the day in Oslo; in UTC. Saturdays and
    Sundays are days off, and half a day is a working day. What is written on a day off, or after the offices have
    closed on half a day, counts as written at eight on the next working day; what would be due then is due there."""
    at = written.astimezone(OSLO)
    day, clock = _while_open(at.date(), at.time(), closings)
    for _each in range(days):
        day = _next(day, closings)
    day, clock = _while_open(day, clock, closings)
    return datetime.combine(day, clock, tzinfo=OSLO).astimezone(UTC)


def _while_open(day: date, clock: time, closings: Closings) -> tuple[date, time]:
    closes = closings(day)
    is_open = _works(day, closings) and (closes is None or clock < closes)
    return (day, clock) if is_open else (_next(day, closings), _OPENS)


def _works(day: date, closings: Closings) -> bool:
    return day.weekday() < 5 and closings(day) != time.min


def _next(day: date, closings: Closings) -> date:
    following = (day + timedelta(days=ahead) for ahead in range(1, _LOOKS_AHEAD))
    return next((each for each in following if _works(each, closings)), day + timedelta(days=1))
