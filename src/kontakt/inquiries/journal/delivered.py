"""The entries that were delivered within the last week, kept without their texts: a backup of the shared log that is
put back lacks them, and is filled again from here.

Each is bound to the database that it was delivered to, by that one's own name: another region is never given it.
"""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kontakt.inquiries.codec import decode, encode
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.journal import rows
from kontakt.inquiries.log.texts import without_texts_of

TABLES = """
CREATE TABLE IF NOT EXISTS delivered (
    id TEXT PRIMARY KEY, database TEXT NOT NULL, delivered_at TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS restored (database TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
"""
KEPT_FOR = timedelta(days=7)
"""A backup may be so old, and nothing is lost."""


def keep(connection: sqlite3.Connection, numbers: Iterable[int], database: str, now: datetime) -> None:
    """Keep those of the waiting entries with these numbers as delivered to ``database`` at ``now`` (aware), and forget
    what is older than KEPT_FOR. Words to the editor are nothing without their texts, and are not kept."""
    at = now.astimezone(UTC)
    kept = [
        (str(item.id), database, at.isoformat(), _compact(without_texts_of(item)))
        for item in (rows.of_number(connection, number) for number in numbers)
        if isinstance(item, Entry)
    ]
    connection.executemany("INSERT OR REPLACE INTO delivered VALUES (?, ?, ?, ?)", kept)
    forget_older(connection, at - KEPT_FOR)


def forget_older(connection: sqlite3.Connection, before: datetime) -> None:
    """Delete what was delivered before ``before`` (aware)."""
    connection.execute("DELETE FROM delivered WHERE delivered_at < ?", [before.astimezone(UTC).isoformat()])


def ids(connection: sqlite3.Connection, database: str) -> set[UUID]:
    """The ids of the entries that are kept as delivered to ``database``."""
    return {UUID(id) for (id,) in connection.execute("SELECT id FROM delivered WHERE database = ?", [database])}


def any_kept(connection: sqlite3.Connection) -> bool:
    """Whether there is one, whatever database it was delivered to."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM delivered)").fetchone()[0])


def wait_again(connection: sqlite3.Connection, again: Iterable[UUID]) -> None:
    """Put these of the kept entries back among those that wait."""
    for id in map(str, again):
        for (body,) in connection.execute("SELECT body FROM delivered WHERE id = ?", [id]).fetchall():
            connection.execute(rows.INSERT, (id, encode(decode(body))))
        connection.execute("DELETE FROM delivered WHERE id = ?", [id])


def restored_mark(connection: sqlite3.Connection, database: str) -> str:
    """By which mark ``database`` was known as restored when it was last filled again; "" where it never was."""
    found = connection.execute("SELECT mark FROM restored WHERE database = ?", [database]).fetchone()
    return str(found[0]) if found else ""


def remember_mark(connection: sqlite3.Connection, database: str, mark: str) -> None:
    connection.execute("INSERT OR REPLACE INTO restored VALUES (?, ?)", [database, mark])


def _compact(entry: Entry) -> str:
    # Without the spaces by which ``recovery`` knows what waits: of a damaged journal that alone is to wait again.
    return json.dumps(json.loads(encode(entry)), separators=(",", ":"))
