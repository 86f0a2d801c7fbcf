"""``kontakt lead``: the app, opened in the lead's room."""

import typer

from kontakt.cli.desk import open_desk
from kontakt.tui.modes import LEAD


def lead(context: typer.Context) -> None:
    open_desk(context.obj, room=LEAD)
