"""What the views of units, contacts and responsibilities have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.desk.contact_texts import week_hours
from kontakt.directory.contacts.contact_list import ContactItem, Hours, ItemKind, Responsibility
from kontakt.locale import _, language
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import A_LIST
from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview


class ListRow(Protocol):
    """A row in the list of a municipality."""

    @property
    def municipality(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def item(self) -> ContactItem: ...


Row = TypeVar("Row", bound=ListRow)


class OperationsListView(TableWithDetail[Row], OperationsView, Generic[Row]):
    """A view over rows of one kind. One of this kind says what its table is, what its rows are, and what is shown of
    the chosen one."""

    KIND: ClassVar[ItemKind]
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (A_LIST,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._overview: ContactsOverview | None = None

    @property
    def overview(self) -> "ContactsOverview":
        """The newest; there is one whenever there is a row."""
        assert self._overview is not None
        return self._overview

    def rows(self, overview: "ContactsOverview") -> Sequence[Row]:
        """Every row, in the order of the lists."""
        raise NotImplementedError

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        self._overview = overview
        self.table.show([each for each in self.rows(overview) if municipality in (None, each.municipality)])

    def action_sort(self) -> None:
        self.table.sort_next()

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

    def whose(self, row: ListRow) -> str:
        """Whose list the row stands in."""
        return sentences.whose(row.municipality, self.overview.names.region)

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
