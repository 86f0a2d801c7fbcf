"""What an editor stores of one article, and what came of it. Each function is one call from a worker thread; it raises
EditConflict where somebody else was first, and KontaktError where nothing could be stored."""

from dataclasses import dataclass
from typing import Protocol

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.overview.overview import Gap
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.editing import Edited
from kontakt.knowledge.revisions import RevisionKind


class ArticleStore(Protocol):
    """The part of the editor's service that is used here."""

    def save(self, article: Article, *, based_on: int, what: RevisionKind) -> int: ...
    def set_status(self, id: str, status: Status, *, based_on: int) -> int: ...
    def restore(self, id: str, number: int, *, based_on: int) -> int: ...
    def read(self, id: str) -> Edited | None: ...
    def end_gap(self, gap: Gap, *, how: GapEnd, article: str | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """``article`` is to be stored over revision ``based_on``; it was made of the fields ``form``, and ``what`` is what
    its revision is called."""

    article: Article
    form: ArticleForm
    based_on: int
    what: RevisionKind


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """What is stored now, and the fields that were sent. ``gap_ended`` is a sentence on the gap that ended with it, or
    on why it could not be ended; "" where there was none."""

    edited: Edited
    form: ArticleForm
    gap_ended: str = ""


def save(store: ArticleStore, request: SaveRequest, gap: Gap | None) -> SavedArticle:
    """Store an article, and end the gap that it was written for."""
    number = store.save(request.article, based_on=request.based_on, what=request.what)
    return SavedArticle(Edited(request.article, number), request.form, _end_gap(store, gap, request.article.id))


def _end_gap(store: ArticleStore, gap: Gap | None, id: str) -> str:
    if gap is None:
        return ""
    try:
        return store.end_gap(gap, how=GapEnd.ARTICLE, article=id)
    except KontaktError as problem:
        return str(problem)  # the article is saved all the same


def set_status(store: ArticleStore, stored: Edited, status: Status) -> Edited | None:
    """Publish, archive or take back an article over the revision that was read. As it is then; None where it is gone
    again."""
    store.set_status(stored.article.id, status, based_on=stored.revision)
    return store.read(stored.article.id)


def restore(store: ArticleStore, stored: Edited, number: int) -> Edited | None:
    """Give an article the words of an earlier revision. As it is then; None where it is gone again."""
    store.restore(stored.article.id, number, based_on=stored.revision)
    return store.read(stored.article.id)
