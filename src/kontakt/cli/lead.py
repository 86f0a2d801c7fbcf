"""``kontakt lead``: the app, opened in the lead's room."""

import typer

from kontakt.cli.desk import Room, open_desk


def lead(context: typer.Context) -> None:
    open_desk(context.obj, room=Room.LEAD)
