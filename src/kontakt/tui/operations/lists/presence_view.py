"""What the views of absences and of calendars have in common: rows about a contact or a unit, and whose they are."""

from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.content import Content

from kontakt.library.contacts import FoundContact
from kontakt.locale import N_, _, language
from kontakt.search import fold
from kontakt.tui.operations.lists.rows_view import OwnedRow, RowsView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table


class PresenceRow(OwnedRow, Protocol):
    """A row about a contact or a unit."""

    @property
    def found(self) -> FoundContact: ...


Row = TypeVar("Row", bound=PresenceRow)


class PresenceView(RowsView[Row], Generic[Row]):
    """One of this kind says what its rows are, what more its table tells of them, and what it says where it has none
    (``EMPTY``, translated when drawn)."""

    EMPTY: ClassVar[str]

    def columns(self) -> Sequence[Column[Row]]:
        """What follows the name and the municipality."""
        raise NotImplementedError

    def make_table(self) -> Table[Row]:
        who: list[Column[Row]] = [
            Column(name=N_("Name"), cell=name_of, width=20, grows=True, key=lambda row: fold(name_of(row))),
            Column(name=N_("Municipality"), cell=self.whose, width=13, rank=2, key=lambda row: fold(self.whose(row))),
        ]
        return Table(
            [*who, *self.columns()],
            id_of=lambda row: row.id,
            text_of=lambda row: f"{name_of(row)} {row.found.unit.name} {self.whose(row)}",
            empty=self.EMPTY,
        )

    def details_of(self, row: Row, texts: dict[str, str | Content]) -> tuple[Part, ...]:
        """Who it is and in which unit, and what there is to say under each label."""
        texts = {_("Unit"): f"{row.found.unit.name_in(language())}, {self.whose(row)}", **texts}
        said = {label: Content(text) if isinstance(text, str) else text for label, text in texts.items()}
        return (
            Part((Item(Content.styled(name_of(row), "bold")),)),
            *(Part((Item(text),), label) for label, text in said.items() if text.plain),
        )


def name_of(row: PresenceRow) -> str:
    return row.found.name_in(language())
