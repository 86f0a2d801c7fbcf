"""A PostgreSQL server: how its address is read, how a connection is made, and what its refusals mean.

Whatever libpq takes (a service file, ``.pgpass``, certificates, Kerberos, the operating system's user) it takes from
where libpq looks; nothing of it passes through here.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from threading import Event
from time import monotonic
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlmodel import Session

from kontakt.database.server_pool import ServerPool
from kontakt.locale import N_, _

WRITERS_LOCK = 0x6B6F6E74616B74
"""The advisory lock that was the writers' until 0020, and is held by whoever migrates: in an empty database nothing
else can be locked."""

MIGRATES = "migrates"
"""What the option ``kontakt_writes`` is in the transaction of a migration."""

OLDEST_VERSION = 150_000
"""As the server numbers itself."""

STATEMENT_SECONDS = 30
LOCK_SECONDS = 10
OWNERS_LOCK_SECONDS = 120
IDLE_SECONDS = 15
SILENCE_SECONDS = STATEMENT_SECONDS + 5.0
"""For how long the server may say nothing over a statement: longer than it may work on it."""

LATELY_SECONDS = 5.0
"""For how long after its last answer a connection that has not ended since is taken to be there."""
_USED_AT = "kontakt_used_at"

_TOO_BUSY = frozenset({"57014", "55P03"})
"""What a statement ends with that took too long, or waited too long for a lock."""

_GIVEN_UP = "kontakt_given_up"
"""The option of an engine that holds the event after which nobody waits for its server."""
_OF_VALUES = frozenset({"22", "23"})
"""The classes of SQLSTATE for values that are none, and for constraints that they break."""
_NAMES = frozenset({"postgres", "postgresql"})
_BOUNDS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # in ms
    "application_name": "kontakt",
    "client_encoding": "utf8",
}
"""Without them a network that drops packets holds a desk up for two hours."""


def is_server(address: URL) -> bool:
    return address.get_backend_name() in _NAMES


def with_driver(address: URL) -> URL:
    """The address with the one driver that kontakt uses, however it names PostgreSQL."""
    return address.set(drivername="postgresql+psycopg") if address.drivername in _NAMES else address


def names_login(address: str) -> bool:
    """Whether the address of a server's database says who signs in: before the server's name, as a parameter, or in a
    service file that it names."""
    url = make_url(address)
    return bool(url.username) or not {"user", "service"}.isdisjoint(url.query)


def engine_options(address: URL) -> dict[str, Any]:
    """What an engine for this address is made with. What the address says for itself stands; with
    ``prepare_threshold=none`` no statement is prepared, which poolers of transactions do not bear. One connection is
    kept: a region may have five hundred desks."""
    bounds = {name: value for name, value in _BOUNDS.items() if name not in address.query}
    if address.query.get("prepare_threshold") == "none":
        bounds["prepare_threshold"] = None
    return {
        "connect_args": bounds,
        "poolclass": ServerPool,
        "pool_size": 1,
        "max_overflow": -1,
        "pool_recycle": 1800,
    }


def listen(engine: Engine) -> None:
    """Have every connection of the engine bounded, in UTC, and its errors without values."""
    given_up = Event()
    engine.update_execution_options(**{_GIVEN_UP: given_up})

    def connect(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> Any:
        from kontakt.database import bounded_connection as bounded  # noqa: PLC0415 (a tenth of a second)

        if given_up.is_set():
            raise bounded.Silence("timeout: nobody waits for the server any more")
        connection = bounded.BoundedConnection.connect(*arguments, **options)
        connection.given_up = given_up
        return connection

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkout", partial(_take_out, cast(DefaultDialect, engine.dialect)))
    event.listen(engine, "checkin", _await_answers)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _hide_values)


def give_up(engine: Engine) -> None:
    """Wait for this engine's server no longer, in whatever thread: whoever uses it is ending."""
    if given_up := engine.get_execution_options().get(_GIVEN_UP):
        given_up.set()


def _take_out(dialect: DefaultDialect, connection: Any, record: Any, _proxy: object) -> None:
    """Raises InvalidatePoolError for a connection that is no more: another is made. Whether the server is there is
    asked before the first statement since a while, not before each: a look for news is one statement, and every desk
    looks every other second."""
    used_at = record.info.get(_USED_AT)
    if used_at is not None and (monotonic() - used_at > LATELY_SECONDS or _has_said_something(connection)):
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as problem:
            raise InvalidatePoolError from problem
    connection.patience = SILENCE_SECONDS


