"""Groups of entries under headings, in as few columns as fit the height there is, to choose one of."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

NARROWEST = 22
"""Cells: no column is narrower where there are several."""
_GAP = 3
BESIDE, ABOVE_AND_BELOW = 4, 4
"""Cells of the window that the frame takes, and the line that says which keys work."""


class LetteredLine(NamedTuple):
    """One line: the letter that chooses it, its name, that name ``short``, and its key."""

    letter: str
    name: str
    short: str
    key: str = ""


Headed = tuple[str, Sequence[LetteredLine]]
"""A heading and what stands under it."""
Line = tuple[str, int | None]
"""A heading, or an empty line, and None; or the number of an entry."""
EMPTY: Line = ("", None)


def in_columns(groups: Sequence[Headed], width: int, height: int) -> list[list[Line]]:
    """The lines of each column. A group stays in one piece, with an empty line between two. There are as few columns
    as fit ``height``; where none do, as many as fit ``width``, and they are as high as they must."""
    most = max(1, (width + _GAP) // (NARROWEST + _GAP))
    for limit in range(height, sum(len(entries) + 2 for _heading, entries in groups) + 1):
        columns = _filled(groups, limit)
        if len(columns) <= most:
            return columns
    return _filled(groups, height)


def _filled(groups: Sequence[Headed], limit: int) -> list[list[Line]]:
    """One column after the other, each of at most ``limit`` lines unless one group alone has more."""
    columns: list[list[Line]] = []
    number = 0
    for heading, entries in groups:
        lines: list[Line] = [(heading, None), *(("", number + each) for each in range(len(entries)))]
        number += len(entries)
        if columns and len(columns[-1]) + 1 + len(lines) <= limit:
            columns[-1] += [EMPTY, *lines]
        else:
            columns.append(lines)
    return columns


class GroupedColumns(Widget, can_focus=True):
    """The arrows move the cursor, Enter chooses; a click chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "move_aside(-1)", show=False),
        Binding("right", "move_aside(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Chosen(Message):
        """An entry was chosen: its number among all of them."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, groups: Sequence[Headed]) -> None:
        super().__init__()
        self._groups = [(heading, tuple(entries)) for heading, entries in groups]
        self._entries = [each for _heading, entries in self._groups for each in entries]
        self._cursor: int | None = None

    def on_mount(self) -> None:
        self.focus()

    # --- where everything stands ---------------------------------------------------------------------------

    @property
    def _columns(self) -> list[list[Line]]:
        window = self.screen.size
        return in_columns(self._groups, window.width - BESIDE, window.height - ABOVE_AND_BELOW)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        columns = self._columns
        widths, _short = self._widths(columns, viewport.width - BESIDE)
        return sum(widths) + _GAP * (len(columns) - 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(map(len, self._columns), default=0)

    def _widths(self, columns: list[list[Line]], width: int) -> tuple[list[int], bool]:
        """The width of each column, and whether the names are the short ones."""
        room = max(width - _GAP * (len(columns) - 1), len(columns))
        for short in (False, True):
            widths = [max((self._needed(line, short=short) for line in column), default=0) for column in columns]
            if sum(widths) <= room:
                return widths, short
        while sum(widths) > room:
            widths[widths.index(max(widths))] -= 1
        return widths, True

    def _needed(self, line: Line, *, short: bool) -> int:
        heading, number = line
        if number is None:
            return Content(heading).cell_length
        entry = self._entries[number]
        return Content(f"{entry.letter:1}  {entry.short if short else entry.name}  {entry.key}").cell_length

    # --- drawing -------------------------------------------------------------------------------------------

    def render(self) -> Content:
        columns = self._columns
        widths, short = self._widths(columns, self.size.width)
        lines = [
            Content(" " * _GAP).join(
                self._drawn(column[row] if row < len(column) else EMPTY, width, short=short)
                for column, width in zip(columns, widths, strict=True)
            )
            for row in range(max(map(len, columns), default=0))
        ]
        return Content("\n").join(lines)

    def _drawn(self, line: Line, width: int, *, short: bool) -> Content:
        heading, number = line
        if number is None:
            return _cut(Content.styled(heading, "bold"), width)
        entry = self._entries[number]
        key = Content.styled(entry.key, "$quiet")
        name = Content.assemble((f"{entry.letter:1}", "$act bold"), "  ", entry.short if short else entry.name)
        drawn = Content.assemble(_cut(name, max(1, width - key.cell_length - 1)), " ", key)
        return drawn.stylize("bold on $lifted") if number == self._cursor else drawn

    def read_out(self) -> list[str]:
        """What whoever does not see it is to hear: the entry under the cursor, else all of them."""
        shown = self._entries if self._cursor is None else [self._entries[self._cursor]]
        return [f"{each.letter} {each.name}" for each in shown]

    # --- choosing ------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        if self._entries:
            last = len(self._entries) - 1
            self._stand_at(min(max(self._cursor + step, 0), last) if self._cursor is not None else 0)

    def action_move_aside(self, step: int) -> None:
        """Go to the nearest entry of the next column."""
        columns = self._columns
        if self._cursor is None:
            self.action_move(1)
            return
        at, row = next(
            (at, row) for at, column in enumerate(columns) for row, line in enumerate(column) if line[1] == self._cursor
        )
        if 0 <= at + step < len(columns):
            numbers = {other: number for other, (_text, number) in enumerate(columns[at + step]) if number is not None}
            self._stand_at(numbers[min(numbers, key=lambda other: abs(other - row))])

    def _stand_at(self, number: int) -> None:
        self._cursor = number
        self.refresh()
        row = next(row for column in self._columns for row, line in enumerate(column) if line[1] == number)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, row, 1, 1), animate=False)

    def on_click(self, event: Click) -> None:
        columns = self._columns
        left = 0
        for column, width in zip(columns, self._widths(columns, self.size.width)[0], strict=True):
            if left <= event.x < left + width and event.y < len(column) and (number := column[event.y][1]) is not None:
                self.post_message(self.Chosen(number))
            left += width + _GAP

    def action_choose(self) -> None:
        if self._cursor is not None:
            self.post_message(self.Chosen(self._cursor))


def _cut(text: Content, width: int) -> Content:
    """The text in exactly so many cells."""
    return text.truncate(width, ellipsis=True, pad=True)
