"""Bringing a database to this program's schema: under a lock, after a copy, in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, inspect, text

from kontakt.database.copies import SUFFIX
from kontakt.database.engine import DatabaseDamaged, DatabaseUnavailable, migrating, reading
from kontakt.database.migrations import HEAD
from kontakt.database.server import is_server
from kontakt.database.soundness import damaged_sentence, file_of
from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.files.reasons import reason
from kontakt.locale import _

_COPY = SUFFIX
_MAKING = ".making"  # stands behind the name of a copy for as long as notes are in it


class DatabaseNewer(KontaktError):
    """The database was made by a newer program. This one must leave it alone."""


class DatabaseOlder(DatabaseUnavailable):
    """The database has the schema of an older program: whoever owns it must upgrade it first."""


_PATIENCE_SECONDS = 60
"""A large database on a slow disk takes that long to copy, migrate or fill."""


def bring_up_to_date(
    engine: Engine, folder: Path, now: datetime, *, may_begin: Callable[[], bool] = lambda: True
) -> None:
    """Create the schema, or migrate it after copying the file to ``folder``; nothing where it is this program's. Of a
    server's database no copy is made: that is for whoever runs the server.

    Only one process does it at a time: of this data folder, or of all that write to the server's database. ``now``
    (UTC) names the copy. Raises DatabaseNewer, DatabaseUnavailable and DatabaseDamaged, with the database as it was:
    also where it holds nothing, and ``may_begin`` says that there must have been something, or where it is another
    program's.
    """
    if _is_up_to_date(engine):
        return
    if is_server(engine.url):
        _migrate_server(engine)
        return
    with alone(folder):
        revision = _revision(engine)
        if revision == HEAD:
            return
        if revision is None:
            _refuse_other(engine)
            if not may_begin():
                refuse_emptied(engine)
        else:
            _refuse_newer(engine, revision)
            _copy(engine, folder / f"kontakt-{revision}-{now:%Y%m%dT%H%M%SZ}{_COPY}")
        with migrating(engine) as session:
            make_tables(session.connection())


def _migrate_server(engine: Engine) -> None:
    with migrating(engine) as session:
        connection = session.connection()
        # Asked under the writers' lock: another owner may have done it a moment ago.
        revision = _revision_in(connection)
        if revision == HEAD:
            return
        if revision is None:
            _refuse_other(engine)
        else:
            _refuse_newer(engine, revision)
        make_tables(connection)


def delete_old_copies(folder: Path, before: datetime) -> None:
    """Delete the copies that were made before ``before`` (aware)."""
    for copy in folder.glob(f"*{_COPY}"):
        with suppress(FileNotFoundError):  # another process is doing the same
            if datetime.fromtimestamp(copy.stat().st_mtime, UTC) < before:
                copy.unlink()


def delete_strays(folder: Path) -> None:
    """Delete the copies that a program was killed over: notes are in them. Those that are being made stay."""
    if strays := list(folder.glob(f"*{_COPY}{_MAKING}*")):
        with suppress(DatabaseUnavailable), alone(folder, seconds=0):
            for stray in strays:
                stray.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path, seconds: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Be the only process of this data folder that makes, migrates or fills the database; others are waited for, at
    most this long. Raises DatabaseUnavailable."""
    lock = FileLock(folder / "migration.lock", timeout=seconds, mode=0o600)
    try:
        lock.acquire()
    except Timeout as problem:
        raise DatabaseUnavailable(
            _("Another kontakt is bringing the database up to date ({path}). Try again in a moment.").format(
                path=lock.lock_file
            )
        ) from problem
    except OSError as problem:
        raise DatabaseUnavailable(
            _("{path} cannot be written ({reason}): give write access to its folder.").format(
                path=lock.lock_file, reason=reason(problem)
            )
        ) from problem
    try:
        yield
    finally:
        lock.release()


def _is_up_to_date(engine: Engine) -> bool:
    try:
        return _revision(engine) == HEAD
    except DatabaseUnavailable:
        # Two that open a new file at once lock each other out; one that is away is told of under the lock.
        return False


def _revision(engine: Engine) -> str | None:
    """The step that the database stands at; None where it is empty."""
    with reading(engine) as session:
        return _revision_in(session.connection())


