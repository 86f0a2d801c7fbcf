"""What the editor's views have in common: rows of the overview to work through, and what is known of the chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.editor.overview.overview import Overview

T = TypeVar("T")


class ListView(TableWithDetail[T], EditorView):
    """A view over a table of ``T``. A view of this kind says what its table is, what its rows are, and what is shown of
    the chosen one."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._overview: Overview | None = None

    def items(self, overview: "Overview") -> Sequence[T]:
        """The rows, what presses most first."""
        raise NotImplementedError

    def parts(self, item: T, overview: "Overview") -> tuple[Part, ...]:
        """What is shown of the chosen row."""
        raise NotImplementedError

    def details(self, row: T) -> tuple[Part, ...]:
        return self.parts(row, self.overview)

    @property
    def overview(self) -> "Overview":
        """The newest; there is one whenever there is a row."""
        assert self._overview is not None
        return self._overview

    def show(self, overview: "Overview") -> None:
        self._overview = overview
        self.table.show(self.items(overview))

    def action_sort(self) -> None:
        self.table.sort_next()
