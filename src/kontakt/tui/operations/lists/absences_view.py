"""Who is away, or will be, and until when; never why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from kontakt.desk.availability_texts import source_text
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock
from kontakt.presence.absence import AbsenceSource
from kontakt.presence.stretch_texts import end_text
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import ABSENCES
from kontakt.tui.operations.lists.presence_view import PresenceView, name_of
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactAbsenceRow, ContactsOverview


class AbsencesView(PresenceView["ContactAbsenceRow"]):
    TITLE = N_("Absences")
    EMPTY = N_("Nobody is away, as far as anybody has told. Ctrl+N tells it; kontakt absence import reads a list.")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ABSENCES,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="absences")

    def rows(self, overview: "ContactsOverview") -> "Sequence[ContactAbsenceRow]":
        return overview.absences

    def columns(self) -> "Sequence[Column[ContactAbsenceRow]]":
        return [
            Column(name=N_("From"), cell=_begins, width=16, rank=1, key=lambda row: row.absence.begins),
            Column(name=N_("Until"), cell=_ends, width=16, key=lambda row: row.absence.ends),
        ]

    def details(self, row: "ContactAbsenceRow") -> tuple[Part, ...]:
        absence = row.absence
        return self.details_of(
            row,
            {
                _("From"): _begins(row),
                _("Until"): _ends(row),
                _("Phone"): _("closed") if absence.phone_closed else _("is answered all the same"),
                _("Known from"): source_text(absence.source, day_and_clock(row.known_at)),
            },
        )

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
            question = _("Remove the absence of {name}?").format(name=name_of(row))
            self.post_message(self.Do(lambda service: service.remove_absence(absence), question))

    def _may_change(self, row: "ContactAbsenceRow") -> bool:
        if row.absence.source is not AbsenceSource.CALENDAR:
            return True
        self.post_message(self.Say(_("What stands in a calendar is changed there."), warning=True))
        return False


def _begins(row: "ContactAbsenceRow") -> str:
    return day_and_clock(row.absence.begins)


def _ends(row: "ContactAbsenceRow") -> str:
    return end_text(row.absence.ends)
