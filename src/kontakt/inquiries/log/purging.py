"""Purging old notes and queries without holding up whoever writes."""

from collections.abc import Iterator
from datetime import datetime
from time import monotonic, sleep

from sqlalchemy import BindParameter, Engine, Integer, Update, bindparam, or_, update
from sqlmodel import Session, col, func, select

from kontakt.database import writing
from kontakt.inquiries.log import gaps
from kontakt.inquiries.log.tables import WITH_TEXT, EntryRow, FeedbackRow, InquiryRow, on_server

PURGED_AT_ONCE = 2_000

AIMED_AT_SECONDS = 0.025
"""For how long one transaction should hold the writers' lock; a busy machine takes longer than it did a moment ago."""
FEWEST, FIRST = 50, 50
"""Rows of each kind. With fewer a busy machine would do little else than begin and end transactions."""


def purged_parts(engine: Engine, before: datetime) -> Iterator[int]:
    """Do all that ``purge_notes`` does, some at a time: how many rows each part was, until there is nothing left. Each
    part is a transaction of its own, after which others have the lock for as long as it was held. Raises
    DatabaseUnavailable."""
    size, purged = FIRST, 1
    while purged:
        with writing(engine) as session:
            session.connection()  # which waits for the lock
            begun = monotonic()
            purged = purge_notes(session, before, size)
        held = monotonic() - begun
        if purged:
            yield purged
            size = next_size(size, held)
            sleep(held)


def next_size(size: int, held: float) -> int:
    """How many rows of each kind to purge at once, after ``size`` of them held the lock for ``held`` seconds."""
    factor = AIMED_AT_SECONDS / max(held, 0.001)
    return max(FEWEST, min(PURGED_AT_ONCE, round(size * min(1.5, factor))))


def purge_notes(session: Session, before: datetime, most: int = PURGED_AT_ONCE) -> int:
    """Empty the notes and queries of inquiries logged before ``before``, in their history too; and those of what was
    sent to the editor before it, with who sent it. How many rows that was: at most ``most`` of each kind, so whoever
    wants all of them asks until there are none (``purged_parts``).

    Counts stay. What editors did about a phrase goes with the searches that it closed. On a server its own function
    does the same, for whoever has no right on the texts.
    """
    if on_server(session):
        return int(session.connection().execute(select(func.kontakt_purge(before, most))).scalar_one())
    connection, these = session.connection(), {"before": before, "most": most}
    emptied = sum(connection.execute(each, these).rowcount for each in _PURGE)
    return emptied + gaps.forget_phrases(session, before)


def _texts_purged(table: type[EntryRow] | type[InquiryRow]) -> Update:
    old = select(table.id).where(WITH_TEXT, col(table.logged_at) < _BEFORE).limit(_MOST)
    return update(table).where(col(table.id).in_(old)).values(note="", query="")


def _feedback_purged() -> Update:
    told = or_(*(col(each) != "" for each in (FeedbackRow.query, FeedbackRow.note, FeedbackRow.agent)))
    old = select(FeedbackRow.id).where(col(FeedbackRow.made_at) < _BEFORE, told).limit(_MOST)
    return update(FeedbackRow).where(col(FeedbackRow.id).in_(old)).values(query="", note="", agent="")


_BEFORE: BindParameter[datetime] = bindparam("before")
_MOST = bindparam("most", type_=Integer)
_PURGE = (_texts_purged(EntryRow), _texts_purged(InquiryRow), _feedback_purged())
"""Made once: to make them took as long, under the lock, as to do them."""
