"""Text with labels in a column of their own, wrapped so that nothing runs under a label or a mark."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kontakt.tui.widgets.laid_out_once import LaidOutOnce


class Item(NamedTuple):
    """One text, with a mark before it ("–", "1") that its later lines are set in under."""

    text: Content
    mark: str = ""


class Part(NamedTuple):
    """Items under one label; without a label they take the whole width. ``apart`` leaves a line before it."""

    items: tuple[Item, ...]
    label: str = ""
    apart: bool = False


class Labelled(LaidOutOnce, Widget):
    DEFAULT_CSS = "Labelled { height: auto; text-wrap: nowrap; }"

    def __init__(self, *, label_width: int) -> None:
        super().__init__()
        self.auto_links = False  # no line is looked through for some
        self._label_width = label_width
        self._parts: tuple[Part, ...] = ()
        self._wrapped: dict[int, list[Content]] = {}  # by the width

    def show(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self._wrapped.clear()
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        """Made once for laying out and drawing."""
        if width not in self._wrapped:
            self._wrapped[width] = [*labelled_lines(self._parts, self._label_width, width)]
        return self._wrapped[width]


def labelled_lines(parts: Iterable[Part], label_width: int, width: int) -> Iterator[Content]:
    """The parts as lines of at most ``width`` cells, ``label_width`` of which are left to the labels."""
    for part in parts:
        if part.apart:
            yield Content("")
        indent = label_width if part.label else 0
        column = [line for item in part.items for line in _wrapped(item, max(1, width - indent))]
        for number, line in enumerate(column):
            lead = part.label if number == 0 else ""
            yield Content.assemble((lead.ljust(indent), "$quiet"), line)


def _wrapped(item: Item, width: int) -> list[Content]:
    lines = item.text.wrap(max(1, width - len(item.mark)))
    return [
        Content.assemble((item.mark if number == 0 else " " * len(item.mark), "$quiet"), line)
        for number, line in enumerate(lines)
    ]
