"""A desk that is ended from outside keeps its calls: in a real terminal, with the signals that end it."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from signal import Signals

import pytest

from kontakt.desk.unlogged_file import UnloggedFile
from kontakt.settings import Settings

pytestmark = pytest.mark.long

PATIENCE_SECONDS = 60


class Terminal:
    """A desk in a terminal of its own."""

    def __init__(self, settings: Settings) -> None:
        self._ours, theirs = pty.openpty()
        environment = os.environ | {
            "KONTAKT_DATA_DIR": str(settings.data_dir),
            "KONTAKT_AGENT": settings.agent,
            "TERM": "xterm-256color",
        }
        self.desk = subprocess.Popen(
            [sys.executable, "-m", "kontakt"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = b""

    def until_shown(self, text: bytes) -> None:
        self.until(lambda: text in self.shown)

    def until(self, holds: Callable[[], object]) -> None:
        """Read on until it holds."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < deadline, self.shown[-2000:]
            if select.select([self._ours], [], [], 0.1)[0]:
                self.shown += os.read(self._ours, 65536)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def ended(self) -> int:
        """Read on until the desk has ended; its exit code."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.desk.poll() is None:
            assert time.monotonic() < deadline, "the desk does not end"
            if select.select([self._ours], [], [], 0.05)[0]:
                try:
                    self.shown += os.read(self._ours, 65536)
                except OSError:  # nobody has the other end any more
                    time.sleep(0.05)
        os.close(self._ours)
        return self.desk.returncode


@pytest.fixture
def set_up(settings: Settings, desk_folder: Path) -> Settings:
    """A data folder with the starter knowledge, as after the first start."""
    shutil.copytree(desk_folder, settings.data_dir, dirs_exist_ok=True)
    return settings


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, -signal.SIGHUP)])
def test_a_desk_that_is_ended_by_a_signal_keeps_what_was_typed_last(
    set_up: Settings, number: Signals, code: int
) -> None:
    terminal = Terminal(set_up)
    terminal.until(lambda: list(set_up.calls_path.glob("*.lock")))
    terminal.type("\x1b[200~romskip\x1b[201~")  # pasted, so that it is drawn at once
    terminal.until_shown(b"romskip")
    terminal.desk.send_signal(number)
    assert terminal.ended() == code
    assert b"Traceback" not in terminal.shown
    window = UnloggedFile(set_up.calls_path, set_up.agent, clock=lambda: datetime.now(UTC))
    assert [call.query for call in window.open().calls] == ["romskip"]
