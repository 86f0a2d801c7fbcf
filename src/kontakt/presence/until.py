"""Until when somebody is away, as people write it: ``14:30``, ``24.12``, ``fredag``."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from kontakt.files.days import written_day
from kontakt.locale import _
from kontakt.locale.formats import OSLO
from kontakt.presence.absence import LONGEST_ABSENCE

_CLOCK = re.compile(r"(?:kl\.?\s*)?([0-9]{1,2})(?:[:.]([0-9]{2}))?")
_DATE = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.?(?:\s*([0-9]{4}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BETWEEN = re.compile(
    r"\s+(?:til|to|until)\s+|\s*(?:–|(?<![0-9]{4}-[0-9]{2})-(?!(?<=[0-9]{4}-)[0-9]{2}-[0-9]{2}\b))\s*", re.IGNORECASE
)
"""What stands between a begin and an end: "til" and the like with spaces around it, a dash, or a hyphen, unless that is
one of the two within a date such as 2026-12-24."""
_YEAR = re.compile(r"[0-9]{4}")
_UNTIL = re.compile(r"^(?:til|to|until)\s+")
_HALF_A_YEAR = timedelta(days=183)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_OTHER_NAMES = {
    "måndag": 0, "tysdag": 1, "laurdag": 5, "sundag": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip


def end_of_day(now: datetime, days: int = 0) -> datetime:
    """The midnight in Oslo that ends today, or the day so many days later, in UTC."""
    return _midnight_after(now.astimezone(OSLO).date() + timedelta(days=days))


def end_of_week(now: datetime) -> datetime:
    """The midnight in Oslo that ends this week's Sunday, in UTC."""
    today = now.astimezone(OSLO).date()
    return _midnight_after(today + timedelta(days=6 - today.weekday()))


def read_until(text: str, now: datetime) -> datetime | None:
    """A moment after ``now``, in UTC: a time of today, the end of a day that is named, or a day with a time. None for
    anything else. What may be a time or a day, "10.12", is a day; "kl 10.12" and "10:12" are times."""
    words = _UNTIL.sub("", text.strip().casefold())
    for moment in _readings(words, now.astimezone(OSLO)):
        if moment > now:
            return moment
    return None


def until_of(text: str, now: datetime) -> datetime:
    """As ``read_until``. Raises ValueError with a sentence that says what to write."""
    if (moment := read_until(text, now)) is None:
        raise ValueError(_("Write a time of today or a day that is to come: 14:30, fredag, 24.12 or 24.12 12:00."))
    if slip := likely_slip(text, now, moment):
        raise ValueError(slip)
    return not_too_long(now, moment)


def likely_slip(text: str, after: datetime, moment: datetime, first: str = "") -> str | None:
    """What to ask of an end that is named without its year where the next such day comes only half a year ``after``: it
    has passed, or was swapped with the beginning, which is written so (``first``). None for any other."""
    if _YEAR.search(text) or moment - after <= _HALF_A_YEAR:
        return None
    named = {"first": first.strip(), "second": text.strip(), "day": _last_day(moment)}
    if first:
        told = _("From {first} until {second} would last until {day}: swap the two, or write the year if it is meant.")
    else:
        told = _("“{second}” would be {day}, which is far ahead: write the year as well if it is meant.")
    return told.format(**named)


def not_too_long(begins: datetime, ends: datetime) -> datetime:
    """The end of an absence. Raises ValueError with a sentence where it is too far away."""
    if ends - begins >= LONGEST_ABSENCE:
        raise ValueError(
            _("An absence is at most {years} years long: write an earlier day.").format(
                years=LONGEST_ABSENCE.days // 365
            )
        )
    return ends


def stretch_of(text: str, now: datetime) -> tuple[datetime, datetime]:
    """From when until when, in UTC: ``fredag`` from now on, ``24.12–3.1`` from its begin. Raises ValueError with a
    sentence that says what to write."""
    first, second = [*_BETWEEN.split(text, maxsplit=1), ""][:2]
    if not second:
        return now, until_of(text, now)
    begins, ends = stretch_between(first, second, now)
    if ends <= now:
        told = _("From {first} until {last} has passed: write days that are to come, with their year.")
        raise ValueError(told.format(first=_first_day(begins), last=_last_day(ends)))
    return begins, ends


