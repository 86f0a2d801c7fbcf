"""Who answers for what: the unit, and who is tried first and second."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from kontakt.directory.contacts.contact_list import ItemKind
from kontakt.locale import N_, _, language
from kontakt.search import fold
from kontakt.tui.operations.lists.list_view import OperationsListView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview, ResponsibilityRow


class ResponsibilitiesView(OperationsListView["ResponsibilityRow"]):
    TITLE = N_("Responsibilities")
    KIND = ItemKind.RESPONSIBILITY

    def __init__(self) -> None:
        super().__init__(id="responsibilities")

    def make_table(self) -> "Table[ResponsibilityRow]":
        columns: list[Column[ResponsibilityRow]] = [
            Column(
                name=N_("Answers for"), cell=self._what, width=20, grows=True, key=lambda row: fold(self._subject(row))
            ),
            Column(name=N_("Unit"), cell=_unit, width=18, key=lambda row: fold(_unit(row))),
            Column(name=N_("First"), cell=_first, width=14, grows=True, rank=1, key=lambda row: fold(_first(row))),
            Column(name=N_("Second"), cell=_second, width=14, grows=True, rank=4, key=lambda row: fold(_second(row))),
            Column(name=N_("Municipality"), cell=self.whose, width=13, rank=2, key=lambda row: fold(self.whose(row))),
        ]
        return Table(
            columns,
            id_of=lambda row: row.id,
            text_of=self._text,
            empty=N_(
                "Nobody answers for anything here yet: a card names the unit that its article calls its owner, or nobody. "
                "Ctrl+N begins a responsibility."
            ),
        )

    def rows(self, overview: "ContactsOverview") -> "Sequence[ResponsibilityRow]":
        return overview.responsibilities

    def details(self, row: "ResponsibilityRow") -> tuple[Part, ...]:
        kind = _("Article") if row.item.article else _("Theme") if row.item.theme else _("Words")
        texts = {
            kind: self._subject(row) or row.item.article,
            _("Unit"): f"{_unit(row)}, {self.whose(row)}",
            _("First"): _first(row),
            _("Second"): _second(row),
        }
        return self.details_of(row, self._subject(row) or row.item.article, texts)

    def _subject(self, row: "ResponsibilityRow") -> str:
        return self.tasks([row.item])

    def _what(self, row: "ResponsibilityRow") -> Content:
        """What it is for; in a warning's colour, with its sign, the id of an article that there is not."""
        name = self._subject(row)
        return Content(name) if name else Content.styled(f"{row.item.article} !", "$warn")

    def _text(self, row: "ResponsibilityRow") -> str:
        """What the letters of the filter are looked for in."""
        return " ".join((self._subject(row), row.item.article, _unit(row), _first(row), _second(row), self.whose(row)))


def _unit(row: "ResponsibilityRow") -> str:
    return row.unit.name_in(language())


def _first(row: "ResponsibilityRow") -> str:
    return row.first.name if row.first else ""


def _second(row: "ResponsibilityRow") -> str:
    return row.second.name if row.second else ""
