"""How an app ends that is ended from outside."""

import asyncio
import os
import signal
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kontakt.tui.app import KontaktApp

_SECONDS = 10
"""After this long the system ends a desk that does not come to it, as it would have done at once."""


def keep_calls_at_the_end(app: "KontaktApp") -> None:
    """A closed window or a lost connection would end the program where it stands: what was done in the calls since the
    last look is kept first. Then comes what would have come without this."""
    for name in ("SIGHUP", "SIGTERM"):
        if number := getattr(signal, name, None):  # Windows has no SIGHUP
            _keep_calls_before(app, number)


def _keep_calls_before(app: "KontaktApp", number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def take(number: int, frame: FrameType | None) -> None:
        # Between two steps of the desk, not in the middle of one.
        try:
            asyncio.get_running_loop().call_soon_threadsafe(end, number, frame)
        except RuntimeError:  # it has not begun, or has ended
            _die(number)
        if hasattr(signal, "alarm"):
            signal.alarm(_SECONDS)

    def end(number: int, frame: FrameType | None) -> None:
        app.keep_calls()
        if callable(before):
            before(number, frame)
        elif number == signal.SIGTERM:  # the terminal is still there, and is left as it was found
            app.exit(return_code=128 + number)
        else:
            _die(number)

    signal.signal(number, take)


def _die(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
