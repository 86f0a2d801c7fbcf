"""The tables of the outbox. Rows stay in the store. Times are UTC."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

UNDONE = text("NOT closed")
"""The condition of the index of what is not done with. A query repeats it word for word, or SQLite does not use it."""


class MessageRow(SQLModel, table=True):
    """A ``Message`` and its state. ``closed`` says that it is done with: dealt with, withdrawn, or sent where nothing
    more is waited for. ``taken_at`` is when its text went to the server, None where that put it off or refused it;
    ``attempts`` how often the server put it off, and ``next_try_at`` when it is tried again. ``rewritten_at`` is when
    number and text were last written anew, None while they are the first; ``step_ids`` are those of what has changed
    it, with spaces between."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_undone", "made_at", sqlite_where=UNDONE, postgresql_where=UNDONE),
        Index("ix_message_inquiry", "inquiry"),
        Index("ix_message_sent", "sent_at"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=20)
    made_at: datetime
    agent: str
    municipality: str = Field(max_length=6)
    address: str = Field(max_length=254)
    subject: str = Field(max_length=300)
    unit: str = Field(max_length=110)
    recipient: str = Field(max_length=200)
    intro: str = Field(max_length=2000)
    number: str = Field(max_length=20)
    text: str = Field(max_length=4000)
    article: str | None
    inquiry: UUID | None
    follows: UUID | None
    due_at: datetime | None
    state: str = Field(max_length=10)
    closed: bool
    attempts: int
    next_try_at: datetime | None
    taken_at: datetime | None
    sent_at: datetime | None
    reminded_at: datetime | None
    done_at: datetime | None
    done_by: str
    problem: str = Field(max_length=500)
    rewritten_at: datetime | None = None
    step_ids: str = ""
    notice: UUID | None = None


class MailRelayRow(SQLModel, table=True):
    """The one row of a region that sends messages: as whom, and since when whoever sends them has said so."""

    __tablename__ = "mail_relay"

    id: int = Field(default=1, primary_key=True)
    sender: str = Field(max_length=254)
    since: datetime
