"""Writing a file that somebody names: whole or not at all, and on the disk when it is said to be written.

A link is followed to the file that it names, as editors do. Nothing is written over but regular files.
"""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from kontakt.errors import KontaktError
from kontakt.files.kinds import require_regular
from kontakt.files.reasons import reason
from kontakt.locale import _

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

# What file systems say that cannot bring a folder itself to the disk.
_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}


def write_file(file: Path, data: Callable[[], bytes], *, overwrite: bool) -> None:
    """Write what ``data`` gives.

    Raises KontaktError for what stands there already unless it is a file that may be overwritten, before ``data`` is
    asked, or for a place that cannot be written.
    """
    try:
        if os.path.lexists(file):
            _require_regular(file, str(file))
            if not overwrite:
                raise KontaktError(_("{file} is there already: add --force to write over it.").format(file=file))
        put_in_place(Path(os.path.realpath(file)), data())
    except OSError as problem:
        text = _("{file} cannot be written ({reason}): close it elsewhere, or name another place.")
        raise KontaktError(text.format(file=file, reason=reason(problem))) from problem


def write_in_folder(folder: Path, file: str, data: bytes) -> bool:
    """Write ``folder / file``, making folders; False if it holds just that already. ``file`` is what errors call it.

    Raises KontaktError for what is no regular file, a link that leads out of the folder, or a place that cannot be
    written.
    """
    path = folder / file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise KontaktError(_("{file} leads out of {folder}: remove the link.").format(file=file, folder=folder))
        _require_regular(path, file)
        if path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(path, data)
    except OSError as problem:
        text = _("{file} cannot be written ({reason}): check the folder {folder}.")
        raise KontaktError(text.format(file=file, reason=reason(problem), folder=folder)) from problem
    return True


def _require_regular(path: Path, file: str) -> None:
    """Nothing there, or a link that leads to nothing, is no hindrance."""
    with suppress(FileNotFoundError):
        require_regular(path.stat().st_mode, file)


def put_in_place(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Make ``path`` a file of these bytes in one step, on the disk, with the permissions of the one that it replaces,
    or else ``mode`` as the process restricts it. Raises OSError, with what stood there as it was."""
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(beside, _NEW, mode), "wb") as stream:
            if path.exists() and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), S_IMODE(path.stat().st_mode))
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):  # there only where it could not be put in its place
            beside.unlink(missing_ok=True)
    _bring_to_disk(path.parent)


def _bring_to_disk(folder: Path) -> None:
    """A new name, too, is on the disk only when its folder is."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no way to ask for it
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as problem:
        if problem.errno not in _NOT_FOR_FOLDERS:
            raise
