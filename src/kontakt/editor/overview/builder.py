"""Everything the editor's room shows, brought together from the knowledge base, the shared log and the laws."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kontakt.database import Session, changes
from kontakt.directory.region import Region
from kontakt.editor.keywords.affected_searches import labels, to_repeat
from kontakt.editor.overview import health
from kontakt.editor.overview.closings import GapContext, PhraseResult, phrase_result
from kontakt.editor.overview.complaints import Phrase
from kontakt.editor.overview.gaps import SUGGESTED, closed_gaps, missed_phrases, open_gaps, to_search
from kontakt.editor.overview.overview import LONG_DAYS, RECENT_DAYS, Overview
from kontakt.editor.overview.tasks import tasks
from kontakt.firstline import Count, last_days
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.log import demand, gaps
from kontakt.inquiries.log.demand import AskedArticle, Complaint
from kontakt.inquiries.log.gaps import EndedGap
from kontakt.knowledge import rule_changes
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Status
from kontakt.knowledge.by_id import redirects_of
from kontakt.knowledge.revisions import Revision
from kontakt.knowledge.rule_changes import RuleChange
from kontakt.library.library import Library, build_library, changed_library
from kontakt.library.stored import Stored, StoredUpdate, follow
from kontakt.search import fold

SEARCHED_AT_ONCE = 300
"""How many missed searches one overview looks up: a quarter's may be well over a thousand, at half a millisecond each,
and those that were reported most are soon enough."""

State = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewInput:
    """One consistent view of what the overview is made from. ``state`` is that of ``state_of`` at the same moment,
    ``update`` what has come to ``stored`` since the overview before (None: nothing)."""

    state: State
    now: datetime
    stored: Stored
    update: StoredUpdate | None
    revisions: Mapping[str, Revision]
    rule_changes: tuple[RuleChange, ...]
    counts: Mapping[str, list[Count]]
    asked: list[AskedArticle]
    complaints: list[Complaint]
    ended: Mapping[str, EndedGap]


def state_of(session: Session, now: datetime) -> State:
    """Changes whenever the overview must be made anew: the knowledge base, the region or a rule has changed, an agent
    has sent something to the editor, a gap was ended, or a new day has begun in Oslo. What is merely asked for again
    can wait until one of these."""
    rules = len(rule_changes.noted(session))
    return (changes.latest(session), rules, *demand.state(session), now.astimezone(OSLO).date())


class OverviewBuilder:
    """Makes overviews, and remembers between two of them what takes longest: the library, and what each missed search
    finds in it. Until it is ``complete``, the next overview has gaps that this one has not, of fewer complaints."""

    def __init__(self) -> None:
        self.complete = False
        self._stored: Stored | None = None  # what the library was made of
        self._library: Library | None = None
        self._results: dict[str, PhraseResult] = {}

    def read(self, session: Session, now: datetime) -> OverviewInput:
        """Read what the next overview is made from, in one transaction; of the articles only what has changed since the
        last one. ``now`` is timezone-aware."""
        recent, long = last_days(RECENT_DAYS, now), last_days(LONG_DAYS, now)
        update = follow(session, self._stored, now)
        stored = update.stored if update else self._stored
        assert stored is not None
        return OverviewInput(
            state=state_of(session, now),
            now=now,
            stored=stored,
            update=update,
            revisions=knowledge.standing(session),
            rule_changes=rule_changes.noted(session),
            counts=demand.counts_by_article(session, recent.start, recent.end),
            asked=demand.by_municipality(session, long.start, recent.start),
            complaints=demand.complaints(session, long.start),
            ended=gaps.ended(session),
        )

    def overview(self, read: OverviewInput) -> Overview:
        """The overview of what was read."""
        articles, region = tuple(read.stored.articles.values()), read.stored.region
        redirects = redirects_of(articles)
        context = GapContext(
            ended=read.ended,
            changed={each.id: read.revisions[each.id] for each in articles if each.status is Status.PUBLISHED},
            redirects=redirects,
            places=frozenset(_place_names(region)),
            recent_since=last_days(RECENT_DAYS, read.now).start,
        )
        missed = missed_phrases(read.complaints, context)
        library = self._look_up([each for each in missed if to_search(each, context)], read)
        gaps = open_gaps(missed, self._results, read.complaints, context)
        figures = health.figures_by_article(read.counts, read.asked, redirects, read.rule_changes)
        today = read.now.astimezone(OSLO).date()
        numbers = [each.number for each in region.municipalities]
        by_id = health.health_of(articles, read.revisions, figures, gaps, numbers, today)
        due = health.all_due(by_id)
        coverage = health.coverage_rows(by_id, figures)
        return Overview(
            library=library,
            health=by_id,
            gaps=gaps,
            due=due,
            coverage=coverage,
            tasks=tasks(gaps, due, coverage, by_id, lambda row: health.recently_unlooked(row, figures)),
            today=today,
            change=read.stored.change,
            closed=closed_gaps(missed, self._results, read.complaints, context),
        )

    def _look_up(self, missed: Sequence[Phrase], read: OverviewInput) -> Library:
        """Learn what these phrases find in a library of what was read, those that were reported most first."""
        known = {each.folded: self._results[each.folded] for each in missed if each.folded in self._results}
        if self._library and read.update is None and len(known) == len(missed):
            self.complete = True
            return self._library
        library = self._newer_library(read)
        for stale in list(_stale(known, self._library, library)):
            del known[stale]
        unknown = sorted((each for each in missed if each.folded not in known), key=lambda each: -len(each.complaints))
        for phrase in unknown[:SEARCHED_AT_ONCE]:
            known[phrase.folded] = phrase_result(phrase.folded, library.index.search(phrase.wording, limit=SUGGESTED))
        self._stored = read.stored
        self._library, self._results, self.complete = library, known, len(unknown) <= SEARCHED_AT_ONCE
        return library

    def _newer_library(self, read: OverviewInput) -> Library:
        """The library of what was read, with an index that nobody else has: one that was handed over is the screen's,
        and an index serves one thread."""
        before, stored = self._library, read.stored
        parts = (stored.articles.values(), stored.themes, stored.region, stored.change)
        if before is None or (read.update and read.update.whole):
            return build_library(*parts)
        ids = read.update.articles if read.update else frozenset[str]()
        library = changed_library(before, *parts, before.urgent.table, ids=ids)
        return replace(library, index=library.index.changed(())) if library.index is before.index else library


def _stale(results: Mapping[str, PhraseResult], before: Library | None, now: Library) -> Iterable[str]:
    """The phrases that may find something else in the library of now."""
    if before is None or before.region != now.region or len(before.articles) != len(now.articles):
        return results  # how rare a word is depends on the number of articles
    changed: set[str] = set()
    articles: set[str] = set()
    for id in before.articles.keys() | now.articles.keys():
        if difference := labels(before.articles.get(id)) ^ labels(now.articles.get(id)):
            changed |= difference
            articles.add(id)
    return to_repeat({phrase: each.hits for phrase, each in results.items()}, articles, changed)


def _place_names(region: Region) -> Iterator[str]:
    for each in region.municipalities:
        for name in (each.name, *each.places):
            yield fold(name)
