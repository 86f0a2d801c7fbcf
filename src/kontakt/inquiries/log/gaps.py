"""What editors did about missed searches and reported answers: kept, so that what is ended does not come back.

Every function takes a session and neither opens nor commits it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, delete, select

from kontakt.inquiries.log.tables import GapRow

_ARTICLE = "article:"


class GapEnd(StrEnum):
    """What an editor did last about a gap: led it to an article by a KEYWORD or a new ARTICLE, DISMISSED it, said that
    the reported answer is CORRECTED, or REOPENED it. The codes are stored and must never change."""

    KEYWORD = "keyword"
    ARTICLE = "article"
    DISMISSED = "dismissed"
    CORRECTED = "corrected"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class EndedGap:
    """How and when (UTC) somebody ended a gap, and the article that it went to, if any."""

    how: GapEnd
    article: str | None
    by: str
    at: datetime


def subject_of(article: str) -> str:
    """What stands for an article that was called wrong or unclear. A phrase, which is its own subject, holds no
    colon."""
    return _ARTICLE + article


def ended(session: Session) -> Mapping[str, EndedGap]:
    """What was done last about each subject: a folded phrase, or ``subject_of`` an article."""
    rows = session.exec(select(GapRow))
    return {row.subject: EndedGap(GapEnd(row.how), row.article, row.editor, row.made_at) for row in rows}


def end(
    session: Session, subjects: Iterable[str], how: GapEnd, *, article: str | None = None, by: str, at: datetime
) -> None:
    """Keep that these subjects are ended, in the place of what was done about them before. ``at`` is UTC."""
    for subject in set(subjects):
        session.merge(GapRow(subject=subject, how=how.value, article=article, editor=by, made_at=at))


def put_back(session: Session, subject: str, before: EndedGap | None) -> None:
    """Have what was done about a subject before what was done last; None for nothing."""
    if before is None:
        session.exec(delete(GapRow).where(col(GapRow.subject) == subject))
    else:
        end(session, [subject], before.how, article=before.article, by=before.by, at=before.at)


def forget_phrases(session: Session, before: datetime) -> int:
    """Forget what was done about phrases before ``before``, when the searches that it closed are purged; how many. What
    was done about articles stays: it names none of their callers' words."""
    old = (col(GapRow.made_at) < before, col(GapRow.subject).not_like(f"{_ARTICLE}%"))
    return int(session.exec(delete(GapRow).where(*old)).rowcount)
