"""Delivery: what waits in the journal goes to the shared log, in the background and for as long as it takes.

The order makes it safe: an item leaves the journal only after the shared log's transaction has committed. If
the process dies in between, the item is delivered again, which changes nothing. An item that cannot be delivered for
a reason of its own stays where it is, and the others go past it.
"""

import logging
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import uniform
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.message_item import JournalItem, MessageItem
from kontakt.inquiries.trusted_time import TrustedTime
from kontakt.locale import _, ngettext

if TYPE_CHECKING:
    from filelock import FileLock
    from sqlalchemy import Engine
    from sqlmodel import Session

TakeMessages: TypeAlias = Callable[["Session", Sequence[MessageItem]], None]
"""Puts messages from the journal into the outbox, in the session of the caller."""

BATCH = 500
_POLL_SECONDS = 1.0  # other processes write to the journal as well, and cannot wake this one
_BACKOFF_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
_LOOK_EVERY_SECONDS = 300.0  # at the clock, whether notes are old enough to go
LOOKED_AT = "looked-at.json"
"""The file beside the journal that keeps the first of two looks."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many items wait in a journal: one's ``own``, and those of ``others`` who share the computer. Of an embedded
    region's journal all are one's own: whoever is there delivers them."""

    own: int = 0
    others: int = 0


def waiting_in(journal: Journal, agent: str | None) -> Waiting:
    """For ``agent`` of a shared region; None in an embedded one. What cannot be read is one's own. Raises
    KontaktError."""
    count = journal.waiting()
    if not count or agent is None:
        return Waiting(count)
    by_agent = journal.waiting_by_agent()
    others = by_agent.total() - by_agent[agent]
    return Waiting(count - others, others)


class Undelivered(KontaktError):
    """Some items cannot be delivered, for a reason of their own, and still wait. All others are delivered."""


def deliver_now(journal: Journal, engine: "Engine", take_messages: TakeMessages | None = None) -> int:
    """Deliver everything that waits and take it out of the journal; how many items. On a server, those of the agent who
    has signed in: others' wait until they do. Messages go to ``take_messages``, after the entries that were stored with
    them; without it they wait.

    Raises DatabaseUnavailable, JournalUnavailable or Undelivered; what was not delivered still waits.
    """
    delivered = failed = reached = 0
    took_away = False
    while batch := journal.after(reached, BATCH):
        reached = max(batch)
        for part in _parts(_own(batch, engine), take_messages):
            done = _delivered(engine, part, take_messages)
            journal.discard(done.numbers, done.database)
            delivered += len(done.numbers)
            failed += len(part) - len(done.numbers)
            took_away |= done.took_away
    if took_away:  # a text that somebody took back is gone from the files at once
        _clear_logs(journal, engine)
    if failed:
        raise Undelivered(
            ngettext(
                "One entry of the journal cannot be delivered and stays in it; the log file says why.",
                "{count} entries of the journal cannot be delivered and stay in it; the log file says why.",
                failed,
            ).format(count=failed)
        )
    return delivered


def _own(batch: dict[int, JournalItem], engine: "Engine") -> dict[int, JournalItem]:
    from kontakt.database import people  # noqa: PLC0415 (see below)

    agent = engine.get_execution_options().get(people.AGENT)
    if agent is None:
        return batch
    return {
        number: item
        for number, item in batch.items()
        if (item.inquiry.agent if isinstance(item, Entry) else item.agent) == agent
    }


def _parts(batch: Mapping[int, JournalItem], take_messages: TakeMessages | None) -> Iterable[dict[int, JournalItem]]:
    """What is delivered at once: first the entries, then the messages, which hold up nothing."""
    messages: dict[int, JournalItem] = {number: item for number, item in batch.items() if isinstance(item, MessageItem)}
    others = {number: item for number, item in batch.items() if number not in messages}
    return [part for part in (others, messages if take_messages else {}) if part]


@dataclass(frozen=True, slots=True)
class _Delivered:
    """The ``numbers`` of what the shared log has now, whether one of them ``took_away`` a text of the history, and
    which ``database`` has them."""

    numbers: list[int]
    took_away: bool = False
    database: str = ""


