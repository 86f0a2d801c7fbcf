"""The tables of the shared log. Rows stay in this room; ``store`` gives and takes frozen dataclasses.

``inquiry_entry`` is the truth and append-only, save that notes and queries are taken out of it. ``inquiry`` holds the
current state of each, derived from it. Times are UTC (SQLModel gives them back with their zone). Its indexes are made
for ten million rows: those for counting hold every column that is counted or looked at, so that no row has to be read.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, MetaData, Table, TextClause, text
from sqlmodel import Field, Session, SQLModel, col

from kontakt.inquiries.inquiry import UNKNOWN

WITH_TEXT = text("(note <> '' OR query <> '')")
"""The condition of the indexes for purging. A query repeats it word for word, or SQLite uses none of them."""

_COUNTED = ("outcome", "cause", "first_line", "repeated", "target", "withdrawn")


def _partial(name: str, column: str, where: TextClause) -> Index:
    return Index(name, column, sqlite_where=where, postgresql_where=where)


def of_municipality(column: Any, municipality: str) -> Any:
    """The condition that a column of municipality numbers holds this one; UNKNOWN: that it holds none."""
    return col(column).is_(None) if municipality == UNKNOWN else col(column) == municipality


class State(SQLModel):
    """The columns that hold the full state of an inquiry; enums by their codes. Without ``municipality`` it is
    unknown."""

    call_id: UUID
    municipality: str | None
    outcome: str
    started_at: datetime
    logged_at: datetime
    agent: str
    home_municipality: str | None
    channel: str
    caller_type: str | None
    article: str | None
    linked_by: str | None
    cause: str | None
    warm: bool
    query: str
    note: str
    repeats: UUID | None
    first_line: str | None
    target: int | None
    unit: str | None
    transfer_result: str | None
    notice: UUID | None


class EntryRow(State, table=True):
    __tablename__ = "inquiry_entry"
    __table_args__ = (_partial("ix_inquiry_entry_texts", "logged_at", WITH_TEXT),)

    id: UUID = Field(primary_key=True)
    inquiry_id: UUID = Field(index=True)
    kind: str
    made_at: datetime


class InquiryRow(State, table=True):
    """``entry_id``, ``kind`` and ``made_at`` are those of the entry that the state comes from. ``repeated``
    is derived: a later inquiry within the window, not withdrawn, is linked to this one as its repeat. ``version``
    grows with every delivery: whoever keeps a copy asks for the rows of later versions."""

    __tablename__ = "inquiry"
    __table_args__ = (
        Index("ix_inquiry_counts", "started_at", *_COUNTED),
        Index("ix_inquiry_municipality_counts", "municipality", "started_at", *_COUNTED),
        Index("ix_inquiry_usage", "started_at", "article", "linked_by", "withdrawn"),
        Index("ix_inquiry_same", "municipality", "article", "started_at"),
        _partial("ix_inquiry_repeats", "repeats", text("repeats IS NOT NULL")),
        _partial("ix_inquiry_notice", "notice", text("notice IS NOT NULL")),
        _partial("ix_inquiry_texts", "logged_at", WITH_TEXT),
        Index("ix_inquiry_agent", "agent", "started_at"),
        Index("ix_inquiry_version", "version"),
    )

    id: UUID = Field(primary_key=True)
    entry_id: UUID
    kind: str
    made_at: datetime
    withdrawn: bool
    repeated: bool
    version: int


def figures_of(session: Session) -> Table:
    """What the lead's figures are counted from: the inquiries; on a server a view of them without texts, in which
    agents have other names."""
    return _FIGURES if on_server(session) else _INQUIRY


def on_server(session: Session) -> bool:
    """Whether it is a server's, where nobody but the owner has a right on the log's tables: people ask its
    functions."""
    return session.connection().dialect.name == "postgresql"


_INQUIRY = SQLModel.metadata.tables[str(InquiryRow.__tablename__)]
_NOT_IN_FIGURES = frozenset({"entry_id", "kind", "made_at", "warm", "query", "note", "repeats", "notice"})
_FIGURES = Table(
    "inquiry_figures",
    MetaData(),
    *(Column(each.name, each.type) for each in _INQUIRY.columns if each.name not in _NOT_IN_FIGURES),
)


class DeliveryRow(SQLModel, table=True):
    """The delivery that made a version, by a random token: a database that was put back from a copy and went on from
    there has the same versions, with other tokens. Only the latest deliveries are remembered."""

    __tablename__ = "delivery"

    version: int = Field(primary_key=True)
    token: str


class FeedbackRow(SQLModel, table=True):
    __tablename__ = "feedback"

    id: UUID = Field(primary_key=True)
    kind: str
    made_at: datetime = Field(index=True)
    agent: str
    municipality: str | None
    query: str
    article: str | None
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})


class GapRow(SQLModel, table=True):
    """What an editor did last about a missed search, or about an article that was called wrong or unclear.

    ``subject`` is the folded phrase, or "article:" and the article's id; ``how`` a code of GapEnd, ``article`` the
    one that the phrase went to. ``made_at`` is UTC.
    """

    __tablename__ = "gap"

    subject: str = Field(primary_key=True)
    how: str
    article: str | None
    editor: str
    made_at: datetime


class AnsweredRow(SQLModel, table=True):
    """How many calls the phone system answered on a day (Oslo): ``municipality`` is "" where the ``line`` belongs to no
    single one."""

    __tablename__ = "answered_calls"

    day: date = Field(primary_key=True)
    municipality: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    calls: int
