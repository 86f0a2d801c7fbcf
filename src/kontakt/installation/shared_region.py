"""What the owner of a shared region does with its database: make it, and bring it up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from kontakt.database import Engine, rights, writing
from kontakt.database.migrate import bring_up_to_date, step
from kontakt.database.migrations import HEAD
from kontakt.errors import KontaktError
from kontakt.installation.connecting import region_engine
from kontakt.installation.starter import install_missing
from kontakt.locale import _
from kontakt.settings import Settings

BACKUP_AGE = timedelta(days=1)
"""How old the backup may be that stands behind an upgrade."""


def initialise(settings: Settings, now: datetime) -> None:
    """Make the tables in an empty database on a server, and put the starter knowledge into it. ``now`` is UTC.

    Raises KontaktError, with the database as it was, where it is no server's or holds something.
    """
    with shared_engine(settings) as engine:
        if step(engine) is not None:
            raise KontaktError(
                _("The database {database} has a region already: bring it up to date with {command}.").format(
                    database=engine.url.database, command="kontakt database upgrade"
                )
            )
        _bring_up_to_date(engine, settings, now)


def upgrade_needed(settings: Settings) -> str | None:
    """The step that a shared region's database stands at, if it is an older one than this program's; None if not.
    Raises KontaktError where there is none, or a newer one."""
    with shared_engine(settings) as engine:
        at = step(engine)
        if at is None:
            raise KontaktError(
                _("The database {database} is empty: make the region in it with {command}.").format(
                    database=engine.url.database, command="kontakt database init"
                )
            )
        return at if at != HEAD else None


def upgrade_shared(settings: Settings, now: datetime) -> None:
    """Bring a shared region's database to this program's schema, and give everybody their rights anew. ``now`` is UTC.
    Raises KontaktError, with the database as it was."""
    with shared_engine(settings) as engine:
        _bring_up_to_date(engine, settings, now)


def refuse_old_backup(file: Path, now: datetime) -> None:
    """Raises KontaktError for a backup that is not there, is empty, or is older than BACKUP_AGE."""
    try:
        state = file.stat()
    except OSError as problem:
        raise KontaktError(
            _("The backup {file} cannot be looked at ({reason}): make one, for example with pg_dump.").format(
                file=file, reason=problem.strerror
            )
        ) from problem
    if not state.st_size or now.timestamp() - state.st_mtime > BACKUP_AGE.total_seconds():
        raise KontaktError(
            _(
                "The backup {file} is empty or older than {hours} hours: make a new one, for example with pg_dump."
            ).format(hours=BACKUP_AGE // timedelta(hours=1), file=file)
        )


@contextmanager
def shared_engine(settings: Settings) -> Iterator[Engine]:
    """The engine of a shared region's database, whatever is in it; disposed of at the end. Raises KontaktError for a
    file."""
    if not settings.is_shared:
        raise KontaktError(
            _(
                "The region's database is a file on this computer, which each desk brings up to date by itself. For a "
                "shared one, let the setting database name a server: {example}."
            ).format(example="postgresql://name@server/kontakt")
        )
    engine = region_engine(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def _bring_up_to_date(engine: Engine, settings: Settings, now: datetime) -> None:
    bring_up_to_date(engine, settings.data_dir, now)
    with writing(engine) as session:
        rights.give(session.connection())
    install_missing(engine, now)
