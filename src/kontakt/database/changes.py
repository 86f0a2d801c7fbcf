"""The change table: how an edit on one desk reaches the others.

Every writer adds a row in the transaction that changes something; a desk remembers the last number it has
read and asks for what came after. Writers are serialised (SQLite: one writer at a time), so numbers become
visible in order.
"""

from dataclasses import dataclass

from sqlmodel import Field, Session, SQLModel, col, desc, func, select

from kontakt.database.identity import DatabaseIdentityRow, identity


class ChangeRow(SQLModel, table=True):
    __tablename__ = "change"

    number: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str
    revision: int


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is "article", "theme", "region", "urgent", "contacts", "people", "notice" or "restored"; ``id`` names
    which one, ``revision`` its new revision."""

    number: int
    kind: str
    id: str
    revision: int


def record(session: Session, kind: str, id: str, revision: int) -> None:
    session.add(ChangeRow(kind=kind, subject=id, revision=revision))


def since(session: Session, last: Change | None) -> list[Change] | None:
    """The changes after ``last`` (None: all), oldest first. None where ``last`` is no change of this database: another,
    or an older copy of it, was put in its place, and nothing that was read before it counts."""
    start = last.number if last else 0
    rows = session.exec(select(ChangeRow).where(col(ChangeRow.number) >= start).order_by(col(ChangeRow.number)))
    found = [each for row in rows if (each := _change(row))]
    if last is None:
        return found
    return found[1:] if found[:1] == [last] else None


def newest(session: Session) -> Change | None:
    """The newest change, with what it was: its number alone is that of another one in a database that was put back."""
    return _change(session.exec(select(ChangeRow).order_by(desc(col(ChangeRow.number))).limit(1)).first())


def _change(row: ChangeRow | None) -> Change | None:
    return Change(row.number or 0, row.kind, row.subject, row.revision) if row else None


def newest_here(session: Session) -> tuple[str, Change | None]:
    """The database's own name (see ``identity``; "" where it has none), and its newest change: one statement that reads
    a row of each, but where nothing was ever changed. (A join would sort all changes, for every desk every other
    second.)"""
    name = select(DatabaseIdentityRow.id).limit(1).scalar_subquery()
    found = session.exec(select(name, ChangeRow).order_by(desc(col(ChangeRow.number))).limit(1)).first()
    return (found[0] or "", _change(found[1])) if found else (identity(session), None)


def newest_id(session: Session, kind: str) -> str:
    """What the newest change of this kind names; "" where there is none."""
    of_kind = select(ChangeRow.subject).where(col(ChangeRow.kind) == kind)
    return session.exec(of_kind.order_by(desc(col(ChangeRow.number))).limit(1)).first() or ""


def latest(session: Session) -> int:
    """The number of the newest change; 0 where there is none."""
    return session.exec(select(func.max(ChangeRow.number))).one() or 0
