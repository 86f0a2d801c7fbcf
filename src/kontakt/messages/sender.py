"""The background thread that sends what waits in the outbox, and never holds up anything else."""

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import uniform
from threading import Event, Thread

from filelock import FileLock, Timeout

from kontakt.database import Engine, reading, writing
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages import store
from kontakt.messages.relay import Relay
from kontakt.messages.sending import SentCount, send_waiting
from kontakt.messages.sent_ids import FILE, SentIds

_POLL_SECONDS = 2.0
_BACKOFF_SECONDS = (5.0, 15.0, 60.0, 300.0)

_log = logging.getLogger(__name__)


class MailSender:
    """Sends in a thread of its own. Of all senders with the same lease file one works at a time; the operating system
    frees it when its process ends. ``engine`` is asked for in the thread, and may raise KontaktError. ``problem`` is
    one sentence while nothing can be sent, else None."""

    def __init__(self, engine: Callable[[], Engine], relay: Relay, lease_path: Path) -> None:
        self._engine = engine
        self._relay = relay
        self._lease_path = lease_path
        self._stop = Event()
        self._wake = Event()
        self._sent_ids: SentIds | None = None  # as the file had it when the lease came
        self.problem: str | None = None
        self._thread = Thread(target=self._run, name="kontakt-mail", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was put into the outbox: look now."""
        self._wake.set()

    def stop(self, timeout: float = 1.0) -> None:
        """End the thread after the message that is under way, which is waited for at most ``timeout`` seconds."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def send_once(self) -> SentCount:
        """Tell desks that messages are sent, and send what waits; nothing where another process of this data folder
        sends. For who has no thread. Raises KontaktError and OSError."""
        lease = FileLock(self._lease_path, mode=0o600)
        try:
            return self._send(lease)
        except Timeout:
            return SentCount()
        finally:
            lease.release()

    def _run(self) -> None:
        lease = FileLock(self._lease_path, mode=0o600)
        failures = 0
        while not self._stop.is_set():
            self.problem = self._round(lease)
            failures = min(failures + 1, len(_BACKOFF_SECONDS)) if self.problem else 0
            pause = _BACKOFF_SECONDS[failures - 1] if failures else _POLL_SECONDS
            self._wake.wait(pause * uniform(0.5, 1.5))
            self._wake.clear()
        lease.release()

    def _send(self, lease: FileLock) -> SentCount:
        if not lease.is_locked:
            lease.acquire(timeout=0)
            self._sent_ids = SentIds(self._lease_path.with_name(FILE))
        engine = self._engine()
        with reading(engine) as session:
            announced = store.sender(session) == self._relay.sender
        if not announced:  # desks ask for messages from now on
            with writing(engine) as session:
                store.announce(session, self._relay.sender, datetime.now(UTC))
        return send_waiting(engine, self._relay, stopped=self._stop.is_set, sent_ids=self._sent_ids)

    def _round(self, lease: FileLock) -> str | None:
        """What is in the way, in one sentence."""
        try:
            self._send(lease)
        except Timeout:
            return None  # another process of this data folder sends
        except (KontaktError, OSError) as known:
            return str(known)
        except Exception as problem:  # the edge of the thread: had it ended, nothing would be sent until a restart
            # Its message may hold what is in a message.
            where = "".join(traceback.format_tb(problem.__traceback__))
            _log.error("Sending messages failed, %s:\n%s", type(problem).__name__, where)
            return _("Sending messages failed; the log file says why, and it is tried again.")
        return None
