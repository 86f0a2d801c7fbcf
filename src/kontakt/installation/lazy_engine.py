"""The one engine of a process: the region database, opened by the first call that needs it. A lead whose figures are
read from a standby has another, of that."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.reachability import Reachability
from kontakt.locale import _
from kontakt.settings import Settings

if TYPE_CHECKING:
    from kontakt.database import Engine


class LazyEngine:
    """Made once for an app or a command, given to every service in it, and closed by whoever made it. May be used from
    any thread. ``clock`` tells the time in UTC. Making one neither opens the database nor loads its libraries.

    ``reachability`` is whether a server answers; a file is always there. ``groups`` are those that whoever signed in to
    a shared region is in, as far as this process knows; None in an embedded one."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_now, *, only_read: bool = False) -> None:
        """``only_read``: nobody works in the database, and as whom one has signed in to it is not asked."""
        self._settings = settings
        self._only_read = only_read
        self._clock = clock
        self.reachability = Reachability(clock)
        self.groups: tuple[str, ...] | None = None
        self._engine: Engine | None = None
        self._opening = Lock()
        self._newer: Engine | None = None  # for a database that is newer than this program
        self._closed = False
        self._outdated = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def engine(self) -> "Engine":
        """The same for every caller until the database is found to be another one than it was opened for (emptied,
        damaged, of another version): the next call opens that one. Raises KontaktError while the database cannot be
        used, and once this is closed. While a server does not answer, one call at a time waits for it; all others are
        told at once."""
        self.reachability.refuse_asking()
        failures = self.reachability.failures
        with self._opening:
            if self.reachability.failures != failures:  # whoever was before this one has just found out
                self.reachability.refuse()
            self._refuse_when_closed()
            if self._engine is None or self._outdated:
                self._dispose()
                self._outdated = False
                self._engine = self._opened()
                self._refuse_when_closed()
            return self._engine

    def sign_in(self, settings: Settings) -> None:
        """The next call opens it with these settings: a new desk has learnt its agent's name."""
        self._settings = settings

    @property
    def engine_for_entries(self) -> "Engine":
        """As ``engine``. Where a server's database is newer than this program, one that entries can be delivered to:
        they have had one form since there are servers. Raises KontaktError."""
        from kontakt.database.migrate import DatabaseNewer  # noqa: PLC0415 (as below)

        try:
            return self.engine
        except DatabaseNewer:
            if not self._settings.is_shared:
                raise
        from kontakt.installation.opening import open_for_entries  # noqa: PLC0415

        with self._opening:
            self._refuse_when_closed()
            if self._newer is None:
                self._newer = open_for_entries(self._settings)
                self._refuse_when_closed()
            return self._newer

    def close(self) -> None:
        """Let go of it for good. A thread that waits for a locked database is not waited for."""
        self._closed = True
        if self._engine is not None:
            from kontakt.database.server import give_up  # noqa: PLC0415 (loaded with the engine)

            give_up(self._engine)
        if self._opening.acquire(timeout=0.2):
            try:
                self._dispose()
            finally:
                self._opening.release()

    def _opened(self) -> "Engine":
        # Late: an app draws its first frame, and a desk logs, before the database's libraries are loaded.
        from kontakt.database import ServerAway, on_change, on_reachability  # noqa: PLC0415
        from kontakt.installation.connecting import connect  # noqa: PLC0415
        from kontakt.installation.opening import open_database  # noqa: PLC0415

        try:
            engine = connect(self._settings) if self._only_read else open_database(self._settings, self._clock())
        except ServerAway as problem:
            self.reachability.lost(str(problem))
            raise
        except KontaktError:
            self.reachability.made()  # something else is in the way
            raise
        self.reachability.made()
        on_change(engine, self._open_anew)
        on_reachability(engine, self.reachability.made, self.reachability.lost)
        return engine

    def _open_anew(self) -> None:
        self._outdated = True

    def _refuse_when_closed(self) -> None:
        """Whoever closes waits for no opening: what it has opened meanwhile is closed here."""
        if self._closed:
            self._dispose()
            raise KontaktError(_("The desk is closing."))

    def _dispose(self) -> None:
        for engine in filter(None, (self._engine, self._newer)):
            engine.dispose()
        self._engine = self._newer = None
