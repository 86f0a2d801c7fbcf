"""The time that notes may be deleted by. A clock can jump, and what is deleted does not come back.

Two looks at the clock decide, at least an hour apart by the clock and by the time that the machine has been running,
and of both the earlier one counts. The first is kept in a file, so that the desk may be closed in between.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kontakt.files import private
from kontakt.files.writing import put_in_place

APART = timedelta(hours=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Look:
    at: datetime
    running: float  # seconds, since the machine was started


class TrustedTime:
    """``path`` is the file for the first look. ``clock`` tells the time in UTC, ``running`` for how many seconds the
    machine has been running, or any number that grows with them until it is started anew."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._clock = clock
        self._running = running

    def agreed(self) -> datetime | None:
        """The earlier of two looks that agree; None while there is no second one. After a clock that went back, the
        first look is taken anew: one of the two was wrong."""
        now, running = self._clock(), self._running()
        first = self._read()
        if first is None or now < first.at:
            self.begin_anew()
            return None
        # A machine that was started anew has been running for at least this long since then.
        passed = running - first.running if running >= first.running else running
        return first.at if min(now - first.at, timedelta(seconds=passed)) >= APART else None

    def begin_anew(self, *, purged_before: datetime | None = None) -> None:
        """Take the first look now: what the last two agreed on is done, and with it the notes from before
        ``purged_before`` (aware) are gone."""
        purged = purged_before or self.purged_before()
        look = {"at": self._clock().isoformat(), "running": self._running()}
        if purged is not None:
            look["purged_before"] = purged.isoformat()
        try:
            put_in_place(self._path, json.dumps(look).encode(), private.MODE)
        except OSError as problem:  # nothing is deleted then
            _log.warning("%s cannot be written: %s", self._path, problem)

    def purged_before(self) -> datetime | None:
        """Up to when notes have been purged here; None where they never were. An older copy of a database holds them
        again."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            moment = datetime.fromisoformat(json.loads(self._path.read_text(encoding="utf-8"))["purged_before"])
            return moment if moment.tzinfo is not None else None
        return None

    def _read(self) -> _Look | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            look = json.loads(self._path.read_text(encoding="utf-8"))
            at = datetime.fromisoformat(look["at"])
            if at.tzinfo is not None:
                return _Look(at, float(look["running"]))
        return None
