"""The rows of a query as one text of CSV, which the database makes itself: values made into Python's own, and those
into text again, would cost several times as much, and a row for each line twice as much."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, cast, func
from sqlmodel import AutoString

BETWEEN = "\x1f"
"""Stands between the values in a text of several columns: the unit separator of ASCII, which nobody types."""


def csv_text(connection: Connection, query: Select[Any], *, joined: int) -> tuple[bytes, int]:
    """A line for each row, in any order, with its end, in UTF-8 and without a heading; and how many there are. NULL is
    nothing between two commas or quotation marks, and so is an empty text. The last ``joined`` columns, which hold
    codes without quotation marks, are one text, BETWEEN their values.

    All of it is in memory: a long log is asked for in parts."""
    columns = list(query.selected_columns)
    apart, together = columns[:-joined], columns[-joined:]
    if connection.dialect.name == "sqlite":
        text: ColumnElement[Any] = cast(func.group_concat(_printed(apart, together), ""), LargeBinary)
    else:
        text = func.string_agg(_concatenated(apart, together), "")
    lines, count = connection.execute(query.with_only_columns(text, func.count())).one()
    return lines.encode() if isinstance(lines, str) else lines or b"", count


def _printed(apart: list[ColumnElement[Any]], together: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    forms = ['"%w"' if _is_text(column) else "%s" for column in apart]
    form = ",".join([*forms, f'"{BETWEEN.join(["%s"] * len(together))}"']) + "\n"
    # Of a NULL `%w` would write the word.
    values = [func.coalesce(column, "") if _is_text(column) else column for column in apart]
    return func.printf(form, *values, *together)


def _concatenated(apart: list[ColumnElement[Any]], together: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    parts: list[Any] = []
    for column in apart:
        parts += ['"', func.replace(column, '"', '""'), '",'] if _is_text(column) else [column, ","]
    parts.append('"')
    for column in together:
        parts += [column, BETWEEN]
    return func.concat(*parts[:-1], '"\n')


def _is_text(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, AutoString)
