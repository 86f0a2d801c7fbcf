"""What the views have in common: a table to work through, and beside or below it what is known of the chosen row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.widgets.detail import Detail
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.editor.overview.overview import Overview

T = TypeVar("T")

WIDE = 98
"""From this many cells on there is room for the details beside the table."""


class ListView(EditorView, Generic[T]):
    """A view over a table of ``T``. A view of this kind says what its table is, what its rows are, and what is shown of
    the chosen one."""

    LABEL_WIDTH = 13

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="list-view")
        self._overview: Overview | None = None

    def compose(self) -> ComposeResult:
        yield self.make_table()
        yield Detail(self.LABEL_WIDTH)

    def make_table(self) -> Table[T]:
        raise NotImplementedError

    def items(self, overview: "Overview") -> Sequence[T]:
        """The rows, what presses most first."""
        raise NotImplementedError

    def parts(self, item: T, overview: "Overview") -> tuple[Part, ...]:
        """What is shown of the chosen row."""
        raise NotImplementedError

    @property
    def table(self) -> Table[T]:
        return self.query_one(Table)

    @property
    def overview(self) -> "Overview":
        """The newest; there is one whenever there is a row."""
        assert self._overview is not None
        return self._overview

    def show(self, overview: "Overview") -> None:
        self._overview = overview
        self.table.show(self.items(overview))

    def take_focus(self) -> None:
        self.table.take_focus()

    def action_sort(self) -> None:
        self.table.sort_next()

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

    def draw_detail(self) -> None:
        item = self.table.current
        self.query_one(Detail).show(self.parts(item, self.overview) if item is not None else ())
