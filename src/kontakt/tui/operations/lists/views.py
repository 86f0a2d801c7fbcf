"""The views of the operations room, in the order of their keys."""

from kontakt.tui.commands import operations
from kontakt.tui.commands.command import Command
from kontakt.tui.operations.lists.absences_view import AbsencesView
from kontakt.tui.operations.lists.calendars_view import CalendarsView
from kontakt.tui.operations.lists.changes_view import ChangesView
from kontakt.tui.operations.lists.contacts_view import ContactsView
from kontakt.tui.operations.lists.responsibilities_view import ResponsibilitiesView
from kontakt.tui.operations.lists.units_view import UnitsView
from kontakt.tui.operations.lists.view import OperationsView

VIEWS: tuple[type[OperationsView], ...] = (
    UnitsView,
    ContactsView,
    ResponsibilitiesView,
    AbsencesView,
    CalendarsView,
    ChangesView,
)

COMMAND_OF: dict[type[OperationsView], Command] = dict(zip(VIEWS, operations.VIEWS, strict=True))
"""The command that shows each view."""
