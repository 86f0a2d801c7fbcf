"""``kontakt demo``: a throw-away region, alive with made-up inquiries."""

import signal
import sys
from typing import Annotated

import typer

from kontakt.cli.demo_shared import demo_shared
from kontakt.cli.desk import open_desk, require_terminal
from kontakt.cli.output import print_line
from kontakt.demo.desk import throw_away_desk
from kontakt.installation.clock import utc_now
from kontakt.locale import _
from kontakt.settings import Settings
from kontakt.tui.keys.typed_ahead import drop_typed_ahead


def demo(
    context: typer.Context,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared",
            help=_("On a PostgreSQL server of its own, as an agent, an editor and a lead, side by side in tmux."),
        ),
    ] = False,
) -> None:
    """With --shared one key, F12, stops the server and starts it again: what is logged meanwhile waits, and nothing is
    lost."""
    settings: Settings = context.obj
    require_terminal()
    _end_with_the_window()
    if shared:
        demo_shared(settings)
        return
    print_line(_("Making up half a year of inquiries. Nothing of it is kept."))
    with throw_away_desk(settings, utc_now()) as made_up:
        drop_typed_ahead()
        open_desk(made_up, made_up=True, log_path=settings.log_path)


def _end_with_the_window() -> None:
    """A closed terminal window would stop the program where it stands, and leave the throw-away folder behind."""
    for name in ("SIGHUP", "SIGTERM"):
        if number := getattr(signal, name, None):  # Windows has no SIGHUP
            signal.signal(number, lambda *_: sys.exit(1))
