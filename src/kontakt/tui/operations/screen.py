"""The operations room: one of its lists at a time, of one municipality or of all."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.contacts import FoundContact
from kontakt.locale import _, language
from kontakt.operations.form import FormContext
from kontakt.operations.unsaved import UnsavedItem, item_id, unsaved_items
from kontakt.operations.writing import ItemWriting
from kontakt.presence.until import stretch_text
from kontakt.tui.commands.command import Group, bindings_of, commands_in
from kontakt.tui.commands.operations import OPERATIONS_ROOM, WHOSE_LIST
from kontakt.tui.modes import OPERATIONS
from kontakt.tui.operations import sentences
from kontakt.tui.operations.help import ROOM_HELP
from kontakt.tui.operations.item_screen import ItemScreen
from kontakt.tui.operations.lists.changes_view import ChangesView
from kontakt.tui.operations.lists.view import OperationsView
from kontakt.tui.operations.lists.views import COMMAND_OF, VIEWS
from kontakt.tui.operations.menus import removing_menu, whose_list_menu
from kontakt.tui.operations.presence_menus import ask_address, ask_half_days, ask_stretch, contacts_menu, yes_menu
from kontakt.tui.operations.sentences import and_how_to_take_back
from kontakt.tui.operations.service_link import OperationsLink
from kontakt.tui.room import Room, rooms_among
from kontakt.tui.sentences import NOTHING_CHANGED
from kontakt.tui.widgets.foot_line import FootLine
from kontakt.tui.widgets.head_line import HeadLine, Tab

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview
    from kontakt.operations.service import OperationsService


class OperationsScreen(Room):
    AUTO_FOCUS = ""  # its own parts say where the work begins
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (OPERATIONS_ROOM,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(COMMAND_GROUPS),
        Binding("escape", "view('units')", show=False),
    ]
    CSS_PATH = ["../styles/editor_views.tcss", "../styles/operations.tcss"]  # noqa: RUF012
    TOO_SMALL = sentences.TOO_SMALL
    MISTAKE = NOTHING_CHANGED

    def __init__(self, session: DeskSession, database: LazyEngine, *, made_up: bool = False) -> None:
        super().__init__(made_up=made_up)
        self.link = OperationsLink(session, database)
        self.overview: ContactsOverview | None = None
        settings = session.settings
        self._unsaved = unsaved_items(settings.unsaved_items_path, agent=settings.agent, clock=session.clock)
        self._one_at_a_time = asyncio.Lock()
        self.municipality: str | None = None
        """Whose list is shown alone: a number, or REGION; None: all of them."""

    def compose_body(self) -> ComposeResult:
        yield ContentSwitcher(*(view() for view in VIEWS), initial="units", id="views")
        yield self.link

    def on_mount(self) -> None:
        self.app.mode_change_signal.subscribe(self, self._room_changed)
        self.draw()
        self.view.take_focus()

    def on_unmount(self) -> None:
        self._unsaved.close()

    @property
    def view(self) -> OperationsView:
        """The view that is shown."""
        shown = self.query_one("#views", ContentSwitcher).visible_content
        assert isinstance(shown, OperationsView)
        return shown

    def help_groups(self) -> tuple[Group, ...]:
        return ROOM_HELP

    # --- drawing -------------------------------------------------------------------------------------------

    def draw(self) -> None:
        super().draw()
        tabs = [Tab(COMMAND_OF[each].shown_key, _(each.TITLE)) for each in VIEWS]
        self.query_one(HeadLine).show(_("Operations"), tabs, VIEWS.index(type(self.view)), self._whose())
        self.query_one(FootLine).show(
            _("Enter opens") if not isinstance(self.view, ChangesView) else "",
            (*commands_in(self.view.COMMAND_GROUPS), WHOSE_LIST),
        )
        if self.overview:
            self.view.show(self.overview, self.municipality)

    def _whose(self) -> Content:
        """Whose list is shown, at the end of the head line; nothing for all: the names of the tabs need the width."""
        if self.municipality is None or self.overview is None:
            return Content("")
        return Content.styled(sentences.whose(self.municipality, self.overview.names.region), "$act")

    # --- going about ---------------------------------------------------------------------------------------

    def action_view(self, name: str) -> None:
        """Show the view of this name."""
        self.query_one("#views", ContentSwitcher).current = name
        self.say("")
        self.draw()
        self.view.ask(self.link)
        self.view.take_focus()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_whose_list(self) -> None:
        """Choose whose list is shown."""
        if self.overview is None:
            return
        if chosen := await self.app.push_screen_wait(whose_list_menu(self.overview, offers_all=True)):
            self.municipality = chosen.value
            self.draw()

    # --- changing ------------------------------------------------------------------------------------------

    @on(OperationsView.OpenItem)
    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _open_item(self, event: OperationsView.OpenItem) -> None:
        if self.overview is None:
            return
        municipality = event.municipality or self.municipality
        if municipality is None:
            chosen = await self.app.push_screen_wait(whose_list_menu(self.overview, offers_all=False))
            municipality = chosen.value if chosen else None
        if municipality is not None:
            self.say("")
            context = FormContext(self.overview.list_of(municipality), self.overview.names, language())
            unsaved = await self._unsaved_of(municipality, event)
            writing = ItemWriting.resume(unsaved, context) if unsaved else ItemWriting(event.kind, event.item, context)
            self.app.push_screen(ItemScreen(self.link, writing, self._unsaved, unsaved), mode=OPERATIONS)

    async def _unsaved_of(self, municipality: str, event: OperationsView.OpenItem) -> UnsavedItem | None:
        """What this editor typed of it and did not save, unless it stands in another window that is open."""
        texts = await asyncio.to_thread(self._unsaved.of, item_id(municipality, event.kind, event.item))
        return next(filter(self._unsaved.is_own, texts), None)

    def _tell_unsaved(self) -> None:
        """Say once what this editor did not save when the room was open the last time."""
        texts = [*filter(self._unsaved.is_own, self._unsaved.all())]
        if texts and self.overview:
            form = texts[0].form
            whose = sentences.whose(form.municipality, self.overview.names.region)
            self.say(sentences.not_saved_last_time(form, whose, len(texts) - 1))

    @on(OperationsView.OpenAbsence)
    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _open_absence(self, event: OperationsView.OpenAbsence) -> None:
        row = event.row
        found = row.found if row else await self._choose_contact(_("Who is away?"))
        if found is None:
            return
        text = stretch_text((row.absence.begins, row.absence.ends)) if row else ""
        stretch = await self.app.push_screen_wait(ask_stretch(found, self.link.clock, text))
        if stretch is None:
            return
        if row:
            await self._ask(lambda service: service.change_absence(row.absence, stretch))
        else:
            await self._ask(lambda service: service.say_away(found, stretch))

    @on(OperationsView.OpenFeed)
    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _open_feed(self, event: OperationsView.OpenFeed) -> None:
        found = event.row.found if event.row else await self._choose_contact(_("Whose calendar?"))
        if found and (address := await self.app.push_screen_wait(ask_address(found))):
            await self._ask(lambda service: service.put_feed(found, address))

    async def _choose_contact(self, title: str) -> FoundContact | None:
        if self.overview is None:
            return None
        chosen = await self.app.push_screen_wait(contacts_menu(title, self.overview, self.municipality))
        return chosen.value if chosen else None

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_half_days(self) -> None:
        """Set the days on which the region's offices close early."""
        if self.overview is None:
            return
        half_days = await self.app.push_screen_wait(ask_half_days(self.overview.presence.days_off))
        if half_days is not None:
            await self._ask(lambda service: service.put_half_days(half_days))

    @on(OperationsView.RemoveItem)
    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _remove_item(self, event: OperationsView.RemoveItem) -> None:
        if self.overview is None:
            return
        item, municipality = event.item, event.municipality
        menu = removing_menu(item, self.overview.list_of(municipality))
        chosen = await self.app.push_screen_wait(menu)
        if chosen and chosen.value:
            await self._ask(lambda service: and_how_to_take_back(service.remove(municipality, item)))

    @on(OperationsView.Do)
    @work(group="do", exit_on_error=False)
    async def _do(self, event: OperationsView.Do) -> None:
        if event.question:
            chosen = await self.app.push_screen_wait(yes_menu(event.question))
            if chosen is None or not chosen.value:
                return
        await self._ask(event.call)

    @work(group="do", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Have the list as it was before what was done last."""
        await self._ask(lambda service: service.take_back())

    async def _ask(self, call: "Callable[[OperationsService], str]") -> None:
        """Have the service do something, and say what was done, or why it was not."""
        async with self._one_at_a_time:
            try:
                self.say(await self.link.ask(call))
            except KontaktError as problem:
                self.warn(str(problem))
        await self.link.see_own_change()

    def _room_changed(self, room: str) -> None:
        if room == OPERATIONS:
            self.link.look()
        else:
            self.link.rest()

    # --- what the service tells ------------------------------------------------------------------------------

    @on(OperationsLink.ContactsReady)
    def _take_contacts(self, event: OperationsLink.ContactsReady) -> None:
        first, self.overview = self.overview is None, event.overview
        self.draw()
        if first:
            self._tell_unsaved()
        self.view.ask(self.link)
        for page in self.app.get_screen_stack(OPERATIONS):
            if isinstance(page, ItemScreen):
                page.take_overview(event.overview)

    @on(OperationsLink.ChangesReady)
    def _take_changes(self, event: OperationsLink.ChangesReady) -> None:
        self.query_one(ChangesView).take_changes(event.changes)

    @on(OperationsLink.DifferenceReady)
    def _take_difference(self, event: OperationsLink.DifferenceReady) -> None:
        self.query_one(ChangesView).take_difference(event.change, event.lines)

    def tell_trouble(self, sentence: str) -> None:
        super().tell_trouble(sentence)
        for page in rooms_among(self.app.get_screen_stack(OPERATIONS)[1:]):
            page.tell_trouble(sentence)
