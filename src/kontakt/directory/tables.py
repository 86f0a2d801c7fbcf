"""The tables of the region. Rows stay in the store; everyone else gets Region."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class RegionRow(SQLModel, table=True):
    """The one region of this database; no row where none is set yet. ``made_at`` (UTC) is when its newest revision was
    made, by ``editor``."""

    __tablename__ = "region"

    id: int = Field(default=1, primary_key=True)
    revision: int
    editor: str
    made_at: datetime
    name: str
    inhabitants_source: str
    comment: str
    note_days: int | None = None
    tally_days: int | None = None


class MunicipalityRow(SQLModel, table=True):
    """A member. ``number`` is its official four-digit number as text, ``position`` its place in the region's
    order, ``target`` a whole per cent or none; ``coming`` are days (ISO) with the target from then on."""

    __tablename__ = "municipality"

    number: str = Field(primary_key=True, max_length=4)
    position: int
    name: str
    language: str
    inhabitants: int | None = None
    target: int | None = None
    coming: list[list[Any]] = Field(sa_type=JSON)
    places: list[str] = Field(sa_type=JSON)


class RegionRevisionRow(SQLModel, table=True):
    """What the region was: ``text`` is its file, ``made_at`` is UTC."""

    __tablename__ = "region_revision"

    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    text: str
