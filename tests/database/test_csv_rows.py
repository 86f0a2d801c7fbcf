"""Rows as lines of CSV that the database makes."""

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Column, ColumnElement, Engine, Integer, MetaData, Table, func, insert, literal, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString

from kontakt.database import open_engine
from kontakt.database.csv_rows import BETWEEN, csv_lines

from ..databases import NewDatabase

NOTES = Table(
    "note",
    MetaData(),
    Column("number", Integer),
    Column("text", AutoString),
    Column("kind", AutoString),
    Column("state", AutoString),
)
LINES = [f'{number},"line {number}, ""quoted""",a{BETWEEN}\n' for number in range(1, 7)]


@pytest.fixture
def notes(engine: Engine) -> Engine:
    """Six, of kind a and in no state."""
    with engine.begin() as connection:
        NOTES.create(connection)
        rows = [{"number": each, "text": f'line {each}, "quoted"', "kind": "a"} for each in range(1, 7)]
        connection.execute(insert(NOTES), rows)
    return engine


@pytest.mark.parametrize("at_once", [1, 4, 6, 7])
def test_every_row_is_a_line_however_many_are_taken_at_once(notes: Engine, at_once: int) -> None:
    with notes.connect() as connection:
        blocks = list(csv_lines(connection, select(NOTES).order_by(NOTES.c.number), at_once=at_once, joined=2))

    assert [block.count(b"\n") for block in blocks][:-1] == [at_once] * (len(blocks) - 1)
    assert b"".join(blocks).decode().replace(f'"a{BETWEEN}"', f"a{BETWEEN}") == "".join(LINES)


def test_one_that_is_given_up_before_its_end_leaves_the_connection_to_others(notes: Engine) -> None:
    with notes.connect() as connection:
        with closing(csv_lines(connection, select(NOTES), at_once=1, joined=2)) as blocks:
            next(blocks)
        assert len(connection.execute(select(NOTES)).all()) == 6


def test_a_row_that_the_server_cannot_make_is_told_as_its_other_errors(new_database: NewDatabase) -> None:
    number = func.generate_series(1, 6).column_valued("number")
    engine = open_engine(new_database())
    with engine.connect() as connection:
        columns: list[ColumnElement[Any]] = [12 / (4 - number), literal("a"), literal("b")]
        blocks = csv_lines(connection, select(*columns), at_once=2, joined=2)
        assert next(blocks).count(b"\n") == 2
        with pytest.raises(DBAPIError, match="division by zero"):
            list(blocks)
        connection.rollback()
        assert connection.execute(select(literal(1))).scalar_one() == 1
    engine.dispose()
