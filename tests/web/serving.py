"""``kontakt serve`` in a process of its own, for a browser."""

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from ..free_port import free_port
from .chromium import Chromium, a_chromium


class Serving:
    """``kontakt serve``, running, with these options more. ``link`` lets one browser in, or is what a proxy stands
    before; ``address`` is the page's without the code in it."""

    def __init__(self, folder: Path, language: str = "nb", options: Sequence[str] = (), *, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kontakt", "serve", "--port", str(self.port), *options],
            env=os.environ | {"KONTAKT_DATA_DIR": str(folder), "KONTAKT_LANGUAGE": language, "KONTAKT_AGENT": "kari"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        said = self._process.stdout.readline()
        if not said:
            raise AssertionError(f"kontakt serve has ended with {self.end()}")
        self.link = re.findall(r"http\S+", said)[0]
        self.address = self.link.partition("?")[0]

    def end(self) -> int:
        """Ask it to end, as systemd does. Returns its exit code."""
        self._process.send_signal(signal.SIGTERM)
        with self._process:
            return self._process.wait(60)


@asynccontextmanager
async def served(folder: Path, language: str = "nb") -> AsyncIterator[tuple[Serving, Chromium]]:
    """The region in this folder, served, and a browser."""
    async with a_chromium() as browser:
        serving = Serving(folder, language)
        try:
            yield serving, browser
        finally:
            assert serving.end() == 0


async def until_logged(folder: Path, columns: str, inquiry: tuple[str, ...]) -> None:
    """Wait until this is the one inquiry in the region's log, by these columns; fails after a minute."""
    for _ in range(600):
        with closing(sqlite3.connect(folder / "kontakt.sqlite")) as database:
            logged = database.execute(f"SELECT {columns} FROM inquiry").fetchall()
        if logged == [inquiry]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{inquiry} is not in the log after a minute, but {logged}")
