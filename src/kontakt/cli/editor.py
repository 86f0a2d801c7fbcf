"""``kontakt editor``: the app, opened in the editor's room."""

import typer

from kontakt.cli.desk import Room, open_desk


def editor(context: typer.Context) -> None:
    open_desk(context.obj, room=Room.EDITOR)
