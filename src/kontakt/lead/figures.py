"""What the board and the reports show: plain frozen figures, the same for every screen, command and file.

Municipalities are given by their numbers and themes by their ids; the faces have the names. All rates come from
``firstline.first_line_rate``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kontakt.firstline import Cause, Difference, Period, Proportion, Rate
from kontakt.inquiries.inquiry import CallerType, Channel

NO_THEME = ""
"""Stands among themes for the inquiries that no article, or none that there is any longer, is linked to."""

OTHERS = "others"
"""Stands among homes for those with too few agents to be shown each for itself."""

ENOUGH_AGENTS = 3
"""How many agents must stand behind a figure that is finer than municipality, theme, cause, channel or hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which inquiries the figures are of. ``against`` is the period that ``period`` is compared with; None: with none.
    The filters combine; None leaves everything in. ``municipality`` may be UNKNOWN: those of none."""

    period: Period
    against: Period | None = None
    municipality: str | None = None
    theme: str | None = None
    channel: Channel | None = None
    caller_type: CallerType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one municipality stands, or the region (``municipality`` None), or what is of no known one (UNKNOWN). ``before`` is its rate in the period it is
    compared with, ``change`` the difference of the gross rates. ``weeks`` are the rates of the last weeks, the latest
    last. ``answered`` is how many calls the phone system answered in the period, ``phoned`` how many were logged as
    calls on the days that it reported; both None where nothing was imported."""

    municipality: str | None
    rate: Rate
    before: Rate | None = None
    change: Difference | None = None
    weeks: tuple[Rate, ...] = ()
    answered: int | None = None
    phoned: int | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """The region, and its municipalities in their order; those that have left it stand last, if anything was logged for
    them, and UNKNOWN below them all, if anything was: so that they add up to the region. ``weeks`` are the stretches behind each ``Standing.weeks``."""

    region: Standing
    municipalities: tuple[Standing, ...]
    weeks: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One bar of the Pareto: what was forwarded for one cause on one theme. ``cause`` is None where the inquiry had been
    resolved, but was repeated. ``cumulative`` (0–1) is the share of this bar and all larger ones. ``articles`` counts
    by article id (None: no article), most first."""

    theme: str
    cause: Cause | None
    n: int
    share: float
    cumulative: float
    articles: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why inquiries were forwarded: the bars, largest first, and the same by cause and by theme alone."""

    forwarded: int
    reasons: tuple[Reason, ...]
    by_cause: Mapping[Cause | None, int]
    by_theme: Mapping[str, int]


class Lever(StrEnum):
    """What would resolve more: doing as the best does, an answer that is missing or unclear, access to a system."""

    BEST_PRACTICE = "best_practice"
    MISSING_ANSWER = "missing_answer"
    UNCLEAR_ANSWER = "unclear_answer"
    ACCESS = "access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one lever would add: ``inquiries`` more resolved in the period.

    ``theme`` is that of the inquiries; ``article`` the one that is unclear. Of BEST_PRACTICE, ``best`` is whom to learn
    from, ``theirs`` and ``own`` (0–1) are the two rates, drawn toward the common one. The inquiries of two levers may
    be the same ones: contributions do not add up.
    """

    lever: Lever
    inquiries: float
    theme: str
    article: str | None = None
    best: str | None = None
    theirs: float | None = None
    own: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What would bring one municipality to its target. ``monthly`` is how many more a month (30 days) would have to be
    resolved, rounded up; None without a target or without inquiries. ``contributions`` are the largest ones, the largest first."""

    municipality: str
    rate: Rate
    monthly: int | None
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the week in Oslo, 0 (Monday 00) to 167: how many inquiries started in it, and their gross rate where
    at least ENOUGH_AGENTS stand behind it. ``hidden`` says that there is one which is not shown."""

    hour: int
    n: int
    gross: Proportion | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """When inquiries come, all 168 hours in their order, and how; caller type None: not said."""

    hours: tuple[Hour, ...]
    by_channel: tuple[tuple[Channel, Rate], ...]
    by_caller_type: tuple[tuple[CallerType | None, Rate], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """Whose agents answered for whom. ``homes`` are the rows: municipality numbers in the region's order, then OTHERS
    (homes with fewer than ENOUGH_AGENTS agents, and inquiries whose agent's home is not known). ``municipalities`` end
    with UNKNOWN where anything was logged for none; that is in nobody's balance. ``matrix`` counts by
    home and municipality. ``balance`` is, for each home shown for itself, what its agents answered for others less what
    others answered for it."""

    homes: tuple[str, ...]
    municipalities: tuple[str, ...]
    matrix: Mapping[tuple[str, str], int]
    balance: Mapping[str, int]


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
class LeadReport:
    """Everything about one scope. ``closing`` has each municipality with a target."""

    scope: Scope
    standings: Standings
    why_not: WhyNot
    closing: tuple[Closing, ...]
    when: When
    helping: Helping
    search: SearchHealth
    freed: TimeFreed
