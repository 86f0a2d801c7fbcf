"""The journal: the durable local queue that every inquiry passes through.

A small SQLite file beside the agent, used by several processes at once. What ``append`` has returned from is
on the disk. It is plain ``sqlite3``, because the desk must log before it has loaded anything larger.

A damaged journal is set aside, and what can be read of it goes into a new one. Another process may have the
file open at that moment; so every step ends by looking whether the file at the path is still the one that it
worked on, and is otherwise done again. Entries have ids, so that does no harm.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from kontakt.errors import KontaktError
from kontakt.inquiries import salvage
from kontakt.inquiries.guarding import guarded
from kontakt.inquiries.inquiry import Entry, Feedback
from kontakt.inquiries.state import NotReadable, decode, encode
from kontakt.locale import _

if TYPE_CHECKING:
    from filelock import FileLock

BUSY_TIMEOUT_SECONDS = 5

# A commit waits for the disk; what is delivered is overwritten.
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
"""
_INSERT = "INSERT INTO waiting (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
_ATTEMPTS = 3

Result = TypeVar("Result")


class JournalUnavailable(KontaktError):
    """The journal cannot be read or written. The step that failed has changed nothing."""


class Journal:
    """One thread's hold on the journal at ``path``, to be closed. The file is opened or made when first used.

    Every method raises JournalUnavailable when the file cannot be used. ``notice`` is one sentence once this
    hold has found the journal damaged and saved what could be read, else None.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice: str | None = None
        self._connection: sqlite3.Connection | None = None
        self._file: salvage.Identity | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. The next use opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def append(self, item: Entry | Feedback) -> None:
        """Store ``item`` durably, after the privacy guard; the same id again changes nothing.

        Raises NotAllowed, when a text may not be stored, or JournalUnavailable; either way nothing is stored.
        """
        safe = guarded(item)
        row = (str(safe.id), encode(safe))
        self._do(lambda connection: connection.execute(_INSERT, row))

    def pending(self, limit: int) -> list[Entry | Feedback]:
        """The oldest ``limit`` items that wait, in the order they were stored. What a newer program wrote is
        passed over, and stays."""

        def oldest(connection: sqlite3.Connection) -> list[Entry | Feedback]:
            with closing(_readable(connection)) as items:
                return list(islice(items, limit))

        return self._do(oldest)

    def since(self, moment: datetime, agent: str) -> list[Entry]:
        """The waiting entries of the agent's inquiries started at ``moment`` (timezone-aware) or later."""
        return [
            item
            for item in self._do(lambda connection: list(_readable(connection)))
            if isinstance(item, Entry) and item.inquiry.agent == agent and item.inquiry.started_at >= moment
        ]

    def waiting(self) -> int:
        """How many items wait, those that this program cannot read included."""
        return self._do(lambda connection: int(connection.execute("SELECT count(*) FROM waiting").fetchone()[0]))

    def left_alone(self) -> int:
        """How many items wait that this program cannot read: a newer one wrote them and will deliver them."""
        return self._do(lambda connection: sum(_decoded(body) is None for body in _bodies(connection)))

    def discard(self, ids: Iterable[UUID]) -> None:
        """Take out what has been delivered."""
        rows = [(str(id),) for id in ids]
        self._do(lambda connection: _all_or_none(connection, "DELETE FROM waiting WHERE id = ?", rows))

    def purge_notes(self, before: datetime) -> None:
        """Empty the waiting notes of inquiries logged before ``before`` (timezone-aware), and delete damaged
        journals that were set aside before it."""

        def purge(connection: sqlite3.Connection) -> None:
            old = [
                replace(item, inquiry=replace(item.inquiry, note=""))
                for item in _readable(connection)
                if isinstance(item, Entry) and item.inquiry.note and item.inquiry.logged_at < before
            ]
            rows = [(encode(entry), str(entry.id)) for entry in old]
            _all_or_none(connection, "UPDATE waiting SET body = ? WHERE id = ?", rows)
            # The settings overwrite what is deleted from the file; this clears the write-ahead log.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            salvage.remove_older(self.path, before)

        self._do(purge)

    def _do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        reason: Exception | None = None
        for _attempt in range(_ATTEMPTS):
            try:
                result = work(self._opened())
                if salvage.identity(self.path) == self._file:
                    return result
                self.close()
            except (sqlite3.Error, OSError) as problem:
                self.close()
                reason = problem
                if not (isinstance(problem, sqlite3.Error) and self._made_way(problem)):
                    break
        raise JournalUnavailable(
            _(
                "The journal {path} cannot be used ({reason}), and nothing was stored: "
                "see to it that its folder can be written to and has room, and try again."
            ).format(path=self.path, reason=reason)
        ) from reason

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock():
                # Touching does not open a file that exists: closing it again would drop SQLite's locks on it.
                self.path.touch(mode=0o600)
                # Looked up before it is opened: whoever moves it in between is noticed when the step ends.
                self._file = salvage.identity(self.path)
                self._connection = _connect(self.path)
                self._read_set_aside(self._connection)
        return self._connection

    def _made_way(self, problem: sqlite3.Error) -> bool:
        """Whether it is worth trying again: the file is another one now, or is damaged and was set aside."""
        try:
            with self._lock():
                if salvage.is_damage(problem):
                    salvage.set_aside(self.path, self._file)
                return salvage.identity(self.path) != self._file
        except OSError:
            return False

    def _read_set_aside(self, connection: sqlite3.Connection) -> None:
        files = salvage.unread(self.path)
        if not files:
            return
        found = {id: body for file in files for id, body in salvage.entries_in(file)}
        _all_or_none(connection, _INSERT, list(found.items()))
        names = [salvage.mark_read(file).name for file in files]
        self.notice = _(
            "The journal was damaged and is set aside as {path}; {count} entries in it could be read and are kept."
        ).format(path=self.path.with_name(names[0]), count=len(found))

    def _lock(self) -> "FileLock":
        from filelock import FileLock  # noqa: PLC0415 (a twentieth of a second that a start can do without)

        return FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=BUSY_TIMEOUT_SECONDS)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
    try:
        connection.executescript(_SETTINGS)
        (condition,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if condition != "ok":
            raise salvage.Damaged(condition)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _all_or_none(connection: sqlite3.Connection, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(statement, rows)
    connection.execute("COMMIT")


def _bodies(connection: sqlite3.Connection) -> Generator[str]:
    with closing(connection.execute("SELECT body FROM waiting ORDER BY number")) as rows:
        for (body,) in rows:
            yield body


def _readable(connection: sqlite3.Connection) -> Generator[Entry | Feedback]:
    return (item for body in _bodies(connection) if (item := _decoded(body)) is not None)


def _decoded(body: str) -> Entry | Feedback | None:
    try:
        return decode(body)
    except NotReadable:
        return None
