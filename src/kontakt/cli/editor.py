"""``kontakt editor``: the app, opened in the editor's room."""

import typer

from kontakt.cli.desk import open_desk
from kontakt.tui.modes import EDITOR


def editor(context: typer.Context) -> None:
    open_desk(context.obj, room=EDITOR)
