"""The tables of absences, unanswered calls and calendars. Rows stay in the store. Times are UTC."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class AbsenceRow(SQLModel, table=True):
    """``contact`` or ``unit`` is "" (see ContactKey); ``source`` is an AbsenceSource."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_ends_at", "ends_at"), Index("ix_absence_municipality", "municipality"))

    id: UUID = Field(primary_key=True)
    municipality: str = Field(max_length=6)
    contact: str = Field(max_length=100)
    unit: str = Field(max_length=100)
    begins_at: datetime
    ends_at: datetime
    phone_closed: bool
    source: str = Field(max_length=10)
    known_at: datetime
    feed: UUID | None


class UnansweredCallRow(SQLModel, table=True):
    __tablename__ = "unanswered_call"

    id: UUID = Field(primary_key=True)
    municipality: str = Field(max_length=6)
    contact: str = Field(max_length=100)
    unit: str = Field(max_length=100)
    at: datetime


class UnansweredCountRow(SQLModel, table=True):
    """How many calls to a unit with three contacts or more nobody answered on a day (Oslo)."""

    __tablename__ = "unanswered_count"

    municipality: str = Field(primary_key=True, max_length=6)
    unit: str = Field(primary_key=True, max_length=100)
    day: date = Field(primary_key=True)
    n: int


class CalendarFeedRow(SQLModel, table=True):
    __tablename__ = "calendar_feed"

    id: UUID = Field(primary_key=True)
    municipality: str = Field(max_length=6)
    contact: str = Field(max_length=100)
    unit: str = Field(max_length=100)
    address: str = Field(max_length=2000)
    fetched_at: datetime | None
    problem: str = Field(max_length=500)


class HalfDayRow(SQLModel, table=True):
    """``day`` as ``days_off.day_of`` reads it, ``closes`` the hour in Oslo: "12:00"; a table without rows means the
    usual."""

    __tablename__ = "half_day"

    day: str = Field(primary_key=True, max_length=10)
    closes: str = Field(max_length=5)
