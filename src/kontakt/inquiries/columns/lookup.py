"""Small tables that the copy in columns is joined with, and many values as one parameter of a statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from kontakt.firstline import Count
from kontakt.inquiries.columns.query import Grouping


@dataclass(frozen=True, slots=True)
class KindsAlike:
    """Which kinds are counted together. The temporary ``table`` has the number ``together`` of each ``kind``, from 0
    without a gap, so that what is grouped by it needs few places; ``kinds`` has any one kind of each number.
    ``leaves_out`` some kinds: those without a number."""

    table: str
    kinds: tuple[Count, ...]
    leaves_out: bool


def kinds_alike(
    connection: duckdb.DuckDBPyConnection, table: str, kinds: Sequence[Count], alike: Grouping
) -> KindsAlike:
    """Make the temporary table of this name, for ``kinds`` in the order of their codes."""
    values = [alike(kind) for kind in kinds]
    one_of_each = {value: kind for value, kind in zip(values, kinds, strict=True) if value is not None}
    number = {value: number for number, value in enumerate(one_of_each)}
    make_lookup(connection, table, "kind", "together", [number.get(value) for value in values])
    return KindsAlike(table, tuple(one_of_each.values()), leaves_out=None in values)


def make_lookup(
    connection: duckdb.DuckDBPyConnection, table: str, code: str, name: str, values: Sequence[int | None]
) -> None:
    """Make a temporary table from each ``code`` to its value, without those that have none. Joined to it, whole columns
    are looked up at once."""
    known_values = [(place, value) for place, value in enumerate(values) if value is not None]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {unnested('USMALLINT')} AS {code}, {unnested('USMALLINT')} AS {name}",
        [joined(place for place, _value in known_values), joined(value for _place, value in known_values)],
    )


def joined(values: Iterable[object]) -> str:
    """Many values as one parameter: DuckDB looks for numpy at each element of a list."""
    return " ".join(map(str, values))


def unnested(kind: str) -> str:
    """A row for each value that a parameter was ``joined`` of; none of an empty one."""
    return f"unnest(list_filter(string_split(?, ' '), lambda each: each <> ''))::{kind}"
