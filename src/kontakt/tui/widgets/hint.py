"""The keys of a menu or a form, at its foot."""

import re
from collections.abc import Iterator
from textwrap import wrap

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_APART = re.compile("( {2,})")


class Hint(Widget):
    """``text`` names keys apart by two spaces or more. A line ends between two of them, never between a key and what it
    does, unless that alone is longer than a line."""

    def __init__(self, text: str = "") -> None:
        super().__init__(classes="menu-hint")
        self._text = text

    def show(self, text: str) -> None:
        self._text = text
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n".join(broken(self._text, self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len([*broken(self._text, width)])


def broken(text: str, width: int) -> Iterator[str]:
    """The lines of a hint in so many cells."""
    for keys in text.split("\n"):
        first, *others = _APART.split(keys.strip())
        line = first
        for apart, key in zip(others[::2], others[1::2], strict=True):
            if len(line + apart + key) > width:
                yield from wrap(line, max(1, width))
                line = key
            else:
                line += apart + key
        yield from wrap(line, max(1, width), drop_whitespace=False) or [""]
