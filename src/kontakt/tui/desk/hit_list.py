"""The hits beside the card, or, with nothing asked yet, what may be asked: drawn as one widget, in one go."""

from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget


class HitRow(NamedTuple):
    """A hit: its title, and below it the label that matched, with the letters to highlight.

    ``pinned`` marks the article that is linked to the question, ``people`` a unit or a contact among articles,
    ``notice`` a notice, or an article that one concerns; ``figure`` stands after the title, which is cut before it."""

    title: str
    label: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    title_spans: tuple[tuple[int, int], ...] = ()
    pinned: bool = False
    people: bool = False
    notice: bool = False
    figure: str = ""

    @property
    def height(self) -> int:
        return 2 if self.label else 1


class HitList(Widget):
    """Rows with one of them chosen; it scrolls by itself so that the chosen one is seen."""

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.auto_links = False  # no line is looked through for some
        self._rows: tuple[HitRow, ...] = ()
        self._cursor = 0
        self._first = 0
        self._heading = ""
        self._empty = ""

    def show(self, rows: tuple[HitRow, ...], cursor: int, *, heading: str, empty: str) -> None:
        """Draw these rows below a heading, if there is one; ``empty`` is the sentence to draw without rows."""
        self._rows, self._cursor, self._heading, self._empty = rows, cursor, heading, empty
        self.refresh()

    def render(self) -> Content:
        if not self._rows:
            return Content("\n").join(Content.styled(self._empty, "$quiet").wrap(max(1, self.size.width)))
        self._scroll_to_cursor()
        lines = [Content.styled(f"  {self._heading}", "$quiet").truncate(self.size.width)] if self._heading else []
        for number, row in enumerate(self._rows[self._first :], self._first):
            lines += self._lines(row, chosen=number == self._cursor)
            if len(lines) >= self.size.height:
                break
        return Content("\n").join(lines[: self.size.height])

    def _scroll_to_cursor(self) -> None:
        self._first = min(self._first, self._cursor)
        height = max(1, self.size.height - bool(self._heading))
        while self._first < self._cursor and self._height_to_cursor() > height:
            self._first += 1

    def _height_to_cursor(self) -> int:
        return sum(row.height for row in self._rows[self._first : self._cursor + 1])

    def _lines(self, row: HitRow, *, chosen: bool) -> list[Content]:
        width = self.size.width
        ground = " on $lifted" if chosen else ""
        mark = ("▌", f"$act{ground}") if chosen else (" ", "")
        letter = "● " if row.pinned else "! " if row.notice else "# " if row.people else ""
        sign = (letter, f"{'$warn' if letter == '! ' else '$act'}{ground}") if letter else (" ", ground)
        title = _highlighted(row.title, row.title_spans, f"$text-plain{' bold' if chosen else ''}{ground}")
        head = Content.assemble(mark, sign, title)
        if row.figure:
            figure = Content.styled(f" ({row.figure})", f"$quiet{ground}")
            head = Content.assemble(head.truncate(width - figure.cell_length, ellipsis=True), figure)
        lines = [head]
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
