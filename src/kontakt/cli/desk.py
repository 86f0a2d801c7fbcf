"""Opening the desk in a terminal."""

import sys
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.settings import Settings
from kontakt.tui.opening import open_app


def require_terminal() -> None:
    """Raises KontaktError where there is no terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KontaktError(
            _("The desk needs a terminal: run kontakt in one, or use a command such as kontakt search TEXT.")
        )


def open_desk(
    settings: Settings, *, room: str | None = None, made_up: bool = False, log_path: Path | None = None
) -> None:
    """Open the app as ``open_app`` does. Raises KontaktError without a terminal, and as ``open_app`` does."""
    require_terminal()
    open_app(settings, room=room, made_up=made_up, log_path=log_path)