def _has_said_something(connection: Any) -> bool:
    """Whether the server has, which was asked nothing: as a rule that it ends the connection."""
    if connection.closed:
        return True
    with DefaultSelector() as selector:
        selector.register(connection.fileno(), EVENT_READ)
        return bool(selector.select(0))


def _await_answers(connection: Any, record: Any) -> None:
    if connection is not None:  # None for one that was given up
        connection.patience = type(connection).patience
        record.info[_USED_AT] = monotonic()


def lift_bounds(connection: Connection) -> None:
    """For the rest of the transaction the server may work for as long as it takes."""
    for bound in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {bound} = 0"))
    driver: Any = connection.connection.driver_connection
    driver.patience = None


def _prepare(connection: Any, _record: object) -> None:
    """Bound how long the server works or waits for this connection, and have times in UTC."""
    settings = {
        "timezone": "UTC",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    }
    connection.autocommit = True
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.autocommit = False


def _begin(connection: Connection) -> None:
    """A transaction that writes is the only one from its start, as on SQLite: what is numbered becomes visible in the
    order of the numbers. A sequence alone gives a number before it is committed."""
    writes = connection.get_execution_options().get("kontakt_writes", False)
    if writes == MIGRATES:
        lift_bounds(connection)  # they are meant for desks
        # Another owner who does the same is waited for, as long as that may take on a slow machine.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{OWNERS_LOCK_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
        if connection.exec_driver_sql("SELECT to_regprocedure('kontakt_lock_writers()')").scalar_one() is None:
            return
    if writes:
        connection.exec_driver_sql("SELECT kontakt_lock_writers()")


@dataclass(frozen=True, slots=True)
class ServerState:
    """``version`` as the server numbers itself, such as 150004; ``now`` is its clock, UTC."""

    version: int
    now: datetime


def state_of_server(session: Session) -> ServerState:
    """Of the server that the session is connected to."""
    query = text("SELECT current_setting('server_version_num')::integer, clock_timestamp()")
    return ServerState(*session.connection().execute(query).one())


def state_of(problem: DBAPIError) -> str:
    """The server's code for what happened, SQLSTATE, five characters; "" where there is none, as when no connection was
    made."""
    return getattr(problem.orig, "sqlstate", None) or ""


