"""A list to work through: rows with an id of their own, a box above that narrows them, and a cursor that stays."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from kontakt.locale import _
from kontakt.search import fold
from kontakt.tui.widgets.columns import Column, laid_out
from kontakt.tui.widgets.filter_box import FilterBox

T = TypeVar("T")


class Table(Vertical, Generic[T]):
    """Items as rows. ``id_of`` names an item for good: the cursor stays with it when the table is drawn anew, or at its
    place if it is gone. ``text_of`` is what the letters in the box are looked for in, ``empty`` (translated when
    drawn) what a table without any item says.

    The items come in an order of their own; ``sort_next`` sorts by one column after the other, and back.
    """

    class Chosen(Message):
        """Enter was pressed on the row with this id."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    class Moved(Message):
        """The cursor stands on another row (None: there is none), or on the same one with something new in it."""

        def __init__(self, id: str | None) -> None:
            super().__init__()
            self.id = id

    class Scrolled(Message):
        """What is shown of the row is to be scrolled a line down, or up."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Aside(Message):
        """Left (-1) or right (1) was pressed, in a table that was made for it."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        id_of: Callable[[T], str],
        text_of: Callable[[T], str],
        empty: str,
        sideways: bool = False,
    ) -> None:
        super().__init__(classes="table")
        self._columns = columns
        self._id_of = id_of
        self._text_of = text_of
        self._empty = empty
        self._sideways = sideways
        self._items: tuple[T, ...] | None = None
        self._folded: list[str] = []
        self._filtered = ""
        self._sorted: Column[T] | None = None
        self._shown: list[T] = []
        self._cursor = 0
        self._marked: set[str] = set()

    def compose(self) -> ComposeResult:
        yield FilterBox(sideways=self._sideways)
        yield _Rows(self)

    # --- what the view does with it ----------------------------------------------------------------------

    def show(self, items: Sequence[T]) -> None:
        """Draw these items. What is typed, sorted by and marked stays, and so does the cursor."""
        self._items = tuple(items)
        self._folded = []
        self._marked &= {self._id_of(each) for each in items}
        self.query_one(FilterBox).placeholder = _("Letters narrow the list")
        self._narrow()

    def show_columns(self, columns: Sequence[Column[T]]) -> None:
        """Have other columns from now on; drawn with the next ``show``. What is sorted by stays, if it is among
        them."""
        sorted_by = self._sorted.name if self._sorted else None
        self._columns, self._sorted = columns, next((each for each in columns if each.name == sorted_by), None)

    @property
    def current(self) -> T | None:
        """The item under the cursor, after everything typed so far."""
        self.catch_up()
        return self.standing

    @property
    def standing(self) -> T | None:
        """The item that is drawn under the cursor; for what draws the cells."""
        return self._shown[self._cursor] if self._shown else None

    def read_out(self) -> str:
        """What whoever does not see it is to hear of the row under the cursor."""
        item = self.standing
        cells = () if item is None else (str(each.cell(item)).strip() for each in self._columns)
        return ", ".join(filter(None, cells))

    @property
    def chosen(self) -> tuple[T, ...]:
        """The marked items, in the order shown; without any, the one under the cursor."""
        current = self.current
        return self.marked or ((current,) if current is not None else ())

    @property
    def listed(self) -> tuple[T, ...]:
        """The items that fit what is typed so far."""
        self.catch_up()
        return tuple(self._shown)

    @property
    def listed_ids(self) -> tuple[str, ...]:
        """The ids of what is listed."""
        return tuple(map(self._id_of, self.listed))

    @property
    def marked(self) -> tuple[T, ...]:
        """The marked items, in the order they came in."""
        return tuple(each for each in self._items or () if self._id_of(each) in self._marked)

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer items are listed than there are."""
        self.catch_up()
        return len(self._shown) < len(self._items or ())

    def go_to(self, id: str) -> bool:
        """Put the cursor on the row with this id, listing everything if it is not among what is listed. False if there
        is no such row."""
        if id not in map(self._id_of, self._shown):
            self.query_one(FilterBox).value = ""
            self.catch_up()
        at = next((at for at, each in enumerate(self._shown) if self._id_of(each) == id), None)
        if at is not None:
            self._move_to(at)
        return at is not None

    def walk(self, step: int) -> None:
        """Move the cursor so many rows down, or up."""
        self.catch_up()
        self._move_to(self._cursor + step)

    def mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if (item := self.current) is not None:
            self._marked ^= {self._id_of(item)}
            self._move_to(self._cursor + 1)
            self._draw()

    def mark_listed(self) -> None:
        """Mark all that are listed; where all of them are marked, take the marks away."""
        listed = set(self.listed_ids)
        self._marked = self._marked - listed if listed <= self._marked else self._marked | listed
        self._draw()

    def unmark(self) -> None:
        """Take every mark away."""
        self._marked.clear()
        self._draw()

    def sort_next(self) -> None:
        """Sort by the next column that can be sorted by; after the last, as the items came."""
        keyed = [None, *(each for each in self._columns if each.key)]
        self._sorted = keyed[(keyed.index(self._sorted) + 1) % len(keyed)]
        self._narrow()

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(FilterBox))

    def draw_cells(self) -> None:
        """Draw the cells anew: something that they show besides their items has changed."""
        self._draw()

    # --- the box and the cursor ----------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Narrow the list to what stands in the box, if that is not done yet. News of a letter can reach the table
        after the key that follows it, so whatever looks at the cursor comes here first."""
        if self._items is not None and self.query_one(FilterBox).value != self._filtered:
            self._narrow()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.catch_up()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if (item := self.current) is not None:
            self.post_message(self.Chosen(self._id_of(item)))

    @on(FilterBox.Moved)
    def _moved(self, event: FilterBox.Moved) -> None:
        event.stop()
        match event.how:
            case "walk":
                self.walk(event.step)
            case "turn":
                self.walk(event.step * self.query_one(_Rows).page)
            case "end":
                self.walk(event.step * len(self._shown))
            case "aside":
                self.post_message(self.Aside(event.step))
            case "scroll":
                self.post_message(self.Scrolled(event.step))

    def _narrow(self) -> None:
        """List what fits the letters in the box, in order; keep the cursor with its item, or at its place."""
        items = self._items or ()
        before = self._id_of(self._shown[self._cursor]) if self._shown else None
        typed = self.query_one(FilterBox).value
        narrowed_anew, self._filtered = typed != self._filtered, typed
        words = fold(typed).split()
        if words:
            self._folded = self._folded or [fold(self._text_of(each)) for each in items]
            self._shown = [
                each for each, text in zip(items, self._folded, strict=True) if all(word in text for word in words)
            ]
        else:
            self._shown = list(items)
        if self._sorted and self._sorted.key:
            self._shown.sort(key=self._sorted.key, reverse=self._sorted.descends)
        ids = [self._id_of(each) for each in self._shown]
        if narrowed_anew and words:
            self._cursor = 0  # what fits best comes first, as in the search
        elif before in ids:
            self._cursor = ids.index(before)
        self._move_to(self._cursor)

    def _move_to(self, at: int) -> None:
        self._cursor = max(0, min(at, len(self._shown) - 1))
        self._draw()
        self.post_message(self.Moved(self._id_of(self._shown[self._cursor]) if self._shown else None))

    # --- drawing -------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.query_one(_Rows).refresh()

    def lines(self, first: int, width: int, height: int) -> list[Content]:
        """The heading and the rows from ``first`` on, as many as ``height`` lines hold."""
        if not self._shown:
            text = "" if self._items is None else _("Nothing found.") if self._items else _(self._empty)
            return Content.styled(text, "$quiet").wrap(max(1, width)) if text else []
        columns = laid_out(self._columns, width - 2)
        heading = "".join(
            each.heading(("▾" if each.column.descends else "▴") if each.column is self._sorted else "")
            for each in columns
        )
        lines = [Content.styled(f"  {heading}", "$quiet").truncate(width)]
        for at, item in enumerate(self._shown[first : first + height - 1], first):
            chosen = at == self._cursor
            marks = ("▌" if chosen else " ", "$act"), ("●" if self._id_of(item) in self._marked else " ", "$act")
            line = Content.assemble(*marks, *(each.cell(item) for each in columns)).truncate(width)
            if chosen:
                line = line.pad_right(width - line.cell_length).stylize_before("bold on $lifted")
            lines.append(line)
        return lines

    @property
    def cursor(self) -> int:
        return self._cursor


class _Rows(Widget):
    """The rows that fit, with the chosen one among them: however many there are, no more than these are drawn."""

    def __init__(self, table: Table[Any]) -> None:
        super().__init__(classes="rows")
        self._table = table
        self._first = 0

    @property
    def page(self) -> int:
        """How many rows Page Down moves: those that are seen, without the heading and one to hold on to."""
        return max(1, self.size.height - 2)

    def render(self) -> Content:
        width, height = self.size
        cursor = self._table.cursor
        self._first = max(min(self._first, cursor), cursor - max(1, height - 1) + 1)
        return Content("\n").join(self._table.lines(self._first, width, height))
