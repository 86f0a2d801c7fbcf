"""The lead's board over a large log: ``python -m bench.board [--sizes 4 5 6 7] [--folder FOLDER] [--server]``.

A size of 6 is a log of 10⁶ inquiries: five years, 350 municipalities and 250 articles, few of which have most of them;
some inquiries are corrected, withdrawn or ring again. Everything is measured in the same run, each step in a process of
its own, and printed as tables of milliseconds: of each figure the best of three turns, by the clock and, as the machine
may have other work, by what its processors did. With ``--server`` the log is that of a throw-away PostgreSQL server,
whose own work is not in the processors' tables.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.made_up_log import BEGUN, COLUMNS, NOW, Log, put_rows, region
from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

from kontakt.database import reading, writing
from kontakt.database.server import lift_bounds
from kontakt.demo.throw_away_server import ThrowAwayServer, new_folder
from kontakt.directory import store as directory
from kontakt.firstline import Outcome
from kontakt.firstline.periods import Span, before, current
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.tables import AnsweredRow, InquiryRow
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import opened_database
from kontakt.installation.shared_region import initialise
from kontakt.knowledge import store as knowledge
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.settings import Settings

ANSWERED, ANSWERED_DAYS = 10, 90
TURNS = 3
SERVER = "BENCH_SERVER"
"""The variable with the address of the server's database."""


def why_not_and_changed(service: LeadService, scope: Scope) -> object:
    return service.why_changed(scope, service.why_not(scope))


VIEWS: dict[str, Callable[[LeadService, Scope], object]] = {
    "standings": LeadService.standings,
    "why not": why_not_and_changed,
    "closing the gap": LeadService.closing,
    "when": LeadService.arrivals,
    "who helps whom": LeadService.helping,
    "search": LeadService.search_health,
    "time freed": LeadService.freed,
}
CLOCKS = {"clock": "milliseconds", "processors": "ms of all processors"}

STEPS = ("fill", "copy", "look")


def settings_of(folder: Path) -> Settings:
    """Of a region in this folder, or on the server that a variable names."""
    return Settings(data_dir=folder / "data", agent="bench", database=os.environ.get(SERVER, ""))


def answered() -> list[dict[str, Any]]:
    """What the phone system answered for the largest municipalities in the last weeks."""
    days = (NOW.date() - timedelta(days=back) for back in range(1, ANSWERED_DAYS + 1))
    return [
        {"day": day, "municipality": member.number, "line": "", "calls": 20}
        for day in days
        for member in region().municipalities[:ANSWERED]
    ]


def fill(folder: Path, count: int) -> dict[str, float]:
    """Make the database, with its region, the shipped articles, and the log."""
    started = time.perf_counter()
    table = SQLModel.metadata.tables[str(InquiryRow.__tablename__)]
    settings = settings_of(folder)
    if settings.is_shared:
        initialise(settings, BEGUN)
    with opened_database(settings, BEGUN) as engine:
        with writing(engine) as session:
            directory.save(session, region(), by="bench", at=BEGUN)
            articles = sorted(each.id for each in knowledge.load(session).articles)
            for index in table.indexes:
                index.drop(session.connection())
        for rows in Log(count, articles).parts():
            put_rows(engine, "inquiry", COLUMNS, rows)
        with writing(engine) as session:
            if settings.is_shared:
                lift_bounds(session.connection())
            for index in table.indexes:
                index.create(session.connection())
            session.connection().execute(insert(SQLModel.metadata.tables[str(AnsweredRow.__tablename__)]), answered())
        size = _settled(engine)
    return {"fill": time.perf_counter() - started, "database MB": size / 1e6}


def _settled(engine: Engine) -> int:
    """The database's size in bytes, once its server knows what is in it, as autovacuum would have it know."""
    if engine.dialect.name == "sqlite":
        return Path(str(engine.url.database)).stat().st_size
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


# --- what is measured ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of all processors together."""

    clock: float
    processors: float


def timed(work: Callable[[], object]) -> Taken:
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processors)


def best_of_turns(work: Callable[[], object]) -> Taken:
    turns = [timed(work) for _ in range(TURNS)]
    return Taken(min(turn.clock for turn in turns), min(turn.processors for turn in turns))


