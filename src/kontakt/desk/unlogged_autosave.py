"""The background thread that stores unlogged calls on the disk: the desk hands over how they stand, and goes on."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Lock, Thread
from time import monotonic
from uuid import UUID

from kontakt.desk.unlogged import UnloggedCall
from kontakt.desk.unlogged_file import NOBODYS, RestoredCalls, UnloggedFile
from kontakt.errors import KontaktError
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.signed_in import named, signed_in
from kontakt.locale import _
from kontakt.settings import Settings

PURGE_SECONDS = 60.0
RETRY_SECONDS = 5.0

_log = logging.getLogger(__name__)


class UnloggedAutosave:
    """Stores the last state that it was given; what is handed over while it writes waits for the next write.

    ``problem`` is one sentence while the calls cannot be stored, else empty. It may be read from any thread, and every
    method may be called from the screen's: none waits for the disk but ``stop``.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime]) -> None:
        self.problem = ""
        self._settings = settings
        self._file = UnloggedFile(settings.calls_path, self._whose(), clock=clock, logged=self._logged)
        self._calls: tuple[UnloggedCall, ...] = ()
        self._restored: RestoredCalls | None = None
        self._handed_out = False
        self._guard = Lock()
        self._wake = Event()
        self._stopping = False
        self._purge_at = monotonic() + PURGE_SECONDS
        self._thread = Thread(target=self._run, name="kontakt-calls", daemon=True)

    def start(self) -> None:
        """Begin, unless that is done."""
        if not self._thread.ident:
            self._thread.start()

    def hand_over(self, calls: tuple[UnloggedCall, ...]) -> None:
        """How the calls of this desk stand now."""
        with self._guard:
            if self._handed_out:
                self._restored = None  # the desk has them, so they are among ``calls`` if they still stand
            elif calls == self._calls:
                return
            self._calls = calls
        self._wake.set()

    def take_restored(self) -> RestoredCalls | None:
        """What a window that is gone has left, once; None before it is found, and afterwards. It stays on the disk
        until it is handed over among the desk's own calls."""
        with self._guard:
            if self._handed_out or self._restored is None:
                return None
            self._handed_out = True
            return self._restored

    def stop(self, timeout: float = 1.0) -> None:
        """Write what was handed over last and end; waits at most ``timeout`` seconds for a disk that hangs."""
        self._stopping = True
        self._wake.set()
        if self._calls:
            self.start()  # a desk that is closed as soon as it stands has not come to it
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            last = self._stopping
            self.problem = self._write_round()
            if last:
                break
            self._wake.wait(RETRY_SECONDS if self.problem else PURGE_SECONDS)
            self._wake.clear()
        self._file.close()

    def _write_round(self) -> str:
        """Open the file if that is not done, and write what has changed; what is wrong, empty for nothing."""
        try:
            self._file.agent = self._whose()
            if self._restored is None and not self._handed_out:
                self._restored = self._file.open()
            self._file.store(self._to_store())
            if monotonic() >= self._purge_at:
                self._file.purge()
                self._purge_at = monotonic() + PURGE_SECONDS
        except KontaktError as known:
            return str(known)
        except Exception:  # the edge of the thread: had it ended, no call would be stored until a restart
            _log.exception("Calls under way were not kept")
            return _("Calls without an outcome cannot be kept; the log file says why.")
        return ""

    def _whose(self) -> str:
        """The agent's name; NOBODYS in a shared region whose database has never said it."""
        if not self._settings.is_shared:
            return self._settings.agent
        known = signed_in(self._settings)
        return named(self._settings, known).agent if known else NOBODYS

    def _to_store(self) -> tuple[UnloggedCall, ...]:
        with self._guard:
            return (*(self._restored.calls if self._restored else ()), *self._calls)

    def _logged(self) -> set[UUID]:
        try:
            with Journal(self._settings.journal_path) as journal:
                return journal.logged_lately()
        except KontaktError:
            return set()  # told of by the delivery; logged a second time, it is still one inquiry
