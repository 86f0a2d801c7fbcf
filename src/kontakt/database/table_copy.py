"""The rows of one database put into another, whichever engines they have: some at a time, and none twice.

What is in the target already is left alone, so a copy that was interrupted is gone on with by copying again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Table, func, insert, select, text, tuple_
from sqlmodel import Session, SQLModel

from kontakt.database.engine import reading, writing
from kontakt.database.server import is_server, lift_bounds

AT_ONCE = 1_000
"""How many rows are put into the target in one transaction."""

_OWN = frozenset({"change", "database_identity", "mail_relay", "person"})
"""Tables of which each database has its own rows: changes are numbered there, people are let in, and whoever sends mail
says so."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CountedTable:
    """How many rows a table has in the source and in the target."""

    name: str
    source: int
    target: int


def copied_tables() -> list[Table]:
    """Those that are copied, each after those that it refers to."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in _OWN]


def holds_rows(session: Session) -> bool:
    """Whether there is anything that a copy would put there."""
    return any(session.connection().execute(select(table).limit(1)).first() for table in copied_tables())


def copy_rows(
    source: Engine, target: Engine, change: Callable[[str, Row], Row], progress: Callable[[int, int], None]
) -> list[CountedTable]:
    """Put all rows of ``source``, as it is at one moment, changed by ``change`` (given the table as well), into
    ``target``, which has the same tables; the counts of both. ``progress`` is told how many rows are done, and of how
    many. Raises DatabaseUnavailable; what was copied by then stays."""
    with reading(source) as session:
        if is_server(source.url):
            lift_bounds(session.connection())
        counts = {table.name: _count(session, table) for table in copied_tables()}
        done, total = 0, sum(counts.values())
        for table in copied_tables():
            for rows in _some(session, table):
                _put(target, table, [change(table.name, row) for row in rows])
                done += len(rows)
                progress(done, total)
    with writing(target) as session:
        _go_on_counting(session)
    with reading(target) as session:
        return [
            CountedTable(name, count, _count(session, table))
            for (name, count), table in zip(counts.items(), copied_tables(), strict=True)
        ]


def _some(session: Session, table: Table) -> Iterator[list[Row]]:
    query = select(table).order_by(*table.primary_key.columns)
    rows = session.connection().execution_options(yield_per=AT_ONCE).execute(query)
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]


def _put(target: Engine, table: Table, rows: list[Row]) -> None:
    keys = list(table.primary_key.columns)
    wanted = {tuple(row[key.name] for key in keys): row for row in rows}
    with writing(target) as session:
        known = session.connection().execute(select(*keys).where(tuple_(*keys).in_(list(wanted))))
        missing = [wanted[key] for key in wanted.keys() - {tuple(row) for row in known}]
        if missing:
            session.connection().execute(insert(table), missing)


def _count(session: Session, table: Table) -> int:
    return session.connection().execute(select(func.count()).select_from(table)).scalar_one()


def _go_on_counting(session: Session) -> None:
    """Have a server number new rows after those that came with their numbers."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    for table in copied_tables():
        if (key := table.autoincrement_column) is None or table.foreign_keys or len(table.primary_key.columns) > 1:
            continue
        sequence = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, :key)"), {"table": table.name, "key": key.name}
        ).scalar_one()
        if sequence is not None:
            newest = connection.execute(select(func.max(key))).scalar_one()
            connection.execute(text("SELECT setval(:of, :newest)"), {"of": sequence, "newest": max(newest or 0, 1)})
