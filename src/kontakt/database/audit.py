"""What a server's database has written down by itself: who changed rights, targets, articles and inquiries, and when. A
file has none: whoever has the file may write anything into it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """At ``at`` (UTC) the ``login`` did something of this ``kind``: "grant", "revoke", "target", "municipality",
    "article", "correction", "withdrawal", "deletion". ``id`` says to which one: a login, a municipality's number, an
    article's or an inquiry's id."""

    at: datetime
    login: str
    kind: str
    id: str


def since(session: Session, moment: datetime) -> list[AuditEntry]:
    """What was done from ``moment`` (aware) on, the oldest first."""
    query = text("SELECT at, login, kind, id FROM audit WHERE at >= :moment ORDER BY number")
    return [AuditEntry(*row) for row in session.connection().execute(query, {"moment": moment})]
