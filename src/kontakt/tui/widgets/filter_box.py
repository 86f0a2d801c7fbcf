"""The box above a list: it keeps the focus, and its arrows belong to the list."""

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

_LONGEST_FILTER = 100


class FilterBox(Input):
    """Typing narrows the list, the arrows move through it, and Escape lists everything again. With ``sideways`` the
    left and right arrows belong to the list as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go('walk', -1)", show=False),
        Binding("down", "go('walk', 1)", show=False),
        Binding("pageup", "go('turn', -1)", show=False),
        Binding("pagedown", "go('turn', 1)", show=False),
        Binding("ctrl+home", "go('end', -1)", show=False),
        Binding("ctrl+end", "go('end', 1)", show=False),
        Binding("shift+up", "go('scroll', -1)", show=False),
        Binding("shift+down", "go('scroll', 1)", show=False),
        Binding("escape", "all", show=False),
    ]

    class Moved(Message):
        """Go a row (``walk``), a page (``turn``) or all the way (``end``) up or down; or ``aside``; or ``scroll`` what
        is shown of the row."""

        def __init__(self, how: str, step: int) -> None:
            super().__init__()
            self.how = how
            self.step = step

    def __init__(self, *, sideways: bool) -> None:
        super().__init__(classes="filter", select_on_focus=False, max_length=_LONGEST_FILTER)
        self._sideways = sideways

    def action_go(self, how: str, step: int) -> None:
        self.post_message(self.Moved(how, step))

    def action_cursor_left(self, select: bool = False) -> None:
        if self._sideways and not select:
            self.post_message(self.Moved("aside", -1))
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        if self._sideways and not select:
            self.post_message(self.Moved("aside", 1))
        else:
            super().action_cursor_right(select)

    def action_all(self) -> None:
        if not self.value:
            raise SkipAction
        self.value = ""
