"""Many desks on one real server: ``python -m bench.desks [--desks N] [--seconds N] [--per-minute F]``.

Each desk is a thread with a data folder, a journal and one connection of its own, signed in as an agent with an agent's
rights. It asks what an open desk asks, as often (``tui/service_link.py``, ``tui/app.py``, ``tui/desk/screen.py``): what
has changed, what it may do, and figures; and logs inquiries, each with a search, a look at what rings again, and its
delivery. Meanwhile an article is edited every twenty seconds. With ``--per-minute 0`` the desks are idle. Processor and
memory are those of the server's processes. With ``--each N`` nothing of that is done: N desks take turns, and what each
of their questions costs the server is printed, which other work on the machine disturbs less.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

from bench.fault_servers import DurableServer

from kontakt.database import asking, open_engine, reading
from kontakt.demo.throw_away_server import OWNER, ThrowAwayServer
from kontakt.desk.service import DeskService
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.region_people import let_in
from kontakt.installation.shared_region import initialise
from kontakt.installation.signed_in import whoever_signed_in
from kontakt.library.library import Library, build_library
from kontakt.library.stored import Stored, follow, has_news, read
from kontakt.settings import Settings

DATABASE = "kontakt"
AGENTS = 20
PROCESSES = 2
POLL, ACCESS, FIGURES, EDIT = 2.2, 20.0, 300.0, 20.0
QUERIES = ("brøyting", "gatelys", "søppel", "barnehage", "byggesak", "hund", "vann")


@dataclass
class Told:
    """What desks have measured: milliseconds until an inquiry was durable, and until it was delivered."""

    durable: list[float] = field(default_factory=list)
    delivered: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    failures: int = 0

    def add(self, other: "Told") -> None:
        self.durable += other.durable
        self.delivered += other.delivered
        self.polls += other.polls
        self.failures += other.failures


def settings_of(folder: Path, server: DurableServer, number: int) -> Settings:
    agent = f"agent{number % AGENTS}"
    own = folder / f"desk-{number}"
    own.mkdir(exist_ok=True)
    return Settings(data_dir=own, database=server.address(DATABASE, agent), agent=agent)


def desks(folder: Path, server: DurableServer, numbers: Iterable[int], until: float, per_minute: float) -> Told:
    """These desks, a thread each, in this process."""
    numbers, told, lock = list(numbers), Told(), threading.Lock()
    with LazyEngine(settings_of(folder, server, numbers[0])) as database, reading(database.engine) as session:
        stored = read(session)
    parts = (stored.articles.values(), stored.themes, stored.region, stored.change, stored.urgent, stored.contacts)
    library = build_library(*parts)

    def one(number: int) -> None:
        measured = desk(settings_of(folder, server, number), library, stored, until, per_minute)
        with lock:
            told.add(measured)

    threads = [threading.Thread(target=one, args=(number,)) for number in numbers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return told


def desk(settings: Settings, library: Library, stored: Stored, until: float, per_minute: float) -> Told:
    """One desk until that moment, as ``time.time`` tells it."""
    chance, told = random.Random(str(settings.data_dir)), Told()
    every = {"poll": POLL, "access": ACCESS, "figures": FIGURES}
    if per_minute:
        every["inquiry"] = 60 / per_minute
    begun = time.time()
    due = {what: begun + chance.uniform(0, seconds) for what, seconds in every.items()}
    with LazyEngine(settings) as database, Journal(settings.journal_path) as journal:
        service = DeskService(settings, database)
        while time.time() < until:
            what = min(due, key=lambda each: due[each])
            time.sleep(max(0.0, min(due[what], until) - time.time()))
            due[what] = time.time() + every[what] * chance.uniform(0.75, 1.25)
            try:
                match what:
                    case "poll":
                        stored = poll(service, stored, told)
                    case "access":
                        whoever_signed_in(database.engine)
                    case "figures":
                        service.figures("4026")
                    case "inquiry":
                        log(service, journal, library, chance, told)
            except KontaktError:
                told.failures += 1
        deliver_the_rest(service, journal)
    return told


def deliver_the_rest(service: DeskService, journal: Journal) -> None:
    """What could not be delivered at once, as a desk goes on trying. Raises KontaktError after a minute."""
    until = time.monotonic() + 60
    while journal.waiting():
        try:
            deliver_now(journal, service.engine)
        except KontaktError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


def poll(service: DeskService, stored: Stored, told: Told) -> Stored:
    begun = time.perf_counter()
    with asking(service.engine) as session:
        news = has_news(session, stored)
    update = None
    if news:
        with reading(service.engine) as session:
            update = follow(session, stored)
    told.polls.append((time.perf_counter() - begun) * 1000)
    return update.stored if update else stored


def log(service: DeskService, journal: Journal, library: Library, chance: random.Random, told: Told) -> None:
    hits = library.index.search(chance.choice(QUERIES), "4026", 10).hits
    article, now = (hits[0].id if hits else None), datetime.now(UTC)
    inquiry = Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        article=article,
        outcome=chance.choice([Outcome.ANSWERED, Outcome.GUIDED]),
        started_at=now - timedelta(minutes=1),
        logged_at=now,
        agent=service.settings.agent,
        note="ringer igjen i morgen",
    )
    begun = time.perf_counter()
    journal.append(logged(inquiry, now))
    told.durable.append((time.perf_counter() - begun) * 1000)
    deliver_now(journal, service.engine)
    told.delivered.append((time.perf_counter() - begun) * 1000)
    if article:
        service.same_before(article, "4026")


# --- the server ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """Of a server's processes: seconds of processor, megabytes of their own, how many serve a connection."""

    processor: float
    megabytes: float
    connections: int


