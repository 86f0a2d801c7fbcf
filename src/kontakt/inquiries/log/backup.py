"""What a log lacks, and what it holds too much of, when an older copy of its database was put in its place."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from kontakt.inquiries.log.tables import WITH_TEXT, EntryRow, InquiryRow

_ASKED_AT_ONCE = 500


def lacking(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those of the entries' ids that the log does not have."""
    wanted, known = list(ids), set[UUID]()
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[start : start + _ASKED_AT_ONCE]
        known.update(session.exec(select(EntryRow.id).where(col(EntryRow.id).in_(some))))
    return set(wanted) - known


def holds_texts_before(session: Session, before: datetime) -> bool:
    """Whether an inquiry logged before ``before``, or its history, has a note or a query."""
    return any(
        session.exec(select(table.id).where(WITH_TEXT, col(table.logged_at) < before).limit(1)).first() is not None
        for table in (InquiryRow, EntryRow)
    )
