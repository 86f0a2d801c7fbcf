"""What the editor's room does away from the screen: everything that reads or changes the database.

Used from worker threads and commands alone. Every edit is one writing transaction with a revision that says who, when
and what; whatever cannot be stored raises KontaktError with nothing changed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Lock

from kontakt.database import Engine, reading, writing
from kontakt.editor import commands
from kontakt.editor.article import history
from kontakt.editor.article.history import PastRevision
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.keywords.workbench import Workbench
from kontakt.editor.overview import builder
from kontakt.editor.overview.builder import OverviewBuilder, State
from kontakt.editor.overview.gaps import subjects
from kontakt.editor.overview.overlaps import overlaps
from kontakt.editor.overview.overview import Gap, GapKind, Overlap, Overview
from kontakt.editor.urgent.history import PastUrgentKind, past_kinds
from kontakt.inquiries.log import demand, gaps
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.installation.clock import utc_now
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import editing
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.editing import Edited
from kontakt.knowledge.revisions import What
from kontakt.knowledge.similarity import plain
from kontakt.knowledge.urgent import store as urgent
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library.usage import USAGE_DAYS, weigh
from kontakt.locale import N_, _
from kontakt.settings import Settings

MOST_QUERIES = 1_000
"""How many of the past searches lie on the workbench: beyond them come those that were made once."""

_ENDS = {
    GapEnd.KEYWORD: N_("“{phrase}” is done with: it was made a keyword."),
    GapEnd.ARTICLE: N_("“{phrase}” is done with: there is an article for it."),
    GapEnd.DISMISSED: N_("“{phrase}” is dismissed. It comes back if it is reported again."),
}


class EditorService:
    """What an editor reads and changes. ``database`` is opened by the first call that needs it, and closed by whoever made
    it; every method raises KontaktError while it cannot be used, and works again by itself when it can. The editor's
    name in every revision is ``settings.agent``."""

    def __init__(self, settings: Settings, database: LazyEngine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._database = database
        self._surveying = Lock()
        self._surveyor = OverviewBuilder()
        self._surveyed: tuple[State, Overview] | None = None
        self._given: State = ()

    @property
    def engine(self) -> Engine:
        return self._database.engine

    # --- what there is to see ------------------------------------------------------------------------------

    def poll(self) -> Overview | None:
        """The overview anew if anything that it depends on has changed since the last one given out; else None."""
        with reading(self.engine) as session:
            state = builder.state_of(session, self.clock())
        return None if state == self._given else self.overview()

    def overview(self) -> Overview:
        """Everything there is, as the database has it now."""
        with self._surveying:
            self._given, overview = self._survey()
            return overview

    def _current(self) -> Overview:
        """An overview of this moment for the office's own use: the next poll gives out what the screen has not seen."""
        with self._surveying:
            with reading(self.engine) as session:
                state = builder.state_of(session, self.clock())
            if self._surveyed and self._surveyed[0] == state:
                return self._surveyed[1]
            return self._survey()[1]

    def _survey(self) -> tuple[State, Overview]:
        with reading(self.engine) as session:
            read = builder.read(session, self.clock())
        overview = self._surveyor.overview(read)
        # What is not complete is no state to stay with: the next poll brings the rest.
        self._surveyed = read.state if self._surveyor.complete else (), overview
        return self._surveyed

    def overlaps(self) -> tuple[Overlap, ...]:
        """The published articles that get in each other's way."""
        now = self._current()
        uses = {id: each.uses for id, each in now.health.items()}
        return overlaps(now.library.articles.values(), uses)

    def read(self, id: str) -> Edited | None:
        """An article as it stands, whatever its status, with the number of its revision; None where there is none."""
        with reading(self.engine) as session:
            return editing.read(session, id)

    def history(self, id: str) -> tuple[PastRevision, ...]:
        """All revisions, the newest first, with those of the articles that were merged into it."""
        with reading(self.engine) as session:
            return history.history(session, id)

    def workbench(self, id: str) -> Workbench:
        """The bench with this article on it as it stands; for an id that no article has, an empty one on which
        ``change`` puts a new article."""
        now, clock = self._current(), self.clock()
        since = clock - timedelta(days=builder.LONG_DAYS)
        found = now.article(id)
        ids = {found.id, *found.redirects} if found else set()
        with reading(self.engine) as session:
            past_searches = demand.queries(session, since, MOST_QUERIES)
            wanted = demand.chosen_queries(session, ids, since, MOST_QUERIES)
            used = inquiries.usage(session, clock - timedelta(days=USAGE_DAYS))
        missed = [
            wording
            for gap in now.gaps
            if gap.kind is GapKind.MISSED and found and found.id in gap.suggestions
            for wording in gap.wordings
        ]
        usage: dict[str, float] = {}
        for used_id, weight in weigh(used, clock.date(), None).items():
            home = now.library.redirects.get(used_id, used_id)
            usage[home] = usage.get(home, 0.0) + weight
        return Workbench(
            found,
            now.library.articles.values(),
            now.library.region,
            asked=dict(past_searches),
            wanted={**dict(missed), **dict(wanted)},
            usage=usage,
        )

    # --- one article ---------------------------------------------------------------------------------------

    def save(self, article: Article, *, based_on: int, what: What = What.EDITED) -> int:
        """Store an article over revision ``based_on`` of itself (0: a new one); the number of its newest revision,
        which is the same where nothing differs. Raises EditConflict where somebody else was first."""
        if based_on == editing.NEW and what is What.EDITED:
            what = What.CREATED
        with self._act() as act:
            return act.store(article, based_on, what)

    def restore(self, id: str, number: int, *, based_on: int) -> int:
        """Give an article the words of an earlier revision; the new one's number. Raises KontaktError where it has
        those words already."""
        with self._act() as act:
            return act.store(history.restored(act.session, id, number), based_on, What.RESTORED)

    def set_status(self, id: str, status: Status, *, based_on: int) -> int:
        """Publish an article, put it away, or take it back to being a draft; the number of the revision."""
        with self._act() as act:
            return act.store(replace(act.article(id).article, status=status), based_on, What.STATUS)

    # --- one key each --------------------------------------------------------------------------------------

    def add_keyword(self, id: str, phrase: str, *, nynorsk: bool = False, gap: str | None = None) -> str:
        """Make a phrase a keyword of an article, and end the gap with this subject, all its wordings."""
        with self._act() as act:
            sentence = commands.add_keyword(act, id, phrase, nynorsk=nynorsk)
            if gap is not None:
                ended = self._subjects(gap) | {plain(phrase)}
                gaps.end(act.session, ended, GapEnd.KEYWORD, article=id, by=act.by, at=act.at)
        return sentence

    def remove_keyword(self, id: str, phrase: str) -> str:
        """Take a phrase out of an article's keywords, in both language forms."""
        with self._act() as act:
            return commands.remove_keyword(act, id, phrase)

    def end_gap(self, gap: Gap, *, how: GapEnd, article: str | None = None) -> str:
        """End an item of the queue, all its wordings; ``article`` is the one that it led to."""
        with self._act() as act:
            gaps.end(act.session, subjects(gap), how, article=article, by=act.by, at=act.at)
            if gap.kind is GapKind.UNCLEAR:
                title = act.article(gap.article or "").article.title
                return _("What was reported about “{title}” is done with.").format(title=title)
        return _(_ENDS[how]).format(phrase=gap.phrase)

    def checked_today(self, ids: Sequence[str]) -> str:
        """Checked today, still right."""
        with self._act() as act:
            return commands.checked_today(act, ids)

    def rule_changed(self, rule: str, day: date) -> str:
        """A law or regulation changed on a day: what rests on it is due for review."""
        with self._act() as act:
            return commands.rule_changed(act, rule, day)

    def mark_as_shared(self, id: str, numbers: Sequence[str]) -> str:
        """Looked at in these municipalities: nothing differs there."""
        with self._act() as act:
            return commands.mark_as_shared(act, id, numbers)

    def save_note(self, id: str, number: str, text: str) -> str:
        """Write a local note; "" removes it."""
        with self._act() as act:
            return commands.save_note(act, id, number, text)

    def merge(self, into: str, other: str) -> str:
        """Put one article into another; its id leads there from now on."""
        with self._act() as act:
            return commands.merge(act, into, other)

    # --- whom to ring when life is at stake ------------------------------------------------------------------

    def urgent(self) -> UrgentTable:
        """The table of dangers as it stands."""
        with reading(self.engine) as session:
            return urgent.load(session)

    def past_of_urgent(self, id: str) -> tuple[PastUrgentKind, ...]:
        """What a kind of danger was, the newest first, where it differed from what it was before."""
        with reading(self.engine) as session:
            return past_kinds(urgent.history(session), id)

    def put_urgent(self, kind: UrgentKind | None, *, before: UrgentKind | None) -> UrgentTable:
        """Store a kind of danger in the place of what the editor had before them (None: a new one; a ``kind`` of None
        removes it). Raises UrgentConflict where somebody else was first."""
        with self._act() as act:
            return urgent.put_kind(act.session, kind, before=before, by=act.by, at=act.at)

    def raise_urgent(self, id: str) -> UrgentTable:
        """Tell of a kind of danger before the one above it."""
        with self._act() as act:
            return urgent.raise_kind(act.session, id, by=act.by, at=act.at)

    @contextmanager
    def _act(self) -> Iterator[EditorTransaction]:
        with writing(self.engine) as session:
            yield EditorTransaction(session, self.settings.agent, self.clock())

    def _subjects(self, gap: str) -> frozenset[str]:
        """What ends with the gap of this subject, as it was last shown."""
        shown = self._surveyed[1].gaps if self._surveyed else ()
        return next((subjects(each) for each in shown if each.subject == gap), frozenset({gap}))
