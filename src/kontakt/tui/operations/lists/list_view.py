"""What the views of units, contacts and responsibilities have in common."""

from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.desk.contact_texts import week_hours
from kontakt.directory.contacts.contact_list import ContactItem, Hours, ItemKind, Responsibility
from kontakt.locale import _, language
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import A_LIST
from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.rows_view import OwnedRow, RowsView
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table


class ListRow(OwnedRow, Protocol):
    """A row in the list of a municipality."""

    @property
    def item(self) -> ContactItem: ...


Row = TypeVar("Row", bound=ListRow)


class OperationsListView(RowsView[Row], Generic[Row]):
    """A view over rows of one kind."""

    KIND: ClassVar[ItemKind]
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (A_LIST,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if row := self.table.current:
            self.post_message(self.OpenItem(self.KIND, row.item, row.municipality))

    def action_new_item(self) -> None:
        self.post_message(self.OpenItem(self.KIND))

    def action_remove_item(self) -> None:
        if row := self.table.current:
            self.post_message(self.RemoveItem(row.item, row.municipality))

    def tasks(self, tasks: Sequence[Responsibility]) -> str:
        """What these responsibilities are for, each once."""
        names = (name for task in tasks for name in self.overview.names_of_task(task, language()))
        return ", ".join(dict.fromkeys(names))

    def details_of(self, row: Row, title: str, texts: dict[str, str]) -> tuple[Part, ...]:
        """The title, a warning where nobody finds the list, and what there is to say under each label."""
        warning = sentences.has_left(row.municipality) if self.overview.has_left(row.municipality) else ""
        return (
            Part((Item(Content.styled(title, "bold")),)),
            *((Part((Item(Content.styled(warning, "$warn")),)),) if warning else ()),
            *(Part((Item(Content(text)),), label) for label, text in texts.items() if text),
        )


def reached(phone: str, email: str, hours: Hours) -> dict[str, str]:
    """How somebody is reached and when, each under its label."""
    return {_("Phone"): phone, _("E-mail"): email, _("Hours"): week_hours(hours)}
