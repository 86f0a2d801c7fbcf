"""The keys at the foot of the desk: the outcomes, and the other steps of a call."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kontakt.locale import _
from kontakt.tui.commands.command import Command
from kontakt.tui.commands.desk import IN_THE_FOOT, LOG_OUTCOME


class KeyBar(Widget):
    """Outcomes first, in equal columns where one line does not hold them."""

    def __init__(self) -> None:
        super().__init__(id="keys")

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        outcomes = _in_columns(_named(LOG_OUTCOME.commands, "$act"), width)
        # Of these only those of the app itself may be out of reach.
        possible = tuple(each for each in IN_THE_FOOT if each.is_possible(self.app))
        return [*outcomes, _as_many_as_fit(_named(possible, "$quiet"), width)]


def _named(commands: tuple[Command, ...], style: str) -> list[Content]:
    return [Content.assemble((each.shown_key, f"{style} bold"), " ", _(each.short)) for each in commands]


def _in_columns(keys: list[Content], width: int) -> list[Content]:
    """All keys on one line, or, where it does not hold them, on two."""
    one_line = Content("  ").join(keys)
    if one_line.cell_length <= width:
        return [one_line]
    columns = len(keys) // 2
    column = max(width // columns, 2)
    cells = [key.truncate(column - 1, ellipsis=True) for key in keys]
    padded = [cell.pad_right(column - cell.cell_length) for cell in cells]
    return [Content("").join(padded[:columns]), Content("").join(padded[columns:])]


def _as_many_as_fit(keys: list[Content], width: int) -> Content:
    """The first keys, in their order: More (Ctrl+O) lists the others."""
    line = keys[0]
    for key in keys[1:]:
        longer = Content("  ").join([line, key])
        if longer.cell_length > width:
            break
        line = longer
    return line
