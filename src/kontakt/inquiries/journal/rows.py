"""The rows of the journal, read without trust: bytes that are no text, texts that are no entry.

A damaged row is moved out of the way into a table of its own, so that it stops none of the others. Nothing here says
what stands in it: it may hold a note.
"""

import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID

from kontakt.inquiries.codec import FromNewerProgram, NotReadable, decode, encode
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.message_item import JournalItem, MessageItem

TABLES = """
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS aside (number INTEGER PRIMARY KEY, found_at TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS lately (inquiry TEXT PRIMARY KEY, made_at TEXT NOT NULL) WITHOUT ROWID;
"""
INSERT = "INSERT INTO waiting (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"

OF_A_MESSAGE = '"type": "message"'
"""Stands in the body of every message."""

_REMEMBERED_FOR = timedelta(days=1)


class UnreadRow(Enum):
    """Why a row was not read."""

    NEWER = "newer"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """What waits under a number; the numbers grow."""

    number: int
    item: JournalItem | UnreadRow


def read(connection: sqlite3.Connection, after: int = 0) -> Generator[JournalRow]:
    """What waits under a number above ``after``, in the order it was stored."""
    # As bytes: SQLite would refuse to give a text that is none, and print it in the error.
    query = "SELECT number, CAST(body AS BLOB) FROM waiting WHERE number > ? ORDER BY number"
    with closing(connection.execute(query, [after])) as rows:
        for number, body in rows:
            yield JournalRow(number, _read(body))


def of_number(connection: sqlite3.Connection, number: int) -> JournalItem | UnreadRow | None:
    """What waits under ``number``; None for nothing."""
    found = connection.execute("SELECT CAST(body AS BLOB) FROM waiting WHERE number = ?", [number]).fetchone()
    return _read(found[0]) if found else None


def of_inquiry(connection: sqlite3.Connection, inquiry: UUID) -> dict[int, Entry]:
    """The waiting entries of one inquiry, by their numbers."""
    items = _naming(connection, inquiry)
    return {number: item for number, item in items.items() if isinstance(item, Entry) and item.inquiry.id == inquiry}


def messages(connection: sqlite3.Connection) -> list[MessageItem]:
    """The waiting steps of messages, in the order in which they were stored."""
    query = "SELECT CAST(body AS BLOB) FROM waiting WHERE instr(CAST(body AS BLOB), CAST(? AS BLOB)) ORDER BY number"
    items = [_read(body) for (body,) in connection.execute(query, [OF_A_MESSAGE]).fetchall()]
    return [item for item in items if isinstance(item, MessageItem)]


def of_message(connection: sqlite3.Connection, message: UUID, *, but: UUID) -> dict[int, MessageItem]:
    """The waiting steps of one message, by their numbers, without the one with the id ``but``."""
    items = _naming(connection, message)
    return {
        number: item
        for number, item in items.items()
        if isinstance(item, MessageItem) and item.message == message and item.id != but
    }


def _naming(connection: sqlite3.Connection, id: UUID) -> dict[int, JournalItem | UnreadRow]:
    query = "SELECT number, CAST(body AS BLOB) FROM waiting WHERE instr(CAST(body AS BLOB), CAST(? AS BLOB))"
    return {number: _read(body) for number, body in connection.execute(query, [str(id)]).fetchall()}


def forget_of(connection: sqlite3.Connection, id: UUID) -> None:
    """Delete the rows that are set aside and name this inquiry or message."""
    connection.execute("DELETE FROM aside WHERE instr(body, CAST(? AS BLOB))", [str(id)])


def set_aside(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Move these rows to where nobody waits for them."""
    now = datetime.now(UTC).isoformat()
    for number in numbers:
        row_aside = "SELECT ?, CAST(body AS BLOB) FROM waiting WHERE number = ?"
        connection.execute(f"INSERT INTO aside (found_at, body) {row_aside}", [now, number])
        connection.execute("DELETE FROM waiting WHERE number = ?", [number])


def rewrite(connection: sqlite3.Connection, items: Iterable[tuple[int, JournalItem]]) -> None:
    """Put each of the items in the place of what waits under its number."""
    bodies = [(encode(item), number) for number, item in items]
    connection.executemany("UPDATE waiting SET body = ? WHERE number = ?", bodies)


def aside(connection: sqlite3.Connection) -> tuple[int, str | None]:
    """How many rows are set aside, and when the first of them was found (ISO 8601, UTC)."""
    count, since = connection.execute("SELECT count(*), min(found_at) FROM aside").fetchone()
    return count, since


def forget_aside(connection: sqlite3.Connection, before: datetime, messages_before: datetime) -> None:
    """Delete the rows that were set aside before ``before``, and what may be messages among them before
    ``messages_before`` (timezone-aware)."""
    moments = [each.astimezone(UTC).isoformat() for each in (before, messages_before)]
    connection.execute(
        "DELETE FROM aside WHERE found_at < ? OR found_at < ? AND instr(body, CAST(? AS BLOB))",
        [*moments, OF_A_MESSAGE],
    )


def remember(connection: sqlite3.Connection, entry: Entry) -> None:
    """Remember for a day that its inquiry has had an entry, also when that is delivered and gone."""
    made_at = entry.made_at.astimezone(UTC)
    connection.execute("INSERT OR REPLACE INTO lately VALUES (?, ?)", [str(entry.inquiry.id), made_at.isoformat()])
    connection.execute("DELETE FROM lately WHERE made_at < ?", [(made_at - _REMEMBERED_FOR).isoformat()])


def lately(connection: sqlite3.Connection) -> set[UUID]:
    """The inquiries that are remembered."""
    return {UUID(inquiry) for (inquiry,) in connection.execute("SELECT inquiry FROM lately")}


def _read(body: bytes | None) -> JournalItem | UnreadRow:
    try:
        return decode((body or b"").decode())
    except FromNewerProgram:
        return UnreadRow.NEWER
    except (NotReadable, UnicodeDecodeError):
        return UnreadRow.DAMAGED
