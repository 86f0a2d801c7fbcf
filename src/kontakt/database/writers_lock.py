"""Who holds the lock that writers of a server's database wait for."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class LockHolder:
    """The ``login`` that writes, the process of the server that does it, and which of its transactions that is."""

    login: str
    process: int
    transaction: str


def holder(session: Session) -> LockHolder | None:
    """Whoever holds it at this moment; None for nobody."""
    query = text(
        "SELECT a.usename, a.pid, l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE l.relation = 'writers_lock'::regclass AND l.granted AND l.mode = 'ExclusiveLock'"
        " AND a.datname = current_database()"
    )
    row = session.connection().execute(query).first()
    return LockHolder(*row) if row else None
