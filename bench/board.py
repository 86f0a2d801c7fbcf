"""The lead's board over a large log: ``python bench/board.py [--sizes 4 5 6 7] [--folder FOLDER]``.

A size of 6 is a log of 10⁶ inquiries: five years, 350 municipalities and 250 articles, few of which have most of them;
some inquiries are corrected, withdrawn or ring again. Everything is measured in the same run, each step in a process of
its own, and printed as tables of milliseconds: of each figure the best of three turns, by the clock and, as the machine
may have other work, by what its processors did.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import SQLModel

from kontakt.database import reading, writing
from kontakt.directory import store as directory
from kontakt.directory.region import Municipality, Region
from kontakt.firstline import Cause, CountsAs, Outcome, counts_as
from kontakt.firstline.periods import Span, before, current
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, LinkedBy
from kontakt.inquiries.log import store as inquiries
from kontakt.inquiries.log.tables import AnsweredRow, InquiryRow
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store as knowledge
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEGUN = NOW - timedelta(days=5 * 365)
DAYS = [f"{BEGUN + timedelta(days=day):%Y-%m-%d} " for day in range(5 * 365)]
OPENS, CLOSES = 7 * 3600, 14 * 3600  # seconds of a day in UTC
TIMES = [f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000000" for second in range(24 * 3600)]
MUNICIPALITIES, ARTICLES, AGENTS = 350, 250, 1400
ANSWERED, ANSWERED_DAYS = 10, 90
DELIVERED_AT_ONCE = 20
AT_ONCE = 50_000
TURNS = 3

VIEWS: dict[str, Callable[[LeadService, Scope], object]] = {
    "standings": LeadService.standings,
    "why not": LeadService.why_not,
    "closing the gap": LeadService.closing,
    "when": LeadService.arrivals,
    "who helps whom": LeadService.helping,
    "search": LeadService.search_health,
    "time freed": LeadService.freed,
}
CLOCKS = {"clock": "milliseconds", "processors": "ms of all processors"}

STEPS = ("fill", "copy", "look")
FORWARDED = {
    Cause.NO_ANSWER: 30,
    Cause.WRONG_ANSWER: 8,
    Cause.NO_ACCESS: 25,
    Cause.DECISION: 15,
    Cause.ONGOING_CASE: 14,
    Cause.INSISTED: 8,
}
OUTCOMES = {
    Outcome.ANSWERED: 48,
    Outcome.GUIDED: 20,
    Outcome.BOOKED: 4,
    Outcome.TRANSFERRED: 10,
    Outcome.MESSAGE: 6,
    Outcome.CASE: 5,
    Outcome.NOT_OURS: 3,
    Outcome.VOID: 4,
}
CHANNELS = {Channel.PHONE: 84, Channel.COUNTER: 6, Channel.EMAIL: 7, Channel.CHAT: 3}
CALLERS = {
    CallerType.RESIDENT: 65,
    CallerType.CABIN_OWNER: 10,
    None: 14,
    CallerType.BUSINESS: 6,
    CallerType.BUILDER: 3,
    CallerType.PUBLIC_BODY: 2,
}


COLUMNS = (
    "id",
    "entry_id",
    "call_id",
    "kind",
    "made_at",
    "withdrawn",
    "repeated",
    "version",
    "municipality",
    "outcome",
    "started_at",
    "logged_at",
    "agent",
    "home_municipality",
    "channel",
    "caller_type",
    "article",
    "linked_by",
    "cause",
    "warm",
    "query",
    "note",
    "repeats",
    "first_line",
    "target",
)


def settings_of(folder: Path) -> Settings:
    return Settings(data_dir=folder / "data", agent="bench")


def region() -> Region:
    """Every third municipality has no target."""
    targets = (80, 75, None)
    members = [
        Municipality(number=f"{1001 + place}", name=f"Kommune {place + 1}", target=targets[place % 3])
        for place in range(MUNICIPALITIES)
    ]
    return Region("Hele landet", tuple(members))


# --- the log -------------------------------------------------------------------------------------------------


def skewed(count: int, power: float) -> list[float]:
    """Running totals of weights that fall with the rank."""
    return list(accumulate(1 / rank**power for rank in range(1, count + 1)))


class Log:
    """Rows of the table ``inquiry`` in the order of their time."""

    def __init__(self, inquiries: int, articles: list[str]) -> None:
        self._rng = Random(6)
        self._inquiries = inquiries
        self._articles: list[str | None] = [None, *articles[:ARTICLES]]
        self._members = region().municipalities
        self._homes = self._rng.choices(self._members, cum_weights=skewed(MUNICIPALITIES, 0.8), k=AGENTS)

    def parts(self) -> Iterator[list[tuple[Any, ...]]]:
        for first in range(0, self._inquiries, AT_ONCE):
            yield list(self._rows(first, min(AT_ONCE, self._inquiries - first)))

    def _rows(self, first: int, count: int) -> Iterator[tuple[Any, ...]]:
        """Values in the order of COLUMNS, as SQLite keeps them."""
        rng = self._rng
        drawn = zip(
            rng.choices(self._members, cum_weights=skewed(MUNICIPALITIES, 0.8), k=count),
            rng.choices(self._articles, cum_weights=skewed(len(self._articles), 0.7), k=count),
            rng.choices(list(OUTCOMES), list(OUTCOMES.values()), k=count),
            rng.choices(list(FORWARDED), list(FORWARDED.values()), k=count),
            rng.choices(list(CHANNELS), list(CHANNELS.values()), k=count),
            rng.choices(list(CALLERS), list(CALLERS.values()), k=count),
            rng.choices(range(AGENTS), k=count),
            rng.choices(range(OPENS, CLOSES), k=count),
            strict=True,
        )
        for place, (member, article, outcome, cause, channel, caller, agent, second) in enumerate(drawn, start=first):
            day = DAYS[place * len(DAYS) // self._inquiries]
            forwarded = counts_as(outcome) is CountsAs.FORWARDED
            made, chance = f"{day}{TIMES[second + rng.randrange(20, 600)]}", rng.random()
            yield (
                f"{rng.getrandbits(128):032x}",
                f"{rng.getrandbits(128):032x}",
                f"{rng.getrandbits(128):032x}",
                "withdrawn" if chance < 0.01 else "corrected" if chance < 0.04 else "logged",
                made,
                chance < 0.01,
                chance > 0.985 and not forwarded,
                place // DELIVERED_AT_ONCE + 1,
                member.number,
                outcome,
                f"{day}{TIMES[second]}",
                made,
                f"agent {agent}",
                self._homes[agent].number,
                channel,
                caller,
                article,
                LinkedBy.SURE if article else None,
                cause if forwarded else None,
                False,
                "søppel",
                "",
                None,
                None if article is None else "never" if place % 20 == 0 else "usually",
                member.target,
            )


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
    with opened_database(settings_of(folder), BEGUN) as engine:
        with writing(engine) as session:
            directory.save(session, region(), by="bench", at=BEGUN)
            articles = sorted(each.id for each in knowledge.load(session).articles)
            for index in table.indexes:
                index.drop(session.connection())
        places = ", ".join("?" * len(COLUMNS))
        for rows in Log(count, articles).parts():
            with writing(engine) as session:
                command = f"INSERT INTO inquiry ({', '.join(COLUMNS)}) VALUES ({places})"
                session.connection().exec_driver_sql(command, rows)
        with writing(engine) as session:
            for index in table.indexes:
                index.create(session.connection())
            session.connection().execute(insert(SQLModel.metadata.tables[str(AnsweredRow.__tablename__)]), answered())
    database = folder / "data" / "kontakt.sqlite"
    return {"fill": time.perf_counter() - started, "database MB": database.stat().st_size / 1e6}


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
    taken = {"first copy": timed(service.bring_up_to_date).clock, "first copy, peak MB": peak()}
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
    settings = settings_of(folder)
    service = LeadService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    opened = timed(lambda: (service.bring_up_to_date(), service.standings(scope_of(Span.MONTH))))
    taken = {"open the board": opened.clock}
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
    for name in ("first copy", "after 100 more", "nothing new", "open the board"):
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
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder), "--count", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 5, 6], help="powers of ten")
    parser.add_argument("--folder", type=Path, help="where the databases are made for the while")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        work = {"fill": lambda: fill(given.folder, given.count), "copy": lambda: copy(given.folder)}
        print(json.dumps(work.get(given.step, lambda: look(given.folder))()))
        return
    for size in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            taken: dict[str, float] = {}
            for step in STEPS:
                taken |= in_a_process_of_its_own(step, Path(folder), 10**size)
            printed(size, taken)


if __name__ == "__main__":
    main()
