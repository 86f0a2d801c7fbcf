"""``kontakt keys``: the commands of the app, with their keys."""

import typer

from kontakt.cli.output import print_columns, print_line
from kontakt.locale import _
from kontakt.settings import Settings


def keys(context: typer.Context) -> None:
    """The name in the first column is what the table `[keys]` of kontakt.toml calls the command."""
    from kontakt.tui.commands.keymap import use_keys  # noqa: PLC0415 (no other command needs the screen's words)
    from kontakt.tui.commands.table import ROOMS  # noqa: PLC0415

    settings: Settings = context.obj
    use_keys(settings.keys)
    listed = [(room, group) for room, groups in ROOMS for group in groups if group.commands]
    width = max(len(each.id) for _room, group in listed for each in group.commands)
    shown = max(len(each.shown_key) for _room, group in listed for each in group.commands)
    for at, (room, group) in enumerate(listed):
        if at:
            print_line()
        print_line(f"{_(room)}: {_(group.heading)}", bold=True)
        print_columns(
            [(each.id.ljust(width), each.shown_key.ljust(shown), _(each.explanation)) for each in group.commands]
        )
