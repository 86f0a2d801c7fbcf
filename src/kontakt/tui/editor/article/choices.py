"""A few values of which one or several hold: the arrows go through them, Space marks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from kontakt.locale import _


class Choices(Widget, can_focus=True):
    """``label`` and ``hint`` are translated when drawn; ``hint`` says what none marked means. With ``single`` exactly
    one value holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("space,enter", "mark", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    class Changed(Message):
        """The values that hold now, in the order they stand in."""

        def __init__(self, name: str, values: tuple[str, ...]) -> None:
            super().__init__()
            self.name = name
            self.values = values

    def __init__(self, name: str, label: str, *, hint: str = "", single: bool = False) -> None:
        super().__init__(name=name, classes="marks")
        self._label = label
        self._hint = hint
        self._single = single
        self._choices: tuple[tuple[str, str], ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._cursor = 0
        self._advice = ""

    def show(self, choices: Sequence[tuple[str, str]], marked: Sequence[str]) -> None:
        """Draw these values, each with its label as it is shown; ``marked`` are those that hold."""
        self._choices, self._marked = tuple(choices), frozenset(marked)
        self._cursor = max(0, min(self._cursor, len(self._choices) - 1))
        self.refresh(layout=True)

    def advise(self, advice: str) -> None:
        """Say beside the label what is worth a look, in one sentence; "" for nothing."""
        if advice != self._advice:
            self._advice = advice
            self.refresh(layout=True)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _label in self._choices if value in self._marked)

    def action_move(self, step: int) -> None:
        self._cursor = max(0, min(self._cursor + step, len(self._choices) - 1))
        self.refresh()

    def action_mark(self) -> None:
        if not self._choices:
            return
        value = frozenset({self._choices[self._cursor][0]})
        self._marked = value if self._single else self._marked ^ value
        self.refresh()
        self.post_message(self.Changed(self.name or "", self.values))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        hint = (_(self._hint) if self._hint else "", "$quiet")
        beside = (f"? {self._advice}", "$text-plain") if self._advice else hint
        lines = Content.assemble((_(self._label), "bold"), "  ", beside).wrap(max(1, width))
        line = Content("")
        for at, (value, label) in enumerate(self._choices):
            here = at == self._cursor and self.has_focus
            ground = " on $lifted" if here else ""
            box = ("● ", f"$act bold{ground}") if value in self._marked else ("○ ", f"$quiet{ground}")
            choice = Content.assemble(
                ("▌" if here else " ", f"$act{ground}"), box, (label, f"$text-plain{ground}"), (" ", ground.strip())
            )
            if line.cell_length and line.cell_length + choice.cell_length > width:
                lines.append(line)
                line = Content("")
            line = Content.assemble(line, choice, " ")
        return [*lines, line]