def _hide_values(context: ExceptionContext) -> None:
    """Take out of an error what the server says of the values that it was about: errors go to the log file, from which
    notes are never purged. What is left is its first line; where that may hold a value, its name alone."""
    problem, state = context.original_exception, getattr(context.original_exception, "sqlstate", None)
    if state is None:
        return
    kind = type(problem).__name__
    first = kind if state[:2] in _OF_VALUES else str(problem).partition("\n")[0]
    problem.args = (first,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({kind}) {first}",)


_NOWHERE = "failed to resolve|could not translate host name|Name or service not known"
_STOPPED = "starting up|shutting down|recovery|not yet accepting|terminating connection"
_SILENT = (
    "No such file|timeout|timed out|refused|unreachable|No route|closed the connection|connection is closed|"
    "connection failed|consuming input failed|sending query failed|connection is lost"
)
_CUT_OFF = "conflict with recovery"
_MEANINGS = (
    (
        _CUT_OFF,
        N_(
            "The standby ({host}) ended the question to keep up with its server. Nothing is lost: try again; if it lasts, have "
            "whoever runs it set hot_standby_feedback."
        ),
    ),
    (
        "not in hot standby mode",
        N_(
            "The server ({host}) is no standby any more, and the address asks for one: let the setting figures_database name "
            "another."
        ),
    ),
    (
        "password authentication failed|no password supplied",
        N_(
            "The database server does not accept the password of “{user}”: correct it in .pgpass or in the service file."
        ),
    ),
    (
        _NOWHERE,
        N_(
            "No computer has the name that the setting database gives ({host}): correct it, or see whether this computer has "
            "a network."
        ),
    ),
    (
        'database "[^"]*" does not exist',
        N_(
            "The server has no database “{database}”: correct the setting database, or ask whoever runs the server to make it."
        ),
    ),
    (
        'role "[^"]*" does not exist',
        N_("The database server has no login “{user}”: ask the owner of the region's database for one."),
    ),
    (
        "permission denied for database",
        N_("The login “{user}” may not use the region's database: ask its owner for the right, {command}."),
    ),
    (
        "no pg_hba.conf entry|pg_hba.conf rejects|authentication failed",
        N_("The database server does not let “{user}” in from this computer: ask whoever runs the server."),
    ),
    (
        "certificate|SSL",
        N_(
            "The connection to the database server is not safe ({reason}), and nothing was sent: see to the certificates, "
            "or correct the setting database."
        ),
    ),
    (
        _STOPPED,
        N_("The database server is starting, stopping or recovering. Nothing is lost: it answers again in a while."),
    ),
    (
        "too many clients|too many connections|remaining connection slots",
        N_("The database server has no room for another connection. Nothing is lost: it may have in a while."),
    ),
    (
        _SILENT,
        N_("The database server does not answer ({host}). Nothing is lost; if it lasts, ask whoever runs the server."),
    ),
)
"""What the message of a connection that failed holds, and what is told. The first that fits counts."""


def is_away(problem: DBAPIError) -> bool:
    """Whether the server is stopped, starting or out of reach, so that time alone mends it."""
    reason = str(problem.orig)
    first = next((sign for sign, _sentence in _MEANINGS if re.search(sign, reason)), "")
    return state_of(problem) not in _TOO_BUSY and first in (_STOPPED, _SILENT)


def is_cut_off(problem: DBAPIError) -> bool:
    """Whether a standby has ended the question because what it had to take in was in its way."""
    return _CUT_OFF in str(problem.orig)


def is_nowhere(problem: DBAPIError) -> bool:
    """Whether no computer is known by the server's name: of a server that has answered before, a network that is
    down."""
    return re.search(_NOWHERE, str(problem.orig)) is not None


def meaning(problem: DBAPIError, address: URL) -> str:
    """One sentence: what is wrong, and what to do."""
    reason = " ".join(str(problem.orig).split())
    if state_of(problem) == "55P03":
        return _(
            "Another program has been writing to the region's database for more than {seconds} seconds. Nothing is lost: try "
            "again; if it lasts, its owner sees with {command} who it is."
        ).format(seconds=LOCK_SECONDS, command="kontakt database check")
    if state_of(problem) in _TOO_BUSY:
        return _("The database has too much to do just now ({reason}). Nothing was changed: try again.").format(
            reason=reason
        )
    if state_of(problem) == "25006" or "recovery is in progress" in reason:
        return _(
            "The database is a standby that can only be read: let the setting database name the server that is written to; "
            "figures_database may name a standby."
        )
    sentence = next((sentence for sign, sentence in _MEANINGS if re.search(sign, reason)), "")
    named = re.search(r'(?:user|role) "([^"]+)"', reason)
    user = named[1] if named else address.username or ""
    place = re.search(r'at "([^"]+)"', reason)
    host = address.host or (place[1] if place else address.query.get("host", "localhost"))
    if not sentence:
        sentence = N_("The database {database} cannot be used now ({reason}). Nothing is lost: try again.")
    return _(sentence).format(
        user=user, host=host, database=address.database or "", reason=reason, command="kontakt database grant"
    )


def may_not(problem: DBAPIError) -> str:
    """One sentence about something that the server refuses to whoever signed in."""
    reason = str(problem.orig).splitlines()[0]
    if "alembic_version" in reason:  # which every group reads
        return _(
            "Your login has no right in the region's database: ask its owner for one, {command}. What was logged stays in "
            "the journal until then."
        ).format(command="kontakt database grant")
    return _(
        "The region's database does not let you do that ({reason}). Nothing was changed: ask its owner for the right."
    ).format(reason=reason)


def not_as_made(problem: DBAPIError, address: URL) -> str:
    """One sentence about a table, a column or a function that should be there."""
    reason = str(problem.orig).splitlines()[0]
    return _(
        "The tables of the database {database} are not as kontakt made them ({reason}): tell its owner. What is "
        "logged is safe in the journal until then."
    ).format(database=address.database or "", reason=reason)
