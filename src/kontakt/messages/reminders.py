"""What reminds of messages, as the outbox has it. One that was withdrawn has reminded nobody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from kontakt.messages.message import MessageKind, MessageState, OpenMessage
from kontakt.messages.tables import UNDONE, MessageRow

_IS_ONE = col(MessageRow.kind) == MessageKind.REMINDER.value


def remember(session: Session, of: UUID | None, at: datetime) -> None:
    """Write down with a message that it was reminded of."""
    session.connection().execute(update(MessageRow).where(col(MessageRow.id) == of).values(reminded_at=at))


def in_vain(session: Session, id: UUID) -> Sequence[UUID]:
    """Those of this message that failed."""
    query = select(col(MessageRow.id)).where(UNDONE, col(MessageRow.follows) == id, _IS_ONE)
    failed = col(MessageRow.state) == MessageState.FAILED.value
    return session.connection().execute(query.where(failed)).scalars().all()


def without_withdrawn(session: Session, messages: Sequence[OpenMessage]) -> tuple[OpenMessage, ...]:
    """The messages, with the time of the last reminder that was not withdrawn; None where each of them was."""
    reminded = [each for each in messages if each.reminded_at]
    if not reminded:
        return tuple(messages)
    columns = (col(getattr(MessageRow, name)) for name in ("follows", "state", "made_at", "sent_at"))
    # What was withdrawn was never sent, as little else: so an index finds it, and what was sent since then.
    sent_at, since = col(MessageRow.sent_at), min(each.made_at for each in reminded)
    query = select(*columns).where(_IS_ONE, col(MessageRow.follows).in_([each.id for each in reminded]))
    rows = defaultdict(list)
    for row in session.connection().execute(query.where(or_(sent_at.is_(None), sent_at >= since))):
        rows[row.follows].append(row)
    return tuple(_without_withdrawn(each, rows[each.id]) for each in messages)


def _without_withdrawn(message: OpenMessage, reminders: Sequence[Any]) -> OpenMessage:
    """``reminders`` are the rows of what reminds of it."""
    withdrawn = [each for each in reminders if each.state == MessageState.WITHDRAWN.value]
    if not withdrawn:
        return message
    last = max(reminders, key=lambda each: each.made_at)
    others = [each.sent_at or each.made_at for each in reminders if each not in withdrawn]
    at = message.reminded_at if last not in withdrawn else max(others, default=None)
    return replace(message, reminded_at=at, reminders_withdrawn=len(withdrawn))
