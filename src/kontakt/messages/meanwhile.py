"""Whether a step of a message came in time: others may have sent or closed it meanwhile."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from kontakt.messages.message import MessageState, MessageStep, NewAddress, StepKind
from kontakt.messages.tables import MessageRow


def sent_meanwhile(session: Session, step: MessageStep) -> NewAddress | None:
    """Where the message went that the step corrects, if it has been sent meanwhile, or may have been. None where the
    step is in what was sent."""
    row = _changed_row(session, step.message.id)
    if step.kind is not StepKind.CORRECTED or row is None or str(step.id) in row.step_ids.split() or not _was_sent(row):
        return None
    return NewAddress(address=row.address, recipient=row.recipient, unit=row.unit)


def was_sent(session: Session, id: UUID) -> bool:
    """Whether it has been sent, or may have been, also where it is done with now."""
    row = _changed_row(session, id)
    return row is not None and _was_sent(row)


def has_step(session: Session, id: UUID, step: UUID) -> bool:
    """Whether this step has changed the message."""
    row = _changed_row(session, id)
    return row is not None and str(step) in row.step_ids.split()


def _changed_row(session: Session, id: UUID) -> Any:
    names = ("state", "sent_at", "taken_at", "step_ids", "address", "recipient", "unit")
    query = select(*(col(getattr(MessageRow, name)) for name in names)).where(col(MessageRow.id) == id)
    return session.connection().execute(query).first()


def _was_sent(row: Any) -> bool:
    done = row.state == MessageState.DONE.value and (row.sent_at or row.taken_at) is not None
    return done or row.state in (MessageState.SENT.value, MessageState.UNSURE.value)
