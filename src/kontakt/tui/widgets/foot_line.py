"""The keys at the foot of a page of the room: what can be done here first."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from kontakt.locale import _
from kontakt.tui.commands import APP_COMMANDS, Command, key_name

_ALWAYS = tuple(each for each in APP_COMMANDS if each.id in ("room", "help"))


class FootLine(Widget):
    """One line: as many keys as fit, in their order. The others are in the help and the command palette."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._hint = ""
        self._actions: tuple[Command, ...] = ()

    def show(self, hint: str, actions: Sequence[Command]) -> None:
        """``hint`` is translated already and stands first."""
        self._hint, self._actions = hint, tuple(actions)
        self.refresh()

    def render(self) -> Content:
        keys = [Content.styled(self._hint, "$quiet")] if self._hint else []
        keys += [_named(each, "$act") for each in self._actions]
        always = Content("  ").join(_named(each, "$quiet") for each in _ALWAYS)
        line = Content("")
        for key in keys:
            longer = Content.assemble(line, "  " if line.cell_length else "", key)
            if longer.cell_length + 2 + always.cell_length > self.size.width:
                break
            line = longer
        return Content.assemble(line, "  " if line.cell_length else "", always)


def _named(action: Command, style: str) -> Content:
    return Content.assemble((key_name(action.key), f"{style} bold"), " ", _(action.short or action.name))
