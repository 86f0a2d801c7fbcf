"""What whoever does not see the screen is to hear of a menu that stands in front of a room."""

from collections.abc import Iterator
from typing import Any

from textual.screen import Screen
from textual.widgets import OptionList, Static

from kontakt.tui.widgets.grouped_columns import GroupedColumns


def read_out(menu: Screen[Any]) -> str:
    """Its title, what is wrong with what was typed, and the line under the cursor; without a cursor, every line."""
    return ". ".join(filter(None, (" ".join(each.split()) for each in _parts(menu))))


def _parts(menu: Screen[Any]) -> Iterator[str]:
    for line in menu.query(".menu-title, .wrong").results(Static):
        if line.display:
            yield str(line.content)
    for options in menu.query(OptionList):
        at = options.highlighted
        shown = options.options if at is None else [options.get_option_at_index(at)]
        yield from (str(each.prompt) for each in shown)
    for columns in menu.query(GroupedColumns):
        yield from columns.read_out()