def _delivered(engine: "Engine", batch: Mapping[int, JournalItem], take_messages: TakeMessages | None) -> _Delivered:
    """All of the batch, unless there is something that the shared log does not take."""
    try:
        took_away, database = _deliver(engine, batch.values(), take_messages)
    except KontaktError:
        raise
    except Exception as problem:  # whatever it was, it must not hold up the others
        if len(batch) > 1:
            singly = [_delivered(engine, {number: batch[number]}, take_messages) for number in batch]
            return _Delivered(
                [number for each in singly for number in each.numbers],
                any(each.took_away for each in singly),
                max(each.database for each in singly),
            )
        # Its message may hold what is in the entry.
        where = "".join(traceback.format_tb(problem.__traceback__))
        _log.error("An entry cannot be delivered, %s:\n%s", type(problem).__name__, where)
        return _Delivered([])
    return _Delivered(list(batch), took_away, database)


def _deliver(engine: "Engine", items: Iterable[JournalItem], take_messages: TakeMessages | None) -> tuple[bool, str]:
    # Late: a desk logs before the database's libraries are loaded.
    from kontakt.database import identity, writing  # noqa: PLC0415
    from kontakt.inquiries.log import store  # noqa: PLC0415

    messages = [item for item in items if isinstance(item, MessageItem)]
    with writing(engine) as session:
        if messages and take_messages:
            take_messages(session, messages)  # whose texts are to be gone from the journal at once
            return True, ""
        entries = [item for item in items if not isinstance(item, MessageItem)]
        return store.deliver(session, entries), identity(session)


