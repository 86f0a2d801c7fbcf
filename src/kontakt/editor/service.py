"""The service of the editor's room: everything that reads or changes the database for one editor.

Used from worker threads and commands alone. Every edit is one writing transaction with a revision that says who, when
and what; whatever cannot be stored raises KontaktError with nothing changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from kontakt.database import Engine, reading, writing
from kontakt.editor import commands
from kontakt.editor.article import history
from kontakt.editor.article.history import PastRevision
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.find.finding import Replacement
from kontakt.editor.keywords.workbench import Workbench
from kontakt.editor.keywords.workbench_builder import build_workbench
from kontakt.editor.many_articles import FactsChange, change_facts, replace_in_texts
from kontakt.editor.overview.latest import LatestOverview
from kontakt.editor.overview.overlaps import overlaps
from kontakt.editor.overview.overview import ClosedGap, Gap, Overlap, Overview, Task
from kontakt.editor.own_revisions import OwnRevisions
from kontakt.editor.publishing import NO_FINDINGS, ArticleChange, Findings, findings, freeze_sentence
from kontakt.editor.recent_changes import RecentChange, recent_changes
from kontakt.editor.taking_back import Step, Steps
from kontakt.editor.urgent.history import PastUrgentKind, past_kinds
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.installation.clock import utc_now
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import editing
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.editing import Edited
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.similarity import plain
from kontakt.knowledge.urgent import store as urgent
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library.notices import Notices
from kontakt.locale import _
from kontakt.notices import store as notices
from kontakt.settings import Settings


class EditorService:
    """What an editor reads and changes. ``database`` is opened by the first call that needs it, and closed by whoever
    made it; every method raises KontaktError while it cannot be used, and works again by itself when it can. The
    editor's name in every revision is ``settings.agent``."""

    def __init__(self, settings: Settings, database: LazyEngine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._database = database
        self._overview = LatestOverview(clock)
        self._steps = Steps()
        self._own = OwnRevisions()

    @property
    def engine(self) -> Engine:
        return self._database.engine

    # --- what there is to see ------------------------------------------------------------------------------

    def poll(self) -> Overview | None:
        """The overview anew if anything that it depends on has changed since the last one given out; else None."""
        return self._overview.poll(self.engine)

    def overview(self) -> Overview:
        """Everything there is, as the database has it now."""
        return self._overview.for_screen(self.engine)

    def overlaps(self) -> tuple[Overlap, ...]:
        """The published articles that get in each other's way."""
        now = self._overview.now(self.engine)
        return overlaps(now.library.articles.values(), {id: each.uses for id, each in now.health.items()})

    def read(self, id: str) -> Edited | None:
        """An article as it stands, whatever its status, with the number of its revision; None where there is none."""
        with reading(self.engine) as session:
            return editing.read(session, id)

    def history(self, id: str) -> tuple[PastRevision, ...]:
        """All revisions, the newest first, with those of the articles that were merged into it."""
        with reading(self.engine) as session:
            return history.history(session, id)

    def past_article(self, id: str, number: int) -> Article | None:
        """An article as it was in this revision, without its theme; None where there was none."""
        with reading(self.engine) as session:
            return history.past_article(session, id, number)

    def recent_changes(self, since: datetime) -> tuple[RecentChange, ...]:
        """What was changed across articles from this moment (UTC) on, the newest first."""
        with reading(self.engine) as session:
            return recent_changes(session, since)

    def workbench(self, id: str) -> Workbench:
        """The workbench of this article as it stands; for an id that no article has, an empty one to which ``change``
        adds a new article."""
        now = self._overview.now(self.engine)
        with reading(self.engine) as session:
            return build_workbench(session, now, id, self.clock())

    # --- one article ---------------------------------------------------------------------------------------

    def save(self, article: Article, *, based_on: int, what: RevisionKind = RevisionKind.EDITED) -> int:
        """Store an article over revision ``based_on`` of itself (0: a new one); the number of its newest revision,
        which is the same where nothing differs. Raises EditConflict where somebody else was first, and NotPublished
        where agents would read an error that is new."""
        if based_on == editing.NEW and what is RevisionKind.EDITED:
            what = RevisionKind.CREATED
        with self._transaction() as transaction:
            return transaction.store(article, based_on, what)

    def freeze(self) -> str:
        """That nothing is to be published now, as one sentence; "" where no notice says so. Raises KontaktError."""
        now = self.clock()
        with reading(self._database.engine) as session:
            found = Notices(notices.load(session, now)).freeze(now)
        return freeze_sentence(found) if found else ""

    def findings(self, articles: Iterable[Article]) -> dict[str, Findings]:
        """What the check says of articles as they are to be, by id: those of which there is nothing to say are left
        out."""
        now = self._overview.now(self.engine)
        after = {each.id: each for each in articles}
        stand = {id: each.article for id, each in now.health.items()}
        among, themes = tuple({**stand, **after}.values()), now.library.themes
        found = {
            id: findings(ArticleChange(stand.get(id), each), among, themes, now.today) for id, each in after.items()
        }
        return {id: each for id, each in found.items() if each != NO_FINDINGS}

    def restore(self, id: str, number: int, *, based_on: int) -> int:
        """Give an article the words of an earlier revision; the new one's number. Raises KontaktError where it has
        those words already."""
        with self._transaction() as transaction:
            return transaction.store(history.restored(transaction.session, id, number), based_on, RevisionKind.RESTORED)

    def set_status(self, id: str, status: Status, *, based_on: int) -> int:
        """Publish an article, put it away, or take it back to being a draft; the number of the revision."""
        with self._transaction() as transaction:
            return transaction.store(
                replace(transaction.article(id).article, status=status), based_on, RevisionKind.STATUS
            )

    # --- one key each --------------------------------------------------------------------------------------

    def add_keyword(self, id: str, phrase: str, *, nynorsk: bool = False, gap: str | None = None) -> str:
        """Make a phrase a keyword of an article, and lead the gap with this subject there, all its wordings."""

        def add(transaction: EditorTransaction) -> str:
            sentence = commands.add_keyword(transaction, id, phrase, nynorsk=nynorsk)
            if gap is None:
                return sentence
            transaction.end_gaps(self._overview.subjects_of(gap) | {plain(phrase)}, GapEnd.KEYWORD, id)
            return " ".join(filter(None, (sentence, commands.waits_for_publishing(transaction, id, phrase))))

        return self._step(add)

    def remove_keyword(self, id: str, phrase: str) -> str:
        """Take a phrase out of an article's keywords, in both language forms."""
        return self._step(lambda transaction: commands.remove_keyword(transaction, id, phrase))

    def end_gap(self, gap: Gap, *, how: GapEnd, article: str | None = None) -> str:
        """End an item of the queue, all its wordings; ``article`` is the one that it led to."""
        return self._step(lambda transaction: commands.end_gap(transaction, gap, how, article))

    def dismiss_gap(self, gap: Gap) -> str:
        """Take an item off the queue; it comes back if it is reported again."""
        return self.end_gap(gap, how=GapEnd.DISMISSED)

    def reopen_gap(self, gap: ClosedGap) -> str:
        """Have what is closed stand open again."""
        return self._step(lambda transaction: commands.reopen_gap(transaction, gap))

    def mend(self, task: Task) -> str:
        """Do what a task about an article asks for."""
        return self._step(lambda transaction: commands.mend(transaction, task))

    def checked(self, id: str) -> tuple[str, Edited | None]:
        """Say so of one article: a sentence, and the article as it then stands."""
        return self.checked_today([id]), self.read(id)

    def checked_today(self, ids: Sequence[str]) -> str:
        """Checked today, still right."""
        return self._step(lambda transaction: commands.checked_today(transaction, ids))

    def rule_changed(self, rule: str, day: date) -> str:
        """A law or regulation changed on a day: what rests on it is due for review. This cannot be taken back."""
        with self._transaction() as transaction:
            sentence = commands.rule_changed(transaction, rule, day)
        self._steps.forget()
        return sentence

    def mark_as_shared(self, id: str, numbers: Sequence[str]) -> str:
        """Looked at in these municipalities: nothing differs there."""
        return self._step(lambda transaction: commands.mark_as_shared(transaction, id, numbers))

    def save_note(self, id: str, number: str, text: str) -> str:
        """Write a local note; "" removes it."""
        return self._step(lambda transaction: commands.save_note(transaction, id, number, text))

    def merge(self, into: str, other: str) -> str:
        """Put one article into another; its id leads there from now on. This cannot be taken back."""
        with self._transaction() as transaction:
            sentence = commands.merge(transaction, into, other)
        self._steps.forget()
        return sentence

    @property
    def last_step(self) -> Step | None:
        """What can be taken back first; None for nothing."""
        return self._steps.last

    def take_back(self) -> str:
        """Have everything as it was before what was done last. Raises KontaktError where there is nothing, or where it
        cannot be."""
        step = self._steps.last
        if step is None:
            raise KontaktError(_("There is nothing to take back: nothing was done here that can be."))
        with self._transaction() as transaction:
            sentence = commands.take_back(transaction, step)
        self._steps.drop_last(transaction.revisions)
        return sentence

    def _step(self, command: Callable[[EditorTransaction], str]) -> str:
        """Do something that can be taken back."""
        with self._transaction() as transaction:
            sentence = command(transaction)
        self._steps.add(Step(sentence, transaction.at, tuple(transaction.changed), dict(transaction.ends)))
        return sentence

    # --- many articles at once ---------------------------------------------------------------------------------

    def replace_in_texts(self, replacement: Replacement, based_on: Mapping[str, int]) -> str:
        """Put one text in the place of another in the articles that are shown at these revisions, by id."""
        shown = self._own.after(based_on)
        return self._step(lambda transaction: replace_in_texts(transaction, replacement, shown))

    def change_facts(self, change: FactsChange, based_on: Mapping[str, int]) -> str:
        """Change owner, day of review or status of the articles that are shown at these revisions, by id."""
        shown = self._own.after(based_on)
        return self._step(lambda transaction: change_facts(transaction, change, shown))

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
        with self._transaction() as transaction:
            return urgent.put_kind(transaction.session, kind, before=before, by=transaction.by, at=transaction.at)

    def raise_urgent(self, id: str) -> UrgentTable:
        """Tell of a kind of danger before the one above it."""
        with self._transaction() as transaction:
            return urgent.raise_kind(transaction.session, id, by=transaction.by, at=transaction.at)

    @contextmanager
    def _transaction(self) -> Iterator[EditorTransaction]:
        with writing(self.engine) as session:
            transaction = EditorTransaction(session, self.settings.agent, self.clock())
            yield transaction
        self._own.add(transaction.revisions)
