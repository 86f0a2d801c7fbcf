"""One line of text with the keys that every text box has: Ctrl+Z takes back, Ctrl+Y does it again."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from kontakt.tui.widgets.line_history import LineHistory, end_of_change


class LineInput(Input):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
        Binding("ctrl+home", "home", show=False),
        Binding("ctrl+end", "end", show=False),
    ]
    _history: LineHistory | None = None
    _is_stepping = False

    def show(self, value: str) -> None:
        """Put another text into the line, with the cursor at its end; what was typed before cannot be taken back."""
        self.value = value
        self.cursor_position = len(value)
        self._typed.forget()

    @property
    def _typed(self) -> LineHistory:
        self._history = self._history or LineHistory()
        return self._history

    def watch_value(self, before: str, after: str) -> None:
        if before != after and not self._is_stepping:
            self._typed.changed(before, after)

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self._go(self._typed.undo(self.value))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._go(self._typed.redo(self.value))

    def _go(self, value: str | None) -> None:
        if value is None:
            return
        before, self._is_stepping = self.value, True
        try:
            self.value = value
        finally:
            self._is_stepping = False
        self.cursor_position = end_of_change(before, value)
