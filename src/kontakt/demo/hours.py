"""When it rings: the desk is open on weekdays from 08:00 to 15:30 in Oslo, and quiet on public holidays."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kontakt.demo.draws import BUSY_DAYS, EARLIER
from kontakt.firstline.periods import OSLO

_OPENS = time(8)
_HALF_HOUR = 30 * 60
_HALF_HOURS = (0.6, 1.0, 1.4, 1.6, 1.5, 1.3, 0.9, 0.6, 0.9, 1.2, 1.1, 1.0, 0.8, 0.7, 0.5)
"""How much it rings in each half hour from opening to closing: most from nine to eleven and after lunch."""

_WEEKDAYS = (1.35, 1.1, 1.0, 0.95, 0.8, 0.015, 0.01)
"""How much it rings from Monday to Sunday."""

_HOLIDAY = 0.01
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)})
_EASTER_HOLIDAYS = frozenset({-3, -2, 0, 1, 39, 49, 50})
"""In days from Easter Sunday, from Maundy Thursday to Whit Monday (lov 1995-02-24-12 § 2)."""


def start_times(rng: Random, days: int, now: datetime, count: int) -> list[datetime]:
    """``count`` moments (UTC, in order) when it rang on the ``days`` days that end with today in Oslo, without
    those that today has not come to yet."""
    today = now.astimezone(OSLO).date()
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    moments = (_moment(rng, day) for day in rng.choices(dates, _weights(dates), k=count))
    return sorted(moment for moment in moments if moment < now)


def is_open(day: date) -> bool:
    """Whether the desk answers the phone that day."""
    return day.weekday() < 5 and not is_public_holiday(day)


def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday in Norway, or one of the two eves when the desk is closed."""
    return (day.month, day.day) in _FIXED_HOLIDAYS or (day - easter_sunday(day.year)).days in _EASTER_HOLIDAYS


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, 1900–2099 (Gauss's rule, with its two exceptions)."""
    moon = (19 * (year % 19) + 24) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days = moon + week
    if days == 35 or (days == 34 and moon == 28 and year % 19 > 10):
        days -= 7
    return date(year, 3, 22) + timedelta(days=days)


def _weights(dates: Sequence[date]) -> list[float]:
    busy = dates[-1] - timedelta(days=BUSY_DAYS)
    usual = [_HOLIDAY if is_public_holiday(day) else _WEEKDAYS[day.weekday()] for day in dates]
    return [weight if day > busy else weight * EARLIER for day, weight in zip(dates, usual, strict=True)]


def _moment(rng: Random, day: date) -> datetime:
    [half_hour] = rng.choices(range(len(_HALF_HOURS)), _HALF_HOURS)
    opening = datetime.combine(day, _OPENS, tzinfo=OSLO)
    # Summer time begins and ends at night: from opening on, a day in Oslo has no seam.
    return opening.astimezone(UTC) + timedelta(seconds=half_hour * _HALF_HOUR + rng.randrange(_HALF_HOUR))
