"""How new figures are that were read from a standby, and how that is said."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from kontakt.locale import _, ngettext
from kontakt.locale.formats import age, number, since_when


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
    if freshness.missing:
        return _behind(freshness, freshness.missing)
    return _complete(freshness, _until(freshness))


def _complete(freshness: Freshness, until: str) -> str:
    if freshness.missing == 0:
        return _("From the standby, which had everything at {time}.").format(time=until)
    if not until:
        return _("From the standby: how old that is cannot be told while the desks' server does not answer.")
    return _("From the standby, as of {time} or later: the desks' server does not answer.").format(time=until)


def _behind(freshness: Freshness, missing: int) -> str:
    if freshness.complete_until:
        text = ngettext(
            "From the standby, as of {time}: {age} behind, {count} inquiry is missing.",
            "From the standby, as of {time}: {age} behind, {count} inquiries are missing.",
            missing,
        )
        behind = age(freshness.asked_at - freshness.complete_until)
        return text.format(time=_until(freshness), age=behind, count=number(missing))
    text = ngettext(
        "From the standby, which lacks {count} inquiry; since when cannot be told.",
        "From the standby, which lacks {count} inquiries; since when cannot be told.",
        missing,
    )
    return text.format(count=number(missing))


def _until(freshness: Freshness) -> str:
    return since_when(freshness.complete_until, freshness.asked_at) if freshness.complete_until else ""
