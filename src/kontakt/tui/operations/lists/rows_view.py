"""A table of rows of the lists of contacts, with what is known of the chosen one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview


class OwnedRow(Protocol):
    """A row of what stands in the list of a municipality, or is about who stands there."""

    @property
    def id(self) -> str: ...

    @property
    def municipality(self) -> str: ...


R = TypeVar("R", bound=OwnedRow)


class RowsView(TableWithDetail[R], OperationsView, Generic[R]):
    """One of this kind says what its table is, what its rows are, and what is shown of the chosen one."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._overview: ContactsOverview | None = None

    @property
    def overview(self) -> "ContactsOverview":
        """The newest; there is one whenever there is a row."""
        assert self._overview is not None
        return self._overview

    def rows(self, overview: "ContactsOverview") -> Sequence[R]:
        """Every row, in the order of the lists."""
        raise NotImplementedError

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        self._overview = overview
        self.table.show([each for each in self.rows(overview) if municipality in (None, each.municipality)])

    def action_sort(self) -> None:
        self.table.sort_next()

    def whose(self, row: OwnedRow) -> str:
        """Whose list the row stands in, or is about."""
        return sentences.whose(row.municipality, self.overview.names.region)
