"""Keys that were typed while nothing was there to take them: they were not meant for the search box that opens next.

``./run`` runs this file by itself after a set-up; it needs nothing but the standard library.
"""

import sys


def drop_typed_ahead() -> None:
    """Drop what the terminal holds and nobody has read; without a terminal there is nothing to drop."""
    try:
        import termios  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return
    if sys.stdin.isatty():
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


if __name__ == "__main__":
    drop_typed_ahead()
