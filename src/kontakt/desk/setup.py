"""Making the data folder and the database ready, also when two desks start at once on an empty folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from kontakt.database import DatabaseUnavailable, Engine, keep_to_file, open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date, delete_strays
from kontakt.desk.data_folder import make_data_folder
from kontakt.desk.starter import install_starter
from kontakt.directory import store as directory
from kontakt.inquiries.temporary import delete_left
from kontakt.locale import _
from kontakt.settings import Settings


def open_database(settings: Settings, now: datetime) -> Engine:
    """The engine of a database that has this program's schema and, if it was empty, the starter knowledge.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    _refuse_lost(settings)
    engine = open_engine(settings.database_url)
    try:
        bring_up_to_date(engine, settings.data_dir, now)
        delete_strays(settings.data_dir)
        delete_left(settings.data_dir)
        with reading(engine) as session:
            is_set_up = directory.load(session) is not None
        if not is_set_up:
            with writing(engine) as session:
                install_starter(session, at=now)
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


def _refuse_lost(settings: Settings) -> None:
    """A folder with a cache has had a database. A new one in its place would hide that it is gone."""
    file = settings.data_dir / "kontakt.sqlite"
    if settings.database or not settings.cache_path.exists() or (file.exists() and file.stat().st_size):
        return
    raise DatabaseUnavailable(
        _("The database {path} is gone. Put it back; or delete {cache} to begin with a new one.").format(
            path=file, cache=settings.cache_path.name
        )
    )
