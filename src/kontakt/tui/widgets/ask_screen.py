"""One line to write: a period, a number, a file's name."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

T = TypeVar("T")

_LONGEST = 2000


class AskScreen(ModalScreen[T | None], Generic[T]):
    """``read`` makes of the text what is asked for, or raises ValueError with the sentence that says what is wrong.
    Enter takes it, Escape takes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, title: str, read: Callable[[str], T], text: str = "", *, hint: str) -> None:
        super().__init__()
        self._title = title
        self._read = read
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu"):
            yield Static(self._title, classes="menu-title", markup=False)
            yield Input(self._text, max_length=_LONGEST, select_on_focus=True)
            yield Static(classes="wrong", markup=False)
            yield Static(self._hint, classes="menu-hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(".wrong").display = False
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _forget_what_was_wrong(self) -> None:
        self.query_one(".wrong").display = False

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        try:
            read = self._read(event.value)
        except ValueError as wrong:
            self.query_one(".wrong", Static).update(str(wrong))
            self.query_one(".wrong").display = True
            return
        self.dismiss(read)

    def action_close(self) -> None:
        self.dismiss(None)
