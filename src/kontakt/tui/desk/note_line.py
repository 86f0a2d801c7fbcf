"""The note: out of the way until it is written, and never lost by a new call."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from kontakt.locale import _


class NoteLine(Input):
    """One line. What is too long is said to be so and refused at the outcome, not cut off in silence. Enter or
    Escape goes back to the search box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "submit", show=False)]

    class Left(Message):
        """The agent is done with the note."""

    def __init__(self) -> None:
        super().__init__(id="note", select_on_focus=False)
        self.display = False

    def open(self) -> None:
        self.display = True
        self.screen.set_focus(self)  # at once: letters already typed must not land in the search box

    def show(self, text: str) -> None:
        """Show a call's note; hide the line where there is none."""
        self.border_title = _("Note")
        self.placeholder = _("Note: what whoever takes over must know, and nothing about who called")
        self.border_subtitle = _("Enter: back to the search")
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = len(text)
        self.display = bool(text) or self.has_focus

    async def action_submit(self) -> None:
        self.display = bool(self.value.strip())
        self.post_message(self.Left())
