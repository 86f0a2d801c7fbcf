"""What becomes of a damaged journal: it is set aside, and its entries are read from the bare bytes.

Nothing here trusts the file's own structure: an entry is one run of ASCII JSON within one page (unless it is
longer than 4,000 letters, which takes hundreds of emoji), in the file or in its write-ahead log. What is
found may have been delivered before; delivering it again changes nothing, because the shared log knows every
entry by its id.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kontakt.inquiries.journal.rows import OF_A_MESSAGE

_UNREAD = ".damaged-"
_READ = ".set-aside-"
_BEGINNING = re.compile(r'\{"version": \d')
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

Identity = tuple[int, int]


class Damaged(sqlite3.DatabaseError):
    """The file is a database, and does not hold together."""


def is_damage(problem: sqlite3.Error) -> bool:
    """Whether the file itself is broken, rather than locked, full or out of reach."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of error
    return isinstance(problem, Damaged) or code in _DAMAGE


def identity(path: Path) -> Identity | None:
    """Which file lies at ``path`` now; None for none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def is_emptied(path: Path) -> bool:
    """Whether the file at ``path`` holds nothing, as no journal does that was ever opened."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return False


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the journal."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def set_aside(path: Path, damaged: Identity | None) -> None:
    """Move the journal out of the way, unless another process has: unless it is not the file ``damaged``.

    The caller holds the journal's lock. Raises OSError.
    """
    if identity(path) != damaged:
        return
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    # The log before its database: a log that is left behind would be replayed into the new database.
    for name in (f"{path.name}-wal", f"{path.name}-shm", path.name):
        part = path.with_name(name)
        if part.exists():
            part.rename(path.with_name(f"{name}{_UNREAD}{stamp}"))


def unread(path: Path) -> list[Path]:
    """The set-aside files that nobody has read yet, or not to the end."""
    return sorted(path.parent.glob(f"{path.name}*{_UNREAD}*"))


def entries_in(file: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of every entry that can be found in ``file``."""
    text = file.read_bytes().decode("latin-1")  # every byte becomes one character; entries are ASCII
    decoder = json.JSONDecoder()
    for beginning in _BEGINNING.finditer(text):
        try:
            body, end = decoder.raw_decode(text, beginning.start())
        except ValueError:
            continue
        if isinstance(body.get("id"), str):
            yield body["id"], text[beginning.start() : end]


def mark_read(file: Path) -> Path:
    """Give ``file`` the name of one that has been read; that name."""
    return file.rename(file.with_name(file.name.replace(_UNREAD, _READ)))


def remove_older(path: Path, before: datetime, messages_before: datetime) -> None:
    """Delete the set-aside files last written before ``before`` (timezone-aware): they hold notes too; those that hold
    a message before ``messages_before``."""
    for file in path.parent.glob(f"{path.name}*{_READ}*"):
        if file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
    remove_holding(path, OF_A_MESSAGE, messages_before)


def remove_holding(path: Path, text: str, before: datetime | None = None) -> None:
    """Delete the set-aside files that hold ``text`` (last written before ``before``, where that is given); what could
    be read of them has long been taken over."""
    for file in path.parent.glob(f"{path.name}*{_READ}*"):
        with suppress(OSError):
            old_enough = before is None or file.stat().st_mtime < before.timestamp()
            if old_enough and text.encode() in file.read_bytes():
                file.unlink(missing_ok=True)
