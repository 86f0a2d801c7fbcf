"""Opening the region database: an embedded one is upgraded by whoever opens it, a shared one by its owner alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from kontakt.database import Engine, people
from kontakt.installation.connecting import connect, region_engine
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.signed_in import signed_in, take_on
from kontakt.installation.upgrading import upgrade
from kontakt.settings import Settings


def open_database(settings: Settings, now: datetime) -> Engine:
    """The engine of a database that has this program's schema and, if it was empty, the starter knowledge.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    if not settings.is_shared:
        upgrade(settings, now)
        return connect(settings)
    engine = connect(settings)
    try:
        take_on(settings, engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_for_entries(settings: Settings) -> Engine:
    """The engine of a server's database of whatever version, as the agent who is known to have signed in; nothing is
    asked of it here. Raises KontaktError for an address that names none."""
    engine = region_engine(settings)
    known = signed_in(settings)
    if known and known.agent is not None:
        engine.update_execution_options(**{people.AGENT: known.agent})
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
