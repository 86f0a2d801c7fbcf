"""From a key press to the repainted hits, on a real pseudo-terminal.

``python bench/repaint.py [--knowledge FOLDER] [--keys N] [--notices]``: the desk runs at 120×36 in a pty on the shipped
knowledge, or on a folder of knowledge files. Words are typed a letter at a time; the clock runs from the write of
the key to the last byte that the desk draws for it (it counts as drawn when nothing follows for 4 ms).

``--notices`` sets three desks side by side, each typed at in turn with the same words: one of a region without notices,
one with five that are out, two of them named by what is typed, and one that has 10,000 notices and as many messages
behind it, too.
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
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from kontakt.database import Engine, writing
from kontakt.installation.opening import open_database
from kontakt.messages import store as messages
from kontakt.messages.message import Message, MessageKind, MessageStep, StepKind
from kontakt.notices import store as notices
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority
from kontakt.settings import Settings

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


class Desk:
    """One that runs, with the milliseconds that each key took. To be closed."""

    def __init__(self, folder: str) -> None:
        self.taken: list[float] = []
        self._process, self._terminal = open_desk(folder)

    def type(self, word: str) -> None:
        for letter in word:
            os.write(self._terminal, letter.encode())
            seconds = drawn_after(self._terminal)
            if seconds is not None:
                self.taken.append(seconds * 1000)
        os.write(self._terminal, b"\x15")  # Ctrl+U: the box is empty again
        drawn_after(self._terminal)

    def catch_up(self) -> None:
        """Read what it has drawn by itself meanwhile."""
        while select.select([self._terminal], [], [], 0)[0]:
            os.read(self._terminal, 1 << 20)

    def close(self) -> None:
        os.kill(self._process, signal.SIGKILL)  # a call is under way: Ctrl+Q would ask
        os.waitpid(self._process, 0)


def nothing(_engine: Engine) -> None:
    """The region as it is."""


def _notice(title: str, begins: datetime, ends: datetime) -> Notice:
    return Notice(
        id=uuid4(), kind=NoticeKind.ROAD, title=title, begins=begins, ends=ends, priority=NoticePriority.URGENT
    )


def five_notices(engine: Engine) -> None:
    now = datetime.now(UTC)
    titles = (
        "Brøyting er innstilt",
        "Søppeltømming er utsatt",
        "Vannet er borte",
        "Min side er nede",
        "Veggli bru er stengt",
    )
    with writing(engine) as session:
        for title in titles:
            about = _notice(title, now - timedelta(hours=1), now + timedelta(hours=8))
            notices.put(session, about, by="bench", at=now)


def ten_thousand_old_ones(engine: Engine) -> None:
    five_notices(engine)
    with writing(engine) as session:
        for day in range(10_000):
            at = datetime.now(UTC) - timedelta(days=2 + day % 1000, minutes=day)
            about = _notice(f"Brøyting {day}", at, at + timedelta(hours=4))
            notices.put(session, about, by="bench", at=at)
            letter = Message(
                id=uuid4(),
                kind=MessageKind.MESSAGE,
                made_at=at,
                agent="bench",
                municipality="",
                address="drift@tinn.example.invalid",
                subject="Brøyting",
                text="Veien er glatt.",
            )
            messages.put(session, [MessageStep(kind, letter) for kind in (StepKind.WRITTEN, StepKind.WITHDRAWN)])


REGIONS: dict[str, Callable[[Engine], None]] = {
    "no notice": nothing,
    "five notices out": five_notices,
    "and 10,000 old notices and messages": ten_thousand_old_ones,
}


def make_region(folder: str, knowledge: Path | None, fill: Callable[[Engine], None]) -> None:
    environment = os.environ | {"KONTAKT_DATA_DIR": folder}
    command = [sys.executable, "-m", "kontakt"]
    if knowledge:
        replace = [*command, "knowledge", "import", str(knowledge), "--replace", "--yes"]
        subprocess.run(replace, env=environment, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*command, "search", "vei"], env=environment, check=True, stdout=subprocess.DEVNULL)
    engine = open_database(Settings(data_dir=Path(folder)), datetime.now(UTC))
    fill(engine)
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--notices", action="store_true")
    given = parser.parse_args()
    regions = REGIONS if given.notices else {"no notice": nothing}
    with tempfile.TemporaryDirectory() as folder:
        desks = {}
        for number, (name, fill) in enumerate(regions.items()):
            data = f"{folder}/{number}"
            make_region(data, given.knowledge, fill)
            desks[name] = Desk(data)
        chance = random.Random(1)
        while min(len(desk.taken) for desk in desks.values()) < given.keys:
            word = chance.choice(WORDS)
            for desk in desks.values():
                desk.catch_up()
                desk.type(word)
        for desk in desks.values():
            desk.close()
    for name, desk in desks.items():
        taken = sorted(desk.taken)
        median, p99 = statistics.median(taken), taken[int(0.99 * len(taken))]
        print(f"{name:<38}{len(taken)} keys: median {median:.1f} ms, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
