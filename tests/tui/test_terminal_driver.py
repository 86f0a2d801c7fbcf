"""Reading the keys of a terminal, without one."""

import os
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from textual.app import App
from textual.events import Key
from textual.message import Message

from kontakt.tui.keys.terminal import Terminal


class Reading(Terminal):
    """Reads from a pipe. The first key is passed on when it may be."""

    def __init__(self, fileno: int) -> None:
        super().__init__(App(), debug=False)
        self.fileno = fileno
        self.begun, self.may_go_on = Event(), Event()
        self.keys: list[str] = []

    def process_message(self, message: Message) -> None:
        if not self.begun.is_set():
            self.begun.set()
            self.may_go_on.wait(60)
        assert isinstance(message, Key)
        self.keys.append(message.key)

    def read_anew(self) -> Thread:
        """As Textual starts reading."""
        self._key_thread = Thread(target=self.run_input_thread)
        self._key_thread.start()
        return self._key_thread


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for each in ends:
        os.close(each)


async def test_whoever_reads_after_the_program_was_held_up_comes_after_what_was_read_before(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda _number, _handler: None)  # a driver wants some for itself
    driver = Reading(pipe[0])
    first = driver.read_anew()
    os.write(pipe[1], b"ab")
    driver.begun.wait(60)
    second = driver.read_anew()  # SIGSTOP and SIGCONT have come
    os.write(pipe[1], b"cd")
    second.join(0.3)
    driver.may_go_on.set()
    first.join(60)
    while len(driver.keys) < 4:
        second.join(0.02)
    driver.exit_event.set()
    second.join(60)
    assert driver.keys == [*"abcd"]
