"""The note: out of the way until it is written, and never lost by a new call."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from kontakt.desk.session import DeskSession
from kontakt.locale import _
from kontakt.tui.desk import late_note
from kontakt.tui.widgets.laid_out_once import LaidOutOnce


class NoteLine(LaidOutOnce, Input):
    """One line. What is too long is said to be so and refused at the outcome, not cut off in silence. Enter or
    Escape goes back to the search box; Enter stores a note that is written after the outcome, Escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,shift+tab", "submit", show=False),  # the search box is all there is to go to
    ]

    class Left(Message):
        """The agent is done with the note. ``said`` is what came of one that is not to be stored; empty for any
        other."""

        def __init__(self, said: str = "") -> None:
            super().__init__()
            self.said = said

    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="note", select_on_focus=False)
        self._session = session
        self.display = False

    @property
    def is_written(self) -> bool:
        """Whether the cursor is in it. Asked of the screen, which knows before word of it has reached this line."""
        return self.screen.focused is self

    def open(self) -> None:
        """Write the note of the call in progress, or of the one just logged."""
        self._session.open_note()
        self.draw()
        self.display = True
        self.screen.set_focus(self)  # at once: letters already typed must not land in the search box

    def draw(self) -> None:
        """Show the note as the desk has it; hide the line where there is none."""
        late = self._session.logbook.open_note
        self.border_title = late_note.heading(self._session) or _("Note: no names or diagnoses")
        self.placeholder = _("No names or diagnoses: only what whoever takes over must know")
        self.border_subtitle = _("Enter: store it   Esc: leave it be") if late else _("Enter: back to the search")
        text = self._session.note
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = len(text)
        self.display = bool(text.strip()) or self.is_written

    def catch_up(self) -> None:
        """Tell the desk what is written, if it does not know yet."""
        if self.is_written and self.value != self._session.note:
            self._session.write_note(self.value)

    def store_late(self) -> str:
        """Store a note that is written after the outcome; what was done, empty for nothing. Raises KontaktError."""
        inquiry = self._session.logbook.store_late_note()
        return late_note.stored(inquiry, self._session) if inquiry else ""

    async def action_submit(self) -> None:
        self.post_message(self.Left())

    def action_leave(self) -> None:
        """Go back; a note that is written after the outcome is left as it was stored, and that is said."""
        self.catch_up()
        late = self._session.logbook.open_note
        unstored = late is not None and self._session.logbook.leave_late_note()
        self.draw()  # else what was left would be taken for the next call's
        self.post_message(self.Left(late_note.left() if unstored else ""))
