"""The rows of a query as lines of CSV, which the database makes itself: values made into Python's own, and those
into text again, would cost several times as much."""

from collections.abc import Generator, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, cast, func, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString

BETWEEN = "\x1f"
"""Stands between the values in a text of several columns: the unit separator of ASCII, which nobody types."""


def csv_lines(connection: Connection, query: Select[Any], *, at_once: int, joined: int) -> Generator[bytes]:
    """A line for each row, with its end, in UTF-8 and without a heading; ``at_once`` of them together, at the end
    what is left. NULL is nothing between two commas; on SQLite an empty text is it too. The last ``joined`` columns,
    which hold codes without quotation marks, are one text, BETWEEN their values; NULL is nothing there."""
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi.Error
    try:
        if connection.dialect.name == "sqlite":
            yield from _from_sqlite(driver, _as_sql(connection, _line(query, joined)), at_once)
        else:
            # It is one statement, for as long as the rows take. That the server may not be silent holds as before.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            yield from _from_server(driver, _as_sql(connection, _joined_on_server(query, joined)), at_once)
    except errors as problem:
        # What is asked of the driver itself is told as everything else is.
        told = DBAPIError.instance("CSV", None, problem, errors, hide_parameters=True, dialect=connection.dialect)
        if getattr(driver, "closed", False):
            connection.invalidate(problem)
        raise told from problem


def _as_sql(connection: Connection, query: Select[Any]) -> str:
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))


def _line(query: Select[Any], joined: int) -> Select[Any]:
    columns = list(query.selected_columns)
    apart, together = columns[:-joined], columns[-joined:]
    forms = ['"%w"' if isinstance(column.type, AutoString) else "%s" for column in apart]
    form = ",".join([*forms, f'"{BETWEEN.join(["%s"] * joined)}"']) + "\n"
    line = func.printf(form, *map(_text, apart), *together)
    return query.with_only_columns(cast(line, LargeBinary))  # as bytes: nothing here reads it


def _text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What `%w` writes: of a NULL it would write the word."""
    return func.coalesce(column, "") if isinstance(column.type, AutoString) else column


def _from_sqlite(driver: Any, statement: str, at_once: int) -> Iterator[bytes]:
    cursor = driver.cursor()
    try:
        cursor.execute(statement)
        while rows := cursor.fetchmany(at_once):
            yield b"".join([line for (line,) in rows])
    finally:
        cursor.close()


def _joined_on_server(query: Select[Any], joined: int) -> Select[Any]:
    columns = list(query.selected_columns)
    together = [each for column in columns[-joined:] for each in (column, BETWEEN)]
    return query.with_only_columns(*columns[:-joined], func.concat(*together[:-1]))


def _from_server(driver: Any, statement: str, at_once: int) -> Iterator[bytes]:
    with driver.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)"):
        complete = True
        while complete:
            lines = driver.copied_lines(at_once)
            complete = len(lines) == at_once
            yield b"".join(lines)
