"""The shared database as one room of the program has it: opened by the first call that needs it."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from kontakt.database import Engine, on_change
from kontakt.errors import KontaktError
from kontakt.installation.opening import open_database
from kontakt.locale import _
from kontakt.settings import Settings


class LazyEngine:
    """May be used from any thread. ``clock`` tells the time in UTC."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._engine: Engine | None = None
        self._opening = Lock()
        self._closed = False
        self._changed = False

    @property
    def engine(self) -> Engine:
        """Raises KontaktError while the database cannot be used, and once the access is closed."""
        with self._opening:
            if self._closed:
                raise KontaktError(_("The desk is closing."))
            if self._engine is None or self._changed:
                if self._engine is not None:
                    self._engine.dispose()
                    self._engine = None
                self._changed = False
                self._engine = open_database(self._settings, self._clock())
                on_change(self._engine, self._open_anew)
            return self._engine

    def _open_anew(self) -> None:
        """With the next call: what lies there now may have to be brought up to date, or must be refused."""
        self._changed = True

    def close(self) -> None:
        """Let go of it for good. A thread that waits for a locked database is not waited for."""
        self._closed = True
        if self._opening.acquire(timeout=0.2):
            try:
                if self._engine is not None:
                    self._engine.dispose()
                    self._engine = None
            finally:
                self._opening.release()
