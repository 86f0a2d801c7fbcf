"""Connecting to the region database as it is: nothing in it is made, upgraded or filled in."""

from collections.abc import Iterator
from contextlib import contextmanager

from kontakt.database import Engine, keep_to_file, open_engine
from kontakt.database.migrate import refuse_other_schema
from kontakt.database.soundness import COPIES
from kontakt.settings import Settings


def region_engine(settings: Settings) -> Engine:
    """The engine of the database that the settings name; nothing is opened yet. Raises KontaktError for an address that
    names none."""
    engine = open_engine(settings.database_url)
    engine.update_execution_options(**{COPIES: settings.data_dir})
    return engine


def connect(settings: Settings) -> Engine:
    """The engine of a database that has this program's schema; it never makes a file that is not there.

    Raises DatabaseNewer and DatabaseOlder where the schema is another program's, and DatabaseUnavailable.
    """
    engine = region_engine(settings)
    try:
        keep_to_file(engine)
        refuse_other_schema(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def connected(settings: Settings) -> Iterator[Engine]:
    """As ``connect``, for as long as the block runs."""
    engine = connect(settings)
    try:
        yield engine
    finally:
        engine.dispose()
