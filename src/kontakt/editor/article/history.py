"""The history of an article, with that of the articles that were merged into it; and an old text made new again."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from kontakt.database import Session
from kontakt.errors import KontaktError
from kontakt.knowledge import editing, revisions
from kontakt.knowledge.article import Article
from kontakt.knowledge.files import read_article
from kontakt.knowledge.revisions import Revision, RevisionKind
from kontakt.locale import _

_ANY_THEME = "theme"


@dataclass(frozen=True, slots=True)
class PastRevision:
    """One line of history. ``article`` is the id that the revision belongs to: that of the article, or of one that was
    merged into it, whose numbers begin at 1 as well."""

    article: str
    revision: Revision

    @property
    def as_article(self) -> Article | None:
        """The article as the revision has it, without its theme, which the text does not hold; None for a removal."""
        return _article_in(self.article, self.revision)


def history(session: Session, id: str) -> tuple[PastRevision, ...]:
    """All revisions of an article, the newest first; also of one that was removed."""
    edited = editing.read(session, id)
    ids = (id, *(edited.article.redirects if edited else ()))
    lines = [PastRevision(each, revision) for each in ids for revision in revisions.history(session, each)]
    # What was done in one moment to both (a merge) stands with the article's own line first.
    return tuple(
        sorted(lines, key=lambda each: (-each.revision.at.timestamp(), ids.index(each.article), -each.revision.number))
    )


def past_article(session: Session, id: str, number: int) -> Article | None:
    """The article as it was in revision ``number``, without its theme, which the text does not hold; None where there
    was none."""
    then = revisions.revision(session, id, number)
    return _article_in(id, then) if then else None


def _article_in(id: str, revision: Revision) -> Article | None:
    if not revision.text:
        return None
    return replace(read_article(revision.text, PurePath("articles", _ANY_THEME, f"{id}.md")), theme="")


def restored(session: Session, id: str, number: int) -> Article:
    """The article with the words that it had in revision ``number``.

    Its theme, its status and what was merged into it stay as they are now: they are no words of the text, and a text
    from before a merge must not lose the merged article's id. Raises KontaktError where there is no such text, where
    it is what the article says now, or where the article does not stand any more.
    """
    then = revisions.revision(session, id, number)
    if then is None:
        raise KontaktError(_("{id} has no revision {number}: choose one of its history.").format(id=id, number=number))
    now = editing.read(session, id)
    if now is None:
        raise KontaktError(_gone(session, id))
    if not then.text:
        text = _("Revision {number} of “{title}” is its removal: choose one with a text.")
        raise KontaktError(text.format(number=number, title=now.article.title))
    old = read_article(then.text, PurePath("articles", now.article.theme, f"{id}.md"))
    again = replace(old, status=now.article.status, redirects=now.article.redirects)
    if again == now.article:
        text = _("“{title}” says what it said in revision {number} already: nothing was changed.")
        raise KontaktError(text.format(number=number, title=now.article.title))
    return again


def _gone(session: Session, id: str) -> str:
    last = revisions.newest(session, [id])[id]
    if last.what is RevisionKind.MERGED:
        return _("{id} was merged into another article by {name}: copy what you need from its history.").format(
            id=id, name=last.by
        )
    return _("{id} was removed by {name}: begin a new article, and copy what you need from its history.").format(
        id=id, name=last.by
    )
