"""Whether somebody can be reached, in words: until when, and how that is known."""

from datetime import date, datetime, timedelta

from kontakt.locale import _
from kontakt.locale.formats import OSLO, clock, short_date, short_weekday
from kontakt.presence.absence import UNANSWERED_FOR, AbsenceSource
from kontakt.presence.availability import Availability, AvailabilityState, WhyNotKnown
from kontakt.presence.stretch_texts import day_that_ends


def availability_text(known: Availability | None, today: date) -> str:
    """In a few words; "" where nothing has been read yet. ``today`` is the day in Oslo."""
    if known is None:
        return ""
    match known.state:
        case AvailabilityState.IN:
            return _("in")
        case AvailabilityState.AWAY:
            return _away(known, today)
        case AvailabilityState.OUTSIDE_HOURS:
            if known.next_in is None:
                return _("outside hours")
            return _("back {when}, outside hours").format(when=when(known.next_in, today))
        case AvailabilityState.NOT_KNOWN:
            return _not_known(known, today)


def _away(known: Availability, today: date) -> str:
    back = known.next_in or known.until
    if back is None:
        return _("away")
    if known.next_in is None and (last := day_that_ends(back)):
        if last == today:
            return _("away the rest of today") if known.phone_closed else _("away the rest of today, answers the phone")
        text = _("away through {day}") if known.phone_closed else _("away through {day}, answers the phone")
        return text.format(day=short_date(last))
    text = _("away until {when}") if known.phone_closed else _("away until {when}, answers the phone")
    return text.format(when=when(back, today))


def _not_known(known: Availability, today: date) -> str:
    at = when(known.known_at, today) if known.known_at else ""
    match known.why_not_known:
        case WhyNotKnown.UNANSWERED:
            return _("did not answer {when}").format(when=at)
        case WhyNotKnown.OLD_CALENDAR if at:
            return _("not known: the calendar was last read {when}").format(when=at)
        case WhyNotKnown.OLD_CALENDAR:
            return _("not known: the calendar has never been read")
        case WhyNotKnown.OLD_KNOWLEDGE:
            return _("not known since {when}").format(when=at)
        case _:
            return _("not known")


def known_from(known: Availability | None, today: date) -> str:
    """Where that somebody is away or in is known from, and how old that is; "" where hours alone say it."""
    if known is None or known.source is None or known.known_at is None:
        return ""
    return source_text(known.source, when(known.known_at, today))


def source_text(source: AbsenceSource, when: str) -> str:
    """Where an absence is known from, and how old that is."""
    text = {
        AbsenceSource.DESK: _("told {when}"),
        AbsenceSource.LIST: _("from a list, {when}"),
        AbsenceSource.CALENDAR: _("calendar, read {when}"),
    }[source]
    return text.format(when=when)


def availability_line(known: Availability | None, today: date) -> str:
    """Both, as far as there is something to say."""
    text, source = availability_text(known, today), known_from(known, today)
    return f"{text} ({source})" if source else text


def is_in(name: str) -> str:
    """That somebody was said to be in after all."""
    return _("{name} is in: every desk sees it now.").format(name=name)


def was_not_away(name: str) -> str:
    """Why it changes nothing to say that somebody is in."""
    return _("Nobody told that {name} is away: what stands in a calendar is changed there.").format(name=name)


def told_unanswered(name: str) -> str:
    return _("{name} did not answer: every desk sees it for {minutes} minutes.").format(
        name=name, minutes=UNANSWERED_FOR // timedelta(minutes=1)
    )


def when(moment: datetime, today: date) -> str:
    """A moment as it is said today: ``14:30``, ``i morgen 09:00``, ``man. 09:00``; far away the date alone."""
    day = moment.astimezone(OSLO).date()
    if day == today:
        return clock(moment)
    if day == today + timedelta(days=1):
        return _("tomorrow {clock}").format(clock=clock(moment))
    if timedelta(0) < day - today < timedelta(days=7):
        return f"{short_weekday(day)} {clock(moment)}"
    return short_date(day)
