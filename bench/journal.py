"""How long an inquiry takes to become durable, beside a bare sqlite3 insert of the same text.

Both commit to a write-ahead log with synchronous=FULL on the same disk, in turns. Prints milliseconds.
Usage: python bench/journal.py [ENTRIES] [FOLDER]
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import encode
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Entry, Inquiry
from kontakt.inquiries.journal.journal import Journal

WARM_UP = 50


def an_entry() -> Entry:
    now = datetime.now(UTC)
    inquiry = Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=Outcome.ANSWERED,
        started_at=now,
        logged_at=now,
        agent="kari",
        article="broeyting-av-kommunal-vei",
        query="brøyting av veien til hytta",
        note="Spør om veien ved Rjukan: ring 404 04 040 når det er avklart, ikke før 22.11.2026.",
    )
    return logged(inquiry, now)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(entries: int, folder: Path) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    bare: list[float] = []
    with (
        Journal(folder / "journal.sqlite") as journal,
        closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as connection,
    ):
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (id TEXT, body TEXT)"
        )
        for _ in range(entries + WARM_UP):
            entry = an_entry()
            row = (str(entry.id), encode(entry))
            ours.append(milliseconds(partial(journal.append, entry)))
            bare.append(milliseconds(partial(connection.execute, "INSERT INTO entry VALUES (?, ?)", row)))
    return ours[WARM_UP:], bare[WARM_UP:]


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        ours, bare = measure(entries, Path(folder))
    for name, times in (("journal", ours), ("bare sqlite3", bare)):
        cuts = quantiles(times, n=100)
        p50, p99 = cuts[49], cuts[98]
        print(f"{name:12}  n {entries}  p50 {p50:6.2f}  p99 {p99:6.2f}  max {max(times):6.2f} ms")


if __name__ == "__main__":
    main()
