"""A desk of a shared region with the server there, gone and silent:
``python -m bench.network [--runs N] [--seconds N]``.

First the start, as bench/start.py measures it, in turn with a network that is open, one that refuses, and one that
takes everything and answers nothing. Then what the desk says second by second while calls are logged and the network is
silent, refuses, and is open again; and how many of those calls the region's log holds in the end.
"""

import argparse
import contextlib
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.start import seconds_to, tmux
from tests.proxy import Network, Proxy

from kontakt.database import open_engine, reading
from kontakt.demo.throw_away_server import ThrowAwayServer, new_folder
from kontakt.inquiries.log import store
from kontakt.installation.region_people import let_in
from kontakt.installation.shared_region import initialise
from kontakt.settings import Settings

LOGS = ("brøyting @tinn", "gatelys @tinn", "søppel @tinn")


@contextlib.contextmanager
def region(folder: Path) -> Iterator[tuple[Settings, Proxy]]:
    """The owner's settings of a region on a server, and the network that lies before it."""
    server = ThrowAwayServer(new_folder())
    server.make()
    server.start()
    owner = Settings(data_dir=folder / "owner", database=server.address("postgres"), agent="owner")
    owner.data_dir.mkdir()
    initialise(owner, datetime.now(UTC))
    let_in(owner, "kari", "Kari", "4026")
    with Proxy(server.folder) as proxy:
        try:
            yield owner, proxy
        finally:
            server.end()


def settle(proxy: Proxy, state: Network) -> None:
    proxy.be(state)
    time.sleep(0.2)


def starts(desk: str, proxy: Proxy, runs: int) -> None:
    times: dict[Network, list[float]] = {state: [] for state in Network}
    for _run in range(runs):
        for state, taken in times.items():
            settle(proxy, state)
            taken.append(seconds_to(desk, "╭─", keys="brøyt", found="Brøyting av kommunal vei"))
    print(f"{'start, article found':<26}{'median s':>10}{'best s':>10}{'worst s':>10}")
    for state, taken in times.items():
        print(f"{state.value:<26}{statistics.median(taken):>10.3f}{min(taken):>10.3f}{max(taken):>10.3f}")


def said() -> str:
    """The line at the foot that says what is wrong."""
    lines = tmux("capture-pane", "-p", "-t", "bench").splitlines()
    signs = ("databasen", "databaseserver", "venter")
    return next((line.strip() for line in lines[-9:] if any(sign in line for sign in signs)), "–")


def log_a_call(number: int) -> None:
    tmux("send-keys", "-t", "bench", LOGS[number % len(LOGS)])
    time.sleep(0.3)
    tmux("send-keys", "-t", "bench", "F2")


def minutes(desk: str, owner: Settings, proxy: Proxy, seconds: float) -> None:
    """``seconds`` for each state of the network; a call is logged every third second."""
    settle(proxy, Network.OPEN)
    tmux("new-session", "-d", "-s", "bench", "-x", "120", "-y", "36", desk)
    time.sleep(4)
    calls, begun, before = 0, time.monotonic(), ""
    for state in (Network.OPEN, Network.SILENT, Network.CLOSED, Network.OPEN):
        proxy.be(state)
        print(f"{time.monotonic() - begun:6.1f} s  the network is {state.value}")
        ends, next_call = time.monotonic() + seconds, time.monotonic()
        while time.monotonic() < ends:
            if time.monotonic() >= next_call:
                log_a_call(calls)
                calls, next_call = calls + 1, next_call + 3
            if (now := said()) != before:
                before = now
                print(f"{time.monotonic() - begun:6.1f} s  {calls} logged   {now}")
            time.sleep(0.2)
    time.sleep(3)
    engine = open_engine(owner.database)
    with reading(engine) as session:
        print(f"logged: {calls}   in the region's log: {store.size(session)}")
    engine.dispose()
    tmux("kill-session", "-t", "bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=40)
    given = parser.parse_args()
    os.chdir(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as name, region(Path(name)) as (owner, proxy):
        bounds = "sslmode=disable&gssencmode=disable"
        address = f"postgresql://kari@127.0.0.1:{proxy.port}/postgres?{bounds}"
        environment = f"env KONTAKT_DATA_DIR={name}/desk KONTAKT_LANGUAGE=nb KONTAKT_DATABASE={shlex.quote(address)}"
        desk = f"{environment} {shlex.quote(sys.executable)} -m kontakt"
        subprocess.run(f"{desk} search brøyting", shell=True, check=True, stdout=subprocess.DEVNULL)
        tmux("new-session", "-d", "-s", "keeper")
        try:
            starts(desk, proxy, given.runs)
            minutes(desk, owner, proxy, given.seconds)
        finally:
            tmux("kill-server")


if __name__ == "__main__":
    main()
