"""Many desks in browsers at work: ``python -m bench.serve [--sessions N] [--seconds N] [--calls-a-minute N]``.

``kontakt serve`` runs on the shipped knowledge. One session alone, and then so many at once, do what an agent does,
over the protocol that the page speaks: a municipality and a word, a letter at a time at a person's pace, reading, the
outcome, the next call; each desk so many calls a minute. The clock of a key runs from its message to the last one that
draws for it (nothing follows for 30 ms). Memory is what a process has of its own, and what it shares with the one that
it was forked from, when all have worked.
"""

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

QUIET_SECONDS = 0.03
LIMIT_SECONDS = 5.0
KEY_SECONDS = 0.15, 0.45
CALL_LENGTHS = 0.7, 1.3
"""The shortest and the longest call, in parts of the usual one."""
WORDS = ("brøyting", "barnehageplass", "søppel", "eiendomsskatt", "hjemmesykepleie", "skoleskyss", "byggesøknad")
F2, BACKSPACE = b"\x1bOQ", b"\x7f"
ALONE_CALLS_A_MINUTE = 6.0
SYSTEM_MEGABYTES = 600
"""What a small machine needs beside it."""


@dataclass(frozen=True)
class Memory:
    """Of one process, in megabytes."""

    own: float
    shared: float


def memory(pid: int) -> Memory:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(value.split()[0]) / 1024 for name, _, value in (line.partition(":") for line in lines)}
    return Memory(sizes["Private_Clean"] + sizes["Private_Dirty"], sizes["Shared_Clean"] + sizes["Shared_Dirty"])


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor(pids: list[int]) -> float:
    """Seconds of processor that these processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Desk:
    """A browser's connection to its session. ``taken`` are the milliseconds of its keys."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, chance: random.Random) -> None:
        self._socket = socket
        self._chance = chance
        self._drawn_at = 0.0
        self._drawn = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self.taken: list[float] = []

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._drawn_at = time.perf_counter()
                self._drawn.set()

    async def press(self, key: bytes) -> None:
        """Press it, and wait for what it draws."""
        self._drawn.clear()
        pressed = time.perf_counter()
        await self._socket.send_bytes(key)
        try:
            await asyncio.wait_for(self._drawn.wait(), LIMIT_SECONDS)
        except TimeoutError:
            return
        while (quiet := time.perf_counter() - self._drawn_at) < QUIET_SECONDS:
            await asyncio.sleep(QUIET_SECONDS - quiet)
        self.taken.append((self._drawn_at - pressed) * 1000)

    async def work(self, until: float, calls_a_minute: float) -> None:
        await asyncio.sleep(self._chance.uniform(0, 60 / calls_a_minute))  # they do not all begin at once
        while (begun := time.monotonic()) < until:
            for letter in f"@tinn {self._chance.choice(WORDS)}":
                await self.press(letter.encode())
                await asyncio.sleep(self._chance.uniform(*KEY_SECONDS))
            ends = begun + self._chance.uniform(*CALL_LENGTHS) * 60 / calls_a_minute
            await asyncio.sleep(ends - time.monotonic())
            await self.press(F2)

    async def close(self) -> None:
        await self._socket.close()
        await self._reading


async def opened(session: aiohttp.ClientSession, address: str, number: int) -> Desk:
    """A desk of a user of its own, when its first screen has come."""
    headers = {"X-Remote-User": f"agent{number}", "Origin": address, "Accept-Language": "nb"}
    async with session.get(f"{address}/", headers=headers) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    tab = f"{number:020}"
    socket = await session.ws_connect(
        f"{address}/session?tab={tab}&page={tab}&width=120&height=36",
        headers=headers | {"Cookie": cookie},
        max_msg_size=0,
    )
    desk = Desk(socket, random.Random(number))
    await asyncio.wait_for(desk._drawn.wait(), 120)
    return desk


@contextmanager
def serving(folder: Path, sessions: int) -> Iterator[tuple[str, int]]:
    """Address and process of ``kontakt serve`` with a new region in this folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "kontakt"]
    environment = os.environ | {"KONTAKT_DATA_DIR": str(folder)}
    subprocess.run([*command, "search", "vei"], env=environment, check=True, stdout=subprocess.DEVNULL)
    options = ["serve", "--port", str(port), "--auth", "header", "--origin", address, "--max-sessions", str(sessions)]
    server = subprocess.Popen([*command, *options], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        server.stdout.readline()  # it listens
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(60)


async def measure(folder: Path, sessions: int, seconds: float, calls_a_minute: float) -> None:
    with serving(folder, sessions) as (address, server):
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            desks = [await opened(session, address, 0)]
            await asyncio.sleep(3)  # the database's libraries are loaded
            await desks[0].work(time.monotonic() + 60, ALONE_CALLS_A_MINUTE)
            alone, desks[0].taken = desks[0].taken, []
            told("one session", alone)
            for number in range(1, sessions):
                desks.append(await opened(session, address, number))
            await asyncio.sleep(5)
            apps = [pid for child in children(server) for pid in children(child)]
            before, begun = processor([server, *apps]), time.monotonic()
            await asyncio.gather(*(each.work(time.monotonic() + seconds, calls_a_minute) for each in desks))
            used = (processor([server, *apps]) - before) / (time.monotonic() - begun)
            together = [each for desk in desks for each in desk.taken]
            told(f"{sessions} sessions", together)
            ratio = statistics.median(together) / statistics.median(alone)
            print(
                f"median {ratio:.2f} times that of one session; {100 * used:.0f} % of one core; load {os.getloadavg()[0]:.1f}"
            )
            remember(server, apps)
            await asyncio.gather(*(each.close() for each in desks))


def told(name: str, taken: list[float]) -> None:
    cuts = statistics.quantiles(taken, n=100)
    print(f"{name:12} {len(taken)} keys: median {cuts[49]:.1f} ms, p90 {cuts[89]:.1f} ms, p99 {cuts[98]:.1f} ms")


def remember(server: int, apps: list[int]) -> None:
    """Print what the processes hold, and how many sessions fit a small machine."""
    own = sorted(memory(pid).own for pid in apps)
    shared = statistics.median(memory(pid).shared for pid in apps)
    forking = max((memory(pid) for pid in children(server)), key=lambda each: each.own + each.shared)
    beside = memory(server).own + forking.own + forking.shared
    print(
        f"memory of its own: a session {statistics.median(own):.0f} MB ({own[0]:.0f} to {own[-1]:.0f}), and {shared:.0f} MB shared; "
        f"the server {memory(server).own:.0f} MB; what sessions are forked from {forking.own + forking.shared:.0f} MB"
    )
    for gigabytes in (4, 8):
        fit = (gigabytes * 1024 - SYSTEM_MEGABYTES - beside) / statistics.median(own)
        print(f"{gigabytes} GB hold {int(fit)} sessions, with {SYSTEM_MEGABYTES} MB for the system")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--calls-a-minute", type=float, default=1, help="of each desk")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        asyncio.run(measure(Path(folder), given.sessions, given.seconds, given.calls_a_minute))


if __name__ == "__main__":
    main()
