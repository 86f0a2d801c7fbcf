"""A desk that is going to be killed: logs, corrects and withdraws as fast as it can, with its sender running.

Run with a data folder and a seed. With an even seed it has loaded the database's libraries before its first
entry, so that what is killed is delivery rather than loading. Writes one line before each entry, with all of
it, and one after the journal has confirmed it, with its id.
"""

import random
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import encode
from kontakt.inquiries.delivery import Sender
from kontakt.inquiries.entries import corrected, logged, withdrawn
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.journal.journal import Journal

if TYPE_CHECKING:
    from sqlalchemy import Engine


def main(folder: Path, chance: random.Random) -> None:
    def open_shared_log() -> "Engine":
        from kontakt.database import open_engine

        return open_engine(f"sqlite:///{folder / 'kontakt.sqlite'}")

    sender = Sender(folder / "journal.sqlite", open_shared_log, folder / "sender.lock", note_days=lambda: 90)
    sender.start()
    standing: list[Entry] = []
    with Journal(folder / "journal.sqlite") as journal:
        while True:
            entry = next_entry(standing, chance)
            say(f"try {encode(entry)}")
            journal.append(entry)
            say(f"done {entry.id}")
            sender.wake()
            time.sleep(chance.uniform(0, 0.01))


def next_entry(standing: list[Entry], chance: random.Random) -> Entry:
    now = datetime.now(UTC)
    if not standing or chance.random() < 0.5:
        inquiry = Inquiry(
            id=uuid4(),
            call_id=uuid4(),
            municipality=chance.choice(["3303", "4026"]),
            outcome=chance.choice(list(Outcome)),
            started_at=now,
            logged_at=now,
            agent="kari",
            repeats=standing[-1].inquiry.id if standing and chance.random() < 0.2 else None,
        )
        standing.append(logged(inquiry, now))
        return standing[-1]
    previous = standing.pop(chance.randrange(len(standing)))
    if chance.random() < 0.3:
        return withdrawn(previous, now)
    standing.append(corrected(previous, replace(previous.inquiry, outcome=chance.choice(list(Outcome))), now))
    return standing[-1]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    seed = int(sys.argv[2])
    if seed % 2 == 0:
        import kontakt.database
        import kontakt.inquiries.log.store  # noqa: F401
    main(Path(sys.argv[1]), random.Random(seed))
