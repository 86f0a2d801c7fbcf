"""Whether the region's server answers, as all threads of one process know it."""

from collections.abc import Callable
from datetime import datetime
from random import uniform
from threading import Lock
from time import monotonic

PAUSE_SECONDS = 3.0
"""After the server did not answer, before it is asked again."""
ATTEMPT_SECONDS = 12.0
"""For as long as one asks it, nobody else does: at most what a connection and the first question on it may take."""


class Reachability:
    """Waiting for a server that is away takes seconds, and every thread would wait for itself; so one asks it now and
    then, and the others are told what that one found. ``clock`` tells the time in UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._problem = ""
        self._ask_at = 0.0  # as time.monotonic tells it
        self.lost_at: datetime | None = None
        """Since when the server does not answer (UTC); None while it does."""
        self.failures = 0
        """How often it did not answer."""

    def made(self) -> None:
        """The server has answered."""
        self.lost_at = None

    def lost(self, problem: str) -> None:
        """The server does not answer; ``problem`` says so in one sentence."""
        with self._lock:
            self._problem = problem
            self._ask_at = monotonic() + PAUSE_SECONDS * uniform(0.7, 1.3)
            self.lost_at = self.lost_at or self._clock()
            self.failures += 1

    def refuse_asking(self) -> None:
        """Raises ServerAway while the server does not answer and it is not time to ask it again. Whoever is let through
        is the one who asks."""
        with self._lock:
            if self.lost_at is None or monotonic() >= self._ask_at:
                self._ask_at = monotonic() + ATTEMPT_SECONDS
                return
        self.refuse()

    def refuse(self) -> None:
        """Raises ServerAway with what was found last."""
        from kontakt.database import ServerAway  # noqa: PLC0415 (the database's libraries, which are loaded by now)

        raise ServerAway(self._problem)
