"""One line to write: a period, a number, a file's name."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeAlias, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kontakt.tui.widgets.hint import Hint

T = TypeVar("T")

Remark: TypeAlias = Callable[[str], str]

_LONGEST = 2000


def _nothing(_text: str) -> str:
    return ""


class AskScreen(ModalScreen[T | None], Generic[T]):
    """``read`` makes of the text what is asked for, or raises ValueError with the sentence that says what is wrong.
    Enter takes it, Escape takes nothing. ``remark`` is what is said of the text as it stands, empty for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(
        self, title: str, read: Callable[[str], T], text: str = "", *, hint: str, remark: Remark = _nothing
    ) -> None:
        super().__init__()
        self._remark = remark
        self._title = title
        self._read = read
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="menu"):
            yield Static(self._title, classes="menu-title", markup=False)
            yield Input(self._text, max_length=_LONGEST, select_on_focus=True)
            yield Static(classes="wrong", markup=False)
            yield Hint(self._hint)

    def on_mount(self) -> None:
        self._say(self._remark(self._text))
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _say_remark(self, event: Input.Changed) -> None:
        self._say(self._remark(event.value))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        try:
            read = self._read(event.value)
        except ValueError as wrong:
            self._say(str(wrong))
            return
        self.dismiss(read)

    def _say(self, sentence: str) -> None:
        line = self.query_one(".wrong", Static)
        line.update(sentence)
        line.display = bool(sentence)

    def action_close(self) -> None:
        self.dismiss(None)
