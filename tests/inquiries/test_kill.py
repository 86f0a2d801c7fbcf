"""``kill -9`` at any moment loses nothing that was confirmed, and delivers nothing twice."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlmodel import col, func, select

from kontakt.database import open_engine, reading
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import decode
from kontakt.inquiries.delivery import Sender
from kontakt.inquiries.entries import newest
from kontakt.inquiries.inquiry import Entry, EntryKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store
from kontakt.inquiries.log.tables import EntryRow, InquiryRow

from .conftest import history

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("KONTAKT_TEST_KILLS", "14"))
AT_ONCE = 3  # desks that share one data folder
LONGEST_LIFE_SECONDS = 1.5  # after the first confirmation
PATIENCE_SECONDS = 60


@dataclass
class Lives:
    """What the killed desks said: all entries they tried to store, and which of them were confirmed."""

    tried: dict[UUID, Entry] = field(default_factory=dict)
    confirmed: set[UUID] = field(default_factory=set)

    def read(self, output: Path) -> None:
        for line in output.read_text().splitlines(keepends=True):
            word, _, rest = line.rstrip("\n").partition(" ")
            if not line.endswith("\n"):
                break  # killed while it wrote
            if word == "done":
                self.confirmed.add(UUID(rest))
            else:
                entry = decode(rest)
                assert isinstance(entry, Entry)
                self.tried[entry.id] = entry


def live_and_die(folder: Path, number: int) -> Path:
    """Run a desk, and kill it at a random moment after it has confirmed something; what it said."""
    output = folder / f"desk-{number}.txt"
    chance = random.Random(number)
    with output.open("w") as stdout:
        desk = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("killed_desk.py"), folder, str(number)], stdout=stdout
        )
        with desk:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while "done" not in output.read_text():
                assert desk.poll() is None, "the desk ended by itself"
                assert time.monotonic() < deadline, "the desk confirmed nothing"
                time.sleep(0.005)
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            assert desk.poll() is None, "the desk ended by itself"
            desk.kill()
    with Journal(folder / "journal.sqlite") as journal:  # what a bad sector would leave
        row = (str(uuid4()), '{"version": 1, "type": "entry", "note": "half')
        journal._do(lambda connection: connection.execute("INSERT INTO waiting (id, body) VALUES (?, ?)", row))
    return output


def drain(folder: Path) -> None:
    sender = Sender(
        folder / "journal.sqlite",
        lambda: open_engine(f"sqlite:///{folder / 'kontakt.sqlite'}"),
        folder / "sender.lock",
        note_days=lambda: 90,
    )
    sender.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    with Journal(folder / "journal.sqlite") as journal:
        while journal.waiting():
            assert time.monotonic() < deadline, sender.delivery
            time.sleep(0.01)
    sender.stop()


def delivered(engine: Engine) -> list[Entry]:
    with reading(engine) as session:
        ids = session.exec(select(EntryRow.inquiry_id).distinct()).all()
        return [entry for id in ids for entry in history(session, id)]


@pytest.mark.embedded
def test_kill_nine_loses_nothing_and_delivers_nothing_twice(tmp_path: Path, engine: Engine) -> None:
    lives = Lives()
    with ThreadPoolExecutor(AT_ONCE) as keepers:
        for output in keepers.map(lambda number: live_and_die(tmp_path, number), range(KILLS)):
            lives.read(output)
    with Journal(tmp_path / "journal.sqlite") as journal:
        waited = journal.waiting()
    drain(tmp_path)
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.set_aside()[0] == KILLS  # each damaged entry, and no other

    arrived = delivered(engine)
    ids = [entry.id for entry in arrived]
    lost = lives.confirmed - set(ids)
    duplicated = len(ids) - len(set(ids))
    unconfirmed = set(ids) - lives.confirmed
    print(
        f"kills {KILLS}, confirmed {len(lives.confirmed)}, delivered {len(ids)}, duplicated {duplicated}, "
        f"lost {len(lost)}; {waited} were left for the last sender, {len(unconfirmed)} died unconfirmed"
    )
    assert not lost
    assert not duplicated
    assert len(unconfirmed) <= KILLS  # each desk has at most one entry under way
    assert all(entry == lives.tried[entry.id] for entry in arrived)
    assert_states_are_right(engine, arrived)


def assert_states_are_right(engine: Engine, arrived: list[Entry]) -> None:
    current = newest(arrived)
    standing = [entry.inquiry for entry in current.values() if entry.kind is not EntryKind.WITHDRAWN]
    now = datetime.now(UTC)
    with reading(engine) as session:
        listed = store.by_agent_since(session, "kari", now - timedelta(days=1))
        counts = store.counts(session, now - timedelta(days=1), now + timedelta(days=1))
        repeated = set(session.exec(select(InquiryRow.id).where(col(InquiryRow.repeated))))
        rows = session.exec(select(func.count()).select_from(InquiryRow)).one()
    assert rows == len(current)
    assert {entry.inquiry.id: entry for entry in listed} == current
    for outcome in Outcome:
        counted = sum(count.n for count in counts if count.outcome is outcome)
        assert counted == sum(inquiry.outcome is outcome for inquiry in standing)
    assert repeated == {inquiry.repeats for inquiry in standing if inquiry.repeats is not None} & set(current)
