"""Files that nobody but their owner may read, also in a folder that others may enter."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MODE = 0o600


def touch(path: Path) -> None:
    """Make the file, unless it is there. One that is there is not opened: closing it again would drop the locks that
    SQLite has on it. Raises OSError."""
    path.touch(mode=MODE)


def close_to_others(paths: Iterable[Path]) -> None:
    """Take from everybody else what they may do with these files; those that are another user's stay as they are."""
    for path in paths:
        with suppress(OSError):
            if path.stat().st_mode & 0o077:
                path.chmod(MODE)


@contextmanager
def only_for_the_owner() -> Iterator[None]:
    """Whatever this process makes meanwhile, by whichever library, is the owner's alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
