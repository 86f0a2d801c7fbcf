"""The tables of the knowledge base. Rows stay in the store; everyone else gets Article and Theme.

Lists that are only ever read whole are JSON. History is append-only and refers to no live row.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ArticleRow(SQLModel, table=True):
    """The article as it is now; ``revision`` is its newest in ArticleRevisionRow, ``digest`` the SHA-256
    (hex) of that revision's text."""

    __tablename__ = "article"

    id: str = Field(primary_key=True)
    revision: int
    digest: str
    theme: str = Field(index=True)
    title: str
    title_nn: str
    title_en: str
    answer: str
    answer_nn: str
    answer_en: str
    audience: list[str] = Field(sa_type=JSON)
    first_line: str
    owner: str
    links: list[list[str]] = Field(sa_type=JSON)
    sources: list[list[Any]] = Field(sa_type=JSON)
    reviewed: date | None = None
    review_by: date | None = None
    status: str
    redirects: list[str] = Field(sa_type=JSON)
    only: list[str] = Field(sa_type=JSON)
    national: bool
    ask: list[str] = Field(sa_type=JSON)
    steps: list[str] = Field(sa_type=JSON)
    ask_nn: list[str] = Field(sa_type=JSON)
    steps_nn: list[str] = Field(sa_type=JSON)


class KeywordRow(SQLModel, table=True):
    """One keyword of an article; ``language`` is "nb", "nn" or "en", ``position`` counts from 0 in each."""

    __tablename__ = "article_keyword"

    article: str = Field(primary_key=True, foreign_key="article.id")
    language: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    keyword: str


class AsSharedRow(SQLModel, table=True):
    """On ``day`` somebody looked and found that nothing differs in the municipality."""

    __tablename__ = "article_as_shared"

    article: str = Field(primary_key=True, foreign_key="article.id")
    municipality: str = Field(primary_key=True)
    day: date


class LocalNoteRow(SQLModel, table=True):
    """A local note as it is now; ``revision`` is its newest in LocalNoteRevisionRow."""

    __tablename__ = "local_note"

    article: str = Field(primary_key=True, foreign_key="article.id")
    municipality: str = Field(primary_key=True)
    revision: int
    text: str


class ArticleRevisionRow(SQLModel, table=True):
    """What an article was: its canonical text, notes included, or "" where it was removed. ``what`` is the code
    of what was done (see What), ``made_at`` is UTC."""

    __tablename__ = "article_revision"

    article: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    what: str
    text: str


class LocalNoteRevisionRow(SQLModel, table=True):
    """What a local note was, or "" where it was removed. ``made_at`` is UTC."""

    __tablename__ = "local_note_revision"

    article: str = Field(primary_key=True)
    municipality: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    text: str


class ThemeRow(SQLModel, table=True):
    __tablename__ = "theme"

    id: str = Field(primary_key=True)
    revision: int
    position: int
    name: str
    name_nn: str
    los: str


class ThemesCommentRow(SQLModel, table=True):
    """The comment above the list of themes: one row, or none."""

    __tablename__ = "themes_comment"

    id: int = Field(default=1, primary_key=True)
    text: str


class ThemesRevisionRow(SQLModel, table=True):
    """What the list of themes was, as its file, without the comment. ``made_at`` is UTC."""

    __tablename__ = "themes_revision"

    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    text: str


class RuleChangeRow(SQLModel, table=True):
    """A law or regulation that changed on ``day``: articles that rest on it must be looked at anew. ``made_at``
    (UTC) is when that was noted."""

    __tablename__ = "rule_change"

    id: int | None = Field(default=None, primary_key=True)
    rule: str
    day: date
    editor: str
    made_at: datetime


class StarterRow(SQLModel, table=True):
    """A starter article that was once taken or declined. ``shipped`` is the SHA-256 (hex) of the text that
    was decided on; ``taken`` that of the article as it was stored, or "" when it was declined."""

    __tablename__ = "starter"

    article: str = Field(primary_key=True)
    shipped: str
    taken: str


class UrgentRow(SQLModel, table=True):
    """The table of what means danger to life, as plain values (see ``urgent.kind.packed``): one row, or none where none
    was ever stored. ``revision`` is its newest in UrgentRevisionRow."""

    __tablename__ = "urgent"

    id: int = Field(default=1, primary_key=True)
    revision: int
    content: dict[str, Any] = Field(sa_type=JSON)


class UrgentRevisionRow(SQLModel, table=True):
    """What that table was: its canonical text. ``what`` is the code of what was done, ``made_at`` is UTC."""

    __tablename__ = "urgent_revision"

    revision: int = Field(primary_key=True)
    editor: str
    made_at: datetime
    what: str
    text: str
