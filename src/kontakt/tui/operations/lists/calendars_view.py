"""The calendars that are read from their web addresses: how old each is, and what is wrong with it."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.desk.calendar_texts import feed_age, feed_problem
from kontakt.locale import N_, _, language
from kontakt.locale.formats import OSLO
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import CALENDARS
from kontakt.tui.operations import sentences
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table
from kontakt.tui.widgets.table_with_detail import TableWithDetail

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactFeedRow, ContactsOverview


class CalendarsView(TableWithDetail["ContactFeedRow"], OperationsView):
    TITLE = N_("Calendars")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CALENDARS,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="calendars")
        self._overview: ContactsOverview | None = None

    def make_table(self) -> "Table[ContactFeedRow]":
        columns: list[Column[ContactFeedRow]] = [
            Column(name=N_("Name"), cell=_name, width=20, grows=True, key=lambda row: fold(_name(row))),
            Column(name=N_("Municipality"), cell=self._whose, width=13, rank=2, key=lambda row: fold(self._whose(row))),
            Column(name=N_("Read"), cell=self._age, width=22, key=lambda row: str(row.feed.fetched_at)),
        ]
        return Table(
            columns,
            id_of=lambda row: row.id,
            text_of=lambda row: f"{_name(row)} {self._whose(row)}",
            empty=N_("No calendars are read: who is away is what people and lists tell. Ctrl+N begins with one."),
        )

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        self._overview = overview
        self.table.show([each for each in overview.feeds if municipality in (None, each.municipality)])

    def details(self, row: "ContactFeedRow") -> tuple[Part, ...]:
        problem = feed_problem(row.feed)
        texts = {
            _("Unit"): Content(f"{row.found.unit.name_in(language())}, {self._whose(row)}"),
            _("Read"): Content(feed_age(row.feed, self._today)),
            _("Wrong"): Content.styled(problem, "$warn") if problem else Content(""),
        }
        return (
            Part((Item(Content.styled(_name(row), "bold")),)),
            *(Part((Item(text),), label) for label, text in texts.items() if text.plain),
        )

    @property
    def _today(self) -> date:
        assert self._overview is not None  # there is one whenever there is a row
        return self._overview.now.astimezone(OSLO).date()

    def _age(self, row: "ContactFeedRow") -> Content:
        """When it was read; in a warning's colour, with its sign, where something is wrong since."""
        age = feed_age(row.feed, self._today)
        return Content.styled(f"{age} !", "$warn") if row.feed.problem else Content(age)

    def _whose(self, row: "ContactFeedRow") -> str:
        return sentences.whose(row.municipality, self._overview.names.region) if self._overview else ""

    def action_sort(self) -> None:
        self.table.sort_next()

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        if row := self.table.current:
            self.post_message(self.OpenFeed(row))

    def action_new_calendar(self) -> None:
        self.post_message(self.OpenFeed())

    def action_remove_calendar(self) -> None:
        if row := self.table.current:
            found = row.found
            question = _("Read the calendar of {name} no longer? Its address is forgotten.").format(name=_name(row))
            self.post_message(self.Do(lambda service: service.remove_feed(found), question))


def _name(row: "ContactFeedRow") -> str:
    return row.found.name_in(language())
