"""The tables of notices. Rows stay in the store. Times are UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class NoticeRow(SQLModel, table=True):
    """``content`` is the notice as plain values (see ``codec.packed``); ``revision`` is its newest in
    NoticeRevisionRow."""

    __tablename__ = "notice"

    id: UUID = Field(primary_key=True)
    ends_at: datetime = Field(index=True)
    revision: int
    editor: str
    made_at: datetime
    content: dict[str, Any] = Field(sa_type=JSON)


class NoticeRevisionRow(SQLModel, table=True):
    """What a notice was from ``made_at`` on, and by whom."""

    __tablename__ = "notice_revision"

    notice: UUID = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    content: dict[str, Any] = Field(sa_type=JSON)
