"""Inquiries one by one, as a lead may see them: never who answered, and no notes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, desc, func, or_, select

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Channel, FeedbackKind
from kontakt.inquiries.log.tables import FeedbackRow, InquiryRow, of_municipality


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
    ids = [id for id in articles if id is not None]
    on_them = col(InquiryRow.article).in_(ids)
    query = (
        select(InquiryRow)
        .where(
            col(InquiryRow.withdrawn).is_(False),
            col(InquiryRow.started_at) >= start,
            col(InquiryRow.started_at) < end,
            or_(on_them, col(InquiryRow.article).is_(None)) if None in articles else on_them,
            col(InquiryRow.repeated).is_(True) if cause is None else col(InquiryRow.cause) == cause.value,
        )
        .order_by(desc(col(InquiryRow.started_at)))
        .limit(limit)
    )
    if municipality is not None:
        query = query.where(of_municipality(InquiryRow.municipality, municipality))
    for column, value in (
        (InquiryRow.channel, channel),
        (InquiryRow.caller_type, caller_type),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    return [
        ListedInquiry(
            started_at=row.started_at,
            municipality=row.municipality,
            channel=Channel(row.channel),
            outcome=Outcome(row.outcome),
            cause=Cause(row.cause) if row.cause else None,
            article=row.article,
            query=row.query,
            repeated=row.repeated,
        )
        for row in session.exec(query)
    ]


def missed(session: Session, start: datetime, end: datetime, municipality: str | None = None) -> int:
    """How many searches that led nowhere were sent to the editor in the period; of one municipality (UNKNOWN: of
    none) where it is given."""
    query = select(func.count()).where(
        col(FeedbackRow.kind) == FeedbackKind.MISSED.value,
        col(FeedbackRow.made_at) >= start,
        col(FeedbackRow.made_at) < end,
    )
    if municipality is not None:
        query = query.where(of_municipality(FeedbackRow.municipality, municipality))
    return session.exec(query).one()
