"""A desk for ``bench/faults.py``: a forked process that logs, corrects and withdraws, and delivers to a real server.

It writes a line before each entry, with all of it, and one after the journal has confirmed it, as
``tests/inquiries/killed_desk.py`` does; nothing that it says is confirmed may be lost.
"""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.inquiries.killed_desk import next_entry
from tests.inquiries.test_kill import Lives

from kontakt.errors import KontaktError
from kontakt.inquiries.codec import encode
from kontakt.inquiries.delivery import Sender, deliver_now
from kontakt.inquiries.inquiry import Entry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.restored import fill_restored
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.settings import Settings

AGENT = "kari"
FULL_DISK = "full disk"


@dataclass
class Desk:
    """A computer with its data folder, on which desks live one after the other. ``hours`` is how far its clock is
    ahead."""

    settings: Settings
    hours: float = 0.0
    pause: float = 0.01
    lives: int = 0
    process: BaseProcess | None = None

    def start(self, *, disk: str = "") -> None:
        """Begin to log, in a process of its own."""
        self.lives += 1
        self.process = get_context("fork").Process(target=_live, args=(self, disk), daemon=True)
        self.process.start()

    def kill(self) -> None:
        assert self.process is not None
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()

    def signal(self, number: int) -> None:
        assert self.process is not None
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    @property
    def output(self) -> Path:
        return self.settings.data_dir / f"said-{self.lives}.txt"

    def confirmed(self) -> int:
        """How many entries the desk that lives now has been told are safe."""
        return self.output.read_text().count("done ") if self.output.exists() else 0

    def drain(self, seconds: float = 90) -> None:
        """Deliver what is left, as the next desk on this computer would. Raises KontaktError after so long."""
        until = time.monotonic() + seconds
        while True:
            try:
                with LazyEngine(self.settings) as database, Journal(self.settings.journal_path) as journal:
                    fill_restored(journal, database.engine_for_entries)
                    deliver_now(journal, database.engine_for_entries)
                return
            except KontaktError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def said(self) -> Lives:
        """All that was tried and confirmed here."""
        lives = Lives()
        for output in sorted(self.settings.data_dir.glob("said-*.txt")):
            lives.read(output)
        return lives


def _live(desk: Desk, disk: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chance = random.Random(f"{desk.settings.data_dir} {desk.lives}")
    settings = desk.settings
    with (
        desk.output.open("w") as said,
        LazyEngine(settings) as database,
        Journal(settings.journal_path) as journal,
    ):
        sender = Sender(
            settings.journal_path,
            lambda: database.engine_for_entries,
            settings.lease_path,
            note_days=lambda: 90,
            agent=AGENT,
        )
        sender.start()
        for number, entry in enumerate(_entries(chance, desk.hours)):
            said.write(f"try {encode(entry)}\n")
            said.flush()
            full = disk == FULL_DISK and number % 40 >= 20
            try:
                _fill_disk(full)
                journal.append(entry)
            except KontaktError as refused:
                if not full:
                    print(f"refused: {refused}", file=sys.stderr)
                continue
            finally:
                _fill_disk(False)
            said.write(f"done {entry.id}\n")
            said.flush()
            sender.wake()
            time.sleep(chance.uniform(0, 2 * desk.pause))


def _entries(chance: random.Random, hours: float) -> Iterator[Entry]:
    standing: list[Entry] = []
    ahead = timedelta(hours=hours)
    while True:
        entry = next_entry(standing, chance)
        started_at, logged_at = entry.inquiry.started_at + ahead, entry.inquiry.logged_at + ahead
        inquiry = replace(entry.inquiry, started_at=started_at, logged_at=logged_at)
        yield replace(entry, made_at=entry.made_at + ahead, inquiry=inquiry)


def _fill_disk(full: bool) -> None:
    """While the disk is full, no file of this process can grow beyond a kilobyte."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000 if full else resource.RLIM_INFINITY, resource.RLIM_INFINITY))
