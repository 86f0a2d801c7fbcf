"""The service of the operations room: everything that reads or changes the lists of contacts for one editor.

Used from worker threads and commands alone.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from kontakt.database import Engine, reading
from kontakt.installation.clock import utc_now
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.stored import Stored, follow
from kontakt.operations.overview import ContactsOverview
from kontakt.settings import Settings


class OperationsService:
    """``database`` is opened by the first call that needs it, and closed by whoever made it; every method raises
    KontaktError while it cannot be used, and works again by itself when it can."""

    def __init__(self, settings: Settings, database: LazyEngine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._database = database
        self._stored: Stored | None = None
        self._one_at_a_time = Lock()

    @property
    def engine(self) -> Engine:
        return self._database.engine

    def poll(self) -> ContactsOverview | None:
        """Every list as it stands, if anything has changed since the last one given out; else None."""
        with self._one_at_a_time:
            with reading(self.engine) as session:
                update = follow(session, self._stored)
            if update is None:
                return None
            self._stored = update.stored
            return ContactsOverview.of(update.stored)
