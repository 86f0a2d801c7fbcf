"""The calendars that are read from their web addresses: how old each is, and what is wrong with it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from kontakt.desk.calendar_texts import feed_age, feed_problem
from kontakt.locale import N_, _
from kontakt.locale.formats import OSLO
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.operations import CALENDARS
from kontakt.tui.operations.lists.presence_view import PresenceView, name_of
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.labelled import Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactFeedRow, ContactsOverview


class CalendarsView(PresenceView["ContactFeedRow"]):
    TITLE = N_("Calendars")
    EMPTY = N_("No calendars are read: who is away is what people and lists tell. Ctrl+N begins with one.")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (CALENDARS,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="calendars")

    def rows(self, overview: "ContactsOverview") -> "Sequence[ContactFeedRow]":
        return overview.feeds

    def columns(self) -> "Sequence[Column[ContactFeedRow]]":
        return [Column(name=N_("Read"), cell=self._age, width=22, key=lambda row: str(row.feed.fetched_at))]

    def details(self, row: "ContactFeedRow") -> tuple[Part, ...]:
        problem = feed_problem(row.feed)
        return self.details_of(
            row,
            {
                _("Read"): feed_age(row.feed, self._today),
                _("Wrong"): Content.styled(problem, "$warn") if problem else "",
            },
        )

    @property
    def _today(self) -> date:
        return self.overview.now.astimezone(OSLO).date()

    def _age(self, row: "ContactFeedRow") -> Content:
        """When it was read; in a warning's colour, with its sign, where something is wrong since."""
        age = feed_age(row.feed, self._today)
        return Content.styled(f"{age} !", "$warn") if row.feed.problem else Content(age)

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
            question = _("Read the calendar of {name} no longer? Its address is forgotten.").format(name=name_of(row))
            self.post_message(self.Do(lambda service: service.remove_feed(found), question))
