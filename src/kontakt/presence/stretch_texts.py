"""When an absence, or anything else that lasts, begins and ends, in words."""

from datetime import date, datetime, time, timedelta

from kontakt.locale import _
from kontakt.locale.formats import OSLO, day_and_clock, short_date


def day_that_ends(moment: datetime) -> date | None:
    """The day whose midnight it is; None for any other moment."""
    local = moment.astimezone(OSLO)
    return local.date() - timedelta(days=1) if local.time() == time.min else None


def end_text(moment: datetime) -> str:
    """When an absence ends: the last day, where it lasts to its midnight, else the moment."""
    last = day_that_ends(moment)
    return short_date(last) if last else day_and_clock(moment)


def stretch_in_words(begins: datetime, ends: datetime, now: datetime) -> str:
    """From when until when somebody is away: of what has begun, until when alone."""
    whole_day = day_that_ends(ends) is not None
    if begins <= now:
        return (_("through {day}") if whole_day else _("until {when}")).format(day=end_text(ends), when=end_text(ends))
    local = begins.astimezone(OSLO)
    first = short_date(local.date()) if local.time() == time.min else day_and_clock(begins)
    text = _("from {begins} through {ends}") if whole_day else _("from {begins} until {ends}")
    return text.format(begins=first, ends=end_text(ends))
