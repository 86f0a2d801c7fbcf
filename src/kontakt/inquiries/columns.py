"""The shared log in columns: a copy that counts ten million inquiries, by anything, in a moment.

A database that keeps rows reads every row of a period to count it, which takes seconds for years. DuckDB keeps each
column for itself, packed, and reads only those that are asked for. The copy is brought up to date from the shared log
before it is counted, by the rows whose version is newer; it may be deleted at any time, and is never the truth.
"""

import csv
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import MappingProxyType
from typing import Any

import duckdb
from sqlalchemy import String, select, type_coerce
from sqlmodel import Session, SQLModel, func

from kontakt.firstline import Count, Period
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.store import latest_version
from kontakt.inquiries.tables import InquiryRow

log = logging.getLogger(__name__)

_INQUIRY = SQLModel.metadata.tables[str(InquiryRow.__tablename__)]
_FORM = 1  # of the copy; another one is made anew
_AT_ONCE = 20_000  # rows
_MEMORY = "512MB"
_MANY_AGENTS = 127  # agents are told apart by the bits of a HUGEINT; more of them share bits, which only hides cells


class Dimension(StrEnum):
    """What inquiries can be counted by. HOUR is the hour of the week in Oslo, 0 (Monday 00) to 167; WEEK the Monday of
    the ISO week, as a date."""

    MUNICIPALITY = "municipality"
    ARTICLE = "article"
    CHANNEL = "channel"
    CALLER_TYPE = "caller_type"
    HOME = "home_municipality"
    HOUR = "hour"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which inquiries: those that started in ``period``, and where more is given, all of that. ``articles`` are ids;
    None among them stands for inquiries without an article."""

    period: Period
    municipality: str | None = None
    articles: frozenset[str | None] | None = None
    channel: str | None = None
    caller_type: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The inquiries that share the values in ``key``, in the order of the dimensions asked for. ``agents`` is how many
    agents stand behind them, or fewer: never more."""

    key: tuple[Any, ...]
    counts: tuple[Count, ...]
    agents: int

    @property
    def n(self) -> int:
        return sum(each.n for each in self.counts)


