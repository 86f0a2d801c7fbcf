"""The desk's local copy of the knowledge base: what it draws and searches with before the database is opened,
and without it. It may be deleted at any time, and is never the truth: nothing here raises, a file that cannot
be used is dropped, and a copy that cannot be kept is only noted in the log.

The file is SQLite for its locks and its atomic commit: several desks on one machine share it.
"""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kontakt.files import private
from kontakt.knowledge.article import Article, Theme
from kontakt.library.library import entry_of
from kontakt.library.packed_articles import FIELDS, PackedArticles, packed

_LOG = logging.getLogger(__name__)

_APPLICATION = 0x6B6E7463  # "kntc": tells this file from any other SQLite database
_VERSION = 4
_BUSY_SECONDS = 1
_BUSY_WRITING_SECONDS = 10
"""Whoever writes is on a thread; several desks that start at once on a new region all write it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The published articles by their ids, in that order, where the ids of merged ones lead, and the themes as they
    were after change number ``change``. ``extras`` are opaque texts that the desk keeps beside them, by name.

    Of one that was loaded, the articles are still packed. What a start needs of every article stands beside them: its
    theme, and ``entries``, what the search knows of it (packed, too)."""

    articles: Mapping[str, Article]
    redirects: Mapping[str, str]
    themes: tuple[Theme, ...]
    extras: Mapping[str, str] = field(default_factory=dict)
    change: int = 0
    theme_of: Mapping[str, str] = field(default_factory=dict, compare=False)
    entries: Mapping[str, bytes] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Folded:
    """A part of something opaque that can be made anew of the articles: which ``program`` made it, a digest of what it
    was made of, and one of itself."""

    program: str
    of: bytes
    seal: bytes
    value: bytes


