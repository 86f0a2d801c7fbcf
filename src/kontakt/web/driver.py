"""How the app draws and reads in a browser session: Textual's web driver, and what it lacks."""

from typing import Any

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

REDRAW = "redraw"
SAID = "said"


class BrowserDriver(WebDriver):
    """Textual's web driver. It also draws everything anew for a browser that comes back, tells what a screen reader is to
    read, and ends the app when the server is gone."""

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        if packet_type == REDRAW:
            self._app.call_later(self._app.refresh, repaint=True, layout=True)
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():  # the server is gone: nobody will ever press a key again
            self._app.call_later(self._app.post_message, ExitApp())

    def say(self, text: str) -> None:
        """Have it read by a screen reader."""
        self.write_meta({"type": SAID, "text": text})
