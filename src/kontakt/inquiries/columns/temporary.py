"""Temporary folders with rows of the shared log. They lie in the data folder, and are deleted at the next start if the
program was killed: a system's own folder for temporary files would keep them."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.locale import _

if TYPE_CHECKING:
    from filelock import FileLock

_PREFIX = "figures-"
_LOCK = ".lock"


class TemporaryFolder:
    """A new folder in the folder ``beside``, for this user alone, until it is closed. Raises KontaktError."""

    def __init__(self, beside: Path) -> None:
        self.path = beside / f"{_PREFIX}{uuid4().hex}"
        self._lock = _lock(self.path)
        try:
            self._lock.acquire(timeout=0)
            self.path.mkdir(mode=0o700)
        except OSError as problem:
            raise KontaktError(
                _("{path} cannot be written ({reason}): give write access to its folder.").format(
                    path=self.path, reason=reason(problem)
                )
            ) from problem

    def close(self) -> None:
        _delete(self.path, self._lock)


def delete_left(beside: Path) -> None:
    """Delete the temporary folders that programs have left which were killed."""
    for file in beside.glob(f".{_PREFIX}*{_LOCK}"):
        folder = file.with_name(file.name.removeprefix(".").removesuffix(_LOCK))
        lock = _lock(folder)
        with suppress(TimeoutError, OSError):  # somebody works in it, or deletes it already
            lock.acquire(timeout=0)
            _delete(folder, lock)


def _delete(folder: Path, lock: "FileLock") -> None:
    shutil.rmtree(folder, ignore_errors=True)
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def _lock(folder: Path) -> "FileLock":
    from filelock import FileLock  # noqa: PLC0415 (a start that finds nothing left can do without)

    return FileLock(folder.with_name(f".{folder.name}{_LOCK}"), mode=0o600)
