"""Textual's driver for a terminal, with the keys read by us: a byte that is not UTF-8 ends nothing, Escape and a letter
are two keys however they come, and what only looks like a sequence takes no keys.

The one place that uses a part of Textual that is not public: its parser, for the names of keys and the mouse.
"""

import os
import selectors
from collections.abc import Iterable
from threading import Lock, current_thread
from time import monotonic
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste
from textual.message import Message

from kontakt.tui.keys.misread import Misread
from kontakt.tui.keys.stream import ESCAPE, Escape, KeyStream, NotUtf8, Pasted, Token, Typed

_READ_BYTES = 1 << 16
_TICK_SECONDS = 0.02
_REST_SECONDS = 0.1


class Terminal(LinuxDriver):
    """After SIGSTOP, of which no program hears beforehand, Textual starts anew beside all that runs already: the thread
    that reads then takes over from the one before it, which has passed on first what it had read."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._one_reads = Lock()
        self._stream, self._parser = KeyStream(), XTermParser()

    def _sigcont_application(self, *_signal: Any) -> None:
        before = self.attrs_before
        if self._key_thread is not None and self._key_thread.is_alive():
            self.close()  # who writes; another one begins
        super()._sigcont_application()
        self.attrs_before = before or self.attrs_before  # what the terminal is to be at the end

    def run_input_thread(self) -> None:
        """Read keys until the app stops, or another thread does. A terminal that is gone ends the app."""
        try:
            with self._one_reads, selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                self._read(selector)
        except Exception as problem:  # the edge of the thread: the app says so, as of any other mistake
            self._app.call_later(_fail, problem)

    def _read(self, selector: selectors.BaseSelector) -> None:
        stream = self._stream
        while not self.exit_event.is_set() and self._key_thread is current_thread():
            if not selector.select(_TICK_SECONDS if stream.waits else _REST_SECONDS):
                tokens = stream.tick(monotonic())
            elif data := self._bytes():
                tokens = [*stream.tick(monotonic()), *stream.feed(data, monotonic())]
            else:
                self._app.call_later(self._app.exit)
                return
            for message in self._messages(tokens):
                self.process_message(message)

    def _bytes(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""  # as at its end: the terminal has hung up

    def _messages(self, tokens: Iterable[Token]) -> Iterable[Message]:
        for token in tokens:
            match token:
                case Typed(text):
                    yield from self._parsed(text)
                case Escape():
                    yield Key("escape", ESCAPE)
                case Pasted(text):
                    yield Paste(text)
                case NotUtf8():
                    yield Misread()

    def _parsed(self, text: str) -> Iterable[Message]:
        messages = [*self._parser.feed(text)]
        yield from messages
        if text.startswith(ESCAPE) and not messages:
            # It waits for the rest of a sequence that it does not know, and would take keys for it.
            before, self._parser = self._parser, XTermParser()
            for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
                setattr(self._parser, name, getattr(before, name))


def _fail(problem: Exception) -> None:
    raise problem
