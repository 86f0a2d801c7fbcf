"""Rows as a text of CSV that the database makes."""

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select, update
from sqlmodel import AutoString

from kontakt.database.csv_rows import BETWEEN, csv_text

NOTES = Table(
    "note",
    MetaData(),
    Column("number", Integer),
    Column("text", AutoString),
    Column("kind", AutoString),
    Column("state", AutoString),
)
LINES = [f'{number},"line {number}, ""quoted""","a{BETWEEN}"' for number in range(1, 7)]


@pytest.fixture
def notes(engine: Engine) -> Engine:
    """Six, of kind a and in no state."""
    with engine.begin() as connection:
        NOTES.create(connection)
        rows = [{"number": each, "text": f'line {each}, "quoted"', "kind": "a"} for each in range(1, 7)]
        connection.execute(insert(NOTES), rows)
    return engine


def test_every_row_is_a_line(notes: Engine) -> None:
    with notes.connect() as connection:
        text, count = csv_text(connection, select(NOTES), joined=2)
    assert text.endswith(b"\n")
    assert sorted(text.decode().splitlines()) == LINES
    assert count == 6


def test_without_a_row_there_is_no_line(notes: Engine) -> None:
    with notes.connect() as connection:
        assert csv_text(connection, select(NOTES).where(NOTES.c.number > 6), joined=2) == (b"", 0)


def test_what_is_not_there_is_nothing(notes: Engine) -> None:
    with notes.connect() as connection:
        connection.execute(update(NOTES).values(number=None, text=None, kind=None))
        text, _count = csv_text(connection, select(NOTES), joined=2)
    assert set(text.decode().splitlines()) == {f',"","{BETWEEN}"'}
