"""What the vocabulary offers as keywords: chips to accept one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Blur, Focus
from textual.message import Message
from textual.widgets import Static

from kontakt.locale import _
from kontakt.tui.editor.article.chips import Chips

if TYPE_CHECKING:
    from kontakt.editor.keywords.vocabulary_suggestions import Suggestion


class OfferedBox(Vertical, can_focus=True):
    """Hidden while nothing is offered. The arrows mark a chip, Enter accepts it, and Delete puts it aside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "mark(-1)", show=False),
        Binding("right", "mark(1)", show=False),
        Binding("enter", "accept", show=False),
        Binding("delete,backspace", "put_aside", show=False),
    ]

    class Accepted(Message):
        """This one is to be a keyword."""

        def __init__(self, suggestion: "Suggestion") -> None:
            super().__init__()
            self.suggestion = suggestion

    def __init__(self) -> None:
        super().__init__(classes="keyword-box")
        self._offered: list[Suggestion] = []
        self._marked = 0
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(classes="quiet", markup=False)
        yield Chips()
        yield Static(classes="quiet source", markup=False)

    def show(self, offered: Sequence["Suggestion"]) -> None:
        self._offered = list(offered)
        self._draw()

    def on_focus(self, _event: Focus) -> None:
        self._draw_chips(focused=True)

    def on_blur(self, _event: Blur) -> None:
        self._draw_chips(focused=False)

    def action_mark(self, step: int) -> None:
        self._marked += step
        self._draw()

    def action_accept(self) -> None:
        if self._offered:
            self.post_message(self.Accepted(self._offered[self._marked]))
            self.action_put_aside()

    def action_put_aside(self) -> None:
        if self._offered:
            del self._offered[self._marked]
            self._draw()

    def _draw(self) -> None:
        self._marked = max(0, min(self._marked, len(self._offered) - 1))
        if not self._offered and self.has_focus:
            self.screen.focus_next()
        self.display = bool(self._offered)
        heading, source = self.query(Static)
        heading.update(_("Offered by the vocabulary   ← → marks, Enter accepts, Delete puts aside"))
        source.update(_source(self._offered[self._marked]) if self._offered else "")
        self._draw_chips(focused=self.has_focus)

    def _draw_chips(self, *, focused: bool) -> None:
        chips = [each.keyword for each in self._offered]
        self.query_one(Chips).show(chips, self._marked if focused else None, empty="")


def _source(suggestion: "Suggestion") -> str:
    form = _("nynorsk") if suggestion.language == "nn" else _("bokmål")
    return f"{suggestion.keyword}: {form}, {suggestion.concept.name} ({suggestion.concept.path})"
