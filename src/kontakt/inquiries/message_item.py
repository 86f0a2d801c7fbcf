"""A message on its way through the journal to the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from kontakt.inquiries.inquiry import Entry, Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageItem:
    """One step of the message with the id ``message``, made at ``made_at`` (UTC). What it is stands in ``state`` and
    ``texts``, as the room of messages wrote them and reads them again; ``texts`` is what is emptied in time, and ""
    once it is. They have passed that room's own checks."""

    id: UUID
    message: UUID
    agent: str
    made_at: datetime
    state: str
    texts: str = ""


JournalItem: TypeAlias = Entry | Feedback | MessageItem
"""What the journal holds."""
