"""Ends a throw-away server, and removes its folder, when whoever started it has ended: also when that one was killed.

Run as a program with the folder as its argument, by ``throw_away_server``. Its standard input is a pipe that nothing is
written to; it ends with the process at the other end. It needs nothing but the standard library.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE_SECONDS = 10.0


def end_server(folder: Path) -> None:
    """Stop what runs on the cluster in ``folder``, at once, and every process whose number stands in a file ``*.pid``
    there; then remove the folder."""
    with suppress(OSError, ValueError, IndexError):
        pid = int((folder / "cluster" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)  # PostgreSQL ends without writing anything down
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            os.kill(pid, 0)  # an error once it is gone
            time.sleep(0.02)
    for file in folder.glob("*.pid"):  # of what else was started there
        with suppress(OSError, ValueError):
            os.kill(int(file.read_text()), signal.SIGTERM)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    sys.stdin.buffer.read()
    end_server(Path(sys.argv[1]))
