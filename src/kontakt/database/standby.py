"""Whether a server of PostgreSQL follows another one, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from kontakt.database.server import is_server


@dataclass(frozen=True, slots=True)
class ServerRole:
    """``is_standby`` says that it takes in what another server writes, and lets nobody else write. ``replayed_at`` is
    when the newest transaction that it has taken in was committed, by the other's clock: long ago where nobody has
    written since, although it lacks nothing, and None where it has taken in none since it started. ``started_at`` tells
    one server from another. Times are UTC; ``now`` is the server's clock."""

    is_standby: bool
    replayed_at: datetime | None
    started_at: datetime
    now: datetime


def role_of(session: Session) -> ServerRole:
    """Of the server that the session is connected to."""
    query = text("SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp(), pg_postmaster_start_time(), now()")
    return ServerRole(*session.connection().execute(query).one())


def written_until(session: Session) -> str:
    """How far the server has written, as it numbers what it writes; "" for one that only follows."""
    query = text("SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE pg_current_wal_lsn()::text END")
    return str(session.connection().execute(query).scalar_one())


def lacks(session: Session, written: str) -> bool:
    """Whether a standby has not taken in all that was ``written`` by another server, as ``written_until`` says it."""
    query = text("SELECT :written <> '' AND pg_last_wal_replay_lsn() < nullif(:written, '')::pg_lsn")
    return bool(session.connection().execute(query, {"written": written}).scalar_one())


def is_standby(session: Session) -> bool:
    """Whether it is connected to one; False for a file."""
    connection = session.connection()
    if not is_server(connection.engine.url):
        return False
    return bool(connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one())
