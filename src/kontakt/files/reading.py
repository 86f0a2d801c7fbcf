"""Reading a file that somebody names: a regular file below a size, and nothing else.

A pipe would keep the program waiting, a device never ends, and a file of gigabytes fills the memory: each is refused
before anything is read from it.
"""

import os
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.files.kinds import require_regular
from kontakt.files.reasons import reason
from kontakt.locale import _

_MEGABYTE = 1_000_000

# A pipe that takes the file's place meanwhile is opened without waiting for its other end.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_file(path: Path, largest: int, file: str | None = None) -> bytes:
    """What the file holds; ``largest`` is the most that it may, in bytes, and ``file`` what errors call it.

    Raises KontaktError for what is no regular file, is larger, or cannot be read.
    """
    name = file or str(path)
    try:
        require_regular(path.stat().st_mode, name)  # some devices act when they are opened
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            require_regular(status.st_mode, name)
            data = stream.read(largest + 1) if status.st_size <= largest else b""
    except OSError as problem:
        text = _("{file} cannot be read ({reason}): check that it exists and is yours to read.")
        raise KontaktError(text.format(file=name, reason=reason(problem))) from problem
    if status.st_size > largest or len(data) > largest:  # one that grows meanwhile
        text = _("{file} is larger than {megabytes} MB, the most that is read: choose another file.")
        raise KontaktError(text.format(file=name, megabytes=largest // _MEGABYTE))
    return data
