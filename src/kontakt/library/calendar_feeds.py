"""Reading the calendars of contacts at their web addresses: a job of the region, done in the background.

What a calendar holds is stored as absences, without why; a desk reads those, never the calendar itself.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from uuid import UUID, uuid4

from kontakt.database import Engine, reading, writing
from kontakt.errors import KontaktError
from kontakt.files.window_lock import acquired_lock
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource, CalendarFeed, FeedProblem, Stretch
from kontakt.presence.calendar_address import CalendarNotFetched, fetched
from kontakt.presence.calendar_file import read_busy

READ_EVERY = timedelta(minutes=30)
TRIED_AGAIN_AFTER = timedelta(minutes=10)
"""After a calendar could not be read."""

_UNDERSTOOD_FOR = timedelta(hours=12)
"""For how long what an unchanged calendar said is still all of it: it is read only so many days ahead."""

_AT_ONCE = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What came of reading a calendar: when it is ``busy`` (None: as was stored the last time) by the
    file with this ``digest``, or the ``problem``."""

    feed: CalendarFeed
    busy: tuple[Stretch, ...] | None = None
    digest: bytes = b""
    problem: FeedProblem | None = None


@dataclass(frozen=True, slots=True)
class _Understood:
    digest: bytes
    at: datetime
    stored_at: datetime


class CalendarReader:
    """Reads the calendars that are due, for as long as the program runs. ``connected`` opens the database;
    ``private_allowed`` is the owner's word that calendars may lie in an internal network; ``lock`` is the file that
    keeps several desks of one folder from reading the same at once; ``read`` says when a calendar is busy, and raises
    ValueError for what is none."""

    def __init__(
        self,
        connected: Callable[[], AbstractContextManager[Engine]],
        *,
        private_allowed: bool,
        clock: Callable[[], datetime],
        lock: Path | None = None,
        read: Callable[[bytes, datetime], tuple[Stretch, ...]] = read_busy,
    ) -> None:
        self._connected = connected
        self._read_busy = read
        self._private_allowed = private_allowed
        self._clock = clock
        self._lock = lock
        self._under_way = Lock()
        self._tried: dict[UUID, datetime] = {}
        self._understood: dict[UUID, _Understood] = {}

    def is_due(self, feed: CalendarFeed) -> bool:
        """Whether it is to be read now."""
        now, tried = self._clock(), self._tried.get(feed.id)
        if tried is not None and now - tried < TRIED_AGAIN_AFTER:
            return False
        return feed.fetched_at is None or now - feed.fetched_at >= READ_EVERY

    def begin(self) -> None:
        """Read what is due in a thread, unless one does so already. What goes wrong there is logged."""
        if not self._under_way.locked():
            Thread(target=self._read_in_thread, name="calendars", daemon=True).start()

    def _read_in_thread(self) -> None:
        if not self._under_way.acquire(blocking=False):
            return
        try:
            self.read_alone()
        except KontaktError:
            _log.info("Calendars wait for the database", exc_info=True)
        except Exception:
            _log.exception("Reading calendars failed")
        finally:
            self._under_way.release()

    def read_alone(self, only: Collection[UUID] | None = None) -> None:
        """As ``read_due``, unless another desk of the folder does so already."""
        if self._lock is None:
            self.read_due(only)
        elif lock := acquired_lock(self._lock):
            try:
                self.read_due(only)
            finally:
                lock.release()

    def read_due(self, only: Collection[UUID] | None = None) -> tuple[ReadCalendar, ...]:
        """Read the calendars that are due, or ``only`` those with these ids, and store what they say. Raises
        KontaktError where the database cannot be used; a calendar that cannot be read is no error."""
        with self._connected() as engine:
            with reading(engine) as session:
                feeds = store.feeds(session)
            due = [each for each in feeds if (each.id in only if only is not None else self.is_due(each))]
            if not due:
                return ()
            came = _at_once(self._read, due)
            now = self._clock()
            _store(engine, came, now)
            self._note_stored(came, now)
            return came

    def _note_stored(self, came: Iterable[ReadCalendar], now: datetime) -> None:
        """What an unchanged file need not be understood anew for."""
        for each in came:
            if each.busy is not None:
                self._understood[each.feed.id] = _Understood(each.digest, now, now)
            elif not each.problem and (before := self._understood.get(each.feed.id)):
                self._understood[each.feed.id] = replace(before, stored_at=now)

    def _read(self, feed: CalendarFeed) -> ReadCalendar:
        now = self._tried[feed.id] = self._clock()
        try:
            data = fetched(feed.address, private_allowed=self._private_allowed)
        except CalendarNotFetched as problem:
            return ReadCalendar(feed, problem=problem.problem)
        digest, before = sha256(data).digest(), self._understood.get(feed.id)
        is_stored = before and before.stored_at == feed.fetched_at  # by nobody else since
        if before and is_stored and before.digest == digest and now - before.at < _UNDERSTOOD_FOR:
            return ReadCalendar(feed)
        try:
            busy = self._read_busy(data, now)
        except ValueError as problem:
            _log.info("A calendar cannot be understood: %s", problem)
            return ReadCalendar(feed, problem=FeedProblem.NO_CALENDAR)
        return ReadCalendar(feed, busy, digest)


def _at_once(read: Callable[[CalendarFeed], ReadCalendar], feeds: Iterable[CalendarFeed]) -> tuple[ReadCalendar, ...]:
    """A few at a time. In threads that nobody waits for at the end of the program: a server may hang."""
    waiting: SimpleQueue[CalendarFeed] = SimpleQueue()
    for each in feeds:
        waiting.put(each)
    came: list[ReadCalendar] = []

    def work() -> None:
        with suppress(Empty):
            while True:
                came.append(read(waiting.get_nowait()))

    threads = [Thread(target=work, daemon=True) for _ in range(min(_AT_ONCE, waiting.qsize()))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tuple(came)


def _store(engine: Engine, came: Iterable[ReadCalendar], now: datetime) -> None:
    """What the calendars say in the place of what they said, as far as it differs; of one that could not be read, what
    it said stays. What stands of a calendar that was taken away meanwhile goes."""
    with writing(engine) as session:
        known = store.load(session)
        stored = [each for of in known.absences.values() for each in of if each.feed is not None and each.ends > now]
        feeds = {each.id for each in store.feeds(session)}
        there = [each for each in came if each.feed.id in feeds]
        added: list[Absence] = []
        removed = [each.id for each in stored if each.feed not in feeds]
        for each in there:
            if each.busy is None:
                continue
            own = [one for one in stored if one.feed == each.feed.id]
            before = {(one.begins, one.ends) for one in own}
            removed += [one.id for one in own if (one.begins, one.ends) not in each.busy]
            added += [_absence(each.feed, stretch, now) for stretch in each.busy if stretch not in before]
        if added or removed:
            store.put(session, added, removed, now=now)
        store.feeds_fetched(
            session,
            [replace(each.feed, fetched_at=None if each.problem else now, problem=each.problem) for each in there],
        )


def _absence(feed: CalendarFeed, stretch: Stretch, now: datetime) -> Absence:
    begins, ends = stretch
    return Absence(
        id=uuid4(),
        who=feed.who,
        begins=begins,
        ends=ends,
        source=AbsenceSource.CALENDAR,
        known_at=now,
        feed=feed.id,
    )
