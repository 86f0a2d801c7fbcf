"""How it stands with a calendar that is read from its address, in words."""

from datetime import date

from kontakt.desk.availability_texts import when
from kontakt.locale import N_, _
from kontakt.presence.absence import CalendarFeed, FeedProblem
from kontakt.presence.calendar_file import LARGEST_FILE

_PROBLEMS = {
    FeedProblem.NOT_FOUND: N_("there is no calendar at the address"),
    FeedProblem.FORBIDDEN: N_("the address shows it to nobody who is not signed in"),
    FeedProblem.SERVER_ERROR: N_("its server answers with an error"),
    FeedProblem.UNREACHABLE: N_("its server cannot be reached"),
    FeedProblem.HANGS: N_("its server does not answer in time"),
    FeedProblem.TOO_LARGE: N_("it is larger than {megabytes} MB"),
    FeedProblem.NO_CALENDAR: N_("what stands at the address is no calendar that can be read"),
    FeedProblem.REDIRECTS: N_("the address leads on to another too often"),
    FeedProblem.REFUSED: N_("the address leads on to what is no web address"),
    FeedProblem.PRIVATE: N_(
        "the address leads into an internal network, which the setting private_calendars does not allow"
    ),
    FeedProblem.UNTRUSTED: N_("the certificate of its server cannot be trusted"),
}
"""Translated when drawn, and given its figures."""


def feed_problem(feed: CalendarFeed) -> str:
    """Why the calendar cannot be read; "" where it can."""
    if feed.problem is None:
        return ""
    return _(_PROBLEMS[feed.problem]).format(megabytes=LARGEST_FILE // 1_000_000)


def feed_age(feed: CalendarFeed, today: date) -> str:
    """When the calendar was read the last time. ``today`` is the day in Oslo."""
    if feed.fetched_at is None:
        return _("not read yet")
    return _("read {when}").format(when=when(feed.fetched_at, today))


def feed_state(feed: CalendarFeed, today: date) -> str:
    """Both, as far as there is something to say."""
    return ": ".join(filter(None, (feed_age(feed, today), feed_problem(feed))))
