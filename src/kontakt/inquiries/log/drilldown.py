"""Inquiries one by one, as a lead may see them: never who answered, and no notes. On a server nor what was searched
for, which is the editor's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, literal, or_, select
from sqlmodel import Session, col

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Channel, FeedbackKind, LinkedBy
from kontakt.inquiries.log.tables import FeedbackRow, figures_of, of_municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInquiry:
    """One inquiry. ``started_at`` is UTC; ``repeated`` says that it was resolved and rang again."""

    started_at: datetime
    municipality: str | None
    channel: Channel
    outcome: Outcome
    cause: Cause | None
    article: str | None
    query: str
    repeated: bool


def listed(
    session: Session,
    start: datetime,
    end: datetime,
    *,
    articles: Collection[str | None],
    cause: Cause | None,
    municipality: str | None = None,
    channel: str | None = None,
    caller_type: str | None = None,
    limit: int = 200,
) -> list[ListedInquiry]:
    """The forwarded inquiries of the period on these articles (None among them: on none) for one cause, the latest
    first, at most ``limit``. Without a cause: those that were resolved and rang again."""
    figures = figures_of(session).c
    ids = [id for id in articles if id is not None]
    only_shown = func.coalesce(figures.linked_by == LinkedBy.SHOWN.value, False)  # counts as on none
    on_them = and_(figures.article.in_(ids), ~only_shown)
    text = literal("") if "query" not in figures else figures.query
    query = (
        select(
            *(
                figures.started_at,
                figures.municipality,
                figures.channel,
                figures.outcome,
                figures.cause,
                figures.article,
            ),
            *(text, figures.repeated),
        )
        .where(
            figures.withdrawn.is_(False),
            figures.started_at >= start,
            figures.started_at < end,
            or_(on_them, only_shown, figures.article.is_(None)) if None in articles else on_them,
            figures.repeated.is_(True) if cause is None else figures.cause == cause.value,
        )
        .order_by(figures.started_at.desc())
        .limit(limit)
    )
    if municipality is not None:
        query = query.where(of_municipality(figures.municipality, municipality))
    for column, value in ((figures.channel, channel), (figures.caller_type, caller_type)):
        if value is not None:
            query = query.where(column == value)
    return [_listed(row) for row in session.connection().execute(query)]


def _listed(row: Sequence[Any]) -> ListedInquiry:
    started_at, municipality, channel, outcome, cause, article, query, repeated = row
    return ListedInquiry(
        started_at=started_at,
        municipality=municipality,
        channel=Channel(channel),
        outcome=Outcome(outcome),
        cause=Cause(cause) if cause else None,
        article=article,
        query=query,
        repeated=repeated,
    )


def missed(session: Session, start: datetime, end: datetime, municipality: str | None = None) -> int:
    """How many searches that led nowhere were sent to the editor in the period; of one municipality (UNKNOWN: of
    none) where it is given."""
    query = select(func.count(col(FeedbackRow.id))).where(
        col(FeedbackRow.kind) == FeedbackKind.MISSED.value,
        col(FeedbackRow.made_at) >= start,
        col(FeedbackRow.made_at) < end,
    )
    if municipality is not None:
        query = query.where(of_municipality(FeedbackRow.municipality, municipality))
    return session.connection().execute(query).scalar_one()
