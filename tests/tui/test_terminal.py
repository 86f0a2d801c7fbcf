"""The real program in a real terminal (a pty): its bytes, and a machine that is held up."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kontakt.desk.service import DeskService
from kontakt.inquiries.inquiry import Inquiry
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.settings import Settings

pytestmark = pytest.mark.long

F2 = b"\x1bOQ"


class Terminal:
    """A desk in a terminal of 120 columns and 36 lines."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.drawn = b""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.environ.update(KONTAKT_DATA_DIR=str(settings.data_dir), KONTAKT_LANGUAGE="nb", TERM="xterm-256color")
            os.environ["KONTAKT_AGENT"] = settings.agent
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
            os.execv(sys.executable, [sys.executable, "-m", "kontakt"])
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def text(self) -> str:
        """All that was drawn until now."""
        return self.drawn.decode("utf-8", "replace")

    def send(self, data: bytes) -> None:
        os.write(self._terminal, data)

    def logged(self) -> list[Inquiry]:
        """What the agent has logged, the oldest first."""
        service = DeskService(self.settings, LazyEngine(self.settings))
        try:
            return [each.inquiry for each in reversed(service.own_inquiries())]
        finally:
            service.close()

    def until(self, holds: Callable[[], object]) -> None:
        """Wait for something; fails after a minute."""
        for _ in range(1200):
            if holds():
                return
            time.sleep(0.05)
        raise AssertionError(f"still not so after a minute:\n{self.text[-3000:]!r}")

    def logs(self, count: int) -> list[Inquiry]:
        """What was logged, once it is as much as this."""
        self.until(lambda: len(self.logged()) >= count)
        return self.logged()

    def _read(self) -> None:
        while True:
            try:
                if select.select([self._terminal], [], [], 0.1)[0]:
                    self.drawn += os.read(self._terminal, 1 << 16)
            except (OSError, ValueError):
                return

    def close(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        self._reader.join()
        os.close(self._terminal)


@pytest.fixture
def terminal(settings: Settings) -> Iterator[Terminal]:
    opened = Terminal(settings)
    try:
        opened.until(lambda: "velger kommune" in opened.text)
        yield opened
    finally:
        opened.close()


@contextmanager
def held_up(terminal: Terminal) -> Iterator[None]:
    """The whole program stands still."""
    os.kill(terminal.process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(terminal.process, signal.SIGCONT)


def test_keys_pressed_while_the_machine_is_held_up_keep_their_order(terminal: Terminal) -> None:
    terminal.send(b"@rollag gatelys")
    with held_up(terminal):
        for key in (F2, *(bytes([each]) for each in b"@tinn hull")):
            terminal.send(key)
            time.sleep(0.02)
    terminal.send(F2)
    first, second = terminal.logs(2)
    assert (first.query, first.municipality) == ("gatelys", "3336")
    assert (second.query, second.municipality) == ("hull", "4026")


def test_escape_and_letters_in_one_packet_write_over_what_was_typed(terminal: Terminal) -> None:
    terminal.send(b"@tinn gatelys\x1b@rollag aaa\x15@tinn abc\x7f\x7fde" + F2)
    assert [(each.query, each.municipality) for each in terminal.logs(1)] == [("ade", "4026")]


def test_a_byte_that_is_not_utf8_ends_nothing_and_is_told(terminal: Terminal) -> None:
    terminal.send(b"@tinn br\xf8yt")
    terminal.until(lambda: "UTF-8" in terminal.text)
    terminal.send(F2)
    assert [each.query for each in terminal.logs(1)] == ["br�yt"]
    assert "Traceback" not in terminal.text
    assert "Traceback" not in Path(terminal.settings.log_path).read_text(encoding="utf-8")


def test_what_only_looks_like_a_sequence_takes_no_keys(terminal: Terminal) -> None:
    terminal.send(b"@tinn \x1b[200~gate\x1b]0;\x00lys\x1b[201~ny" + F2)
    terminal.logs(1)
    terminal.send(b"@tinn \x1b[99xhull" + F2)
    assert [each.query for each in terminal.logs(2)] == ["gate ]0; lysny", "hull"]
