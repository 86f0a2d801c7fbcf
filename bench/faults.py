"""What happens to inquiries when desks, servers, disks and networks fail:
``python -m bench.faults [--kills N] [--only NAME …]``.

Real PostgreSQL servers on sockets, with everything durable switched on; desks that log as fast as they can, each a
process with journal and sender of its own. Of the kills nine in ten are of desks and one in ten of the server. For each
fault it prints how often it was tried, how many entries were confirmed to whoever logged them, how many the region's
log holds in the end, how many confirmed ones are lost, how many inquiries stand there twice, and how many do not stand
as their newest entry says.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import psycopg
from bench.bad_network import BadNetwork
from bench.fault_desk import AGENT, FULL_DISK, Desk
from bench.fault_servers import DurableServer
from sqlalchemy import text
from sqlmodel import select
from tests.proxy import Network

from kontakt.database import migrate, open_engine, reading
from kontakt.database.engine import migrating
from kontakt.database.migrate import bring_up_to_date
from kontakt.demo.throw_away_server import OWNER
from kontakt.errors import KontaktError
from kontakt.inquiries.codec import inquiry_from
from kontakt.inquiries.entries import newest
from kontakt.inquiries.inquiry import Entry, EntryKind
from kontakt.inquiries.log.tables import EntryRow, InquiryRow
from kontakt.installation.region_people import let_in
from kontakt.installation.restoring import take_back_into_use
from kontakt.installation.shared_region import initialise, upgrade_shared
from kontakt.installation.shared_soundness import shared_findings
from kontakt.settings import Settings

TEMPLATE, DATABASE = "template", "kontakt"
_NO_TLS = "sslmode=disable&gssencmode=disable"


@dataclass
class Ground:
    """A region with some desks, each a computer of its own; new for each fault."""

    server: DurableServer
    folder: Path
    kills: int
    desks: list[Desk]

    @property
    def owner(self) -> Settings:
        folder = self.folder / "owner"
        folder.mkdir(exist_ok=True)
        return Settings(data_dir=folder, database=self.server.address(DATABASE), agent=OWNER)

    def desk(self, *, address: str = "", hours: float = 0.0) -> Desk:
        folder = self.folder / f"desk-{len(self.desks)}"
        folder.mkdir()
        self.desks.append(Desk(self.desk_settings(folder, address), hours))
        return self.desks[-1]

    def desk_settings(self, folder: Path, address: str = "") -> Settings:
        """Of a desk in this folder; without an address, straight to the server."""
        return Settings(data_dir=folder, database=address or self.server.address(DATABASE, AGENT), agent=AGENT)

    def restart(self, *, kill: bool) -> None:
        self.server.kill() if kill else self.server.stop_at_once()
        self.server.start()


def started(*desks: Desk, confirmed: int = 3, disk: str = "") -> None:
    """Start the desks; returns when each has logged some."""
    for desk in desks:
        desk.start(disk=disk)
    until = time.monotonic() + 60
    while any(desk.confirmed() < confirmed for desk in desks):
        if time.monotonic() > until:
            raise TimeoutError("a desk logs nothing")
        time.sleep(0.01)


# --- the faults: each returns how often it was tried ------------------------------------------------------------


def desks_killed(ground: Ground) -> int:
    """On three computers at a time."""
    computers = [ground.desk() for _ in range(3)]

    def die(number: int) -> None:
        desk = computers[number % 3]
        started(desk, confirmed=1)
        time.sleep(random.uniform(0, 0.6))
        desk.kill()

    def die_often(numbers: range) -> None:
        for number in numbers:
            die(number)

    tries = ground.kills - ground.kills // 10
    with ThreadPoolExecutor(3) as keepers:  # one life at a time on each computer
        list(keepers.map(lambda at: die_often(range(at, tries, 3)), range(3)))
    return tries


def server_killed(ground: Ground) -> int:
    return _restarts(ground, ground.kills // 10, kill=True)


def server_restarted_in_mid_transaction(ground: Ground) -> int:
    """With deliveries that wait inside their transaction for the writers' lock at that moment."""
    return _restarts(ground, max(5, ground.kills // 50), kill=False, hold=True)


def _restarts(ground: Ground, times: int, *, kill: bool, hold: bool = False) -> int:
    desks = [ground.desk() for _ in range(3)]
    started(*desks)
    for _ in range(times):
        time.sleep(random.uniform(0.1, 0.8))
        with contextlib.ExitStack() as held:
            if hold:
                with contextlib.suppress(psycopg.Error):
                    blocker = held.enter_context(ground.server.connected(DATABASE))
                    blocker.execute("BEGIN; SELECT kontakt_lock_writers()")
                    time.sleep(1.0)
            with contextlib.suppress(psycopg.Error):
                ground.restart(kill=kill)
    return times


def failed_over(ground: Ground) -> int:
    """To a standby that lacks the last seconds: the owner says so with ``kontakt database restored``. Desks name both
    servers."""
    standby = ground.server.standby()
    try:
        both = f"postgresql+psycopg://{AGENT}@/{DATABASE}?host={ground.server.folder},{standby.folder}"
        desks = [ground.desk(address=f"{both}&target_session_attrs=read-write") for _ in range(3)]
        started(*desks)
        time.sleep(3)
        standby.stop_receiving()
        time.sleep(3)
        ground.server.kill()
        time.sleep(2)
        standby.promote()
        ground.server = standby
        take_back_into_use(ground.owner, datetime.now(UTC))
        time.sleep(3)
    except BaseException:
        standby.end()
        raise
    return 1


def server_disk_full(ground: Ground) -> int:
    desks = [ground.desk() for _ in range(3)]
    started(*desks)
    with ground.server.connected(DATABASE) as connection:
        for _ in range(3):
            with contextlib.suppress(psycopg.Error):  # until there is no room
                connection.execute(
                    "CREATE TABLE filler AS SELECT repeat('x', 900) AS x FROM generate_series(1, 10000000)"
                )
            ground.server.fill_disk()
            time.sleep(4)
            ground.server.make_room()
            if not ground.server.runs():
                ground.server.start()
            time.sleep(2)
    return 3


def desk_disk_full(ground: Ground) -> int:
    desks = [ground.desk() for _ in range(2)]
    started(*desks, disk=FULL_DISK)
    time.sleep(6)
    return sum(desk.confirmed() for desk in desks) // 20


def no_connection_left(ground: Ground) -> int:
    desks = [ground.desk() for _ in range(3)]
    for _ in range(3):
        taken = []
        with contextlib.suppress(psycopg.Error):
            while True:
                taken.append(ground.server.connect(DATABASE, AGENT))
        if ground.desks[0].process is None:
            started(*desks)
        time.sleep(3)
        for connection in taken:
            connection.close()
        time.sleep(2)
    return 3


def upgraded_under_open_desks(ground: Ground) -> int:
    """To a step that these desks do not know, with a column more and a second under lock."""
    desks = [ground.desk() for _ in range(3)]
    started(*desks)
    time.sleep(1)
    engine = open_engine(ground.owner.database)
    with migrating(engine) as session:
        connection = session.connection()
        for statement in (
            "ALTER TABLE inquiry ADD COLUMN later text",
            "UPDATE alembic_version SET version_num = '9999'",
        ):
            connection.execute(text(statement))
        time.sleep(1)
    engine.dispose()
    time.sleep(2)
    for desk in desks:  # and one that is started when it has been upgraded
        desk.kill()
    started(*desks)
    time.sleep(2)
    return 1


def two_owners_upgrade(ground: Ground) -> int:
    """An empty database made by two at once, and one of the first step brought up to date by two at once."""
    for number in range(4):
        name = f"upgraded_{number}"
        ground.server.create(name)
        owner = replace(ground.owner, database=ground.server.address(name))
        if number % 2:
            _of_an_early_step(owner)
        both = [get_context("fork").Process(target=_upgrade, args=(owner,)) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        wrong = [each.sentence for each in shared_findings(owner, datetime.now(UTC)) if not each.sound]
        if wrong or any(each.exitcode for each in both):
            print(f"   two owners: {[each.exitcode for each in both]} {wrong}")
    return 4


def _upgrade(owner: Settings) -> None:
    try:
        upgrade_shared(owner, datetime.now(UTC))
    except KontaktError as refused:
        print(f"   refused: {refused}")
        sys.exit(1)


def _of_an_early_step(owner: Settings) -> None:
    engine = open_engine(owner.database)
    with patch.object(migrate, "HEAD", "0008"):
        bring_up_to_date(engine, owner.data_dir, datetime.now(UTC))
    engine.dispose()


def _over_a_network(ground: Ground, spoil: Callable[[BadNetwork], int]) -> int:
    with BadNetwork(ground.server.folder) as network:
        address = f"postgresql+psycopg://{AGENT}@127.0.0.1:{network.port}/{DATABASE}?{_NO_TLS}"
        desks = [ground.desk(address=address) for _ in range(2)]
        started(*desks)
        time.sleep(2)
        tries = spoil(network)
        network.delay, network.cuts = 0.0, 0
        network.be(Network.SILENT)  # what it still held back is let go of
        time.sleep(0.5)
        network.be(Network.OPEN)
        for desk in desks:
            desk.kill()
            desk.process = None
            desk.settings = ground.desk_settings(desk.settings.data_dir)
    return tries


def network_drops(ground: Ground) -> int:
    def spoil(network: BadNetwork) -> int:
        for state in (Network.SILENT, Network.OPEN, Network.CLOSED, Network.OPEN) * 2:
            network.be(state)
            time.sleep(random.uniform(2, 5))
        return 4

    return _over_a_network(ground, spoil)


def network_delays(ground: Ground) -> int:
    def spoil(network: BadNetwork) -> int:
        network.delay = 2.0
        time.sleep(45)
        return 1

    return _over_a_network(ground, spoil)


def replies_cut(ground: Ground) -> int:
    def spoil(network: BadNetwork) -> int:
        network.cuts = 12
        time.sleep(30)
        return network.cut_replies

    return _over_a_network(ground, spoil)


def asleep_for_three_days(ground: Ground) -> int:
    """Stopped, with its connections ended meanwhile; awake, with a clock three days on."""
    desk = ground.desk()
    started(desk)
    time.sleep(1)
    desk.signal(signal.SIGSTOP)
    with ground.server.connected(DATABASE) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [AGENT])
    time.sleep(2)
    desk.signal(signal.SIGCONT)
    time.sleep(2)
    desk.kill()
    desk.hours = 72.0
    started(desk)
    time.sleep(1)
    return 1


def clocks_apart(ground: Ground) -> int:
    desks = [ground.desk(hours=hours) for hours in (-1.0, 0.0, 1.0)]
    started(*desks)
    time.sleep(4)
    return len(desks)


def backup_restored(ground: Ground) -> int:
    """The database is lost, and an older copy put in its place three times, with desks open."""
    desks = [ground.desk() for _ in range(3)]
    for _ in range(3):
        started(*desks, confirmed=20)
        time.sleep(1)
        for desk in desks:
            desk.kill()
            desk.drain()
        ground.server.copy(DATABASE, "backup")
        started(*desks, confirmed=20)
        time.sleep(2)
        ground.server.drop(DATABASE)
        ground.server.copy("backup", "restored")
        ground.server.drop("backup")
        restored = replace(ground.owner, database=ground.server.address("restored"))
        take_back_into_use(restored, datetime.now(UTC))
        ground.server.rename("restored", DATABASE)
        time.sleep(1)
        for desk in desks:
            desk.kill()
    return 3


FAULTS: dict[str, Callable[[Ground], int]] = {
    "desk killed": desks_killed,
    "server killed": server_killed,
    "restart in mid-transaction": server_restarted_in_mid_transaction,
    "fail-over, standby behind": failed_over,
    "disk full on the server": server_disk_full,
    "disk full on the desk": desk_disk_full,
    "no connection left": no_connection_left,
    "upgrade under open desks": upgraded_under_open_desks,
    "two owners upgrade at once": two_owners_upgrade,
    "network drops": network_drops,
    "network delays by 2 s": network_delays,
    "replies cut in half": replies_cut,
    "desk asleep for 3 days": asleep_for_three_days,
    "clocks an hour apart": clocks_apart,
    "older backup restored": backup_restored,
}


@contextlib.contextmanager
def ground(server: DurableServer, kills: int) -> Iterator[Ground]:
    server.copy(TEMPLATE, DATABASE)
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as name:
        made = Ground(server, Path(name), kills, [])
        let_in(made.owner, AGENT, AGENT, None)
        try:
            yield made
        finally:
            for desk in made.desks:
                if desk.process is not None and desk.process.is_alive():
                    desk.kill()
            if made.server is not server:
                made.server.end()
            if not server.runs():
                server.start()
            server.drop(DATABASE)


def counted(ground: Ground) -> tuple[int, int, int, int, int]:
    """Of all that the desks said: confirmed, delivered, lost, doubled, and not as the newest entry says."""
    confirmed = {id for desk in ground.desks for id in desk.said().confirmed}
    engine = open_engine(ground.owner.database)
    with engine.begin() as connection:  # the tables may be newer than this program
        connection.exec_driver_sql("ALTER TABLE inquiry DROP COLUMN IF EXISTS later")
    with reading(engine) as session:
        history = [
            Entry(
                id=row.id,
                kind=EntryKind(row.kind),
                inquiry=inquiry_from({**row.model_dump(), "id": row.inquiry_id}),
                made_at=row.made_at,
            )
            for row in session.exec(select(EntryRow))
        ]
        standing = [(row.id, row.entry_id, row.outcome, row.withdrawn) for row in session.exec(select(InquiryRow))]
    engine.dispose()
    ids = [entry.id for entry in history]
    right = {
        (id, entry.id, entry.inquiry.outcome.value, entry.kind is EntryKind.WITHDRAWN)
        for id, entry in newest(history).items()
    }
    doubled = len(ids) - len(set(ids)) + len(standing) - len({each[0] for each in standing})
    return len(confirmed), len(ids), len(confirmed - set(ids)), doubled, len(set(standing) ^ right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--only", nargs="*", choices=FAULTS, default=list(FAULTS))
    given = parser.parse_args()
    server = DurableServer.made()
    try:
        server.create(TEMPLATE)
        with tempfile.TemporaryDirectory() as folder:
            owner = Settings(data_dir=Path(folder), database=server.address(TEMPLATE), agent=OWNER)
            initialise(owner, datetime.now(UTC))
        print(
            f"{'fault':<28}"
            + "".join(f"{each:>11}" for each in ("tries", "confirmed", "delivered", "lost", "doubled", "not right"))
        )
        for name in given.only:
            with ground(server, given.kills) as made:
                tries = FAULTS[name](made)
                for desk in made.desks:
                    if desk.process is not None and desk.process.is_alive():
                        desk.kill()
                    desk.drain()
                print(f"{name:<28}{tries:>11}" + "".join(f"{each:>11}" for each in counted(made)), flush=True)
    finally:
        server.end()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"load {load}; PostgreSQL on a socket; Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
