"""The real program in a real terminal: what a test of the app alone cannot see opens here as a person opens it."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

_CONTROL = re.compile(rb"\x1b(\[[0-9;?<>=:]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()*+].|.)")
"""The control sequences between the texts that are drawn."""

_PATIENCE_SECONDS = 60
CTRL_Q = b"\x11"
CTRL_F = b"\x06"


class Terminal:
    """The program in a pseudo-terminal of 120 columns and 36 lines."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self._process = subprocess.Popen(
            command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self._drawn = b""

    def press(self, keys: bytes) -> None:
        """Send keys; only what is drawn after them is looked at from now on."""
        self._drawn = b""
        os.write(self._ours, keys)

    def await_text(self, text: str) -> None:
        """Wait until this has been drawn since the last keys, in one piece."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while text not in (shown := _CONTROL.sub(b"", self._drawn).decode(errors="replace")):
            assert time.monotonic() < until, f"{text!r} was not drawn, but:\n{shown}"
            self.read()

    def ended(self) -> int:
        """Wait for its end; the exit code."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while self._process.poll() is None:
            assert time.monotonic() < until, "it has not ended"
            self.read()
        return self._process.returncode

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def read(self) -> None:
        """Take what is drawn, for a moment."""
        if not select.select([self._ours], [], [], 0.1)[0]:
            return
        try:
            self._drawn += os.read(self._ours, 1 << 16)
        except OSError:  # Linux says so of a terminal that nobody holds any more
            time.sleep(0.05)


@pytest.fixture
def terminal(request: pytest.FixtureRequest, environment: None) -> Iterator[Terminal]:
    """``kontakt`` with the arguments of the test's parameter, in bokmål, on the shipped knowledge."""
    shell = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    shell |= {"KONTAKT_LANGUAGE": "nb", "TERM": "xterm-256color"}
    opened = Terminal([sys.executable, "-m", "kontakt", *request.param], shell)
    yield opened
    opened.close()


@pytest.mark.parametrize("terminal", [()], indirect=True, ids=["desk"])
def test_a_person_opens_the_desk_reads_an_answer_and_quits(terminal: Terminal, data_dir: Path) -> None:
    terminal.await_text("kontakt   Kommune?")
    terminal.press(b"@tinn br\xc3\xb8yt")
    terminal.await_text("Brøyting av kommunal vei")
    terminal.press(CTRL_Q)
    terminal.await_text("mangler utfall")
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
    log = data_dir / "kontakt.log"
    assert not log.exists() or "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("desk_stood_before")
@pytest.mark.parametrize(
    ("terminal", "here", "on_the_desk"),
    [(("editor",), "Artikler", "Kommune?"), (("lead",), "Kommuner", "Kommune?")],
    indirect=["terminal"],
    ids=["editor", "lead"],
)
def test_each_room_opens_as_the_first_one_and_leads_to_the_desk(
    terminal: Terminal, here: str, on_the_desk: str
) -> None:
    terminal.await_text(here)
    terminal.press(CTRL_F)
    terminal.await_text("Hvilket rom?")
    terminal.press(CTRL_F)
    terminal.await_text(on_the_desk)
    terminal.press(CTRL_Q)
    assert terminal.ended() == 0
