"""One editor's change to one article: stored only over the revision that they had before them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article
from kontakt.knowledge.revisions import Revision, RevisionKind, newest
from kontakt.knowledge.store import articles, save
from kontakt.locale import _

NEW = 0
"""The revision that an article which does not exist yet is based on."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An article with the number of its newest revision."""

    article: Article
    revision: int


class EditConflict(KontaktError):
    """Somebody else has changed the article meanwhile. ``theirs`` is what it is now (None: it was removed or merged
    away), ``revision`` how it came to be."""

    def __init__(self, theirs: Article | None, revision: Revision) -> None:
        self.theirs = theirs
        self.revision = revision
        text = _("{name} has changed this article meanwhile: compare the two versions and choose.")
        super().__init__(text.format(name=revision.by))


def read(session: Session, id: str) -> Edited | None:
    """The article as it is now; None where there is none."""
    stored = articles(session, [id])
    return Edited(stored[0], newest(session, [id])[id].number) if stored else None


def store(session: Session, article: Article, *, based_on: int, what: RevisionKind, by: str, at: datetime) -> int:
    """Store ``article`` over revision ``based_on`` of itself (NEW: over nothing); the number of its newest revision,
    which is ``based_on`` where nothing differs.

    Raises EditConflict where that is not its newest, KontaktError as ``save`` does. ``session`` is one that no
    other writer overlaps with.
    """
    now = newest(session, [article.id]).get(article.id)
    if now is not None and now.number != based_on and not (based_on == NEW and now.text == ""):
        stored = articles(session, [article.id])
        raise EditConflict(stored[0] if stored else None, now)
    save(session, [article], by=by, at=at, what=what)
    return newest(session, [article.id])[article.id].number
