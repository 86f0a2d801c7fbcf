"""How the shared log gets into the copy in columns: its tables, and taking in what has changed.

Every text that stands on many inquiries (a municipality, an article, a channel) is a small number there, and so is what
the first-line rate depends on, all of it together: a kind. Numbers are counted several times faster than texts.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
from sqlalchemy import ColumnElement, Table, case, select, type_coerce
from sqlmodel import Session, func

from kontakt.database import identity
from kontakt.database.csv_rows import BETWEEN, csv_text
from kontakt.database.standby import is_standby
from kontakt.files import private
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.columns import totals
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.inquiries.log.store import delivery_token, latest_version
from kontakt.inquiries.log.tables import figures_of

Progress = Callable[[int, int], None]
"""Is told how many inquiries are done, and of how many."""

FORM = 7
"""The form of the copy's tables; a copy in another form is made anew."""

MUNICIPALITY, ARTICLE, CHANNEL, CALLER_TYPE = "municipality", "article", "channel", "caller_type"
UNIT, TRANSFER_RESULT = "unit", "transfer_result"
"""The lists of texts that have numbers, from 1; 0 stands for none."""

_LINES = 20_000  # about as many rows wait in memory as text
_BLOCKS = 5  # of about as many lines in a file; the memory for the copy grows with it
_MANY_AGENTS = 127  # agents are told apart by as many numbers; more of them share some, which only hides cells

# As they are in the file of the changed rows: name and DuckDB's type. Each column of it costs its time, for each row.
_READ = MappingProxyType(
    {
        "id": "UUID",
        "call_id": "VARCHAR",
        "started_at": "TIMESTAMP",
        "logged_at": "TIMESTAMP",
        "municipality": "VARCHAR",
        "home_municipality": "VARCHAR",
        "article": "VARCHAR",
        "unit": "VARCHAR",
        "agent": "VARCHAR",
    }
)
# The last column of the file has all of these in one text: few combinations of them occur.
_COMBINED = MappingProxyType(
    {
        "channel": "VARCHAR",
        "caller_type": "VARCHAR",
        "transfer_result": "VARCHAR",
        "outcome": "VARCHAR",
        "cause": "VARCHAR",
        "first_line": "VARCHAR",
        "repeated": "BOOLEAN",
        "target": "UTINYINT",
        "withdrawn": "BOOLEAN",
    }
)
_LISTED = MappingProxyType(
    {"municipality": MUNICIPALITY, "home_municipality": MUNICIPALITY, "article": ARTICLE, "unit": UNIT}
)
_LISTED_COMBINED = MappingProxyType({each: each for each in (CHANNEL, CALLER_TYPE, TRANSFER_RESULT)})
_KIND = "outcome, cause, first_line, repeated, target"


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty ones, in the place of those that stand."""
    with transaction(connection):
        connection.execute("""
            CREATE OR REPLACE TABLE inquiry (
                id UUID, call UBIGINT, started_at TIMESTAMP, hour UTINYINT, day DATE, week DATE, seconds USMALLINT,
                municipality USMALLINT, home_municipality USMALLINT, article USMALLINT, channel USMALLINT,
                caller_type USMALLINT, unit USMALLINT, transfer_result USMALLINT, kind USMALLINT, agent UTINYINT
            )
        """)
        connection.execute("CREATE OR REPLACE TABLE word (list VARCHAR, code USMALLINT, text VARCHAR)")
        connection.execute("""
            CREATE OR REPLACE TABLE kind (
                code USMALLINT, outcome VARCHAR, cause VARCHAR, first_line VARCHAR, repeated BOOLEAN, target UTINYINT
            )
        """)
        connection.execute("CREATE OR REPLACE TABLE agent (name VARCHAR PRIMARY KEY, number UTINYINT)")
        connection.execute(
            "CREATE OR REPLACE TABLE mark (form INTEGER, version BIGINT, database VARCHAR, token VARCHAR, totals BIGINT)"
        )
        connection.execute("INSERT INTO mark VALUES (?, 0, '', '', 0)", [FORM])
        totals.make_table(connection)


def copy_changes(connection: duckdb.DuckDBPyConnection, session: Session, folder: Path, progress: Progress) -> int:
    """Take in what has changed in the shared log since the last time; how many inquiries, those included that had to be
    thrown away. What is on its way lies in the temporary folder ``folder``.

    The mark says what was seen: the version, which delivery made it, and of which database. If the database does not
    know that delivery any more, it is another one, or was put back from a copy, whatever its versions are now.
    """
    seen, *seen_as = one_row(connection, "SELECT max(version), max(database), max(token) FROM mark")
    newest = latest_version(session)
    if newest < seen and seen_as[0] == identity(session) and is_standby(session):
        return 0  # it was made of a server that had come further: this one will get there
    thrown_away = 0
    if seen and (newest < seen or seen_as != [identity(session), delivery_token(session, seen)]):
        (thrown_away,) = one_row(connection, "SELECT count(*) FROM inquiry")
        make_tables(connection)
        seen = 0
    if newest == seen:
        return thrown_away
    with transaction(connection):
        with _one_thread(connection):
            copied = _copied(connection, session, seen, newest, folder, progress)
        if seen:
            totals.keep_few(connection)
        else:
            totals.count_anew(connection)
        mark = [newest, identity(session), delivery_token(session, newest)]
        connection.execute("UPDATE mark SET version = ?, database = ?, token = ?", mark)
    return copied + thrown_away


@contextmanager
def _one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Several take a third more of the processors together, which the database needs for its lines meanwhile."""
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        connection.execute("RESET threads")


