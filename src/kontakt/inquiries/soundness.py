"""Whether the journal, the shared log and the copy in columns can be read. Nothing is made or changed by looking."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, func, select

from kontakt.database.soundness import read_only
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, EntryKind, LinkedBy, TransferResult
from kontakt.inquiries.journal import rows
from kontakt.inquiries.journal.rows import UnreadRow
from kontakt.inquiries.log.tables import InquiryRow

_CODES = {
    "outcome": Outcome,
    "cause": Cause,
    "channel": Channel,
    "caller_type": CallerType,
    "linked_by": LinkedBy,
    "transfer_result": TransferResult,
    "kind": EntryKind,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """``waiting`` entries are not delivered yet, ``newer`` of them written by a newer program and ``damaged`` of them
    not readable, and the first was made at ``oldest`` (UTC); ``aside`` damaged ones were set aside, the first of them
    at ``since`` (UTC). ``problem`` is why the file cannot be read at all."""

    waiting: int = 0
    newer: int = 0
    damaged: int = 0
    oldest: datetime | None = None
    aside: int = 0
    since: datetime | None = None
    problem: str | None = None


def journal_state(path: Path) -> JournalState:
    try:
        with closing(read_only(path)) as connection:
            (condition,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            items = [row.item for row in rows.read(connection)]
            aside, since = rows.aside(connection)
    except sqlite3.Error as problem:
        return JournalState(problem=str(problem))
    return JournalState(
        waiting=len(items),
        newer=items.count(UnreadRow.NEWER),
        damaged=items.count(UnreadRow.DAMAGED),
        oldest=min((item.made_at for item in items if not isinstance(item, UnreadRow)), default=None),
        aside=aside,
        since=datetime.fromisoformat(since) if since else None,
        problem=None if condition == "ok" else condition,
    )


def unreadable_inquiries(session: Session) -> int:
    """How many inquiries have a code that is none, and so cannot be read."""
    count = 0
    for name, codes in _CODES.items():
        column = getattr(InquiryRow, name)
        known = [code.value for code in codes]
        bad = select(func.count()).select_from(InquiryRow).where(col(column).is_not(None), col(column).not_in(known))
        count += session.exec(bad).one()
    return count


def figures_problem(path: Path) -> str | None:
    """Why the copy in columns cannot be read; None where it can, where another program works with it, or without
    one."""
    import duckdb  # noqa: PLC0415 (few need it)

    try:
        if path.exists():
            duckdb.connect(path, read_only=True).close()
    except duckdb.IOException as problem:
        return None if "lock" in str(problem).lower() else str(problem).splitlines()[0]
    except (duckdb.Error, OSError) as problem:
        return str(problem).splitlines()[0]
    return None
