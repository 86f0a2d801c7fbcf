"""The unlogged calls of one window, in a small file of its own.

A window locks a file of its own for as long as it lives; the operating system frees the lock however it ends. So what
lies beside a lock that is free was left behind, and the next window of the same agent takes it over. Each file is
written whole or not at all, can be read by its owner alone, and is gone as soon as there is no unlogged call.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from kontakt.desk.unlogged import UnloggedCall, guarded_call
from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.files.window_lock import acquired_lock
from kontakt.locale import _

if TYPE_CHECKING:
    from filelock import FileLock
    from pydantic import TypeAdapter

STORED_FOR = timedelta(hours=12)
SECOND_LOOK = timedelta(minutes=10)
"""What is too old is deleted by a look that comes this much later: a clock that jumps for a moment deletes nothing."""

NOBODYS = ""
"""For the name of an agent that is not known yet: whoever opens the next window takes such calls over."""

_VERSION = 1
_LOCK_SECONDS = 5
_LARGEST = 10_000_000
_SET_ASIDE = ".damaged"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredCalls:
    """What a window that is gone has left: whose, when it was written (UTC), and the calls."""

    version: int
    agent: str
    at: datetime
    calls: tuple[UnloggedCall, ...]


_DAMAGED = StoredCalls(_VERSION, "", datetime.min.replace(tzinfo=UTC), ())


class RestoredCalls(NamedTuple):
    """What a new window has taken over; ``set_aside`` are files that could not be read."""

    calls: tuple[UnloggedCall, ...] = ()
    set_aside: tuple[Path, ...] = ()


class UnloggedFile:
    """One window's hold on its file in ``folder``; for one thread, and to be closed.

    ``logged`` says which inquiries have been logged lately. Every method raises
    KontaktError, in one sentence, where the folder cannot be used; the file is then as it was.
    """

    def __init__(
        self,
        folder: Path,
        agent: str,
        *,
        clock: Callable[[], datetime],
        logged: Callable[[], set[UUID]] = set,
    ) -> None:
        self.folder = folder
        self.agent = agent
        self._clock = clock
        self._logged = logged
        self._file = folder / f"{uuid4().hex}.json"
        self._lock: FileLock | None = None
        self._stored: tuple[UnloggedCall, ...] = ()

    def open(self) -> RestoredCalls:
        """Lock the file, and take over what windows of the agent that are gone have left."""
        with _errors_in_one_sentence(self.folder):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with self._turn():
                self._lock = self._lock or acquired_lock(_lock_of(self._file))
                return self._take_over()

    def store(self, calls: Sequence[UnloggedCall]) -> None:
        """Have these calls on the disk, and no others, when this returns; without what the privacy guard refuses."""
        storable = tuple(guarded_call(call) for call in calls if self._is_young(call))
        if storable == self._stored:
            return
        with _errors_in_one_sentence(self.folder):
            if storable:
                self._write(storable)
            else:
                _remove(self._file)
            self._stored = storable

    def purge(self) -> None:
        """Delete what windows that are gone have left more than twelve hours ago, whoever's it is."""
        with _errors_in_one_sentence(self.folder), self._turn():
            for file in self._left_behind():
                self._delete_if_old(file, self._content_of(file))

    def close(self) -> None:
        """The window ends. What is stored stays for the next one."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            if not self._stored:
                with suppress(OSError):
                    _lock_of(self._file).unlink(missing_ok=True)

    # --- what others left --------------------------------------------------------------------------------

    def _take_over(self) -> RestoredCalls:
        left: dict[Path, StoredCalls] = {}
        set_aside = []
        for file in self._left_behind():
            content = self._content_of(file)
            if content is _DAMAGED and file.suffix != _SET_ASIDE:
                set_aside.append(file.replace(file.with_suffix(_SET_ASIDE)))
            elif content and content.agent in (self.agent, NOBODYS) and any(map(self._is_young, content.calls)):
                left[file] = content
            else:
                self._delete_if_old(file, content)
        calls = self._still_unlogged(left.values())
        self.store(calls)  # before theirs go: a kill in between leaves two copies, of which the next window takes one
        for file in left:
            _remove(file)
        return RestoredCalls(calls, tuple(set_aside))

    def _content_of(self, file: Path) -> StoredCalls | None:
        """What a file holds; None for what only a newer program or another user can read."""
        try:
            return _read(file)
        except OSError:
            return None
        except (ValueError, RecursionError) as problem:  # without its text: that is a citizen's
            _log.warning("%s cannot be read (%s)", file, type(problem).__name__)
            return _DAMAGED

    def _still_unlogged(self, left: Iterable[StoredCalls]) -> tuple[UnloggedCall, ...]:
        """The calls that have no outcome yet, the oldest first; of two copies the later one."""
        oldest_first = sorted(left, key=lambda stored: stored.at)
        latest = {call.inquiry_id: call for stored in oldest_first for call in stored.calls}
        young = sorted(filter(self._is_young, latest.values()), key=lambda call: call.started_at)
        # A kill can come between the journal and this file: what is logged is not offered again.
        logged = self._logged() if young else set()
        return tuple(call for call in young if call.inquiry_id not in logged)

    def _left_behind(self) -> Iterator[Path]:
        """The files of windows that are gone. While one is looked at, its window's lock is held; what such a window
        leaves beside its calls is cleared away."""
        for name in sorted({file.stem for ending in ("json", "lock") for file in self.folder.glob(f"*.{ending}")}):
            file = self.folder / f"{name}.json"
            if file == self._file or (lock := acquired_lock(_lock_of(file))) is None:
                continue
            try:
                file.with_suffix(".new").unlink(missing_ok=True)  # killed while it was written
                if file.exists():
                    yield file
                if not file.exists():
                    _lock_of(file).unlink(missing_ok=True)
            finally:
                lock.release()
        yield from self.folder.glob(f"*{_SET_ASIDE}")

    def _delete_if_old(self, file: Path, content: StoredCalls | None) -> None:
        mark = file.with_suffix(".old")
        if any(map(self._is_young, content.calls)) if content and content.calls else self._is_recent(_write_time(file)):
            mark.unlink(missing_ok=True)
        elif not mark.exists() or _write_time(mark) > self._clock():
            mark.touch(mode=0o600)
            now = self._clock().timestamp()
            os.utime(mark, (now, now))
        elif self._clock() - _write_time(mark) >= SECOND_LOOK:
            _remove(file)

    def _is_young(self, call: UnloggedCall) -> bool:
        return self._is_recent(call.started_at)

    def _is_recent(self, moment: datetime) -> bool:
        return abs(self._clock() - moment) < STORED_FOR  # a time far ahead is as wrong as one long ago

    def _write(self, calls: tuple[UnloggedCall, ...]) -> None:
        left = StoredCalls(_VERSION, self.agent, self._clock(), calls)
        text = json.dumps(asdict(left), default=str)
        new = self._file.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self._file)
        except OSError:
            new.unlink(missing_ok=True)
            raise
        _sync(self.folder)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Windows that start at once take turns: each call goes to one of them."""
        from filelock import FileLock  # noqa: PLC0415 (a twentieth of a second that a start can do without)

        with FileLock(self.folder / "turn", timeout=_LOCK_SECONDS, mode=0o600):
            yield


