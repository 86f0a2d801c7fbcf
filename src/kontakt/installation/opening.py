"""Making the data folder and the database ready, also when two desks start at once on an empty folder."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from kontakt.database import DatabaseUnavailable, Engine, keep_to_file, open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date, delete_strays, refuse_emptied
from kontakt.database.soundness import COPIES, holds_nothing
from kontakt.directory import store as directory
from kontakt.inquiries.columns.temporary import delete_left
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.starter import install_starter, install_urgent, read_starter
from kontakt.knowledge.urgent import store as urgent
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_from
from kontakt.locale import _
from kontakt.settings import Settings, without_password


def open_database(settings: Settings, now: datetime) -> Engine:
    """The engine of a database that has this program's schema and, if it was empty, the starter knowledge.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    engine = open_engine(settings.database_url)
    engine.update_execution_options(**{COPIES: settings.data_dir})
    try:
        refuse_lost(engine, settings)
        bring_up_to_date(engine, settings.data_dir, now, may_begin=lambda: not _had_one(settings))
        delete_strays(settings.data_dir)
        delete_left(settings.data_dir)
        with reading(engine) as session:
            is_set_up = directory.load(session) is not None
            knows_dangers = urgent.is_stored(session)
        if not is_set_up:
            shipped = read_starter()
            with writing(engine) as session:
                install_starter(session, shipped, at=now)
        elif not knows_dangers:
            # One that is locked, or may only be read, is used as it is; the next start tries again.
            with suppress(DatabaseUnavailable), writing(engine) as session:
                install_urgent(session, at=now)
        keep_to_file(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def opened_database(settings: Settings, now: datetime) -> Iterator[Engine]:
    """The database for the length of one command: the data folder is made, the engine is disposed of at the end.

    ``now`` is UTC. Raises KontaktError as open_database does.
    """
    make_data_folder(settings)
    engine = open_database(settings, now)
    try:
        yield engine
    finally:
        engine.dispose()


def refuse_lost(engine: Engine, settings: Settings) -> None:
    """A new database in the place of one that was there would hide that it is gone. Raises DatabaseUnavailable."""
    if holds_nothing(engine) and _had_one(settings):
        refuse_emptied(engine)
        raise DatabaseUnavailable(
            _("The database {path} is gone. Put it back; or delete {cache} to begin with a new one.").format(
                path=engine.url.database, cache=settings.cache_path
            )
        )


def _had_one(settings: Settings) -> bool:
    """Whether the cache was made of the database that the settings name."""
    if not settings.cache_path.exists():
        return False
    made_of = cached_from(Cache(settings.cache_path))
    return not settings.database if made_of is None else made_of == without_password(settings.database)
