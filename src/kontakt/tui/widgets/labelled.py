"""Text with labels in a column of their own, wrapped so that nothing runs under a label or a mark."""

from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Item(NamedTuple):
    """One text, with a mark before it ("–", "1") that its later lines are set in under."""

    text: Content
    mark: str = ""


class Part(NamedTuple):
    """Items under one label; without a label they take the whole width. ``apart`` leaves a line before it."""

    items: tuple[Item, ...]
    label: str = ""
    apart: bool = False


class Labelled(Widget):
    DEFAULT_CSS = "Labelled { height: auto; }"

    def __init__(self, *, label_width: int) -> None:
        super().__init__()
        self._label_width = label_width
        self._parts: tuple[Part, ...] = ()

    def show(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for part in self._parts:
            if part.apart:
                lines.append(Content(""))
            indent = self._label_width if part.label else 0
            column = [line for item in part.items for line in _wrapped(item, max(1, width - indent))]
            for number, line in enumerate(column):
                lead = part.label if number == 0 else ""
                lines.append(Content.assemble((lead.ljust(indent), "$quiet"), line))
        return lines


def _wrapped(item: Item, width: int) -> list[Content]:
    lines = item.text.wrap(max(1, width - len(item.mark)))
    return [
        Content.assemble((item.mark if number == 0 else " " * len(item.mark), "$quiet"), line)
        for number, line in enumerate(lines)
    ]