def load(server: ThrowAwayServer) -> Load:
    postmaster = (server.folder / "cluster" / "postmaster.pid").read_text().splitlines()[0]
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    ticks = kilobytes = connections = 0
    for pid in (postmaster, *children):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            memory = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            command = Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:  # it has ended
            continue
        ticks += int(fields[11]) + int(fields[12])
        kilobytes += sum(int(line.split()[1]) for line in memory if line.startswith("Private_"))
        connections += f" {DATABASE} " in command
    return Load(ticks / os.sysconf("SC_CLK_TCK"), kilobytes / 1024, connections)


def edit(owner: Settings, until: float) -> int:
    """Edit an article now and then; how often."""
    times = 0
    with LazyEngine(owner) as database:
        editor = EditorService(owner, database)
        while time.time() + EDIT < until:
            time.sleep(EDIT)
            edited = editor.read("gatelys")
            assert edited is not None
            times += 1
            with suppress(KontaktError):  # one that waited too long for the others
                editor.save(replace(edited.article, title=f"Gatelys nr. {times}"), based_on=edited.revision)
    return times


def size(owner: Settings) -> int:
    """How many inquiries the region's log holds."""
    engine = open_engine(owner.database)
    with reading(engine) as session:
        held = store.size(session)
    engine.dispose()
    return held


def shown(times: list[float]) -> str:
    if len(times) < 2:
        return "–"
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49]:.1f}  p99 {cuts[98]:.1f}  max {max(times):.1f} ms"


def each_question(folder: Path, server: DurableServer, number: int) -> None:
    """What a question of an idle desk costs the server, asked by desks in turn: each wakes another process."""
    with ExitStack() as stack:
        services, stored = [], None
        for each in range(number):
            settings = settings_of(folder, server, each)
            database = stack.enter_context(LazyEngine(settings))
            services.append(DeskService(settings, database))
            services[-1].figures("4026")
        with reading(services[0].engine) as session:
            stored = read(session)
        questions: dict[str, tuple[float, Callable[[DeskService], object]]] = {
            "news": (POLL, lambda service: poll(service, stored, Told())),
            "access": (ACCESS, lambda service: whoever_signed_in(service.engine)),
            "figures": (FIGURES, lambda service: service.figures("4026")),
        }
        whole = 0.0
        for name, (seconds, ask) in questions.items():
            turns = 4 if name == "figures" else 40
            before = load(server).processor
            for _ in range(turns):
                for service in services:
                    ask(service)
            cost = (load(server).processor - before) / turns / number
            whole += cost / seconds
            print(f"{name:<10}{cost * 1e6:8.0f} µs, by each desk every {seconds:g} s")
        print(f"reckoned for 500 idle desks: {500 * whole:.1%} of a core")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desks", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--per-minute", type=float, default=1.0)
    parser.add_argument("--idle", type=int, default=0, help="so many idle desks afterwards")
    parser.add_argument("--each", type=int, default=0, help="what a question costs, asked by so many desks in turn")
    given = parser.parse_args()
    server = DurableServer.made(connections=max(given.desks, given.idle) + 60)
    try:
        server.create(DATABASE)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "owner").mkdir()
            owner = Settings(data_dir=folder / "owner", database=server.address(DATABASE), agent=OWNER)
            initialise(owner, datetime.now(UTC))
            for number in range(AGENTS):
                let_in(owner, f"agent{number}", f"agent{number}", "4026")
            if given.each:
                each_question(folder, server, given.each)
                return
            measure(folder, server, owner, given.desks, given.seconds, given.per_minute)
            if given.idle:
                measure(folder, server, owner, given.idle, given.seconds, 0)
    finally:
        server.end()


def measure(
    folder: Path, server: DurableServer, owner: Settings, number: int, length: float, per_minute: float
) -> None:
    warm = 15 + number / 8  # until all are connected
    held_before, until = size(owner), time.time() + warm + length
    told = Told()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        shares = [range(at, number, PROCESSES) for at in range(PROCESSES)]
        running = [pool.submit(desks, folder, server, share, until, per_minute) for share in shares]
        time.sleep(warm)
        before, begun = load(server), time.monotonic()
        edits = edit(owner, until) if per_minute else 0
        time.sleep(max(0.0, until - time.time() - 2))
        after, seconds = load(server), time.monotonic() - begun
        for each in running:
            told.add(each.result())
    held = size(owner) - held_before
    average = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"desks {number}, {per_minute:g} inquiries a minute each, {seconds:.0f} s, {edits} edits; load {average}")
    print(f"durable on the desk   {shown(told.durable)}")
    print(f"delivered             {shown(told.delivered)}")
    looks = len(told.polls) / (warm + length)
    print(f"a look for changes    {shown(told.polls)}, {looks:.0f} of {number / POLL:.0f} a second")
    print(
        f"logged {len(told.durable)}, in the log {held}, lost {max(0, len(told.durable) - held)}, tried again {told.failures}"
    )
    print(
        f"server: {100 * (after.processor - before.processor) / seconds:.1f} % of a core, {after.megabytes:.0f} MB of its own, "
        f"{after.connections} connections; Python {sys.version.split()[0]}"
    )


if __name__ == "__main__":
    main()
