"""What an agent tells the editor from the desk: a search that led nowhere, an answer that is wrong or unclear."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from uuid import UUID, uuid4, uuid5

from kontakt.desk.calls import Calls
from kontakt.desk.finder import Finder
from kontakt.inquiries.inquiry import Feedback, FeedbackKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.knowledge.article import Article


class MissedSearch(Enum):
    """What became of a search that was to be sent: a key that is pressed twice sends it once."""

    SENT = auto()
    SENT_ALREADY = auto()
    NOTHING_SEARCHED = auto()
    NOTHING_KNOWN = auto()
    """The knowledge base has not been read yet: that nothing is found says nothing of it."""


class FeedbackSender:
    """Puts feedback into the journal, with the search and the municipality of the call in progress. Every method raises
    KontaktError where the journal cannot take it or the privacy guard refuses the search."""

    def __init__(
        self, calls: Calls, finder: Finder, journal: Journal, *, agent: str, clock: Callable[[], datetime]
    ) -> None:
        self._calls = calls
        self._finder = finder
        self._journal = journal
        self._agent = agent
        self._clock = clock
        self._last_missed: UUID | None = None

    def send_missed(self) -> MissedSearch:
        """Tell the editor that this search led nowhere, once for each question, search and municipality: also where
        another session sends it again."""
        if not self._finder.is_searching:
            return MissedSearch.NOTHING_SEARCHED
        if not self._finder.library.change:
            return MissedSearch.NOTHING_KNOWN
        about = f"missed {self._finder.stored_query} {self._calls.municipality}"
        id = uuid5(self._calls.current.inquiry_id, about)
        if id == self._last_missed:
            return MissedSearch.SENT_ALREADY
        self._send(id, FeedbackKind.MISSED, None, "")
        self._last_missed = id
        return MissedSearch.SENT

    def send_unclear(self, article: Article, note: str) -> None:
        """Tell the editor that an article's answer is wrong or unclear; ``note`` says what, if the agent has said so.
        Raises NotAllowed, too, where the note may not be stored."""
        self._send(uuid4(), FeedbackKind.UNCLEAR, article.id, note.strip())

    def _send(self, id: UUID, kind: FeedbackKind, article: str | None, note: str) -> None:
        self._journal.append(
            Feedback(
                id=id,
                kind=kind,
                made_at=self._clock(),
                agent=self._agent,
                municipality=self._calls.municipality,
                query=self._finder.stored_query,
                article=article,
                note=note,
            )
        )
