"""Short texts side by side, one of which may be marked: drawn as one widget."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_GAP = " "
_HIGH = 30


class Chips(Widget):
    """As many lines as the chips need, up to four, or two in a low window; of more, those around the marked chip, or
    the last."""

    def __init__(self) -> None:
        super().__init__(classes="chips")
        self._texts: tuple[str, ...] = ()
        self._marked: int | None = None
        self._empty = ""

    def show(self, texts: Sequence[str], marked: int | None, *, empty: str) -> None:
        """Draw these; ``empty`` is the sentence to draw without any."""
        self._texts, self._marked, self._empty = tuple(texts), marked, empty
        self.refresh(layout=True)

    @property
    def _most_lines(self) -> int:
        return 4 if self.app.size.height >= _HIGH else 2

    def render(self) -> Content:
        if not self._texts:
            return Content.styled(self._empty, "$quiet")
        lines = self._lines(self.size.width)
        sought = len(self._texts) - 1 if self._marked is None else self._marked
        at = next(number for number, line in enumerate(lines) if sought in line)
        first = max(0, min(at, len(lines) - self._most_lines))
        shown = lines[first : first + self._most_lines]
        return Content("\n").join(Content(_GAP).join(map(self._chip, line)) for line in shown)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if not self._texts:
            return len(Content(self._empty).wrap(max(1, width)))
        return min(self._most_lines, len(self._lines(width)))

    def _chip(self, number: int) -> Content:
        text = self._texts[number]
        width = max(3, self.size.width)
        if number == self._marked:
            return Content.styled(f"▌{text}▐", "bold $act on $lifted").truncate(width, ellipsis=True)
        return Content.styled(f" {text} ", "on $lifted").truncate(width, ellipsis=True)

    def _lines(self, width: int) -> list[list[int]]:
        """The numbers of the chips on each line."""
        lines: list[list[int]] = [[]]
        used = 0
        for number, text in enumerate(self._texts):
            needed = min(Content(text).cell_length + 2, width)
            if lines[-1] and used + len(_GAP) + needed > width:
                lines.append([])
                used = 0
            used += needed + (len(_GAP) if lines[-1] else 0)
            lines[-1].append(number)
        return lines
