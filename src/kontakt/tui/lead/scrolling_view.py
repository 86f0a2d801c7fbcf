"""A view that is read from top to bottom: drawn for the width there is, and scrolled by the arrows."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class _Lines(Widget):
    DEFAULT_CSS = "_Lines { height: auto; }"

    def __init__(self, draw: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._draw = draw

    def render(self) -> Content:
        return Content("\n").join(self._draw(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._draw(width))


class ScrollingView(VerticalScroll):
    """``draw`` gives the lines for so many cells."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "scroll_home", show=False),
        Binding("ctrl+end", "scroll_end", show=False),
    ]

    def __init__(self, draw: Callable[[int], list[Content]]) -> None:
        super().__init__(classes="reading")
        self._draw = draw

    def compose(self) -> ComposeResult:
        yield _Lines(self._draw)

    def draw_anew(self) -> None:
        """What the lines are drawn from has changed. Where one has scrolled to stays."""
        self.query_one(_Lines).refresh(layout=True)


def set_in(label: Content, text: str | Content, width: int) -> list[Content]:
    """A text beside its label in so many cells; its later lines are set in."""
    lines = (text if isinstance(text, Content) else Content(text)).wrap(max(1, width - label.cell_length))
    room = Content(" " * label.cell_length)
    return [Content.assemble(room if at else label, line) for at, line in enumerate(lines)]


def beside(left: list[Content], right: list[Content], width: int, *, gap: int = 4) -> list[Content]:
    """Two blocks beside each other, each in half of ``width``."""
    half = (width - gap) // 2
    rows = max(len(left), len(right))
    left, right = (block + [Content("")] * (rows - len(block)) for block in (left, right))
    return [
        Content.assemble(one.truncate(half).pad_right(max(0, half + gap - one.cell_length)), other.truncate(half))
        for one, other in zip(left, right, strict=True)
    ]
