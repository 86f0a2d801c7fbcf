"""The engine, and the two ways to use it: a short writing transaction, or a reading one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine

from kontakt.database import server, soundness
from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.locale import _
from kontakt.settings import without_password

BUSY_TIMEOUT_SECONDS = 5
_MISTAKES = (IntegrityError, ProgrammingError, DataError)  # in the program, unless the database is damaged
_REFUSED = "42501"
_NOT_AS_MADE = frozenset({"42P01", "42703", "42883"})  # no such table, column or function


class DatabaseUnavailable(KontaktError):
    """The shared database is locked, full, damaged or out of reach. Nothing was written."""


class ServerAway(DatabaseUnavailable):
    """The server of the shared database is stopped or out of reach; it may be asked again in a while."""


class ReadingCutOff(DatabaseUnavailable):
    """A standby has ended a question to take in what its server has written. It may be asked again at once."""


class DatabaseDamaged(DatabaseUnavailable):
    """The file of the shared database does not hold together: somebody must put a copy in its place."""


class NotPermitted(KontaktError):
    """The server does not let whoever signed in do that. Nothing was written."""


def open_engine(url: str) -> Engine:
    """The engine for a database URL. Nothing is opened until it is used.

    Raises KontaktError for a URL that names no database kontakt can use.
    """
    try:
        address = server.with_driver(make_url(url))
        # Parameters stay out of errors, and so out of the log file: notes are among them.
        engine = create_engine(address, hide_parameters=True, **_options(address))
    except ImportError as problem:
        raise KontaktError(
            _("The setting database, “{url}”, needs a driver that is not installed: {driver}.").format(
                url=without_password(url), driver=problem.name
            )
        ) from problem
    except (ArgumentError, NoSuchModuleError, ValueError) as problem:
        raise KontaktError(
            _("The setting database, “{url}”, is not a database address. Write for example {example}.").format(
                url=without_password(url), example="sqlite:////folder/kontakt.sqlite"
            )
        ) from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _make_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif server.is_server(engine.url):
        server.listen(engine)
    return engine


def keep_to_file(engine: Engine) -> None:
    """From now on no connection makes a database file: once the file is there, an empty one in its place would hide
    that somebody has removed it. Without it, the database is unavailable."""
    if engine.dialect.name == "sqlite":
        event.remove(engine, "do_connect", _make_private)
        event.listen(engine, "do_connect", _without_making)


def damaged(session: Session, reason: str) -> DatabaseDamaged:
    """The error for a session's database in which something does not make sense."""
    return DatabaseDamaged(soundness.damaged_sentence(session.connection().engine, reason))


def on_change(engine: Engine, act: Callable[[], None]) -> None:
    """``act`` is called when an error says that the database is not the one any more that the engine was made for: it
    was emptied, damaged, or exchanged for one of an older or newer program."""

    on_server = server.is_server(engine.url)

    def look(context: ExceptionContext) -> None:
        problem = context.sqlalchemy_exception
        if not isinstance(problem, DBAPIError):
            return
        changed = server.state_of(problem) in _NOT_AS_MADE if on_server else not soundness.passes(problem)
        if changed:
            act()

    event.listen(engine, "handle_error", look)