def _copied(
    connection: duckdb.DuckDBPyConnection, session: Session, seen: int, newest: int, folder: Path, progress: Progress
) -> int:
    """Take in the rows that are newer than the version ``seen``; how many. While another thread takes in a part of
    them, this one has the database write the next."""
    files = [folder / f"changed-{number}.csv" for number in (1, 2)]
    copied = 0
    try:
        with (
            ThreadPoolExecutor(max_workers=1) as taker,
            closing(_written(session, seen, newest, files, progress)) as parts,
        ):
            taking: Future[None] | None = None
            for file, count in parts:
                if taking:
                    taking.result()
                taking = taker.submit(_take, connection, file, fresh=seen == 0) if count else None
                copied += count
            if taking:
                taking.result()
    finally:
        for file in files:
            file.unlink(missing_ok=True)
    return copied


def _written(
    session: Session, seen: int, newest: int, files: Sequence[Path], progress: Progress
) -> Generator[tuple[Path, int]]:
    """Write the rows that are newer than the version ``seen`` to the files in turn, a part of them at a time: which
    file, and how many are in it."""
    figures = figures_of(session)
    version = figures.c.version
    connection = session.connection()
    newer = select(func.count(), func.min(version)).where(version > seen)
    total, first = connection.execute(newer).one()
    columns = [_as_counted(figures, name).label(name) for name in _READ]
    rows = select(*columns, *(figures.c[name] for name in _COMBINED))
    # A version is one delivery, of a few rows: about as many rows as are to be in memory together.
    width = max(1, _LINES * (newest - first + 1) // total)
    done = 0
    for file, begin in zip(cycle(files), range(first, newest + 1, width * _BLOCKS), strict=False):
        part = 0
        with file.open("wb") as target:
            for start in range(begin, min(begin + width * _BLOCKS, newest + 1), width):
                some = rows.where(version >= start, version < start + width)
                lines, count = csv_text(connection, some, joined=len(_COMBINED))
                target.write(lines)
                part += count
        done += part
        progress(done, total)
        yield file, part


def _as_counted(figures: Table, name: str) -> ColumnElement[Any]:
    """A column as figures count it: an article that only stood on the screen is no ground for a rate by theme."""
    column = figures.c[name]
    if name != ARTICLE:
        return column
    return type_coerce(case((figures.c.linked_by == LinkedBy.SHOWN, None), else_=column), column.type)


def _take(connection: duckdb.DuckDBPyConnection, file: Path, *, fresh: bool) -> None:
    """Put the rows of the file in the place of those with their ids; withdrawn ones are left out."""
    _read(connection, file)
    # All lists in one statement: what a statement costs before it begins is most of the cost for a few rows.
    texts_of_all = " UNION ".join(
        f"SELECT DISTINCT '{texts}' AS list, {column} AS text FROM {table}"
        for table, columns in (("changed", _LISTED), ("combination", _LISTED_COMBINED))
        for column, texts in columns.items()
    )
    connection.execute(f"""
        INSERT INTO word
        SELECT list, coalesce(known, 0) + row_number() OVER (PARTITION BY list), text
        FROM ({texts_of_all}) ANTI JOIN word USING (list, text)
             LEFT JOIN (SELECT list, count(*) AS known FROM word GROUP BY list) USING (list)
        WHERE text IS NOT NULL
    """)
    connection.execute(f"""
        INSERT INTO kind
        SELECT (SELECT count(*) FROM kind) + row_number() OVER () - 1, *
        FROM (SELECT DISTINCT {_KIND} FROM combination EXCEPT SELECT {_KIND} FROM kind)
    """)
    connection.execute(f"""
        INSERT INTO agent
        SELECT name, ((SELECT count(*) FROM agent) + row_number() OVER () - 1) % {_MANY_AGENTS}
        FROM (SELECT DISTINCT agent AS name FROM changed) WHERE name NOT IN (SELECT name FROM agent)
    """)
    same_kind = " AND ".join(f"kind.{field} IS NOT DISTINCT FROM combination.{field}" for field in _KIND.split(", "))
    # A table, so that it is known to be small: the inquiries are looked up in it, and not it in them.
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE coded AS
        SELECT combined, {_codes(_LISTED_COMBINED)}, kind.code AS kind
        FROM combination JOIN kind ON {same_kind} {_words("combination", _LISTED_COMBINED)} WHERE NOT withdrawn
    """)
    arrived = f"""
        SELECT changed.id, call, started_at,
               (isodow(in_oslo) - 1) * 24 + hour(in_oslo) AS hour,
               in_oslo::DATE AS day,
               date_trunc('week', in_oslo)::DATE AS week,
               seconds, {_codes(_LISTED)}, coded.* EXCLUDE (combined), agent.number AS agent
        FROM (SELECT *, started_at + {_ahead_of_utc(connection)} AS in_oslo FROM changed) AS changed
             JOIN coded USING (combined) JOIN agent ON agent.name = changed.agent
             {_words("changed", _LISTED)}
    """
    if fresh:
        connection.execute(f"INSERT INTO inquiry BY NAME {arrived}")
    else:
        _replace(connection, arrived)


def _replace(connection: duckdb.DuckDBPyConnection, arrived: str) -> None:
    """Put the rows of the query ``arrived`` in the place of those with the ids of ``changed``."""
    # Found once by their ids, which takes most of the time, and then by their places.
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE replaced AS
        SELECT rowid AS place FROM inquiry WHERE id IN (SELECT id FROM changed)
    """)
    totals.take_off(connection, "(FROM inquiry WHERE rowid IN (SELECT place FROM replaced))")
    connection.execute("DELETE FROM inquiry WHERE rowid IN (SELECT place FROM replaced)")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE arrived AS {arrived}")
    connection.execute("INSERT INTO inquiry BY NAME FROM arrived")
    totals.add(connection, "arrived")


