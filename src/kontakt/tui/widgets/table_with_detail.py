"""A table to work through, and beside or below it what is known of the chosen row."""

from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from kontakt.tui.widgets.detail import Detail
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

T = TypeVar("T")

WIDE = 98
"""From this many cells on there is room for the details beside the table."""


class TableWithDetail(Vertical, Generic[T]):
    """A table of ``T``. One of this kind says what its table is, and what is shown of a row; it fills the table
    itself."""

    LABEL_WIDTH = 13

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="list-view")

    def compose(self) -> ComposeResult:
        yield self.make_table()
        yield Detail(self.LABEL_WIDTH)

    def make_table(self) -> Table[T]:
        raise NotImplementedError

    def details(self, row: T) -> tuple[Part, ...]:
        """What is shown of a row."""
        raise NotImplementedError

    @property
    def table(self) -> Table[T]:
        return self.query_one(Table)

    def take_focus(self) -> None:
        self.table.take_focus()

    def draw_detail(self) -> None:
        row = self.table.current
        self.query_one(Detail).show(self.details(row) if row is not None else ())

    @on(Resize)
    def _make_room(self, event: Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")

    @on(Table.Moved)
    def _show_detail(self, event: Table.Moved) -> None:
        event.stop()
        self.draw_detail()

    @on(Table.Scrolled)
    def _scroll_detail(self, event: Table.Scrolled) -> None:
        event.stop()
        self.query_one(Detail).scroll_relative(y=event.step, animate=False)
