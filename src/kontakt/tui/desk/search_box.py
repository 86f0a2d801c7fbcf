"""The search box: it keeps the focus, and never loses what was typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from kontakt.locale import _
from kontakt.tui.widgets.laid_out_once import LaidOutOnce


class SearchBox(LaidOutOnce, Input):
    """Typing searches; the arrows move through the hits, and Enter pins, while the cursor stays here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", show=False),
        Binding("down", "walk(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("escape", "escape", show=False),
    ]

    class Walked(Message):
        """An arrow was pressed: go ``step`` hits down, or up."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Turned(Message):
        """Page up or down was pressed: scroll the card."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Escaped(Message):
        """Escape was pressed."""

    class Clicked(Message):
        """The mouse brought the cursor into the box."""

    def __init__(self) -> None:
        super().__init__(id="search", select_on_focus=False)

    def on_click(self) -> None:
        self.post_message(self.Clicked())

    def action_walk(self, step: int) -> None:
        self.post_message(self.Walked(step))

    def action_turn(self, step: int) -> None:
        self.post_message(self.Turned(step))

    def action_escape(self) -> None:
        self.post_message(self.Escaped())

    def draw(self, text: str, *, people: bool = False) -> None:
        """Draw the box anew, with this text in it, without searching for that again; ``people`` says that there are
        units and contacts to find."""
        self.border_title = _("Search")
        self.placeholder = (
            _("Two or three letters; @ and letters choose the municipality, # finds people")
            if people
            else _("Two or three letters; @ and letters choose the municipality")
        )
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = len(text)
