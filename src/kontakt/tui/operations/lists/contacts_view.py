"""The contacts: people and functions in the units."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kontakt.directory.contacts.contact_list import ItemKind
from kontakt.locale import N_, _, language
from kontakt.search import fold
from kontakt.tui.operations.lists.list_view import OperationsListView, reached
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactRow, ContactsOverview


class ContactsView(OperationsListView["ContactRow"]):
    TITLE = N_("Contacts")
    KIND = ItemKind.CONTACT

    def __init__(self) -> None:
        super().__init__(id="contacts")

    def make_table(self) -> "Table[ContactRow]":
        columns: list[Column[ContactRow]] = [
            Column(name=N_("Name"), cell=_name, width=20, grows=True, key=lambda row: fold(_name(row))),
            Column(name=N_("Unit"), cell=_unit, width=18, rank=1, key=lambda row: fold(_unit(row))),
            Column(name=N_("Municipality"), cell=self.whose, width=13, rank=2, key=lambda row: fold(self.whose(row))),
            Column(name=N_("Phone"), cell=_phone, width=12, rank=3),
        ]
        return Table(
            columns,
            id_of=lambda row: row.id,
            text_of=self._text,
            empty=N_("No contacts here yet: callers are put through to the units alone. Ctrl+N begins one."),
        )

    def rows(self, overview: "ContactsOverview") -> "Sequence[ContactRow]":
        return overview.contacts

    def details(self, row: "ContactRow") -> tuple[Part, ...]:
        contact = row.item
        texts = {
            _("Position"): contact.title,
            _("Where"): f"{_unit(row)}, {self.whose(row)}",
            **reached(contact.phone, contact.email, contact.hours or row.unit.hours),
            _("Answers for"): self.tasks(row.tasks),
        }
        return self.details_of(row, contact.name, texts)

    def _text(self, row: "ContactRow") -> str:
        """What the letters of the filter are looked for in."""
        contact = row.item
        known = (contact.name, contact.title, contact.phone, contact.email, row.unit.name, row.unit.name_nn)
        return " ".join((*known, self.whose(row), self.tasks(row.tasks)))


def _name(row: "ContactRow") -> str:
    return row.item.name


def _unit(row: "ContactRow") -> str:
    return row.unit.name_in(language())


def _phone(row: "ContactRow") -> str:
    """Its own number, else its unit's."""
    return row.item.phone or row.unit.phone
