"""How the app draws and reads in a browser session: Textual's web driver, and what it lacks."""

import os
from contextlib import suppress
from functools import partial
from typing import Any

from textual.drivers.web_driver import WebDriver
from textual.events import AppFocus, Paste
from textual.message import Message
from textual.messages import ExitApp

from kontakt.tui.app import KontaktApp

REDRAW = "redraw"
SAID = "said"
TOO_LARGE = "too_large"
LOOK_SECONDS = 0.4
"""Between two looks at what a screen reader is to read. What has changed since the last look is not read yet: somebody
types."""


class BrowserDriver(WebDriver):
    """Textual's web driver. It also draws everything anew for a browser that comes back, tells what a screen reader is
    to read, and ends the app when the server is gone."""

    def __init__(self, app: KontaktApp, **options: Any) -> None:
        super().__init__(app, **options)
        self._write = partial(self._write_unless_gone)
        self._kontakt = app
        self._seen = ""
        self._read = ""

    def _write_unless_gone(self, data: bytes) -> int:
        """Where the server is gone nobody sees what is drawn, and the app ends as a closed window does."""
        with suppress(ConnectionError):
            return os.write(self.fileno, data)
        return 0

    def start_application_mode(self) -> None:
        super().start_application_mode()
        self._kontakt.call_later(self._kontakt.set_interval, LOOK_SECONDS, self._tell_reader)

    def _tell_reader(self) -> None:
        text = self._kontakt.read_out()
        if text == self._seen and text != self._read:
            self._read = text
            self.write_meta({"type": SAID, "text": text})
        self._seen = text

    def process_message(self, message: Message) -> None:
        """Whoever pastes is there. Textual concludes it from a key or the mouse alone, and would drop the paste."""
        if isinstance(message, Paste):
            super().process_message(AppFocus())
        super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        if packet_type == REDRAW:
            self._kontakt.call_later(self._kontakt.refresh, repaint=True, layout=True)
        elif packet_type == TOO_LARGE:
            self._forget_file(str(payload.get("key")))
        else:
            super().on_meta(packet_type, payload)

    def _forget_file(self, key: str) -> None:
        if file := self._deliveries.pop(key, None):
            file.close()
            self._delivery_failed(key, exception=ValueError("too large"), name=None)

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():  # the server is gone: nobody will ever press a key again
            self._kontakt.call_later(self._kontakt.post_message, ExitApp())