def _clear_logs(journal: Journal, engine: "Engine") -> None:
    from kontakt.database import clear_log  # noqa: PLC0415

    clear_log(engine)
    journal.clear_log()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How delivery stands, for the screen.

    ``waiting`` items are not in the shared log yet, of ``others`` as well. ``problem`` is one sentence; None when all
    is well. ``damage`` is one sentence about a damaged journal that was set aside. ``elsewhere`` says that another
    process on this machine is the one that sends.
    """

    waiting: int = 0
    others: int = 0
    problem: str | None = None
    damage: str | None = None
    elsewhere: bool = False


class Sender:
    """The background thread that delivers. Of all senders with the same lease file one works at a time; the
    operating system frees the lease when its process ends, however it ends.

    ``engine`` gives the shared log's engine, which is its owner's to dispose of; it is called in the thread whenever
    there is something to deliver, may open the database, and may raise KontaktError. Notes and queries older than
    ``note_days`` says are purged once two looks at the clock agree on what is that old (see ``trusted_time``);
    ``purge_more`` then deletes what else is as old; messages that still wait lose their texts after ``message_days``
    (None: as notes do). ``take_messages`` is as in ``deliver_now``. ``agent`` is whose items it delivers in a shared
    region; None in an embedded one.
    """

    def __init__(
        self,
        journal_path: Path,
        engine: Callable[[], "Engine"],
        lease_path: Path,
        *,
        note_days: Callable[[], int],
        agent: str | None = None,
        purge_more: Callable[[datetime], None] = lambda before: None,
        take_messages: TakeMessages | None = None,
        message_days: int | None = None,
        trusted_time: TrustedTime | None = None,
    ) -> None:
        self._journal_path = journal_path
        self._engine = engine
        self._lease_path = lease_path
        self._agent = agent
        self._note_days = note_days
        self._purge_more = purge_more
        self._take_messages = take_messages
        self._message_days = message_days
        self._trusted_time = trusted_time or TrustedTime(journal_path.with_name(LOOKED_AT))
        self._next_look = self._next_restored = 0.0  # as time.monotonic tells it
        self._delivery = Delivery()
        self._wake = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="kontakt-sender", daemon=True)

    @property
    def delivery(self) -> Delivery:
        """How it stands now; may be read from any thread."""
        return self._delivery

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something has been stored: deliver it now rather than at the next look."""
        self._wake.set()

    def stop(self, timeout: float = 2.0) -> None:
        """End the thread and free the lease; waits for a delivery under way, at most ``timeout`` seconds."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        from filelock import FileLock  # noqa: PLC0415

        lease = FileLock(self._lease_path, mode=0o600)
        failures = 0
        with Journal(self._journal_path) as journal:
            while not self._stop.is_set():
                failures = 0 if self._round(journal, lease) else min(failures + 1, len(_BACKOFF_SECONDS))
                pause = _BACKOFF_SECONDS[failures - 1] if failures else _POLL_SECONDS
                self._wake.wait(pause * uniform(0.5, 1.5))  # not all desks at once, when a server is back
                self._wake.clear()
        lease.release()

    def _round(self, journal: Journal, lease: "FileLock") -> bool:
        """One look at the journal. What goes wrong is told through ``delivery``; whether all went well."""
        elsewhere, problem = False, None
        try:
            elsewhere = not _held(lease)
            if not elsewhere:
                self._work(journal)
        except KontaktError as known:
            problem = str(known)
        except Exception:  # the edge of the thread: had it ended, nothing would be delivered until a restart
            _log.exception("delivery failed")
            problem = _("Delivery to the shared log failed; the log file says why, and it is tried again.")
        self._tell(journal, elsewhere, problem)
        return problem is None

    def _work(self, journal: Journal) -> None:
        before = self._purge_before()
        if before:  # before the database is opened: if it stays away for months, these notes still go
            days = self._message_days
            agreed = before + timedelta(days=self._note_days())
            journal.purge_notes(before, agreed - timedelta(days=days) if days is not None else None)
            self._purge_more(before)
        self._fill_restored(journal)
        if not before and not journal.pending(1):
            return
        from kontakt.database import people  # noqa: PLC0415

        engine = self._engine()
        # In a shared region an agent has no right to; ``kontakt jobs`` does it.
        theirs = before and people.AGENT in engine.get_execution_options()
        if before and (theirs or self._purge_shared_log(journal, engine, before)):
            self._trusted_time.begin_anew(purged_before=before)
        deliver_now(journal, engine, self._take_messages)

    def _fill_restored(self, journal: Journal) -> None:
        """Now and then: whether the database was put back from a backup, and lacks what was delivered."""
        if monotonic() < self._next_restored or not journal.any_delivered():
            return
        from kontakt.inquiries.restored import fill_restored  # noqa: PLC0415

        self._next_restored = monotonic() + _BACKOFF_SECONDS[-1]
        with suppress(KontaktError):  # is told of where something waits
            fill_restored(journal, self._engine())
            self._next_restored = monotonic() + _LOOK_EVERY_SECONDS

    def _purge_before(self) -> datetime | None:
        """What was logged before this moment has no note any more; None while it is not time to purge."""
        if monotonic() < self._next_look:
            return None
        agreed = self._trusted_time.agreed()
        if agreed is None:
            self._next_look = monotonic() + _LOOK_EVERY_SECONDS
            return None
        return agreed - timedelta(days=self._note_days())

    def _purge_shared_log(self, journal: Journal, engine: "Engine", before: datetime) -> bool:
        """Purge some at a time, and deliver in between; whether it came to the end before it had to stop."""
        from kontakt.inquiries.log.purging import purged_parts  # noqa: PLC0415

        purged, stopped = 0, self._stop.is_set()
        for part in purged_parts(engine, before) if not stopped else ():
            purged += part
            with suppress(Undelivered):  # is told of by the delivery that follows
                deliver_now(journal, engine, self._take_messages)
            if stopped := self._stop.is_set():
                break
        if purged:
            _clear_logs(journal, engine)
        return not stopped

    def _tell(self, journal: Journal, elsewhere: bool, problem: str | None) -> None:
        waiting = Waiting(self._delivery.waiting, self._delivery.others)
        try:
            waiting = waiting_in(journal, self._agent)
        except KontaktError as known:
            problem = problem or str(known)
        self._delivery = Delivery(
            waiting=waiting.own,
            others=waiting.others,
            problem=problem,
            damage=journal.damage,
            elsewhere=elsewhere,
        )


def _held(lease: "FileLock") -> bool:
    """Take the lease, or keep it; False while another process has it. Raises KontaktError."""
    from filelock import Timeout  # noqa: PLC0415

    if lease.is_locked:
        return True
    try:
        lease.acquire(timeout=0)
    except Timeout:
        return False
    except OSError as problem:
        raise KontaktError(
            _("{path} cannot be written ({reason}): give write access to its folder.").format(
                path=lease.lock_file, reason=problem
            )
        ) from problem
    return True