def _lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


@cache
def _left_type() -> "TypeAdapter[StoredCalls]":
    from pydantic import TypeAdapter  # noqa: PLC0415 (most starts find no calls of another window)

    return TypeAdapter(StoredCalls)


def _read(file: Path) -> StoredCalls | None:
    """What a file holds; None for one that a newer program wrote. Raises ValueError (or RecursionError) for one that
    is damaged."""
    if file.stat().st_size > _LARGEST:
        raise ValueError("it is far larger than this program writes")
    state = json.loads(file.read_text(encoding="ascii"))
    if isinstance(state, dict) and isinstance(state.get("version"), int) and state["version"] > _VERSION:
        return None
    left = _left_type().validate_python(state)
    if any(call.started_at.tzinfo is None for call in left.calls):
        raise ValueError("a stored time has a zone")
    return left


def _write_time(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _remove(file: Path) -> None:
    if file.exists():
        file.unlink(missing_ok=True)
        file.with_suffix(".old").unlink(missing_ok=True)
        _sync(file.parent)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk as well, where the system can be told to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _errors_in_one_sentence(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        sentence = _(
            "Calls without an outcome cannot be kept in {folder} ({reason}): log them before you close the desk, "
            "and see to it that the folder can be written to and has room."
        )
        raise KontaktError(sentence.format(folder=folder, reason=reason(problem))) from problem
