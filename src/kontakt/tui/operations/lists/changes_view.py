"""How the lists came to be as they are: who changed which, when, and the difference; and a key that brings one back."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import CHANGES
from kontakt.tui.diff_lines import diff_parts
from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.operations.service_link import OperationsLink
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.directory.contacts.store import ContactListChange
    from kontakt.files.text_diff import DiffLine
    from kontakt.operations.overview import ContactsOverview


class ChangesView(TableWithDetail["ContactListChange"], OperationsView):
    TITLE = N_("Changes")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CHANGES,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]
    LABEL_WIDTH = 0

    def __init__(self) -> None:
        super().__init__(id="changes")
        self._overview: ContactsOverview | None = None
        self._municipality: str | None = None
        self._changes: tuple[ContactListChange, ...] | None = None
        self._differences: dict[str, tuple[DiffLine, ...]] = {}
        self._link: OperationsLink | None = None

    def make_table(self) -> "Table[ContactListChange]":
        columns: list[Column[ContactListChange]] = [
            Column(name=N_("When"), cell=lambda each: day_and_clock(each.at), width=16),
            Column(name=N_("Who"), cell=lambda each: each.by, width=10, grows=True, key=lambda each: fold(each.by)),
            Column(name=N_("Municipality"), cell=self._whose, width=13, key=lambda each: fold(self._whose(each))),
            Column(name=N_("What"), cell=_what, width=11, rank=1, key=_what),
        ]
        return Table(
            columns,
            id_of=_id,
            text_of=lambda each: f"{each.by} {self._whose(each)} {_what(each)}",
            empty=N_("Nothing was changed yet."),
        )

    def details(self, row: "ContactListChange") -> tuple[Part, ...]:
        heading = Part((Item(Content.styled(f"{self._whose(row)}, {day_and_clock(row.at)}", "bold")),))
        lines = self._differences.get(_id(row))
        if lines is None:
            if self._link:
                self._link.want_difference(row)
            return (heading,)
        return (heading, *diff_parts(lines, otherwise=_("Nothing differs from the revision before.")))

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        self._overview, self._municipality = overview, municipality
        if self._changes is not None:
            self.table.show([each for each in self._changes if municipality in (None, each.municipality)])

    def ask(self, link: OperationsLink) -> None:
        self._link = link
        link.want_changes()

    def take_changes(self, changes: "tuple[ContactListChange, ...]") -> None:
        """The room was told how the lists came to be."""
        self._changes = changes
        if self._overview:
            self.show(self._overview, self._municipality)

    def take_difference(self, change: "ContactListChange", lines: "tuple[DiffLine, ...]") -> None:
        """The room was told what a change made other than it was."""
        self._differences[_id(change)] = lines
        self.draw_detail()

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()  # the difference stands beside the row already

    def action_sort(self) -> None:
        self.table.sort_next()

    def action_bring_back(self) -> None:
        if change := self.table.current:
            self.post_message(self.Do(lambda service: sentences.and_how_to_take_back(service.bring_back(change))))

    def _whose(self, change: "ContactListChange") -> str:
        """Whose list was changed."""
        return sentences.whose(change.municipality, self._overview.names.region) if self._overview else ""


def _id(change: "ContactListChange") -> str:
    return f"{change.municipality}/{change.number}"


def _what(change: "ContactListChange") -> str:
    return _("removed") if change.removed else _("imported") if change.imported else _("edited")
