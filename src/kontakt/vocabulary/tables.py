"""The tables of the vocabulary. Rows stay in the store; everyone else gets Vocabulary and Concept."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class VocabularyRow(SQLModel, table=True):
    """The one vocabulary that is kept; no row where none was imported. ``made_at`` is UTC."""

    __tablename__ = "vocabulary"

    id: int = Field(default=1, primary_key=True)
    name: str
    editor: str
    made_at: datetime


class ConceptRow(SQLModel, table=True):
    """A concept by its path in the vocabulary ("ord/barnehageplass"). Labels are lists of texts, ``broader`` of
    paths."""

    __tablename__ = "vocabulary_concept"

    path: str = Field(primary_key=True)
    kind: str
    name: str
    name_nn: str
    alternatives: list[str] = Field(sa_type=JSON)
    alternatives_nn: list[str] = Field(sa_type=JSON)
    hidden: list[str] = Field(sa_type=JSON)
    hidden_nn: list[str] = Field(sa_type=JSON)
    broader: list[str] = Field(sa_type=JSON)
    municipal: bool