def on_reachability(engine: Engine, made: Callable[[], None], lost: Callable[[str], None]) -> None:
    """``made`` is called whenever a server that has answered before does so, ``lost`` with one sentence when it does
    not; neither for a file."""
    if not server.is_server(engine.url):
        return

    def look(context: ExceptionContext) -> None:
        problem = context.sqlalchemy_exception
        if not isinstance(problem, DBAPIError):
            return
        if server.is_away(problem) or server.is_nowhere(problem):
            lost(server.meaning(problem, engine.url))
        else:
            made()

    event.listen(engine, "checkout", lambda *_given: made())
    event.listen(engine, "handle_error", look)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One short transaction that writes: it holds the write lock from its start (SQLite: BEGIN IMMEDIATE; PostgreSQL:
    the writers' lock), commits at the end and rolls back on an error. Raises DatabaseUnavailable."""
    with _transaction(engine, writes=True) as session:
        yield session


@contextmanager
def taken_back(engine: Engine) -> Iterator[Session]:
    """A transaction in which anything may be made, and of which nothing stays; it waits for no other writer. Raises
    DatabaseUnavailable."""
    with _translated(engine), Session(engine) as session:
        yield session


@contextmanager
def migrating(engine: Engine) -> Iterator[Session]:
    """As ``writing``, also in a database that has no tables yet."""
    with _transaction(engine, writes=server.MIGRATES) as session:
        yield session


@contextmanager
def _transaction(engine: Engine, *, writes: object) -> Iterator[Session]:
    with (
        _translated(engine),
        Session(engine.execution_options(kontakt_writes=writes)) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One consistent view of the database, to read from: whatever is asked in it is answered as of its first question,
    whatever others write meanwhile. Raises DatabaseUnavailable."""
    view = engine.execution_options(**view_options(engine.dialect.name))
    with _translated(engine), Session(view) as session:
        yield session


@contextmanager
def asking(engine: Engine) -> Iterator[Session]:
    """For one statement, which sees one state by itself: a server is asked it alone, without a transaction around it,
    which is two messages more each time. Raises DatabaseUnavailable."""
    options = {"isolation_level": "AUTOCOMMIT"} if server.is_server(engine.url) else {}
    with _translated(engine), Session(engine.execution_options(**options)) as session:
        yield session


def view_options(dialect: str) -> dict[str, object]:
    """The execution options of a transaction that sees one state of the database. An SQLite transaction does so by
    itself (BEGIN, in WAL mode); elsewhere every statement would see what is committed by then."""
    if dialect == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", f"{dialect}_readonly": True}


def clear_log(engine: Engine) -> None:
    """Clear the write-ahead log of an SQLite file, in which what was deleted may stand yet; elsewhere nothing. Waits
    for those who read, at most BUSY_TIMEOUT_SECONDS; after that, whoever lets go of the file last clears it. Raises
    DatabaseUnavailable."""
    if engine.dialect.name != "sqlite":
        return
    with _translated(engine), closing(engine.raw_connection()) as connection, suppress(sqlite3.Error):
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, ValueError, LookupError, TypeError) as problem:
        if isinstance(problem, DBAPIError) and server.is_server(engine.url):
            if told := _of_server(problem, engine.url):
                raise told from problem
            raise
        if reason := soundness.damage(engine, problem):
            raise DatabaseDamaged(soundness.damaged_sentence(engine, reason)) from problem
        if not isinstance(problem, DBAPIError) or isinstance(problem, _MISTAKES):
            raise
        raise DatabaseUnavailable(
            _("The database {database} cannot be used now ({reason}). Nothing is lost: try again.").format(
                database=engine.url.database or engine.url.render_as_string(), reason=soundness.reason_of(problem)
            )
        ) from problem


def _of_server(problem: DBAPIError, address: URL) -> KontaktError | None:
    """What an error of a server is told as; None where it is a mistake in the program."""
    state = server.state_of(problem)
    if state == _REFUSED:
        return NotPermitted(server.may_not(problem))
    if state in _NOT_AS_MADE:
        return DatabaseDamaged(server.not_as_made(problem, address))
    if isinstance(problem, _MISTAKES):
        return None
    if server.is_cut_off(problem):
        return ReadingCutOff(server.meaning(problem, address))
    kind = ServerAway if server.is_away(problem) else DatabaseUnavailable
    return kind(server.meaning(problem, address))


def _options(address: URL) -> dict[str, Any]:
    if server.is_server(address):
        return server.engine_options(address)
    if address.get_backend_name() != "sqlite":
        return {}
    # A connection that is kept goes on reading and writing an SQLite file that has been deleted or replaced.
    return {"connect_args": {"timeout": BUSY_TIMEOUT_SECONDS}, "poolclass": NullPool}


def _make_private(_dialect: object, _record: object, arguments: list[str], _options: dict[str, Any]) -> None:
    """A new file is its owner's alone, before SQLite makes it as the system would; so are those that go with it."""
    if arguments[0] != ":memory:" and not arguments[0].startswith("file:"):
        with suppress(OSError):  # SQLite says what is wrong
            private.touch(Path(arguments[0]))


def _without_making(_dialect: object, _record: object, arguments: list[str], options: dict[str, Any]) -> None:
    if soundness.is_empty(Path(arguments[0])):
        # SQLite would begin a new database in it.
        raise sqlite3.DatabaseError("the file is empty")
    if Path(arguments[0]).is_absolute():  # else in memory, or an address that says for itself how it is opened
        arguments[0] = f"{Path(arguments[0]).as_uri()}?mode=rw"
        options["uri"] = True


def _prepare_sqlite(connection: SQLiteConnection, _record: object) -> None:
    # Python's own transaction handling would begin transactions late and deferred; _begin_sqlite does it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # The journal lets go of an entry once this database has it, so it must survive a power cut here as well.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # a purged note is gone from the file as well


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kontakt_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
