"""Opening the region database: an embedded one is upgraded by whoever opens it, a shared one by its owner alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from kontakt.database import Engine
from kontakt.installation.connecting import connect, is_embedded
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.signed_in import take_on
from kontakt.installation.upgrading import upgrade
from kontakt.settings import Settings


def open_database(settings: Settings, now: datetime) -> Engine:
    """The engine of a database that has this program's schema and, if it was empty, the starter knowledge.

    ``now`` is UTC. Raises KontaktError (DatabaseUnavailable, DatabaseNewer).
    """
    if is_embedded(settings):
        upgrade(settings, now)
        return connect(settings)
    engine = connect(settings)
    try:
        take_on(settings, engine)
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
