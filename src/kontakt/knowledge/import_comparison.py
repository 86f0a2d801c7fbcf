"""Articles that come in from files, beside what has been done to them here meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from kontakt.knowledge.article import Article
from kontakt.knowledge.files import format_article
from kontakt.knowledge.revisions import FROM_FILES, Revision, RevisionKind, digest
from kontakt.knowledge.store import articles
from kontakt.knowledge.tables import ArticleRevisionRow, ArticleRow

_ARTICLE = SQLModel.metadata.tables[str(ArticleRow.__tablename__)]
_REVISION = SQLModel.metadata.tables[str(ArticleRevisionRow.__tablename__)]


class ImportStanding(StrEnum):
    """How an article in a file stands to the one that is stored."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    """Changed in the file alone."""
    OLDER = "older"
    """The file is a copy of what the article once was: changed, or removed, here alone."""
    CONFLICT = "conflict"
    """Changed in the file, and changed or removed here."""


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """One ``article`` as a file has it. ``stored`` is the one here, None where there is none; ``last`` is how it
    came to be so, None where the two are the same or it was never here."""

    article: Article
    standing: ImportStanding
    stored: Article | None = None
    last: Revision | None = None


def compare(session: Session, incoming: Sequence[Article], bases: Mapping[str, str]) -> Iterator[IncomingArticle]:
    """Each of a few hundred articles beside the one that is stored, in the order given. ``bases`` maps ids to
    how the digests begin of the texts that files were made from, where that is known."""
    stored = {article.id: article for article in articles(session, [article.id for article in incoming])}
    past = _past(session, [article.id for article in incoming if stored.get(article.id) != article])
    for article in incoming:
        current = stored.get(article.id)
        if current == article:
            yield IncomingArticle(article, ImportStanding.SAME, current)
        else:
            known = past.get(article.id, [])
            standing = _standing(format_article(article), known, bases.get(article.id))
            yield IncomingArticle(article, standing, current, known[-1] if known else None)


def _standing(text: str, past: Sequence[Revision], base: str | None) -> ImportStanding:
    """How a file's canonical ``text``, made from one whose digest begins with ``base``, stands to its article's
    ``past``."""
    if not past:
        return ImportStanding.NEW
    *older, now = past
    from_files = now.what is None or now.what in FROM_FILES
    if from_files and not now.text:
        return ImportStanding.NEW
    if _is(text, base) or any(revision.text == text for revision in older):
        return ImportStanding.OLDER
    return ImportStanding.CHANGED if from_files or _is(now.text, base) else ImportStanding.CONFLICT


def _is(text: str, base: str | None) -> bool:
    return base is not None and digest(text).startswith(base)


def _past(session: Session, ids: Iterable[str]) -> dict[str, list[Revision]]:
    rows = session.connection().execute(
        select(_REVISION).where(_REVISION.c.article.in_(ids)).order_by(_REVISION.c.article, _REVISION.c.revision)
    )
    past: defaultdict[str, list[Revision]] = defaultdict(list)
    for row in rows:
        what = RevisionKind(row.what) if row.what else None
        past[row.article].append(Revision(row.revision, row.editor, row.made_at, row.text, what))
    return past


def edited_here(session: Session) -> dict[str, str]:
    """The articles whose newest revision did not come from files, by their ids, with the digests of their texts."""
    newest = (_REVISION.c.article == _ARTICLE.c.id) & (_REVISION.c.revision == _ARTICLE.c.revision)
    rows = session.connection().execute(
        select(_ARTICLE.c.id, _ARTICLE.c.digest)
        .join(_REVISION, newest)
        .where(_REVISION.c.what.not_in(["", *FROM_FILES]))
        .order_by(_ARTICLE.c.id)
    )
    return {row.id: row.digest for row in rows}