def _revision_in(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def step(engine: Engine) -> str | None:
    """The step that the database stands at. Raises DatabaseNewer, and DatabaseDamaged where it is none of kontakt's."""
    revision = _revision(engine)
    if revision is None:
        _refuse_other(engine)
        refuse_emptied(engine)
    elif revision != HEAD:
        _refuse_newer(engine, revision)
    return revision


def refuse_other_schema(engine: Engine) -> None:
    """Raises DatabaseNewer or DatabaseOlder where the database has another program's schema, and DatabaseDamaged where
    it is none of kontakt's."""
    revision = step(engine)
    if revision is None and is_server(engine.url):
        raise DatabaseOlder(
            _("The database {database} is empty: its owner makes the region in it with {command}.").format(
                database=engine.url.database, command="kontakt database init"
            )
        )
    if revision != HEAD and is_server(engine.url):
        raise DatabaseOlder(
            _(
                "The database {database} was made by an older kontakt (step {revision}): its owner brings it up to date with "
                "{command}. Until then, what is logged is safe in the journal."
            ).format(database=engine.url.database, revision=revision, command="kontakt database upgrade")
        )
    if revision != HEAD:
        raise DatabaseOlder(
            _(
                "The database {database} was made by an older kontakt (step {revision}), and must be brought up to date "
                "before this one can use it."
            ).format(database=engine.url.database, revision=revision or "0000")
        )


def refuse_emptied(engine: Engine) -> None:
    """Raises DatabaseDamaged where there is a file: it held something, and holds nothing any more."""
    file = file_of(engine)
    if file is not None and file.exists():
        raise DatabaseDamaged(damaged_sentence(engine, _("it was emptied")))


def _refuse_other(engine: Engine) -> None:
    """Nothing is put into a database that another program made."""
    with reading(engine) as session:
        tables = inspect(session.connection()).get_table_names()
    if tables:
        raise DatabaseDamaged(damaged_sentence(engine, _("it is another program's")))


def _refuse_newer(engine: Engine, revision: str) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (0.2 s that a start without migration spares)

    known = {step.revision for step in ScriptDirectory(str(_steps())).walk_revisions()}
    if revision not in known and is_server(engine.url):
        raise DatabaseNewer(
            _(
                "The database {database} was made by a newer kontakt (step {revision}). Update this one; until then it "
                "answers from what it knows, and what is logged is delivered."
            ).format(database=engine.url.database, revision=revision)
        )
    if revision not in known:
        raise DatabaseNewer(
            _(
                "The database {database} was made by a newer kontakt (step {revision}). Update this one; "
                "until then it logs to its journal."
            ).format(database=engine.url.database, revision=revision)
        )


def _copy(engine: Engine, target: Path) -> None:
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            making = target.with_name(f"{target.name}{_MAKING}")
            making.unlink(missing_ok=True)  # what a migration that failed has left
            private.touch(making)
            connection.cursor().execute("VACUUM INTO ?", (str(making),))
            _without_what_is_deleted_in_time(making)
            making.replace(target)
        except (sqlite3.Error, OSError) as problem:
            raise DatabaseUnavailable(
                _(
                    "The database {database} cannot be copied to {target} ({reason}), which is done before it is "
                    "brought up to date: see to it that the folder has room."
                ).format(database=engine.url.database, target=target, reason=problem)
            ) from problem
        finally:
            connection.close()


def _without_what_is_deleted_in_time(copy: Path) -> None:
    """Empty the notes and queries in a copy, and take absences out of it: nothing would delete them there in time."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        # A journal would hold what is emptied, or as much of it in memory; a copy that fails is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(tables & {"inquiry", "inquiry_entry"}):
            connection.execute(f"UPDATE {table} SET note = '', query = '' WHERE note <> '' OR query <> ''")
        if "feedback" in tables:
            columns = {row[1] for row in connection.execute("PRAGMA table_info(feedback)")}
            for column in sorted(columns & {"query", "note"}):
                connection.execute(f"UPDATE feedback SET {column} = '' WHERE {column} <> ''")
        for table in sorted(tables & {"absence", "unanswered_call"}):
            connection.execute(f"DELETE FROM {table}")
        if "message" in tables:
            connection.execute("UPDATE message SET number = '', text = '' WHERE number <> '' OR text <> ''")


def make_tables(connection: Connection) -> None:
    """Run every step that the tables in the connection's schema have not seen."""
    from alembic import command  # noqa: PLC0415 (see above)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_steps()))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _steps() -> Path:
    return Path(__file__).parent / "migrations"