class Columns:
    """The copy in the file ``path``, opened by the first call. Where another process has it open, this one makes a copy
    of its own in a temporary folder. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own: TemporaryDirectory[str] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = Lock()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._own is not None:
                self._own.cleanup()
                self._own = None

    def rebuild(self) -> None:
        """Throw the copy away: the next ``bring_up_to_date`` makes it anew."""
        with self._lock:
            _make_tables(self._opened())

    def bring_up_to_date(self, session: Session, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Copy what has changed in the shared log since the last time; how many inquiries. ``progress`` is told how many
        are done, and of how many."""
        with self._lock:
            connection = self._opened()
            (seen,) = _one(connection, "SELECT max(version) FROM mark")
            newest = latest_version(session)
            if newest < seen:  # another database, or one that was put back from a copy
                _make_tables(connection)
                seen = 0
            return _copy(connection, session, seen, newest, progress) if newest > seen else 0

    def count(self, selection: Selection, by: Sequence[Dimension] = ()) -> list[Cell]:
        """The inquiries of ``selection``, counted by all that the first-line rate depends on, in a cell for each
        combination of values of ``by`` that occurs, in no particular order."""
        where, values = _condition(selection)
        keys = ", ".join(each.value for each in by)
        listed = f"{keys}, " if keys else ""
        query = f"""
            SELECT {listed} outcome, cause, first_line, repeated, target, count(*), bit_or(agent)
            FROM inquiry WHERE {where} GROUP BY ALL
        """
        found: dict[tuple[Any, ...], tuple[list[Count], int]] = {}
        with self._lock:
            rows = self._opened().execute(query, values).fetchall()
        for row in rows:
            *key, outcome, cause, first_line, repeated, target, n, agents = row
            counts, together = found.get(tuple(key), ([], 0))
            counts.append(Count(Outcome(outcome), Cause(cause) if cause else None, first_line, repeated, n, target))
            found[tuple(key)] = (counts, together | agents)
        return [Cell(key, tuple(counts), together.bit_count()) for key, (counts, together) in found.items()]

    def median_seconds(self, selection: Selection) -> float | None:
        """The median time from the first key to the outcome, in seconds; None where nothing was logged."""
        where, values = _condition(selection)
        with self._lock:
            (seconds,) = _one(self._opened(), f"SELECT median(seconds) FROM inquiry WHERE {where}", values)
        return None if seconds is None else float(seconds)

    def calls_on(self, days: Mapping[str, Collection[date]]) -> dict[str, int]:
        """How many phone calls were logged for each municipality in ``days`` on its days (Oslo), however many
        inquiries a call held; under "" those of all municipalities on the days given for it."""
        found = {}
        for municipality, some in days.items():
            where = "channel = 'phone' AND list_contains(?::DATE[], day) AND (? = '' OR municipality = ?)"
            values = [sorted(some), municipality, municipality]
            with self._lock:
                (found[municipality],) = _one(
                    self._opened(), f"SELECT count(DISTINCT call) FROM inquiry WHERE {where}", values
                )
        return found

    def articles(self) -> frozenset[str]:
        """The ids of all articles that inquiries were ever linked to."""
        with self._lock:
            rows = self._opened().execute("SELECT DISTINCT article FROM inquiry WHERE article IS NOT NULL").fetchall()
        return frozenset(id for (id,) in rows)

    def first_day(self) -> datetime | None:
        """When the first inquiry of all started (UTC)."""
        with self._lock:
            (first,) = _one(self._opened(), "SELECT min(started_at) FROM inquiry")
        return first.replace(tzinfo=UTC) if first else None

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            try:
                self._connection = _open(self._path)
            except (duckdb.Error, OSError) as problem:
                log.info("The copy %s cannot be used, a temporary one takes its place: %s", self._path, problem)
                self._own = TemporaryDirectory(prefix="kontakt-figures-")
                self._connection = _open(Path(self._own.name) / self._path.name)
        return self._connection


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(path, config={"memory_limit": _MEMORY, "autoinstall_known_extensions": "false"})
    try:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "mark" not in tables or _one(connection, "SELECT max(form) FROM mark") != (_FORM,):
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN")
    connection.execute("""
        CREATE OR REPLACE TABLE inquiry (
            id VARCHAR, call UBIGINT, started_at TIMESTAMP, hour UTINYINT, day DATE, week DATE, seconds FLOAT,
            municipality VARCHAR, home_municipality VARCHAR, article VARCHAR, channel VARCHAR, caller_type VARCHAR,
            outcome VARCHAR, cause VARCHAR, first_line VARCHAR, repeated BOOLEAN, target UTINYINT, agent HUGEINT
        )
    """)
    connection.execute("CREATE OR REPLACE TABLE agent (name VARCHAR PRIMARY KEY, bit HUGEINT)")
    connection.execute("CREATE OR REPLACE TABLE mark (form INTEGER, version BIGINT)")
    connection.execute("INSERT INTO mark VALUES (?, 0)", [_FORM])
    connection.execute("COMMIT")


# As they are in the file of the changed rows: name and DuckDB's type.
_READ = MappingProxyType(
    {
        "id": "VARCHAR",
        "call_id": "VARCHAR",
        "started_at": "TIMESTAMP",
        "logged_at": "TIMESTAMP",
        "municipality": "VARCHAR",
        "home_municipality": "VARCHAR",
        "article": "VARCHAR",
        "channel": "VARCHAR",
        "caller_type": "VARCHAR",
        "outcome": "VARCHAR",
        "cause": "VARCHAR",
        "first_line": "VARCHAR",
        "repeated": "BOOLEAN",
        "target": "UTINYINT",
        "agent": "VARCHAR",
        "withdrawn": "BOOLEAN",
    }
)


