"""The journal: the durable local queue that every inquiry passes through.

A small SQLite file beside the agent, used by several processes at once. What ``append`` has returned from is
on the disk. It is plain ``sqlite3``, because the desk must log before it has loaded anything larger.

A damaged journal is set aside, and what can be read of it goes into a new one. Another process may have the
file open at that moment; so every step ends by looking whether the file at the path is still the one that it
worked on, and is otherwise done again. Entries have ids, so that does no harm. A single row that is damaged is set
aside within the file.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.inquiries.codec import encode
from kontakt.inquiries.inquiry import Entry, EntryKind, Feedback
from kontakt.inquiries.journal import delivered, recovery, rows
from kontakt.inquiries.journal.rows import UnreadRow
from kontakt.inquiries.log.texts import superseded, without_texts
from kontakt.inquiries.message_item import JournalItem, MessageItem
from kontakt.inquiries.privacy_guard import guarded
from kontakt.locale import _, ngettext

if TYPE_CHECKING:
    from filelock import FileLock

BUSY_TIMEOUT_SECONDS = 5
SCREEN_SECONDS = 0.5
"""The patience of a hold that the screen's own thread has."""

# A commit waits for the disk; what is delivered is overwritten.
_SETTINGS = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
{rows.TABLES}{delivered.TABLES}
"""
_ATTEMPTS = 3

Result = TypeVar("Result")


class JournalUnavailable(KontaktError):
    """The journal cannot be read or written. The step that failed has changed nothing."""


class Journal:
    """One thread's hold on the journal at ``path``, to be closed. The file is opened or made when first used.

    Every method raises JournalUnavailable when the file cannot be used: when another holds it for longer than
    ``patience`` seconds (five unless given), among others. ``damage`` is one sentence once this hold has found the
    journal damaged and saved what could be read, else None.
    """

    def __init__(self, path: Path, *, patience: float | None = None) -> None:
        self.path = path
        self.damage: str | None = None
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._file: recovery.Identity | None = None

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

    def append(self, *items: JournalItem) -> None:
        """Store the items durably, all or none, after the privacy guard; the same id again changes nothing. A text that
        one takes out of an inquiry's history, or of a message, is gone from what waits, too.

        Raises NotAllowed, when a text may not be stored, or JournalUnavailable; either way nothing is stored.
        """
        safe = [(each, encode(each)) for each in map(guarded, items)]

        def store(connection: sqlite3.Connection) -> None:
            with _all_or_none(connection):
                took_away = sum(self._store(connection, *each) for each in safe)
            if took_away:
                _clear_log(connection)

        self._do(store)

    def _store(self, connection: sqlite3.Connection, item: JournalItem, body: str) -> bool:
        """Whether it may have taken a text away."""
        if isinstance(item, MessageItem):
            return self._store_message(connection, item, body)
        connection.execute(rows.INSERT, (str(item.id), body))
        if isinstance(item, Entry):
            rows.remember(connection, item)
            if item.kind is not EntryKind.LOGGED:
                self._forget_superseded(connection, item.inquiry.id)
                return True
        return False

    def _store_message(self, connection: sqlite3.Connection, item: MessageItem, body: str) -> bool:
        earlier = rows.of_message(connection, item.message, but=item.id)
        connection.execute(rows.INSERT, (str(item.id), body))
        rows.rewrite(connection, ((number, replace(each, texts="")) for number, each in earlier.items()))
        rows.forget_of(connection, item.message)
        recovery.remove_holding(self.path, str(item.message))
        return bool(earlier)

    def _forget_superseded(self, connection: sqlite3.Connection, inquiry: UUID) -> None:
        waiting = rows.of_inquiry(connection, inquiry)
        settled = {entry.id: entry for entry in superseded(waiting.values())}
        changed = [(number, settled[entry.id]) for number, entry in waiting.items() if entry.id in settled]
        rows.rewrite(connection, changed)
        rows.forget_of(connection, inquiry)
        recovery.remove_holding(self.path, str(inquiry))

    def logged_lately(self) -> set[UUID]:
        """The inquiries that have had an entry here within the last day at least, delivered or not: ids alone."""
        return self._do(rows.lately)

    def pending(self, limit: int) -> list[JournalItem]:
        """The oldest ``limit`` items that wait, in the order they were stored. What a newer program wrote is
        passed over, and stays."""
        return list(self.after(0, limit).values())

    def after(self, number: int, limit: int) -> dict[int, JournalItem]:
        """As ``pending``, by their numbers, from the first one after ``number``. What is damaged on the way is set
        aside, and told of by ``damage``."""

        def oldest(connection: sqlite3.Connection) -> tuple[dict[int, JournalItem], list[int]]:
            items: dict[int, JournalItem] = {}
            damaged: list[int] = []
            with closing(rows.read(connection, number)) as stored:
                for row in stored:
                    if row.item is UnreadRow.DAMAGED:
                        damaged.append(row.number)
                    elif not isinstance(row.item, UnreadRow):
                        items[row.number] = row.item
                    if len(items) == limit:
                        break
            if damaged:
                with _all_or_none(connection):
                    rows.set_aside(connection, damaged)
            return items, damaged

        items, damaged = self._do(oldest)
        if damaged:
            self.damage = ngettext(
                "One entry of the journal was damaged and is set aside; all others are delivered.",
                "{count} entries of the journal were damaged and are set aside; all others are delivered.",
                len(damaged),
            ).format(count=len(damaged))
        return items

    def since(self, moment: datetime, agent: str) -> list[Entry]:
        """The waiting entries of the agent's inquiries started at ``moment`` (timezone-aware) or later."""
        return [
            item
            for item in self._do(lambda connection: [item for _number, item in _readable(connection)])
            if isinstance(item, Entry) and item.inquiry.agent == agent and item.inquiry.started_at >= moment
        ]

    def messages(self, agent: str) -> list[MessageItem]:
        """The waiting steps of the agent's messages, in the order in which they were stored."""
        return [item for item in self._do(rows.messages) if item.agent == agent]

    def waiting(self) -> int:
        """How many items wait, those that this program cannot read included."""
        return self._do(lambda connection: int(connection.execute("SELECT count(*) FROM waiting").fetchone()[0]))

    def waiting_by_agent(self) -> Counter[str]:
        """How many items wait of each agent, without those that this program cannot read."""
        items = self._do(lambda connection: [item for _number, item in _readable(connection)])
        return Counter(item.inquiry.agent if isinstance(item, Entry) else item.agent for item in items)

    def set_aside(self) -> tuple[int, datetime | None]:
        """How many damaged entries are set aside, and since when (UTC)."""
        count, since = self._do(rows.aside)
        return count, datetime.fromisoformat(since) if since else None

    def discard(self, numbers: Iterable[int], database: str = "") -> None:
        """Take out what has been delivered, by the numbers that ``after`` gave. With the name of the ``database`` that
        has it now, the entries are kept for a week, without their texts."""
        rows_to_delete = [(number,) for number in numbers]

        def delete(connection: sqlite3.Connection) -> None:
            with _all_or_none(connection):
                if database:
                    delivered.keep(connection, (number for (number,) in rows_to_delete), database, datetime.now(UTC))
                connection.executemany("DELETE FROM waiting WHERE number = ?", rows_to_delete)

        self._do(delete)

    def any_delivered(self) -> bool:
        """Whether entries are kept that were delivered within the last week."""
        return self._do(delivered.any_kept)

    def delivered_to(self, database: str) -> set[UUID]:
        """The ids of the entries that were delivered to the database of this name within the last week."""
        return self._do(lambda connection: delivered.ids(connection, database))

    def restored_mark(self, database: str) -> str:
        """The mark that ``deliver_again`` was last given for the database; "" for none."""
        return self._do(lambda connection: delivered.restored_mark(connection, database))

    def deliver_again(self, ids: Iterable[UUID], database: str, mark: str = "") -> None:
        """Have these of the delivered entries wait once more, and remember ``mark`` for the database."""
        again = list(ids)

        def wait(connection: sqlite3.Connection) -> None:
            with _all_or_none(connection):
                delivered.wait_again(connection, again)
                delivered.remember_mark(connection, database, mark)

        self._do(wait)

    def purge_notes(self, before: datetime, messages_before: datetime | None = None) -> None:
        """Empty the waiting notes and queries of inquiries logged before ``before`` (timezone-aware), the searches sent
        to the editor before it, and the texts of messages written before ``messages_before`` (without it: the same);
        and delete what was damaged and set aside before that: entries, and whole journals."""
        of_messages = messages_before or before

        def purge(connection: sqlite3.Connection) -> None:
            emptied = ((number, _emptied(item, before, of_messages)) for number, item in _readable(connection))
            old = [(number, item) for number, item in emptied if item is not None]
            with _all_or_none(connection):
                rows.rewrite(connection, old)
                rows.forget_aside(connection, before, of_messages)
                delivered.forget_older(connection, before)
            _clear_log(connection)
            recovery.remove_older(self.path, before, of_messages)

        self._do(purge)

    def clear_log(self) -> None:
        """Clear what was delivered from the file's write-ahead log."""
        self._do(_clear_log)

    def _do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        reason: Exception | None = None
        for _attempt in range(_ATTEMPTS):
            try:
                result = work(self._opened())
                if recovery.is_emptied(self.path):  # what was stored stands in the write-ahead log alone
                    raise recovery.Damaged("emptied")
                if recovery.identity(self.path) == self._file:
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
                if recovery.is_emptied(self.path) and recovery.has_log(self.path):
                    # Opened as it is, SQLite would delete the log, and what stands in it alone.
                    recovery.set_aside(self.path, recovery.identity(self.path))
                # Touching does not open a file that exists: closing it again would drop SQLite's locks on it.
                private.touch(self.path)
                private.close_to_others([self.path])  # somebody else may have made it
                # Looked up before it is opened: whoever moves it in between is noticed when the step ends.
                self._file = recovery.identity(self.path)
                self._connection = _connect(self.path, self._seconds)
                self._read_set_aside(self._connection)
        return self._connection

    def _made_way(self, problem: sqlite3.Error) -> bool:
        """Whether it is worth trying again: the file is another one now, or is damaged and was set aside."""
        try:
            with self._lock():
                if recovery.is_damage(problem):
                    recovery.set_aside(self.path, self._file)
                return recovery.identity(self.path) != self._file
        except OSError:
            return False

    def _read_set_aside(self, connection: sqlite3.Connection) -> None:
        files = recovery.unread(self.path)
        if not files:
            return
        entries = {id: body for file in files for id, body in recovery.entries_in(file)}
        with _all_or_none(connection):
            connection.executemany(rows.INSERT, list(entries.items()))
        # The shortest name is that of the journal itself, if that is among them.
        names = sorted((recovery.mark_read(file).name for file in files), key=len)
        self.damage = _(
            "The journal was damaged and is set aside as {path}; {count} entries in it could be read and are kept."
        ).format(path=self.path.with_name(names[0]), count=len(entries))

    @property
    def _seconds(self) -> float:
        return BUSY_TIMEOUT_SECONDS if self._patience is None else self._patience

    def _lock(self) -> "FileLock":
        from filelock import FileLock  # noqa: PLC0415 (a twentieth of a second that a start can do without)

        return FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=self._seconds, mode=0o600)


