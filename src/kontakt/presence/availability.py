"""Whether somebody can be reached now, until when, and how that is known. Pure: nothing is read or written, and the
time is given."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from kontakt.locale.formats import OSLO
from kontakt.presence.absence import UNANSWERED_FOR, Absence, AbsenceSource, CalendarFeed, Stretch, merged
from kontakt.presence.days_off import ALL_DAY, Closing

WeekHours = tuple[tuple[tuple[time, time], ...], ...]
"""For each day of the week, Monday first: from when to when somebody is there, in Oslo. Empty where nobody has said."""

FRESH_FOR = timedelta(hours=2)
"""For how long what a calendar, or the region's database, said of somebody being there is believed."""

_LOOKS_AHEAD = 400
"""How many days are looked through for when somebody is there again."""


_SUMMER_TIME_BEGINS = time(1)
"""In UTC, on the day that it begins."""


class AvailabilityState(StrEnum):
    IN = "in"
    AWAY = "away"
    OUTSIDE_HOURS = "outside_hours"
    NOT_KNOWN = "not_known"


class WhyNotKnown(StrEnum):
    """Why it is not known of somebody, who might be there."""

    NO_HOURS = "no_hours"
    """Nobody has said when they are there."""
    UNANSWERED = "unanswered"
    """They should be there, and did not answer."""
    OLD_CALENDAR = "old_calendar"
    """Their calendar has not been read for a while."""
    OLD_KNOWLEDGE = "old_knowledge"
    """The region's database has not been reached for a while."""


class Availability(NamedTuple):
    """``state`` holds until ``until``, None where it holds for ever or nobody knows. ``next_in`` is when they are there
    again; None where they are, or nobody knows. ``phone_closed`` says of who is away that they do not answer the phone
    either. ``source`` is where that they are away is known from; None where hours alone say what is known. ``known_at``
    is when it was known; None for hours. Times are UTC."""

    state: AvailabilityState
    until: datetime | None = None
    next_in: datetime | None = None
    phone_closed: bool = False
    source: AbsenceSource | None = None
    known_at: datetime | None = None
    why_not_known: WhyNotKnown | None = None

    @property
    def can_be_rung(self) -> bool:
        """Whether it is worth trying: who is there, who is away and answers the phone, and who nothing is known of but
        that they have not been seen to be away."""
        if self.state is AvailabilityState.AWAY:
            return not self.phone_closed
        return self.state is not AvailabilityState.OUTSIDE_HOURS and self.why_not_known is not WhyNotKnown.UNANSWERED


def availability(
    now: datetime,
    *,
    hours: WeekHours = (),
    absences: Sequence[Absence] = (),
    unanswered: datetime | None = None,
    feed: CalendarFeed | None = None,
    closing: Callable[[date], Closing] = lambda day: None,
    read_at: datetime | None = None,
) -> Availability:
    """Of somebody with these hours and absences, ``now``. ``unanswered`` is when they were last rung in vain; ``feed``
    their calendar; ``closing`` tells days off (see DaysOff); ``read_at`` is when the absences were read, None for now.

    An absence goes before hours, so whoever is away on a Friday evening is away, not outside their hours."""
    away = tuple(merged(absences))
    if stretch := _holding(away, now):
        return _away(now, stretch[1], away, hours, closing, absences, feed)
    leaves = next((begin for begin, _back in away if begin > now), None)
    if not hours:
        return _not_known(WhyNotKnown.NO_HOURS, None, until=leaves)
    today = now.astimezone(OSLO).date()
    opening = _holding(tuple(_openings(hours, closing, today, 1)), now)
    if opening is None:
        return Availability(
            state=AvailabilityState.OUTSIDE_HOURS,
            until=min(filter(None, (_next_in(now, (), hours, closing), leaves)), default=None),
            next_in=_next_in(now, away, hours, closing),
        )
    goes = min(filter(None, (opening[1], leaves)))
    return _within_hours(now, goes, unanswered, feed, read_at)


