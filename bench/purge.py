"""How long the purging of notes holds the writers' lock: ``python -m bench.purge [--inquiries N] [--old N]``.

In a log of N inquiries, each with a note and a query, in both databases, the old ones are purged as the region's jobs
do it. Printed is how long another program that writes waited for the lock meanwhile, and whether every count is what
it was.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

import psycopg
from bench.made_up_log import COLUMNS, put_rows
from sqlalchemy import Engine, make_url, text
from tests.replicated_server import ReplicatedServer

from kontakt.database import open_engine
from kontakt.database.migrate import bring_up_to_date
from kontakt.demo.throw_away_server import new_folder
from kontakt.inquiries.log.purging import purged_parts

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

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


def watch(address: str, done: "Event", told: "Connection") -> None:
    """Take the lock and let go of it, over and over, as a desk that delivers would; tell how long each time took, in
    milliseconds."""
    waited: list[float] = []
    url = make_url(address)
    while not done.is_set():
        time.sleep(0.005)
        begun = time.perf_counter()
        if url.get_backend_name() == "sqlite":
            with closing(sqlite3.connect(str(url.database), timeout=0, isolation_level=None)) as file:
                begun = time.perf_counter()
                while True:
                    try:
                        file.execute("BEGIN IMMEDIATE")
                    except sqlite3.OperationalError:
                        time.sleep(0.0005)
                    else:
                        break
                waited.append((time.perf_counter() - begun) * 1000)
                file.execute("ROLLBACK")
        else:
            with psycopg.connect(host=str(url.query["host"]), user=url.username, dbname=url.database) as server:
                server.execute("SELECT 1")
                begun = time.perf_counter()
                server.execute("SELECT kontakt_lock_writers()")
                waited.append((time.perf_counter() - begun) * 1000)
                server.rollback()
    told.send(waited)


def measured(name: str, address: str, count: int, old: int) -> None:
    engine = open_engine(address)
    fill(engine, count, old)
    before = facts(engine)
    context = get_context("spawn")
    done, (mine, theirs) = context.Event(), context.Pipe()
    watcher = context.Process(target=watch, args=(address, done, theirs))
    watcher.start()
    time.sleep(3)
    begun = time.perf_counter()
    parts = list(purged_parts(engine, BEFORE))
    took = time.perf_counter() - begun
    done.set()
    waited = sorted(mine.recv())
    watcher.join()
    unchanged = facts(engine) == before
    engine.dispose()
    over = sum(each > 50 for each in waited)
    print(
        f"{name:<11} {sum(parts)} rows of {old} old of {count} inquiries in {len(parts)} parts, {took:.0f} s; somebody else asked "
        f"for the lock {len(waited)} times and waited {median(waited):.1f} ms (median), {waited[-len(waited) // 100]:.1f} (99 of "
        f"100), {waited[-1]:.1f} (longest), {over} times more than 50; counts {'as they were' if unchanged else 'CHANGED'}",
        flush=True,
    )


def on_a_server(work: Callable[[str], None]) -> None:
    server = ReplicatedServer(new_folder())
    try:
        server.make()
        server.follow_me()
        server.start()
        server.create("kontakt")
        work(server.address("kontakt"))
    finally:
        server.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inquiries", type=int, default=400_000)
    parser.add_argument("--old", type=int, default=200_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured("SQLite", f"sqlite:///{folder}/kontakt.sqlite", given.inquiries, given.old)
    on_a_server(lambda address: measured("PostgreSQL", address, given.inquiries, given.old))


if __name__ == "__main__":
    main()