def _connect(path: Path, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=seconds, isolation_level=None)
    try:
        connection.executescript(_SETTINGS)
        (condition,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if condition != "ok":
            raise recovery.Damaged(condition)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _clear_log(connection: sqlite3.Connection) -> None:
    """The settings overwrite what is deleted from the file; this does so in its write-ahead log. Where another hold
    reads for longer than this one has patience, the next time will do."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _emptied(item: JournalItem, before: datetime, messages_before: datetime) -> JournalItem | None:
    """The item without its texts; None where it is newer than the day of its kind, or has none."""
    if isinstance(item, MessageItem):
        return replace(item, texts="") if item.texts and item.made_at < messages_before else None
    if isinstance(item, Feedback):
        emptied_feedback = replace(item, query="", note="")
        return emptied_feedback if emptied_feedback != item and item.made_at < before else None
    emptied = without_texts(item.inquiry)
    return replace(item, inquiry=emptied) if emptied != item.inquiry and item.inquiry.logged_at < before else None


@contextmanager
def _all_or_none(connection: sqlite3.Connection) -> Generator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # many an error has rolled back already
            connection.execute("ROLLBACK")
        raise


def _readable(connection: sqlite3.Connection) -> Generator[tuple[int, JournalItem]]:
    for row in rows.read(connection):
        if not isinstance(row.item, UnreadRow):
            yield row.number, row.item
