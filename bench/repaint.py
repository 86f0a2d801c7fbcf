"""From a key press to the repainted hits, on a real pseudo-terminal.

``python bench/repaint.py [--knowledge FOLDER] [--keys N]``: the desk runs at 120×36 in a pty on the shipped
knowledge, or on a folder of knowledge files. Words are typed a letter at a time; the clock runs from the write of
the key to the last byte that the desk draws for it (it counts as drawn when nothing follows for 4 ms).
"""

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

QUIET_SECONDS = 0.004
WORDS = ("brøyting", "barnehageplass", "søppeltømming", "eiendomsskatt", "hjemmesykepleie", "skoleskyss", "byggesøknad")


def drawn_after(terminal: int, limit: float = 2.0) -> float | None:
    """Seconds until the last byte before a pause; None where nothing is drawn within ``limit`` seconds."""
    started = time.perf_counter()
    last = None
    while True:
        wait = QUIET_SECONDS if last is not None else limit
        if not select.select([terminal], [], [], wait)[0]:
            return last
        os.read(terminal, 1 << 20)
        last = time.perf_counter() - started


def open_desk(folder: str) -> tuple[int, int]:
    """Start the desk in a pty; its process and terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(KONTAKT_DATA_DIR=folder, KONTAKT_LANGUAGE="nb", TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-m", "kontakt"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    ready = time.monotonic() + 6  # the database libraries are loaded, the figures drawn
    while time.monotonic() < ready:
        drawn_after(terminal, 0.1)
    return process, terminal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--keys", type=int, default=300)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KONTAKT_DATA_DIR": folder}
        command = [sys.executable, "-m", "kontakt"]
        if given.knowledge:
            replace = [*command, "knowledge", "import", str(given.knowledge), "--replace", "--yes"]
            subprocess.run(replace, env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "search", "vei"], env=environment, check=True, stdout=subprocess.DEVNULL)
        process, terminal = open_desk(folder)
        taken: list[float] = []
        chance = random.Random(1)
        while len(taken) < given.keys:
            for letter in chance.choice(WORDS):
                os.write(terminal, letter.encode())
                seconds = drawn_after(terminal)
                if seconds is not None:
                    taken.append(seconds * 1000)
            os.write(terminal, b"\x15")  # Ctrl+U: the box is empty again
            drawn_after(terminal)
        os.kill(process, signal.SIGKILL)  # a call is under way: Ctrl+Q would ask
        os.waitpid(process, 0)
    taken.sort()
    print(f"{len(taken)} keys: median {statistics.median(taken):.1f} ms, p99 {taken[int(0.99 * len(taken))]:.1f} ms")


if __name__ == "__main__":
    main()
