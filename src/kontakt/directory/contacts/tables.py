"""The tables of the lists of contacts. Rows stay in the store; everyone else gets ContactList."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ContactListRow(SQLModel, table=True):
    """The list of the municipality with this number, or of the region (REGION), as plain values (see
    ``codec.packed``). ``revision`` is its newest in ContactListRevisionRow."""

    __tablename__ = "contact_list"

    municipality: str = Field(primary_key=True, max_length=6)
    revision: int
    content: dict[str, Any] = Field(sa_type=JSON)


class ContactListRevisionRow(SQLModel, table=True):
    """What a list was: ``text`` is its file, "" where it was removed; ``imported`` says that it came from files.
    ``made_at`` is UTC."""

    __tablename__ = "contact_list_revision"

    municipality: str = Field(primary_key=True, max_length=6)
    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    imported: bool
    text: str
