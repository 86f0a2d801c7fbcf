"""From a key press to the repainted hits, on a real pseudo-terminal.

``python -m bench.repaint [--knowledge FOLDER | --articles N] [--keys N] [--notices]``: the desk runs at 120×36 in a pty
on the shipped knowledge, on a folder of knowledge files, or on so many articles made of the shipped ones. Words are
typed a letter at a time; the clock runs from the write of the key to the last byte that is drawn for it (it counts as
drawn when nothing follows for 4 ms). Beside it stands the processor time of a key, in all threads.

A bare Textual app is typed at in turn with it, as the floor: a box and one text of 25 lines, which every key changes.

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
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from bench.library import made

from kontakt.database import Engine, writing
from kontakt.installation.opening import open_database
from kontakt.installation.starter import read_starter
from kontakt.knowledge import store
from kontakt.messages import store as messages
from kontakt.messages.message import Message, MessageKind, MessageStep, StepKind
from kontakt.notices import store as notices
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority
from kontakt.settings import Settings

QUIET_SECONDS = 0.004
LOOK_SECONDS = 2.0
BARE_APP = """
from textual.app import App
from textual.widgets import Input, Static


class Bare(App):
    def compose(self):
        yield Input()
        yield Static()

    def on_input_changed(self, event):
        self.query_one(Static).update("\\n".join(f"{event.value} {line}" for line in range(25)), layout=False)


Bare().run()
"""
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


class Program:
    """One that runs in a terminal, with the milliseconds that each key took, and those of processor that all did. To be
    closed."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        self.taken: list[float] = []
        self.processor = 0.0
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.environ.update(TERM="xterm-256color", **environment)
            os.execv(sys.executable, [sys.executable, *arguments])
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def type(self, word: str) -> None:
        before = self.processor_seconds()
        for letter in word:
            os.write(self._terminal, letter.encode())
            seconds = drawn_after(self._terminal)
            if seconds is not None:
                self.taken.append(seconds * 1000)
        self.processor += (self.processor_seconds() - before) * 1000
        os.write(self._terminal, b"\x15")  # Ctrl+U: the box is empty again
        drawn_after(self._terminal)

    def processor_seconds(self) -> float:
        return time.clock_gettime(~self._process << 3 | 2)  # CPUCLOCK_SCHED of another process, as the C library has it

    def catch_up(self) -> None:
        """Read what it has drawn by itself meanwhile."""
        while select.select([self._terminal], [], [], 0)[0]:
            os.read(self._terminal, 1 << 20)

    def close(self) -> None:
        os.kill(self._process, signal.SIGKILL)  # a call is under way: Ctrl+Q would ask
        os.waitpid(self._process, 0)


def desk(folder: str) -> Program:
    return Program(["-m", "kontakt"], KONTAKT_DATA_DIR=folder, KONTAKT_LANGUAGE="nb")


def wait_until_ready(programs: Collection[Program]) -> None:
    """Until the database's libraries are loaded, what it holds is read and the figures are drawn: until the threads of
    all of them have come to rest."""
    resting = False
    while not resting:
        before = [each.processor_seconds() for each in programs]
        looked = time.monotonic()
        while time.monotonic() < looked + LOOK_SECONDS:
            for program in programs:
                program.catch_up()
            time.sleep(0.02)
        used = [each.processor_seconds() - then for each, then in zip(programs, before, strict=True)]
        resting = max(used) < LOOK_SECONDS / 10


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


def make_region(folder: str, knowledge: Path | None, articles: int, fill: Callable[[Engine], None]) -> None:
    environment = os.environ | {"KONTAKT_DATA_DIR": folder}
    command = [sys.executable, "-m", "kontakt"]
    if knowledge:
        replace = [*command, "knowledge", "import", str(knowledge), "--replace", "--yes"]
        subprocess.run(replace, env=environment, check=True, stdout=subprocess.DEVNULL)
    engine = open_database(Settings(data_dir=Path(folder)), datetime.now(UTC))
    if articles:
        with writing(engine) as session:
            of_shipped = made(read_starter().knowledge.articles, articles)
            store.replace_all(session, of_shipped, by="bench", at=datetime.now(UTC))
    fill(engine)
    engine.dispose()
    subprocess.run([*command, "search", "vei"], env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--notices", action="store_true")
    given = parser.parse_args()
    regions = REGIONS if given.notices else {"no notice": nothing}
    with tempfile.TemporaryDirectory() as folder:
        for name, fill in regions.items():
            make_region(f"{folder}/{name}", given.knowledge, given.articles, fill)
        programs = {"bare Textual app": Program(["-c", BARE_APP], TEXTUAL_FPS="250")} | {
            name: desk(f"{folder}/{name}") for name in regions
        }
        wait_until_ready(programs.values())
        chance = random.Random(1)
        while min(len(each.taken) for each in programs.values()) < given.keys:
            word = chance.choice(WORDS)
            for each in programs.values():
                each.catch_up()
                each.type(word)
        for each in programs.values():
            each.close()
    print(f"{'ms':<38}{'keys':>6}{'median':>8}{'p90':>8}{'p99':>8}{'processor':>11}")
    for name, each in programs.items():
        taken = sorted(each.taken)
        p90, p99 = (taken[int(share * len(taken))] for share in (0.9, 0.99))
        figures = f"{statistics.median(taken):>8.1f}{p90:>8.1f}{p99:>8.1f}{each.processor / len(taken):>11.1f}"
        print(f"{name:<38}{len(taken):>6}{figures}")


if __name__ == "__main__":
    main()
