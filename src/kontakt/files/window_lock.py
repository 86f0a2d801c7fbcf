"""Locks that say that a window is open: the operating system frees them however the window ends, killed or closed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock


def acquired_lock(file: Path) -> "FileLock | None":
    """The lock with this file, taken without waiting; None while a window that lives holds it, or it is another user's.
    Raises OSError where the folder cannot be used."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 (a twentieth of a second that a start can do without)

    lock = FileLock(file, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except (Timeout, PermissionError):
        return None
    return lock
