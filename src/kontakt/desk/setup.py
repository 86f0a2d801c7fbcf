"""Making the data folder and the database ready, also when two desks start at once on an empty folder."""

from datetime import datetime, timedelta

from kontakt.database import Engine, open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date, delete_old_copies
from kontakt.desk.starter import install_starter
from kontakt.directory import store as directory
from kontakt.settings import Settings


def open_database(settings: Settings, now: datetime) -> Engine:
    """The engine of a database that has this program's schema and, if it was empty, the starter knowledge.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    engine = open_engine(settings.database_url)
    try:
        bring_up_to_date(engine, settings.data_dir, now)
        delete_old_copies(settings.data_dir, before=now - timedelta(days=settings.note_days))
        with reading(engine) as session:
            is_set_up = directory.load(session) is not None
        if not is_set_up:
            with writing(engine) as session:
                install_starter(session, at=now)
    except BaseException:
        engine.dispose()
        raise
    return engine
