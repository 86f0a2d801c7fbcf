"""Who is away, or will be, and until when; never why."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.desk.availability_texts import end_text
from kontakt.locale import N_, _, language
from kontakt.locale.formats import day_and_clock
from kontakt.presence.absence import AbsenceSource
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import ABSENCES
from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactAbsenceRow, ContactsOverview

_SOURCES = {
    AbsenceSource.DESK: N_("told {when}"),
    AbsenceSource.LIST: N_("from a list, {when}"),
    AbsenceSource.CALENDAR: N_("calendar, read {when}"),
}
"""Translated when drawn."""


class AbsencesView(TableWithDetail["ContactAbsenceRow"], OperationsView):
    TITLE = N_("Absences")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ABSENCES,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="absences")
        self._overview: ContactsOverview | None = None

    def make_table(self) -> "Table[ContactAbsenceRow]":
        columns: list[Column[ContactAbsenceRow]] = [
            Column(name=N_("Name"), cell=_name, width=20, grows=True, key=lambda row: fold(_name(row))),
            Column(name=N_("Municipality"), cell=self._whose, width=13, rank=2, key=lambda row: fold(self._whose(row))),
            Column(name=N_("From"), cell=_begins, width=16, rank=1, key=lambda row: row.absence.begins),
            Column(name=N_("Until"), cell=_ends, width=16, key=lambda row: row.absence.ends),
        ]
        return Table(
            columns,
            id_of=lambda row: row.id,
            text_of=lambda row: f"{_name(row)} {row.found.unit.name} {self._whose(row)}",
            empty=N_(
                "Nobody is away, as far as anybody has told. Ctrl+N tells it; kontakt absence import reads a list."
            ),
        )

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        self._overview = overview
        self.table.show([each for each in overview.absences if municipality in (None, each.municipality)])

    def details(self, row: "ContactAbsenceRow") -> tuple[Part, ...]:
        absence = row.absence
        source = _(_SOURCES[absence.source]).format(when=day_and_clock(absence.known_at))
        texts = {
            _("Unit"): f"{row.found.unit.name_in(language())}, {self._whose(row)}",
            _("From"): _begins(row),
            _("Until"): _ends(row),
            _("Phone"): _("closed") if absence.phone_closed else _("is answered all the same"),
            _("Known from"): source,
        }
        return (
            Part((Item(Content.styled(_name(row), "bold")),)),
            *(Part((Item(Content(text)),), label) for label, text in texts.items()),
        )

    def _whose(self, row: "ContactAbsenceRow") -> str:
        return sentences.whose(row.municipality, self._overview.names.region) if self._overview else ""

    def action_sort(self) -> None:
        self.table.sort_next()

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if (row := self.table.current) and self._may_change(row):
            self.post_message(self.OpenAbsence(row))

    def action_new_absence(self) -> None:
        self.post_message(self.OpenAbsence())

    def action_remove_absence(self) -> None:
        if (row := self.table.current) and self._may_change(row):
            absence = row.absence
            question = _("Remove the absence of {name}?").format(name=_name(row))
            self.post_message(self.Do(lambda service: service.remove_absence(absence), question))

    def _may_change(self, row: "ContactAbsenceRow") -> bool:
        if row.absence.source is not AbsenceSource.CALENDAR:
            return True
        self.post_message(self.Say(_("What stands in a calendar is changed there."), warning=True))
        return False


def _name(row: "ContactAbsenceRow") -> str:
    return row.found.name_in(language())


def _begins(row: "ContactAbsenceRow") -> str:
    return day_and_clock(row.absence.begins)


def _ends(row: "ContactAbsenceRow") -> str:
    return end_text(row.absence.ends)