class Cache:
    """The local copy in the file ``path``. May be used from any thread, and by several processes at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Snapshot | None:
        """The newest copy. None where there is none, or none that this version can read."""
        try:
            if not self._path.exists():
                return None
            with self._opened("ro", _BUSY_SECONDS) as connection:
                if _is_ours(connection):
                    return _read(connection)
        except (sqlite3.Error, OSError, ValueError, TypeError, LookupError) as problem:
            if _out_of_reach(problem):
                _LOG.warning("The cache %s cannot be read: %s", self._path, problem)
                return None
            _LOG.warning("The cache %s is damaged and is dropped: %s", self._path, problem)
        self._drop()
        return None

    def problem(self) -> str | None:
        """Why the copy cannot be read; None where it can, or there is none. Leaves it as it is."""
        if not self._path.exists():
            return None
        try:
            with self._opened("ro", _BUSY_SECONDS) as connection:
                if _is_ours(connection):  # another version's is made anew at the next start
                    tuple(_read(connection).articles.values())
        except (sqlite3.Error, OSError, ValueError, TypeError, LookupError) as problem:
            return str(problem)
        return None

    def save(self, snapshot: Snapshot) -> None:
        """Put ``snapshot`` in the place of the copy, all or nothing."""
        self._keep(snapshot, None, ())

    def change(self, snapshot: Snapshot, before: int, ids: Collection[str]) -> None:
        """As ``save``, for a ``snapshot`` that differs from the one after change number ``before`` in the articles with
        these ids alone: only these are written, where that one is the copy."""
        self._keep(snapshot, before, ids)

    def folded(self, first: int = 0, count: int = -1) -> Iterator[Folded]:
        """The parts that ``keep_folded`` kept last, or so many from one of them on, one by one: they are large. None
        where nothing can be read."""
        try:
            if self._path.exists():
                with self._opened("ro", _BUSY_SECONDS) as connection:
                    wanted = "SELECT program, made_of, seal, value FROM folded ORDER BY rowid LIMIT ? OFFSET ?"
                    for row in connection.execute(wanted, (count, first)):
                        yield Folded(*row)
        except (sqlite3.Error, OSError):  # none was kept yet, or ``load`` says what is wrong
            return

    def folded_of(self) -> list[tuple[str, bytes]]:
        """Of each part that is kept, which program made it and of what."""
        try:
            if self._path.exists():
                with self._opened("ro", _BUSY_SECONDS) as connection:
                    return connection.execute("SELECT program, made_of FROM folded").fetchall()
        except (sqlite3.Error, OSError):  # as above
            pass
        return []

    def forget_folded(self) -> None:
        """Keep no parts any more."""
        with suppress(sqlite3.Error, OSError):  # there are none, or others are quicker
            if self._path.exists():
                with self._opened("rw", _BUSY_SECONDS) as connection:
                    connection.execute("DELETE FROM folded")

    def keep_folded(self, parts: Iterable[Folded]) -> None:
        """Keep these beside the copy, in the place of what was kept before. Without a copy they are not kept."""
        try:
            with self._opened("rw", _BUSY_WRITING_SECONDS) as connection:
                if not _is_ours(connection):
                    return
                connection.execute("PRAGMA synchronous = OFF")  # as the copy; what is torn does not fit its seal
                connection.execute("BEGIN IMMEDIATE")
                with connection:
                    connection.execute("CREATE TABLE IF NOT EXISTS folded (program, made_of, seal, value)")
                    connection.execute("DELETE FROM folded")
                    rows = ((part.program, part.of, part.seal, part.value) for part in parts)
                    connection.executemany("INSERT INTO folded VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as problem:
            _LOG.warning("The cache %s cannot be written: %s", self._path, problem)

    def _keep(self, snapshot: Snapshot, before: int | None, ids: Collection[str]) -> None:
        try:
            try:
                self._write(snapshot, before, ids)
            except sqlite3.DatabaseError as problem:
                if _out_of_reach(problem):
                    raise
                self._drop()
                self._write(snapshot, None, ())
        except sqlite3.Error as problem:
            _LOG.warning("The cache %s cannot be written: %s", self._path, problem)

    @contextmanager
    def _opened(self, mode: str, patience: float) -> Iterator[sqlite3.Connection]:
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)) as connection:
            yield connection

    def _write(self, snapshot: Snapshot, before: int | None, ids: Collection[str]) -> None:
        with suppress(OSError):  # SQLite says what is wrong
            private.touch(self._path)
        with self._opened("rwc", _BUSY_WRITING_SECONDS) as connection:
            if not _is_ours(connection) and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise sqlite3.DatabaseError("not a cache of this version")
            # No wait for the disk: a copy that a power cut tears is found out and dropped.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                connection.execute("CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, theme TEXT, entry BLOB, value BLOB, seal BLOB)"
                )
                if before is not None and _change_of(connection) == before:
                    connection.executemany("DELETE FROM article WHERE id = ?", [(id,) for id in ids])
                    changed = [snapshot.articles[id] for id in ids if id in snapshot.articles]
                else:
                    connection.execute("DELETE FROM article")
                    changed = [*snapshot.articles.values()]
                connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", map(_row, changed))
                connection.execute("DELETE FROM part")
                connection.executemany("INSERT INTO part VALUES (?, ?)", _parts(snapshot))
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {_VERSION}")

    def _drop(self) -> None:
        try:
            # The rollback journal first: it must not be played back into a new file.
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
        except OSError as problem:
            _LOG.warning("The cache %s cannot be removed: %s", self._path, problem)


def _out_of_reach(problem: Exception) -> bool:
    """Locked, full or not to be opened for now: the file itself may be sound."""
    if isinstance(problem, sqlite3.OperationalError):
        return problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    return isinstance(problem, OSError)


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool((application, version) == (_APPLICATION, _VERSION))


def _change_of(connection: sqlite3.Connection) -> int | None:
    found = connection.execute("SELECT value FROM part WHERE name = 'change'").fetchone()
    return int(found[0]) if found else None


def _parts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    yield "themes", _dump([[theme.id, theme.name, theme.name_nn, theme.los] for theme in snapshot.themes])
    yield "redirects", _dump(dict(snapshot.redirects))
    yield "extras", _dump(dict(snapshot.extras))
    yield "change", _dump(snapshot.change)


def _read(connection: sqlite3.Connection) -> Snapshot:
    connection.execute("BEGIN")  # one view of both tables: somebody may save meanwhile. It ends with the connection.
    parts = {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM part")}
    rows = connection.execute("SELECT id, theme, entry, value, seal FROM article ORDER BY id").fetchall()
    if any(_seal(*kept) != seal for *kept, seal in rows):
        raise ValueError("an article has been damaged")
    return Snapshot(
        articles=PackedArticles({id: value for id, _, _, value, _ in rows}),
        redirects=dict(parts["redirects"]),
        themes=tuple(Theme(*packed) for packed in parts["themes"]),
        extras=dict(parts["extras"]),
        change=int(parts["change"]),
        theme_of={id: theme for id, theme, *_ in rows},
        entries={id: entry for id, _, entry, *_ in rows},
    )


def _row(article: Article) -> tuple[str, str, bytes, bytes, bytes]:
    kept = article.id, article.theme, entry_of(article).packed(), packed(article)
    return *kept, _seal(*kept)


def _seal(id: str, theme: str, entry: bytes, value: bytes) -> bytes:
    """What tells that it is as it was written, by a program whose articles have the same fields: so it can be unpacked
    at any time."""
    return hashlib.sha256(b"\0".join((f"{_SEALED_WITH}\0{id}\0{theme}".encode(), entry, value))).digest()


_SEALED_WITH = ",".join(FIELDS)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
