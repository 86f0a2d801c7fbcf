"""What the editor's room shows: the state of every article, the gaps, and what to mend next. Plain frozen data.

All of it is made off the screen's thread and handed over whole; nobody changes one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kontakt.firstline import Proportion
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article
from kontakt.knowledge.coverage import LocalState
from kontakt.library.library import Library

RECENT_DAYS = 30
"""How many days back callers are counted where the newest count."""

LONG_DAYS = 90
"""How many days back is looked where there is little to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """An article at a glance. ``revision``, ``changed_at`` (UTC) and ``changed_by`` are those of its newest revision.

    ``uses`` are the inquiries of the last RECENT_DAYS days that are linked to it (or to one merged into it),
    ``resolved`` the gross share of them (None: nothing to measure), ``flags`` the complaints that it is wrong or
    unclear which nobody has closed. ``looked`` says for each municipality of the region what is known there.
    """

    article: Article
    revision: int
    changed_at: datetime
    changed_by: str
    uses: int = 0
    resolved: Proportion | None = None
    flags: int = 0
    looked: Mapping[str, LocalState] = field(default_factory=dict)
    due: "Due | None" = None

    @property
    def looked_at(self) -> int:
        """In how many municipalities somebody has looked at the article."""
        return sum(each in (LocalState.NOTE, LocalState.AS_SHARED) for each in self.looked.values())

    @property
    def to_look_at(self) -> int:
        """In how many municipalities it can differ: it exists there, and is not the same in the whole country."""
        return sum(each not in (LocalState.NATIONAL, LocalState.NOT_HERE) for each in self.looked.values())


class DueReason(StrEnum):
    """Why an article is to be looked at again, from the most to the least pressing."""

    RULE_CHANGED = "rule_changed"
    OVERDUE = "overdue"
    NEVER = "never"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Due:
    """``since`` is the day it became due (None: always was); ``rule`` names the law that changed."""

    article: str
    reason: DueReason
    since: date | None = None
    rule: str = ""


class GapKind(StrEnum):
    """MISSED: searches that led to no article. UNCLEAR: an article whose answer was called wrong or unclear."""

    MISSED = "missed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What an agent wrote of an answer that is wrong or unclear: where (None: not known), and when (UTC)."""

    text: str
    municipality: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Complaints that are alike, as one item of the queue.

    ``subject`` names the item for good (see inquiries.gaps); ``phrase`` is its most frequent wording, ``wordings`` all
    of them with how often, most first. ``times`` are the complaints of the last 90 days that stand open, one for each
    caller, ``recent`` those of the last 30; ``municipalities`` counts them by number (None: not known). ``last_at`` is
    UTC. ``article`` is the reported one of an UNCLEAR item; ``suggestions`` are the ids of articles that a missed
    phrase may belong to, best first; ``notes`` are what agents wrote of the reported answer, the newest first.
    ``reopened`` says that it was ended before and has failed again.
    """

    subject: str
    kind: GapKind
    phrase: str
    wordings: tuple[tuple[str, int], ...]
    times: int
    municipalities: Mapping[str | None, int]
    last_at: datetime
    article: str | None = None
    suggestions: tuple[str, ...] = ()
    reopened: bool = False
    recent: int = 0
    notes: tuple[ReportNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedGap:
    """Complaints of the last 90 days that are closed, as one item: as Gap, with ``how`` it was closed (None: the search
    finds ``article`` by itself now), and ``by`` whom and when (UTC) the last of it was."""

    subject: str
    kind: GapKind
    phrase: str
    wordings: tuple[tuple[str, int], ...]
    times: int
    article: str | None
    how: GapEnd | None
    by: str
    at: datetime
    notes: tuple[ReportNote, ...] = ()


class OverlapKind(StrEnum):
    KEYWORD = "keyword"
    TITLE = "title"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two articles that get in each other's way: they share keywords, a keyword of one is the other's title, or their
    answers are nearly the same (``similarity`` 0–1). ``one`` is the more used of the two."""

    one: str
    other: str
    kinds: frozenset[OverlapKind]
    keywords: tuple[str, ...] = ()
    similarity: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One article: what is known of it in each municipality, and how often it was asked for there the last 90 days."""

    article: str
    looked: Mapping[str, LocalState]
    asked: Mapping[str, int]

    @property
    def unlooked(self) -> int:
        """How many inquiries came from municipalities where nobody has looked at the article."""
        return sum(self.asked.get(number, 0) for number in self._unlooked_numbers)

    @property
    def most_asked_unlooked(self) -> str | None:
        """The number of the municipality where it is asked for most, of those where nobody has looked."""
        return max(self._unlooked_numbers, key=lambda number: self.asked.get(number, 0), default=None)

    def can_be_marked(self, numbers: Sequence[str]) -> list[str]:
        """Those of the municipalities of which can be said that nothing differs there: where nobody has looked, or, of
        one alone, where somebody looks again. A note is never overwritten."""
        possible = (LocalState.NOT_LOOKED,) if len(numbers) > 1 else (LocalState.NOT_LOOKED, LocalState.AS_SHARED)
        return [number for number in numbers if self.looked.get(number, LocalState.NOT_LOOKED) in possible]

    @property
    def _unlooked_numbers(self) -> list[str]:
        return [number for number, looked in self.looked.items() if looked is LocalState.NOT_LOOKED]


class TaskKind(StrEnum):
    GAP = "gap"
    FLAG = "flag"
    DUE = "due"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The next best thing to mend: how many callers of the last 30 days it concerned, and where to mend it.

    Exactly one of ``gap``, ``due`` and ``coverage`` is given.
    """

    kind: TaskKind
    callers: int
    gap: Gap | None = None
    due: Due | None = None
    coverage: CoverageRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything the editor's room shows but overlaps, which take longer. ``health`` has every article by id, drafts
    and archived ones too; ``library`` what agents see. ``tasks``, ``gaps``, ``due`` and ``coverage`` have what
    presses most first, ``closed`` what was closed last. ``today`` is the day in Oslo."""

    library: Library
    health: Mapping[str, Health]
    gaps: tuple[Gap, ...]
    due: tuple[Due, ...]
    coverage: tuple[CoverageRow, ...]
    tasks: tuple[Task, ...]
    today: date
    change: int = 0
    closed: tuple[ClosedGap, ...] = ()

    def article(self, id: str | None) -> Article | None:
        """The article with this id, whatever its status, or the one it was merged into."""
        if id is None:
            return None
        found = self.health.get(id) or self.health.get(self.library.redirects.get(id, ""))
        return found.article if found else None

    def report_of(self, id: str) -> Gap | None:
        """What is reported of this article's answer and stands open."""
        return next((each for each in self.gaps if each.kind is GapKind.UNCLEAR and each.article == id), None)
