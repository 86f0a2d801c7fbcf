"""Until when somebody is away, as people write it: ``14:30``, ``24.12``, ``fredag``."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

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
_NOT_LONGER = timedelta(days=183)
"""What began a year before what its days say is one that holds now, if it is not longer than this."""
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
    return not_too_long(now, moment)


def not_too_long(begins: datetime, ends: datetime) -> datetime:
    """The end of an absence. Raises ValueError with a sentence where it is too far away."""
    if ends - begins >= LONGEST_ABSENCE:
        raise ValueError(_("An absence is at most three years long: write an earlier day."))
    return ends


def stretch_of(text: str, now: datetime) -> tuple[datetime, datetime]:
    """From when until when, in UTC: ``fredag`` from now on, ``24.12–3.1`` from its begin. Raises ValueError with a
    sentence that says what to write."""
    first, second = [*_BETWEEN.split(text, maxsplit=1), ""][:2]
    if not second:
        return now, until_of(text, now)
    begins = read_begin(first, now)
    if begins and not _YEAR.search(first) and (holding := _begun_last_year(begins, second, now)):
        begins = holding
    ends = read_until(second, begins) if begins else None
    if begins is None or ends is None or ends <= now:
        raise ValueError(_("Write from when and until when, such as 24.12 til 3.1; or until when alone."))
    return begins, not_too_long(begins, ends)


def _begun_last_year(begins: datetime, end: str, now: datetime) -> datetime | None:
    """The same day a year before, where what begins there holds now: on 2 January, ``24.12 til 3.1`` is under way."""
    try:
        local = begins.astimezone(OSLO)
        before = local.replace(year=local.year - 1).astimezone(UTC)
    except ValueError:  # 29 February
        return None
    ends = read_until(end, before)
    return before if ends and before <= now < ends and ends - before <= _NOT_LONGER else None


def stretch_text(stretch: tuple[datetime, datetime]) -> str:
    """As ``stretch_of`` reads it."""
    return " til ".join(f"{each.astimezone(OSLO):%d.%m.%Y %H:%M}" for each in stretch)


def _readings(text: str, now: datetime) -> Iterator[datetime]:
    if (day := _day(text, now.date())) is not None:
        yield _midnight_after(day)
        return
    head, _space, tail = text.rpartition(" ")
    if head and not head.startswith("kl") and (day := _day(head, now.date())) and (at := _clock(tail)):
        yield _moment(day, at)
    elif at := _clock(text):
        yield _moment(now.date(), at)


def weekday_of(text: str) -> int | None:
    """The day of the week (0: Monday) that is named, in bokmål, nynorsk or English, by three letters at least; None for
    anything else."""
    names = {**{name: at for at, name in enumerate(_WEEKDAYS)}, **_OTHER_NAMES}
    found = {at for name, at in names.items() if len(text) >= 3 and name.startswith(text.casefold().rstrip("."))}
    return found.pop() if len(found) == 1 else None


def _day(text: str, today: date, *, may_have_passed: bool = False) -> date | None:
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DATE.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if match[3]:
            return _date(int(match[3]), month, day)
        this, following = _date(today.year, month, day), _date(today.year + 1, month, day)
        return this if this and (may_have_passed or this >= today) else following
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
        return date(year, month, day)
    except ValueError:
        return None


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OSLO).astimezone(UTC)


def _midnight_after(day: date) -> datetime:
    return _moment(day + timedelta(days=1), time.min)


def read_begin(text: str, now: datetime) -> datetime | None:
    """When an absence begins, in UTC: as ``read_until``, but a day begins at midnight, and may have passed. None for
    anything else."""
    words = text.strip().casefold()
    today = now.astimezone(OSLO).date()
    if (day := _day(words, today, may_have_passed=True)) is not None:
        return _moment(day, time.min)
    return next(_readings(words, now.astimezone(OSLO)), None)
