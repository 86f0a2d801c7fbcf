"""All the figures of one scope together."""

from dataclasses import dataclass

from kontakt.firstline import Rate
from kontakt.inquiries.inquiry import Channel
from kontakt.lead.arrivals import Arrivals
from kontakt.lead.closing import Closing
from kontakt.lead.freshness import Freshness
from kontakt.lead.helping import Helping
from kontakt.lead.scope import Scope
from kontakt.lead.standing import Standings
from kontakt.lead.transfers import UnitTransfers
from kontakt.lead.why_changed import WhyChanged
from kontakt.lead.why_not import WhyNot


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHealth:
    """How well the search serves. Of ``inquiries`` (without wrong numbers), ``linked`` have an article; ``missed``
    searches were sent to the editor (None where the scope has a filter that a search has not: theme, channel, caller
    type). ``median_seconds`` is from the first key to the outcome; None with nothing logged."""

    inquiries: int
    linked: int
    missed: int | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class TimeFreed:
    """Case workers' time that the first line has freed, if each resolved inquiry would have taken ``minutes``."""

    resolved: int
    minutes: int

    @property
    def hours(self) -> float:
        return self.resolved * self.minutes / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFigures:
    """Everything about one scope. ``changed`` is as of ``LeadService.why_changed``; ``closing`` has each municipality
    with a target; ``freshness`` is None where they are not of a standby."""

    scope: Scope
    standings: Standings
    why_not: WhyNot
    changed: WhyChanged | None
    closing: tuple[Closing, ...]
    arrivals: Arrivals
    helping: Helping
    transfers: tuple[UnitTransfers, ...]
    search: SearchHealth
    freed: TimeFreed
    freshness: Freshness | None = None


@dataclass(frozen=True, slots=True)
class MunicipalityFigures:
    """What stands behind one municipality's rate, or the region's: why inquiries were forwarded, what would bring it to
    its target (None: for the region, and for no known one), and the rates by channel, those without inquiries left
    out."""

    why_not: WhyNot
    closing: Closing | None
    by_channel: tuple[tuple[Channel, Rate], ...]