def _read(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make the tables ``changed``, of the rows in the file, and ``combination``, of what is combined in them."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in (_READ | {"combined": "VARCHAR"}).items())
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE changed AS
        SELECT * EXCLUDE (call_id, logged_at) REPLACE (coalesce(agent, '') AS agent),
               hash(call_id) AS call,
               greatest(0, least(65535, round(epoch(logged_at - started_at))))::USMALLINT AS seconds
        FROM read_csv('{str(file).replace("'", "''")}', auto_detect = false, quote = '"', escape = '"', columns = {{{types}}})
    """)
    fields = ", ".join(
        f"nullif(fields[{place}], '')::{kind} AS {name}"
        for place, (name, kind) in enumerate(_COMBINED.items(), start=1)
    )
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE combination AS
        SELECT combined, {fields}
        FROM (SELECT *, string_split(combined, '{BETWEEN}') AS fields FROM (SELECT DISTINCT combined FROM changed))
    """)


def _codes(columns: Mapping[str, str]) -> str:
    return ", ".join(f"coalesce({column}_word.code, 0) AS {column}" for column in columns)


def _words(table: str, columns: Mapping[str, str]) -> str:
    return " ".join(
        f"LEFT JOIN word {column}_word ON {column}_word.list = '{texts}' AND {column}_word.text = {table}.{column}"
        for column, texts in columns.items()
    )


def _ahead_of_utc(connection: duckdb.DuckDBPyConnection) -> str:
    """How far the clock in Oslo was ahead when each of the changed inquiries started, the last first: a part of the log
    is of few weeks. A join with the clock of a century would sort the inquiries."""
    (last,) = one_row(connection, "SELECT max(started_at) FROM changed")
    cases = (
        f"WHEN started_at >= TIMESTAMP '{since}' THEN INTERVAL '{ahead}'"
        for since, ahead in _oslo_clock()[::-1]
        if since <= last
    )
    return f"CASE {' '.join(cases)} END"


@cache  # asking for every day of a century takes a tenth of a second
def _oslo_clock() -> tuple[tuple[datetime, timedelta | None], ...]:
    """From when on (UTC, without a zone, as the copy keeps times) the clock in Oslo is how far ahead."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    ahead = _ahead(moment)
    changes = [(datetime.min, ahead)]  # noqa: DTZ901 (see above)
    while moment.year < 2100:
        tomorrow = moment + timedelta(days=1)
        if _ahead(tomorrow) != ahead:
            ahead = _ahead(tomorrow)
            hours = (moment + timedelta(hours=hour) for hour in range(24))
            changes.append((next(hour for hour in hours if _ahead(hour) == ahead).replace(tzinfo=None), ahead))
        moment = tomorrow
    return tuple(changes)


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