def _copy(
    connection: duckdb.DuckDBPyConnection,
    session: Session,
    seen: int,
    newest: int,
    progress: Callable[[int, int], None],
) -> int:
    changed = _INQUIRY.c.version > seen
    total = session.connection().execute(select(func.count()).select_from(_INQUIRY).where(changed)).scalar_one()
    # The text that the database keeps, as it is: making UUIDs and times of it would take longer than all the rest.
    columns = [type_coerce(_INQUIRY.c[name], String).label(name) for name in _READ]
    rows = session.connection().execution_options(yield_per=_AT_ONCE).execute(select(*columns).where(changed))
    with TemporaryDirectory(prefix="kontakt-figures-") as folder:
        file = Path(folder) / "changed.csv"
        with file.open("w", encoding="utf-8", newline="") as target:
            writer, done = csv.writer(target), 0
            for part in rows.partitions():
                writer.writerows(part)
                done += len(part)
                progress(done, total)
        with _transaction(connection):
            _take(connection, file, fresh=seen == 0)
            connection.execute("UPDATE mark SET version = ?", [newest])
    return int(total)


def _take(connection: duckdb.DuckDBPyConnection, file: Path, *, fresh: bool) -> None:
    """Put the rows of the file in the place of those with their ids; withdrawn ones are left out."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in _READ.items())
    connection.execute(f"""
        CREATE OR REPLACE TEMP VIEW changed AS
        SELECT * REPLACE (coalesce(agent, '') AS agent)
        FROM read_csv({_quoted(str(file))}, header = false, columns = {{{types}}})
    """)
    connection.execute(f"""
        INSERT INTO agent
        SELECT name, 1::HUGEINT << (((SELECT count(*) FROM agent) + row_number() OVER () - 1) % {_MANY_AGENTS})::INTEGER
        FROM (SELECT DISTINCT agent AS name FROM changed) WHERE name NOT IN (SELECT name FROM agent)
    """)
    if not fresh:
        connection.execute("DELETE FROM inquiry WHERE id IN (SELECT id FROM changed)")
    connection.execute("CREATE OR REPLACE TEMP TABLE clock (since TIMESTAMP, ahead INTERVAL)")
    connection.executemany("INSERT INTO clock VALUES (?, ?)", list(_oslo_clock()))
    connection.execute("""
        INSERT INTO inquiry
        SELECT id, hash(call_id), started_at,
               (isodow(started_at + ahead) - 1) * 24 + hour(started_at + ahead),
               (started_at + ahead)::DATE,
               date_trunc('week', started_at + ahead)::DATE,
               epoch(logged_at - started_at),
               municipality, home_municipality, article, channel, caller_type,
               outcome, cause, first_line, repeated, target, agent.bit
        FROM changed ASOF JOIN clock ON started_at >= clock.since JOIN agent ON agent.name = changed.agent
        WHERE NOT withdrawn
        ORDER BY started_at
    """)


def _oslo_clock() -> Iterator[tuple[datetime, timedelta | None]]:
    """From when on (UTC, without a zone, as the copy keeps times) the clock in Oslo is how far ahead."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    ahead = _ahead(moment)
    yield datetime(1, 1, 1, tzinfo=UTC).replace(tzinfo=None), ahead
    while moment.year < 2100:
        tomorrow = moment + timedelta(days=1)
        if _ahead(tomorrow) != ahead:
            ahead = _ahead(tomorrow)
            hours = (moment + timedelta(hours=hour) for hour in range(24))
            yield next(hour for hour in hours if _ahead(hour) == ahead).replace(tzinfo=None), ahead
        moment = tomorrow


def _ahead(moment: datetime) -> timedelta | None:
    return moment.astimezone(OSLO).utcoffset()


def _condition(selection: Selection) -> tuple[str, list[Any]]:
    parts = ["started_at >= ? AND started_at < ?"]
    values: list[Any] = [selection.period.start.replace(tzinfo=None), selection.period.end.replace(tzinfo=None)]
    for name in ("municipality", "channel", "caller_type"):
        if (value := getattr(selection, name)) is not None:
            parts.append(f"{name} = ?")
            values.append(value)
    if selection.articles is not None:
        ids = sorted(id for id in selection.articles if id is not None)
        parts.append(
            "(list_contains(?::VARCHAR[], article)" + (" OR article IS NULL)" if None in selection.articles else ")")
        )
        values.append(ids)
    return " AND ".join(parts), values


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _one(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    row = connection.execute(query, list(values)).fetchone()
    assert row is not None, "an aggregate has one row"
    return row


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
