"""The units that callers are put through to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kontakt.directory.contacts.contact_list import ItemKind
from kontakt.locale import N_, _, language
from kontakt.locale.formats import number, working_days
from kontakt.search import fold
from kontakt.tui.operations.lists.list_view import OperationsListView, reached
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview, UnitRow


class UnitsView(OperationsListView["UnitRow"]):
    TITLE = N_("Units")
    KIND = ItemKind.UNIT

    def __init__(self) -> None:
        super().__init__(id="units")

    def make_table(self) -> "Table[UnitRow]":
        columns: list[Column[UnitRow]] = [
            Column(name=N_("Unit"), cell=_name, width=20, grows=True, key=lambda row: fold(_name(row))),
            Column(name=N_("Municipality"), cell=self.whose, width=13, rank=2, key=lambda row: fold(self.whose(row))),
            Column(name=N_("Phone"), cell=lambda row: row.item.phone, width=12, rank=1),
            Column(name=N_("Contacts"), cell=_contacts, width=15, right=True, rank=3, key=lambda row: row.contacts),
            Column(name=N_("Tasks"), cell=_tasks, width=8, right=True, rank=4, key=lambda row: len(row.tasks)),
        ]
        return Table(
            columns,
            id_of=lambda row: row.id,
            text_of=self._text,
            empty=N_(
                "No units here yet: callers are put through without names. Ctrl+N begins one, and kontakt people import LIST.xlsx "
                "--municipality NAME takes in a municipality's whole list."
            ),
        )

    def rows(self, overview: "ContactsOverview") -> "Sequence[UnitRow]":
        return overview.units

    def details(self, row: "UnitRow") -> tuple[Part, ...]:
        unit, names = row.item, self.overview.names
        members = ", ".join(map(names.region.name_of, unit.municipalities))
        texts = {
            _("Where"): members or self.whose(row),
            _("Also called"): ", ".join(unit.known_as),
            **reached(unit.phone, unit.email, unit.hours),
            _("Booking"): unit.booking,
            _("Answers within"): working_days(unit.answer_within) if unit.answer_within else "",
            _("Answers for"): self.tasks(row.tasks),
        }
        return self.details_of(row, _name(row), texts)

    def _text(self, row: "UnitRow") -> str:
        """What the letters of the filter are looked for in."""
        unit = row.item
        known = (unit.name, unit.name_nn, *unit.known_as, unit.phone, unit.email)
        return " ".join((*known, self.whose(row), self.tasks(row.tasks)))


def _name(row: "UnitRow") -> str:
    return row.item.name_in(language())


def _contacts(row: "UnitRow") -> str:
    return number(row.contacts) if row.contacts else "–"


def _tasks(row: "UnitRow") -> str:
    return number(len(row.tasks)) if row.tasks else "–"
