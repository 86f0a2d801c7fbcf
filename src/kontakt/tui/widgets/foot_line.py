"""The keys at the foot of a page of the room: what can be done here first."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from kontakt.locale import _
from kontakt.tui.commands.command import Command
from kontakt.tui.commands.everywhere import IN_EVERY_FOOT


class FootLine(Widget):
    """One line: as many keys as fit, in their order. More (Ctrl+O) lists the others."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._hint = ""
        self._commands: tuple[Command, ...] = ()

    def show(self, hint: str, commands: Sequence[Command]) -> None:
        """``hint`` is translated already and stands first."""
        self._hint, self._commands = hint, tuple(commands)
        self.refresh()

    def render(self) -> Content:
        keys = [Content.styled(self._hint, "$quiet")] if self._hint else []
        keys += [_named(each, "$act") for each in self._commands if each.keys]
        always = Content("  ").join(_named(each, "$quiet") for each in IN_EVERY_FOOT if each.is_possible(self.app))
        line = Content("")
        for key in keys:
            longer = Content.assemble(line, "  " if line.cell_length else "", key)
            if longer.cell_length + 2 + always.cell_length > self.size.width:
                break
            line = longer
        return Content.assemble(line, "  " if line.cell_length else "", always)


def _named(command: Command, style: str) -> Content:
    return Content.assemble((command.shown_key, f"{style} bold"), " ", _(command.short or command.name))