def stretch_between(first: str, second: str, now: datetime) -> tuple[datetime, datetime]:
    """From when until when, in UTC, each as it is written: of days without their year those that are nearest, so that
    ``24.12`` and ``3.1`` are under way on 2 January. Raises ValueError with a sentence that says what to write: where
    the two may be swapped, with both."""
    begins = _begin_before(first, second, now)
    ends = read_until(second, begins) if begins else None
    if begins is None or (ends is None and read_begin(second, now) is None):
        told = _("“{text}” is no day or time: write 14:30, fredag, 24.12 or 24.12 12:00.")
        raise ValueError(told.format(text=(second if begins else first).strip()))
    if ends is None:
        told = _("{second} is not after {first}: swap the two, or write the right days.")
        raise ValueError(told.format(first=first.strip(), second=second.strip()))
    if slip := likely_slip(second, begins, ends, first):
        raise ValueError(slip)
    return begins, not_too_long(begins, ends)


def _begin_before(first: str, second: str, now: datetime) -> datetime | None:
    """As ``read_begin``; where the end alone has its year, the last such day before it."""
    if (year := _YEAR.search(second)) is None:
        return read_begin(first, now)
    found = _beginnings(first, now, years=(int(year[0]) - 1, int(year[0])))
    return next((each for each in reversed(found) if read_until(second, each)), found[0] if found else None)


def stretch_text(stretch: tuple[datetime, datetime]) -> str:
    """As ``stretch_of`` reads it."""
    return " til ".join(f"{each.astimezone(OSLO):%d.%m.%Y %H:%M}" for each in stretch)


def _readings(text: str, now: datetime) -> Iterator[datetime]:
    if (day := _day(text, now.date())) is not None:
        yield _midnight_after(day)
    elif (moment := _day_and_clock(text, now.date())) is not None:
        yield moment


def _day_and_clock(text: str, today: date, year: int | None = None) -> datetime | None:
    """A day with a time, or a time of today."""
    head, _space, tail = text.rpartition(" ")
    if head and not head.startswith("kl") and (day := _day(head, today, year)) and (at := _clock(tail)):
        return _moment(day, at)
    at = _clock(text)
    return None if at is None else _moment(today, at)


def weekday_of(text: str) -> int | None:
    """The day of the week (0: Monday) that is named, in bokmål, nynorsk or English, by three letters at least; None for
    anything else."""
    names = {**{name: at for at, name in enumerate(_WEEKDAYS)}, **_OTHER_NAMES}
    found = {at for name, at in names.items() if len(text) >= 3 and name.startswith(text.casefold().rstrip("."))}
    return found.pop() if len(found) == 1 else None


def _day(text: str, today: date, year: int | None = None) -> date | None:
    """The day that is named: one without its year is of this ``year`` (None: the next such day)."""
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DATE.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if written := match[3] or year:
            return _date(int(written), month, day)
        this, following = _date(today.year, month, day), _date(today.year + 1, month, day)
        return this if this and this >= today else following
    weekday = weekday_of(text)
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday()) % 7)


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year < 3000 else None
    except ValueError:
        return None


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OSLO).astimezone(UTC)


def _midnight_after(day: date) -> datetime:
    return _moment(day + timedelta(days=1), time.min)


def read_begin(text: str, now: datetime) -> datetime | None:
    """When an absence begins, in UTC: as ``read_until``, but a day begins at midnight, and may have passed: one without
    its year is the nearest. None for anything else."""
    year = now.astimezone(OSLO).year
    found = _beginnings(text, now, years=(year - 1, year, year + 1))
    return min(found, key=lambda each: abs(each - now), default=None)


def _beginnings(text: str, now: datetime, years: Iterable[int]) -> list[datetime]:
    """What a begin may mean where a day without its year is of one of these ``years``, the earliest first."""
    words, today = text.strip().casefold(), now.astimezone(OSLO).date()
    found = []
    for year in years:
        day = _day(words, today, year)
        moment = _day_and_clock(words, today, year) if day is None else _moment(day, time.min)
        if moment is not None and moment not in found:
            found.append(moment)
    return found


def _first_day(begins: datetime) -> str:
    return written_day(begins.astimezone(OSLO).date())


def _last_day(ends: datetime) -> str:
    """The last day of what ends then."""
    return written_day((ends - timedelta(microseconds=1)).astimezone(OSLO).date())
