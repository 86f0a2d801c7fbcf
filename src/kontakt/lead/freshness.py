"""How new figures are that were read from a standby, and how that is said."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from kontakt.locale import _, ngettext
from kontakt.locale.formats import OSLO, clock, day_and_clock, number


class FiguresServer(Enum):
    """What the setting ``figures_database`` leads to."""

    STANDBY = auto()
    DESKS_SERVER = auto()
    """The server that is written to, as where an address names both and the standby is gone."""
    ANOTHER_SERVER = auto()
    """One that takes changes of its own, while the desks' server does not answer."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Figures from ``source`` hold everything that was delivered by ``complete_until`` (UTC; None where the server
    cannot tell), and lack ``missing`` inquiries that the desks' server had when it was asked, at ``asked_at`` (UTC);
    None where that did not answer."""

    source: FiguresServer
    complete_until: datetime | None
    missing: int | None
    asked_at: datetime

    @property
    def is_behind(self) -> bool:
        """Whether something is missing, or may be."""
        return self.missing != 0


def freshness_sentence(freshness: Freshness) -> str:
    """Such as "From the standby, which had everything at 13:05." Times of day are those of Oslo."""
    if freshness.source is FiguresServer.DESKS_SERVER:
        return _("The figures are read from the desks' own server: no standby answers.")
    if freshness.source is FiguresServer.ANOTHER_SERVER:
        return _("From a server that is no standby: how old this is cannot be told while the desks' does not answer.")
    until = _moment(freshness.complete_until, freshness.asked_at) if freshness.complete_until else ""
    return _behind(freshness, freshness.missing, until) if freshness.missing else _complete(freshness, until)


def _complete(freshness: Freshness, until: str) -> str:
    if freshness.missing == 0:
        return _("From the standby, which had everything at {time}.").format(time=until)
    if not until:
        return _("From the standby: how old that is cannot be told while the desks' server does not answer.")
    return _("From the standby, as of {time} or later: the desks' server does not answer.").format(time=until)


def _behind(freshness: Freshness, missing: int, until: str) -> str:
    if until:
        text = ngettext(
            "From the standby, as of {time}: {age} behind, {count} inquiry is missing.",
            "From the standby, as of {time}: {age} behind, {count} inquiries are missing.",
            missing,
        )
        return text.format(time=until, age=_age(freshness), count=number(missing))
    text = ngettext(
        "From the standby, which lacks {count} inquiry; since when cannot be told.",
        "From the standby, which lacks {count} inquiries; since when cannot be told.",
        missing,
    )
    return text.format(count=number(missing))


def _moment(moment: datetime, now: datetime) -> str:
    """The time of day, with the day where it is another one than ``now``'s."""
    same_day = moment.astimezone(OSLO).date() == now.astimezone(OSLO).date()
    return clock(moment) if same_day else day_and_clock(moment)


def _age(freshness: Freshness) -> str:
    """How long ago it was complete, in the largest unit of which there are two."""
    assert freshness.complete_until is not None
    seconds = max(0, round((freshness.asked_at - freshness.complete_until).total_seconds()))
    if seconds < 120:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=number(seconds))
    minutes = seconds // 60
    if minutes < 120:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))
    hours = minutes // 60
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=number(hours))
    days = hours // 24
    return ngettext("{count} day", "{count} days", days).format(count=number(days))
