"""When a message ought to be dealt with. Pure: the days off are given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from kontakt.locale.formats import OSLO

WORKING_DAYS = 1
"""In how many working days a message is dealt with, unless somebody has said otherwise."""
_OPENS = time(8)
_LOOKS_AHEAD = 60


def due_at(written: datetime, closed: Callable[[date], bool], days: int = WORKING_DAYS) -> datetime:
    """So many working days after it was ``written`` (aware), at the same time of the day in Oslo; in UTC. ``closed``
    says of a day whether it is a day off; Saturdays and Sundays are. What is written on a day off counts as written at
    eight on the next working day."""
    at = written.astimezone(OSLO)
    day, clock = at.date(), at.time()
    if not _works(day, closed):
        day, clock = _next(day, closed), _OPENS
    for _each in range(days):
        day = _next(day, closed)
    return datetime.combine(day, clock, tzinfo=OSLO).astimezone(UTC)


def _works(day: date, closed: Callable[[date], bool]) -> bool:
    return day.weekday() < 5 and not closed(day)


def _next(day: date, closed: Callable[[date], bool]) -> date:
    following = (day + timedelta(days=ahead) for ahead in range(1, _LOOKS_AHEAD))
    return next((each for each in following if _works(each, closed)), day + timedelta(days=1))
