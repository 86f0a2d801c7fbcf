"""What stands under a name: a file, a folder, or something that only looks like a file."""

from stat import S_ISDIR, S_ISREG

from kontakt.errors import KontaktError
from kontakt.locale import _


def require_regular(mode: int, file: str) -> None:
    """Raises KontaktError, which calls it ``file``, where the mode of ``os.stat`` is not that of a regular file."""
    if S_ISDIR(mode):
        raise KontaktError(_("{file} is a folder: name a file.").format(file=file))
    if not S_ISREG(mode):
        raise KontaktError(_("{file} is a device, a pipe or a socket: name a file.").format(file=file))
