"""How the shared log gets into the copy in columns: its tables, and taking in what has changed.

Every text that stands on many inquiries (a municipality, an article, a channel) is a small number there, and so is what
the first-line rate depends on, all of it together: a kind. Numbers are counted several times faster than texts.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
from sqlalchemy import ColumnElement, String, Table, case, cast, select, type_coerce
from sqlmodel import Session, func

from kontakt.database import identity
from kontakt.files import private
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.inquiries.log.store import delivery_token, latest_version
from kontakt.inquiries.log.tables import figures_of

Progress = Callable[[int, int], None]
"""Is told how many inquiries are done, and of how many."""

FORM = 5
"""The form of the copy's tables; a copy in another form is made anew."""

MUNICIPALITY, ARTICLE, CHANNEL, CALLER_TYPE = "municipality", "article", "channel", "caller_type"
UNIT, TRANSFER_RESULT = "unit", "transfer_result"
"""The lists of texts that have numbers, from 1; 0 stands for none."""

_AT_ONCE = 20_000  # rows read from the database
_PART = 5 * _AT_ONCE  # rows that wait in a file; the memory for the copy grows with it
_MANY_AGENTS = 127  # agents are told apart by the bits of a HUGEINT; more of them share bits, which only hides cells

# As they are in the file of the changed rows: name and DuckDB's type.
_READ = MappingProxyType(
    {
        "id": "UUID",
        "call_id": "VARCHAR",
        "started_at": "TIMESTAMP",
        "logged_at": "TIMESTAMP",
        "municipality": "VARCHAR",
        "home_municipality": "VARCHAR",
        "article": "VARCHAR",
        "channel": "VARCHAR",
        "caller_type": "VARCHAR",
        "unit": "VARCHAR",
        "transfer_result": "VARCHAR",
        "outcome": "VARCHAR",
        "cause": "VARCHAR",
        "first_line": "VARCHAR",
        "repeated": "BOOLEAN",
        "target": "UTINYINT",
        "agent": "VARCHAR",
        "withdrawn": "BOOLEAN",
    }
)
_LISTED = MappingProxyType(
    {
        "municipality": MUNICIPALITY,
        "home_municipality": MUNICIPALITY,
        "article": ARTICLE,
        "channel": CHANNEL,
        "caller_type": CALLER_TYPE,
        "unit": UNIT,
        "transfer_result": TRANSFER_RESULT,
    }
)
_KIND = "outcome, cause, first_line, repeated, target"


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty ones, in the place of those that stand."""
    with transaction(connection):
        connection.execute("""
            CREATE OR REPLACE TABLE inquiry (
                id UUID, call UBIGINT, started_at TIMESTAMP, hour UTINYINT, day DATE, week DATE, seconds USMALLINT,
                municipality USMALLINT, home_municipality USMALLINT, article USMALLINT, channel USMALLINT,
                caller_type USMALLINT, unit USMALLINT, transfer_result USMALLINT, kind USMALLINT, agent HUGEINT
            )
        """)
        connection.execute("CREATE OR REPLACE TABLE word (list VARCHAR, code USMALLINT, text VARCHAR)")
        connection.execute("""
            CREATE OR REPLACE TABLE kind (
                code USMALLINT, outcome VARCHAR, cause VARCHAR, first_line VARCHAR, repeated BOOLEAN, target UTINYINT
            )
        """)
        connection.execute("CREATE OR REPLACE TABLE agent (name VARCHAR PRIMARY KEY, bit HUGEINT)")
        connection.execute(
            "CREATE OR REPLACE TABLE mark (form INTEGER, version BIGINT, database VARCHAR, token VARCHAR)"
        )
        connection.execute("INSERT INTO mark VALUES (?, 0, '', '')", [FORM])


def copy_changes(connection: duckdb.DuckDBPyConnection, session: Session, folder: Path, progress: Progress) -> int:
    """Take in what has changed in the shared log since the last time; how many inquiries, those included that had to be
    thrown away. What is on its way lies in the temporary folder ``folder``.

    The mark says what was seen: the version, which delivery made it, and of which database. If the database does not
    know that delivery any more, it is another one, or was put back from a copy, whatever its versions are now.
    """
    seen, *seen_as = one_row(connection, "SELECT max(version), max(database), max(token) FROM mark")
    newest = latest_version(session)
    thrown_away = 0
    if seen and (newest < seen or seen_as != [identity(session), delivery_token(session, seen)]):
        (thrown_away,) = one_row(connection, "SELECT count(*) FROM inquiry")
        make_tables(connection)
        seen = 0
    if newest == seen:
        return thrown_away
    connection.execute(f"CREATE OR REPLACE TEMP TABLE clock AS FROM (VALUES {_clock_changes()}) AS clock(since, ahead)")
    copied = 0
    file = folder / "changed.csv"
    try:
        with transaction(connection):
            for count in _written(session, seen, file, progress):
                _take(connection, file, fresh=seen == 0)
                copied += count
            mark = [newest, identity(session), delivery_token(session, newest)]
            connection.execute("UPDATE mark SET version = ?, database = ?, token = ?", mark)
    finally:
        file.unlink(missing_ok=True)
    return copied + thrown_away


def _written(session: Session, seen: int, file: Path, progress: Progress) -> Iterator[int]:
    """Write the rows that are newer than the version ``seen`` to the file, a part of them at a time, each over the one
    before; how many there are in each."""
    figures = figures_of(session)
    newer = [figures.c.version > seen] if seen else []
    connection = session.connection()
    total = connection.execute(select(func.count()).select_from(figures).where(*newer)).scalar_one()
    # The text that SQLite keeps, as it is, and that a server makes: making UUIDs and times of it here would take longer
    # than all the rest.
    as_text = type_coerce if connection.dialect.name == "sqlite" else cast
    columns = [as_text(_as_counted(figures, name), String).label(name) for name in _READ]
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(*columns).where(*newer)).partitions()
    done, begun = 0, True
    while begun:
        before, begun = done, False
        with file.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            for some in rows:
                begun = True
                writer.writerows(some)
                done += len(some)
                progress(done, total)
                if done - before >= _PART:
                    break
        if begun:
            yield done - before


def _as_counted(figures: Table, name: str) -> ColumnElement[Any]:
    """A column as figures count it: an article that only stood on the screen is no ground for a rate by theme."""
    column = figures.c[name]
    return case((figures.c.linked_by == LinkedBy.SHOWN, None), else_=column) if name == ARTICLE else column


def _take(connection: duckdb.DuckDBPyConnection, file: Path, *, fresh: bool) -> None:
    """Put the rows of the file in the place of those with their ids; withdrawn ones are left out."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in _READ.items())
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE changed AS
        SELECT * REPLACE (coalesce(agent, '') AS agent)
        FROM read_csv('{str(file).replace("'", "''")}', header = false, columns = {{{types}}})
    """)
    for column, texts in _LISTED.items():
        connection.execute(f"""
            INSERT INTO word
            SELECT '{texts}', (SELECT count(*) FROM word WHERE list = '{texts}') + row_number() OVER (), text
            FROM (SELECT DISTINCT {column} AS text FROM changed WHERE {column} IS NOT NULL)
            WHERE text NOT IN (SELECT text FROM word WHERE list = '{texts}')
        """)
    connection.execute(f"""
        INSERT INTO kind
        SELECT (SELECT count(*) FROM kind) + row_number() OVER () - 1, *
        FROM (SELECT DISTINCT {_KIND} FROM changed EXCEPT SELECT {_KIND} FROM kind)
    """)
    connection.execute(f"""
        INSERT INTO agent
        SELECT name, 1::HUGEINT << (((SELECT count(*) FROM agent) + row_number() OVER () - 1) % {_MANY_AGENTS})::INTEGER
        FROM (SELECT DISTINCT agent AS name FROM changed) WHERE name NOT IN (SELECT name FROM agent)
    """)
    if not fresh:
        connection.execute("DELETE FROM inquiry WHERE id IN (SELECT id FROM changed)")
    codes = ", ".join(f"coalesce({column}_word.code, 0)" for column in _LISTED)
    words = " ".join(
        f"LEFT JOIN word {column}_word ON {column}_word.list = '{texts}' AND {column}_word.text = changed.{column}"
        for column, texts in _LISTED.items()
    )
    same_kind = " AND ".join(f"kind.{field} IS NOT DISTINCT FROM changed.{field}" for field in _KIND.split(", "))
    connection.execute(f"""
        INSERT INTO inquiry
        SELECT changed.id, hash(call_id), started_at,
               (isodow(started_at + ahead) - 1) * 24 + hour(started_at + ahead),
               (started_at + ahead)::DATE,
               date_trunc('week', started_at + ahead)::DATE,
               greatest(0, least(65535, round(epoch(logged_at - started_at)))),
               {codes}, kind.code, agent.bit
        FROM changed ASOF JOIN clock ON started_at >= clock.since
             JOIN agent ON agent.name = changed.agent JOIN kind ON {same_kind} {words}
        WHERE NOT withdrawn
    """)


@cache  # asking for every day of a century takes a tenth of a second
def _clock_changes() -> str:
    return ", ".join(f"(TIMESTAMP '{since}', INTERVAL '{ahead}')" for since, ahead in _oslo_clock())


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


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    with private.only_for_the_owner():  # its write-ahead log is made now
        connection.execute("COMMIT")


def one_row(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    row = connection.execute(query, list(values)).fetchone()
    assert row is not None, "an aggregate has one row"
    return row
