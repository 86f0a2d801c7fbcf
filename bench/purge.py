"""How long the purging of notes holds the writers' lock: ``python -m bench.purge [--inquiries N] [--old N]``.

In a log of N inquiries, each with a note and a query, in both databases, the old ones are purged as the region's jobs
do it. Printed is how long each transaction held the lock, by the clock and, as the machine may have other work, by what
the processor did, and whether every count is what it was.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from bench.desks import load
from bench.made_up_log import COLUMNS, put_rows
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import configure_mappers
from tests.replicated_server import ReplicatedServer

from kontakt.database import open_engine
from kontakt.database.migrate import bring_up_to_date
from kontakt.demo.throw_away_server import new_folder
from kontakt.inquiries.log.purging import purged_parts

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=90)
ENTRY = tuple(each for each in COLUMNS if each not in ("entry_id", "withdrawn", "repeated", "version"))
AT_ONCE = 50_000
_FACTS = "count(*), count(DISTINCT municipality), sum(CASE WHEN outcome = 'answered' THEN 1 ELSE 0 END)"


def inquiries(count: int, old: int) -> Iterator[dict[str, Any]]:
    """As SQLite keeps them, the first ``old`` of them older than their notes may be."""
    rng = Random(17)
    for number in range(count):
        at = BEFORE - timedelta(seconds=1 + number * 60) if number < old else NOW - timedelta(seconds=number - old)
        yield dict.fromkeys(COLUMNS) | {
            "id": f"{rng.getrandbits(128):032x}",
            "entry_id": f"{rng.getrandbits(128):032x}",
            "call_id": f"{rng.getrandbits(128):032x}",
            "kind": "logged",
            "made_at": f"{at:%Y-%m-%d %H:%M:%S.%f}",
            "withdrawn": False,
            "repeated": False,
            "version": number // 20 + 1,
            "municipality": f"{1001 + rng.randrange(350)}",
            "outcome": rng.choice(("answered", "guided", "case")),
            "started_at": f"{at:%Y-%m-%d %H:%M:%S.%f}",
            "logged_at": f"{at:%Y-%m-%d %H:%M:%S.%f}",
            "agent": f"agent {rng.randrange(1400)}",
            "channel": "phone",
            "warm": False,
            "query": "brøyting av veien vår",
            "note": "Ringer igjen i morgen om innkjørselen, som er brøytet igjen for tredje gang denne uka.",
        }


def fill(engine: Engine, count: int, old: int) -> None:
    bring_up_to_date(engine, Path(tempfile.mkdtemp()), NOW)
    part: list[dict[str, Any]] = []
    for each in inquiries(count, old):
        part.append(each)
        if len(part) == AT_ONCE or (each["version"] == (count - 1) // 20 + 1 and len(part) == count % AT_ONCE):
            put_rows(engine, "inquiry", COLUMNS, ([row[name] for name in COLUMNS] for row in part))
            entries = ({**row, "id": row["entry_id"], "inquiry_id": row["id"]} for row in part)
            columns = ("inquiry_id", *ENTRY)
            put_rows(engine, "inquiry_entry", columns, ([row[name] for name in columns] for row in entries))
            part.clear()


def facts(engine: Engine) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [
            tuple(connection.execute(text(f"SELECT {_FACTS} FROM {table}")).one())
            for table in ("inquiry", "inquiry_entry")
        ]


class Held:
    """How long each transaction of the engine held the writers' lock, in milliseconds: by the clock, and of this
    process's own work, which on SQLite is all there is. What SQLite does after it has let go counts with it."""

    def __init__(self, engine: Engine) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []
        self._begun: tuple[float, float] | None = None
        event.listen(engine, "begin", self._begin)  # after the program's own, which takes the lock
        event.listen(engine, "checkin", self._end)

    def _begin(self, _connection: object) -> None:
        self._begun = (time.perf_counter(), time.thread_time())

    def _end(self, _connection: object, _record: object) -> None:
        if self._begun is not None:
            self.clock.append((time.perf_counter() - self._begun[0]) * 1000)
            self.work.append((time.thread_time() - self._begun[1]) * 1000)
        self._begun = None


def measured(name: str, address: str, count: int, old: int, server_seconds: Callable[[], float]) -> None:
    engine = open_engine(address)
    fill(engine, count, old)
    configure_mappers()  # as whatever has opened a region has done
    before = facts(engine)
    held, served = Held(engine), server_seconds()
    emptied = sum(purged_parts(engine, BEFORE))
    served = server_seconds() - served
    parts = len(held.clock)
    print(f"{name}: {emptied} rows of {old} old of {count} inquiries emptied in {parts} transactions")
    for what, each in (("by the clock", held.clock), ("this process's work", held.work)):
        print(
            f"  lock held, ms, {what:<20} {median(each):6.1f} median {quantiles(each, n=100)[-1]:6.1f} p99 {max(each):6.1f} longest"
        )
    print(f"  the server's work, ms a transaction {served / parts * 1000:6.1f}")
    print(f"  counts {'as they were' if facts(engine) == before else 'CHANGED'}", flush=True)
    engine.dispose()


def on_a_server(work: Callable[[str, Callable[[], float]], None]) -> None:
    server = ReplicatedServer(new_folder())
    try:
        server.make()
        server.follow_me()
        server.start()
        server.create("kontakt")
        work(server.address("kontakt"), lambda: load(server).processor)
    finally:
        server.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inquiries", type=int, default=400_000)
    parser.add_argument("--old", type=int, default=200_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured("SQLite", f"sqlite:///{folder}/kontakt.sqlite", given.inquiries, given.old, lambda: 0.0)
    on_a_server(lambda address, seconds: measured("PostgreSQL", address, given.inquiries, given.old, seconds))


if __name__ == "__main__":
    main()
