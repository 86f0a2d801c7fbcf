"""The rows of a query as lines of CSV, which the database makes itself: values made into Python's own, and those
into text again, would cost several times as much."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString

_AT_ONCE = 20_000  # rows that wait in memory


def csv_rows(connection: Connection, query: Select[Any]) -> Iterator[bytes]:
    """A line for each row, with its end, in UTF-8 and without a heading. NULL is nothing between two commas; on SQLite
    an empty text is it too."""
    if connection.dialect.name == "sqlite":
        return _from_sqlite(connection, query)
    return _from_server(connection, query)


def _from_sqlite(connection: Connection, query: Select[Any]) -> Iterator[bytes]:
    columns = list(query.selected_columns)
    form = ",".join('"%w"' if isinstance(column.type, AutoString) else "%s" for column in columns) + "\n"
    line = func.printf(form, *map(_text, columns))
    lines = connection.execution_options(yield_per=_AT_ONCE).execute(query.with_only_columns(line))
    return (each.encode() for each in lines.scalars())


def _text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(column, "") if isinstance(column.type, AutoString) else column


def _from_server(connection: Connection, query: Select[Any]) -> Iterator[bytes]:
    # It is one statement, for as long as the rows take. That the server may not be silent holds as before.
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    statement = query.compile(connection, compile_kwargs={"literal_binds": True})
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)") as rows:
            for row in rows:
                yield bytes(row)
    except errors as problem:
        # What is asked of the driver itself is told as everything else is.
        told = DBAPIError.instance("COPY", None, problem, errors, hide_parameters=True, dialect=connection.dialect)
        if driver.closed:
            connection.invalidate(problem)
        raise told from problem