def peak() -> float:
    """This process's largest memory, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def copy(folder: Path) -> dict[str, float]:
    """The first copy in columns, and what it takes to follow the log."""
    settings = settings_of(folder)
    service = LeadService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    first = timed(service.bring_up_to_date)
    taken = {"first copy": first.clock, "first copy, processors": first.processors, "first copy, peak MB": peak()}
    entries = []
    for number in range(100):
        one = Inquiry(
            id=UUID(int=number + 1),
            call_id=UUID(int=number + 1),
            municipality="1001",
            outcome=Outcome.ANSWERED,
            started_at=NOW,
            logged_at=NOW + timedelta(seconds=60),
            agent="agent 1",
            home_municipality="1001",
        )
        entries.append(logged(one, one.logged_at))
    with opened_database(settings_of(folder), NOW) as engine, writing(engine) as session:
        inquiries.deliver(session, entries)
    taken["after 100 more"] = timed(service.bring_up_to_date).clock
    taken["nothing new"] = timed(service.bring_up_to_date).clock
    service.close()
    taken["copy MB"] = settings_of(folder).figures_path.stat().st_size / 1e6
    return taken


def look(folder: Path) -> dict[str, float]:
    """Every view for every offered period, without a filter and with the slowest of five; beside it, the region's
    counts by SQL."""
    gc.disable()  # as kontakt starts
    settings = settings_of(folder)
    service = LeadService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    opened = timed(lambda: (service.bring_up_to_date(), service.standings(scope_of(Span.MONTH))))
    taken = {"open the board": opened.clock}
    gc.enable()
    gc.freeze()  # as the app does when it stands
    filters: list[dict[str, Any]] = [
        {"municipality": "1010"},
        {"theme": "avfall"},
        {"channel": Channel.PHONE},
        {"caller_type": CallerType.CABIN_OWNER},
        {
            "municipality": "1001",
            "theme": "avfall",
            "channel": Channel.PHONE,
            "caller_type": CallerType.RESIDENT,
        },
    ]
    for span in Span:
        for view, ask in VIEWS.items():
            show = partial(ask, service)
            plain = best_of_turns(partial(show, scope_of(span)))
            chosen = [best_of_turns(partial(show, replace(scope_of(span), **each))) for each in filters]
            for clock in CLOCKS:
                taken[f"{clock}|{view}|{span}"] = getattr(plain, clock)
                taken[f"{clock}|{view}, filtered|{span}"] = max(getattr(each, clock) for each in chosen)
    service.close()
    taken["peak MB"] = peak()
    with opened_database(settings, NOW) as engine, reading(engine) as session:
        for span in Span:
            period = current(span, NOW)
            found = timed(partial(inquiries.counts, session, period.start, period.end))
            for clock in CLOCKS:
                taken[f"{clock}|SQL|{span}"] = getattr(found, clock)
    return taken


def scope_of(span: Span) -> Scope:
    period = current(span, NOW)
    return Scope(period=period, against=None if span is Span.ALL else before(period, NOW))


# --- the tables ------------------------------------------------------------------------------------------------


def printed(size: int, taken: dict[str, float]) -> None:
    print(f"\n10^{size} inquiries: filled in {taken['fill']:.0f} s, {taken['database MB']:,.0f} MB", flush=True)
    for name in ("first copy", "first copy, processors", "after 100 more", "nothing new", "open the board"):
        print(f"  {name:<24}{taken[name]:>10.3f} s")
    for name in ("copy MB", "first copy, peak MB", "peak MB"):
        print(f"  {name:<24}{taken[name]:>10.0f}")
    for clock, heading in CLOCKS.items():
        print(f"  {heading:<28}" + "".join(f"{span:>10}" for span in Span))
        for view in VIEWS:
            print(f"  {view:<28}" + in_ms(taken[f"{clock}|{view}|{span}"] for span in Span))
            print(f"  {'… with a filter':<28}" + in_ms(taken[f"{clock}|{view}, filtered|{span}"] for span in Span))
        print(f"  {'the region by SQL':<28}" + in_ms(taken[f"{clock}|SQL|{span}"] for span in Span), flush=True)


def in_ms(seconds: Iterable[float]) -> str:
    return "".join(f"{each * 1000:>10.0f}" for each in seconds)


def in_a_process_of_its_own(step: str, folder: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.board", "--step", step, "--folder", str(folder), "--count", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout))


@contextmanager
def a_server() -> Iterator[None]:
    """For the processes of the steps."""
    server = ThrowAwayServer(new_folder())
    try:
        server.make()
        server.start()
        server.create("kontakt")
        os.environ[SERVER] = server.address("kontakt")
        yield
    finally:
        del os.environ[SERVER]
        server.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 5, 6], help="powers of ten")
    parser.add_argument("--folder", type=Path, help="where the databases are made for the while")
    parser.add_argument("--server", action="store_true", help="on a throw-away PostgreSQL server")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        work = {"fill": lambda: fill(given.folder, given.count), "copy": lambda: copy(given.folder)}
        print(json.dumps(work.get(given.step, lambda: look(given.folder))()))
        return
    for size in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder, a_server() if given.server else nullcontext():
            taken: dict[str, float] = {}
            for step in STEPS:
                taken |= in_a_process_of_its_own(step, Path(folder), 10**size)
            printed(size, taken)


if __name__ == "__main__":
    main()
