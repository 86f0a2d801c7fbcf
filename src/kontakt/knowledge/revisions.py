"""What articles were: every revision, by whom, when, and what was done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session, SQLModel

from kontakt.knowledge.tables import ArticleRevisionRow

_REVISION = SQLModel.metadata.tables[str(ArticleRevisionRow.__tablename__)]


class RevisionKind(StrEnum):
    """What was done. The codes are stored and must never change."""

    STARTER = "starter"
    IMPORTED = "imported"
    CREATED = "created"
    EDITED = "edited"
    KEYWORDS = "keywords"
    NOTE = "note"
    CHECKED = "checked"
    STATUS = "status"
    MERGED = "merged"
    RESTORED = "restored"
    REMOVED = "removed"


FROM_FILES = frozenset({RevisionKind.STARTER, RevisionKind.IMPORTED})
"""What came as it is from files; anything else is an editor's own work, to be overwritten by nobody in silence."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of history: who, when (UTC, timezone-aware), and the canonical text, "" for a removal. ``what`` is
    None where it is not known."""

    number: int
    by: str
    at: datetime
    text: str
    what: RevisionKind | None = None


def digest(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return sha256(text.encode()).hexdigest()


def history(session: Session, id: str) -> tuple[Revision, ...]:
    """All revisions of an article, oldest first, also of one that was removed."""
    rows = session.connection().execute(
        select(_REVISION).where(_REVISION.c.article == id).order_by(_REVISION.c.revision)
    )
    return tuple(_revision(row) for row in rows)


def revision(session: Session, id: str, number: int) -> Revision | None:
    """One revision of an article; None if there is none of that number."""
    return next((past for past in history(session, id) if past.number == number), None)


def since(session: Session, moment: datetime) -> tuple[tuple[str, Revision, Revision | None], ...]:
    """What was done from this moment (UTC) on, the newest first: the article's id, its revision, and the one before it
    (None: there was none)."""
    before = _REVISION.alias()
    same = (before.c.article == _REVISION.c.article) & (before.c.revision == _REVISION.c.revision - 1)
    query = (
        select(_REVISION, *(column.label(f"before_{column.name}") for column in before.c))
        .outerjoin(before, same)
        .where(_REVISION.c.made_at >= moment)
        .order_by(_REVISION.c.made_at.desc(), _REVISION.c.article, _REVISION.c.revision.desc())
    )
    return tuple(
        (row.article, _revision(row), _revision_before(row) if row.before_article else None)
        for row in session.connection().execute(query)
    )


def last_by(session: Session, editor: str) -> datetime | None:
    """When this editor changed an article last (UTC); None for never."""
    query = select(func.max(_REVISION.c.made_at)).where(_REVISION.c.editor == editor)
    moment: datetime | None = session.connection().execute(query).scalar()
    return moment


def newest(session: Session, ids: Collection[str]) -> dict[str, Revision]:
    """The newest revision of each of these articles that has any; at most a few hundred ids at once."""
    rows = session.connection().execute(
        select(_REVISION).where(_REVISION.c.article.in_(ids)).order_by(_REVISION.c.article, _REVISION.c.revision)
    )
    return {row.article: _revision(row) for row in rows}


def _revision(row: Row[Any]) -> Revision:
    return Revision(row.revision, row.editor, row.made_at, row.text, RevisionKind(row.what) if row.what else None)


def _revision_before(row: Row[Any]) -> Revision:
    what = RevisionKind(row.before_what) if row.before_what else None
    return Revision(row.before_revision, row.before_editor, row.before_made_at, row.before_text, what)
