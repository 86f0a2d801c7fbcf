"""The hits beside the card, or, with nothing asked yet, what may be asked: drawn as one widget, in one go."""

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Row:
    """A hit: its title, and below it the label that matched, with the letters to highlight.

    ``heading`` rows are never chosen; ``pinned`` marks the article that is linked to the question."""

    title: str
    label: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    title_spans: tuple[tuple[int, int], ...] = ()
    pinned: bool = False
    heading: bool = False

    @property
    def height(self) -> int:
        return 2 if self.label else 1


class HitList(Widget):
    """Rows with one of them chosen; it scrolls by itself so that the chosen one is seen."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self._rows: tuple[Row, ...] = ()
        self._cursor = 0
        self._first = 0
        self._empty = ""

    def show(self, rows: tuple[Row, ...], cursor: int, *, empty: str) -> None:
        """Draw these rows; ``empty`` is the sentence to draw where there are none."""
        self._rows, self._cursor, self._empty = rows, cursor, empty
        self.refresh()

    def render(self) -> Content:
        if not self._rows:
            return Content.styled(self._empty, "$quiet")
        self._scroll_to_cursor()
        lines: list[Content] = []
        for number, row in enumerate(self._rows[self._first :], self._first):
            lines += self._lines(row, chosen=number == self._cursor)
            if len(lines) >= self.size.height:
                break
        return Content("\n").join(lines[: self.size.height])

    def _scroll_to_cursor(self) -> None:
        self._first = min(self._first, self._cursor)
        while sum(row.height for row in self._rows[self._first : self._cursor + 1]) > self.size.height > 1:
            self._first += 1

    def _lines(self, row: Row, *, chosen: bool) -> list[Content]:
        width = self.size.width
        if row.heading:
            return [Content.styled(row.title, "$quiet").truncate(width, ellipsis=True)]
        ground = " on $lifted" if chosen else ""
        mark = ("▌", f"$act{ground}") if chosen else (" ", "")
        sign = ("● ", f"$act{ground}") if row.pinned else (" ", ground)
        title = _highlighted(row.title, row.title_spans, f"$text-plain{' bold' if chosen else ''}{ground}")
        lines = [Content.assemble(mark, sign, title)]
        if row.label:
            label = _highlighted(row.label, row.spans, f"$quiet{ground}")
            lines.append(Content.assemble(mark, ("   ", ground), label))
        return [_filled(line.truncate(width, ellipsis=True), width, ground) for line in lines]


def _highlighted(text: str, spans: tuple[tuple[int, int], ...], style: str) -> Content:
    content = Content.styled(text, style.strip())
    for start, end in spans:
        content = content.stylize("$act bold underline", start, end)
    return content


def _filled(line: Content, width: int, ground: str) -> Content:
    return Content.assemble(line, (" " * (width - line.cell_length), ground.strip())) if ground else line