def _within_hours(
    now: datetime, goes: datetime, unanswered: datetime | None, feed: CalendarFeed | None, read_at: datetime | None
) -> Availability:
    """Of somebody who ought to be there until ``goes``."""
    if unanswered and unanswered <= now < unanswered + UNANSWERED_FOR:
        return _not_known(WhyNotKnown.UNANSWERED, unanswered, until=min(goes, unanswered + UNANSWERED_FOR))
    if read_at and now - read_at >= FRESH_FOR:
        return _not_known(WhyNotKnown.OLD_KNOWLEDGE, read_at, until=goes)
    fetched_at = feed.fetched_at if feed else None
    if feed and (fetched_at is None or now - fetched_at >= FRESH_FOR):
        return _not_known(WhyNotKnown.OLD_CALENDAR, fetched_at, until=goes)
    believed = [goes, *(each + FRESH_FOR for each in (fetched_at, read_at) if each)]
    source = AbsenceSource.CALENDAR if feed else None
    return Availability(state=AvailabilityState.IN, until=min(believed), source=source, known_at=fetched_at)


def _away(
    now: datetime,
    until: datetime,
    away: tuple[Stretch, ...],
    hours: WeekHours,
    closing: Callable[[date], Closing],
    absences: Sequence[Absence],
    feed: CalendarFeed | None,
) -> Availability:
    holding = [each for each in absences if each.begins <= now < each.ends]
    newest = max(holding, key=lambda each: each.known_at)
    return Availability(
        state=AvailabilityState.AWAY,
        until=until,
        next_in=_next_in(until, away, hours, closing) if hours else None,
        phone_closed=any(each.phone_closed for each in holding),
        source=newest.source,
        # What stands in a calendar still stands there when it was read the last time.
        known_at=(newest.feed is not None and feed and feed.fetched_at) or newest.known_at,
    )


def _not_known(why: WhyNotKnown, known_at: datetime | None, *, until: datetime | None) -> Availability:
    return Availability(state=AvailabilityState.NOT_KNOWN, until=until, known_at=known_at, why_not_known=why)


def _holding(stretches: tuple[Stretch, ...], now: datetime) -> Stretch | None:
    return next((each for each in stretches if each[0] <= now < each[1]), None)


def _next_in(
    after: datetime, away: tuple[Stretch, ...], hours: WeekHours, closing: Callable[[date], Closing]
) -> datetime | None:
    """The first moment from ``after`` on that is within the hours and in none of the stretches."""
    for begin, end in _openings(hours, closing, after.astimezone(OSLO).date(), _LOOKS_AHEAD):
        at = max(begin, after)
        for left, back in away:
            if left <= at < back:
                at = back
        if at < end:
            return at
    return None


def _openings(hours: WeekHours, closing: Callable[[date], Closing], first: date, days: int) -> Iterator[Stretch]:
    """When somebody is there on so many days from the first on, in UTC; hours that meet are one stretch."""
    for day in (first + timedelta(days=ahead) for ahead in range(days)):
        spans = hours[day.weekday()]
        if not spans:
            continue
        closes = closing(day)
        if closes == ALL_DAY:
            continue
        at: Stretch | None = None
        for opens, ends in spans:
            begin, end = _moment(day, opens), _moment(day, min(ends, closes) if closes else ends)
            if end <= begin:  # closed by then, or an hour that summer time leaves out
                continue
            if at and begin <= at[1]:
                at = at[0], max(at[1], end)
                continue
            if at:
                yield at
            at = begin, end
        if at:
            yield at


def _moment(day: date, at: time) -> datetime:
    moment = datetime.combine(day, at, OSLO).astimezone(UTC)
    if moment.astimezone(OSLO).time() == at:
        return moment
    return datetime.combine(day, _SUMMER_TIME_BEGINS, UTC)  # an hour that there is not on that day
