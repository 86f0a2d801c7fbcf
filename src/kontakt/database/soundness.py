"""Whether a database holds together, and how it is told that it does not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from kontakt.database.copies import newest_copy
from kontakt.locale import _

COPIES = "kontakt_copies"
"""The option of an engine that names the folder with its copies; without it, that of the database's file."""

_NO_TEXT = "Could not decode to UTF-8"
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# Somebody else has it, or there is no room: the file may be as sound as ever.
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for any other, for one in memory, and for an address that says for itself
    how the file is opened."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def holds_nothing(engine: Engine) -> bool:
    """Whether its file is not there, or empty."""
    file = file_of(engine)
    return file is not None and (not file.exists() or is_empty(file))


def is_empty(file: Path) -> bool:
    """Whether there is a file, with nothing in it."""
    return file.is_file() and file.stat().st_size == 0


def is_a_text_that_is_none(problem: Exception) -> bool:
    """Whether a single text was read that is not UTF-8; the message holds it, and must not be shown."""
    return isinstance(problem, OperationalError) and _NO_TEXT in str(problem.orig)


def passes(problem: DBAPIError) -> bool:
    """Whether the same file may work again by itself."""
    code = getattr(problem.orig, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PASSING  # the low byte is the kind of error


def reason_of(problem: DBAPIError) -> str:
    """What went wrong, without what stands in the database."""
    return _("a text in it is none") if is_a_text_that_is_none(problem) else str(problem.orig)


def damage(engine: Engine, problem: Exception) -> str | None:
    """Why the database is damaged, if the error came of that; None if it did not. An error that a damaged file does not
    explain by itself makes SQLite look through all of it."""
    file = file_of(engine)
    if file is None or not file.is_file():
        return None
    if is_empty(file):
        return _("it was emptied")
    if isinstance(problem, DBAPIError):
        if is_a_text_that_is_none(problem):
            return reason_of(problem)
        code = getattr(problem.orig, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGE:
            return str(problem.orig)
        if code and code not in {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}:
            return None
    return next(faults(file, quick=True), None)


def damaged_sentence(engine: Engine, reason: str) -> str:
    file = file_of(engine)
    folder = engine.get_execution_options().get(COPIES) or (file.parent if file else Path())
    copy = newest_copy(folder)
    if copy is None:
        return _(
            "The database {database} is damaged ({reason}). Put a backup in its place; until then, "
            "what is logged is safe in the journal."
        ).format(database=file, reason=reason)
    return _(
        "The database {database} is damaged ({reason}). Put the newest copy, {copy}, in its place; until then, "
        "what is logged is safe in the journal."
    ).format(database=file, reason=reason, copy=copy)


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing. Where nobody has the file open, it does not make the files either that go with
    it in WAL mode, which a reader would leave behind. Raises sqlite3.Error."""
    in_use = file.with_name(f"{file.name}-wal").exists()
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{'' if in_use else '&immutable=1'}", uri=True, timeout=5)


def faults(file: Path, *, quick: bool = False) -> Iterator[str]:
    """What SQLite finds wrong with the file, which is only read; every index too unless ``quick``."""
    try:
        with closing(read_only(file)) as connection:
            check = "quick_check" if quick else "integrity_check"
            yield from (row for (row,) in connection.execute(f"PRAGMA {check}(5)") if row != "ok")
            yield from _orphans(connection)
    except sqlite3.Error as problem:
        yield str(problem)


def _orphans(connection: sqlite3.Connection) -> Iterator[str]:
    for table, count in connection.execute('SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1'):
        yield _("{count} rows of {table} belong to nothing").format(count=count, table=table)
