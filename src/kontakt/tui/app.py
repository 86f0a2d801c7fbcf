"""The app: its rooms, and what they share: themes, language, help, keys by letter."""

import logging
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event, InputEvent, Paste
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged import unlogged_calls
from kontakt.desk.unlogged_autosave import UnloggedAutosave
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.locale import LANGUAGES, _, language, use_language
from kontakt.tui.commands.command import Group, Possible, bindings_of, commands_in, key_name, possible_from
from kontakt.tui.commands.everywhere import EVERYWHERE, ROOM
from kontakt.tui.commands.keymap import KEPT_BY_BROWSERS, apart, keep_from_commands, use_keys
from kontakt.tui.desk.screen import DeskScreen
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.help_screen import HelpScreen
from kontakt.tui.idle_garbage import IdleGarbage
from kontakt.tui.keys.misread import misread
from kontakt.tui.keys.order import KeyOrder
from kontakt.tui.keys.pasted import REFUSES_CONTROLS, pasted
from kontakt.tui.line_filter import LineFilters, WithoutControls
from kontakt.tui.modes import DESK, EDITOR, EVERYTHING, LEAD, OPERATIONS, Access
from kontakt.tui.more_screen import MoreScreen
from kontakt.tui.read_out import read_out
from kontakt.tui.room import Room, rooms_among
from kontakt.tui.runs_workers import RunsWorkers, WorkerFailed
from kontakt.tui.sentences import NOTHING_CHANGED, may, may_not
from kontakt.tui.stylesheet import ColouredStylesheet
from kontakt.tui.themes import THEMES
from kontakt.tui.view import View
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.visible import visible

log = logging.getLogger(__name__)

ACCESS_SECONDS = 20.0
"""Between two looks at what the region's database lets one do; what its owner changes with kontakt is news, and looked
at then."""
QUIET_SECONDS = 1.0
"""Since the last key, before a sentence is said that the next key would wipe away."""


class KontaktApp(RunsWorkers, App[None], inherit_bindings=False):
    TITLE = "kontakt"
    CSS_PATH = ["styles/app.tcss", "styles/desk.tcss"]  # noqa: RUF012 (Textual annotates it otherwise)
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(
        self,
        desk: DeskSession,
        *,
        log_path: Path,
        room: str = DESK,
        access: Access = EVERYTHING,
        made_up: bool = False,
    ) -> None:
        """``room`` is the one to open first, one of those that ``access`` allows; ``made_up`` says on the screen that
        the data is made up; ``log_path`` is where details of errors are."""
        super().__init__()
        use_keys(desk.settings.keys)
        self.set_keymap({id: ",".join(apart(keys)) for id, keys in desk.settings.keys.items()})
        self._first_room = room
        self.desk = desk
        self.database = LazyEngine(desk.settings, desk.clock)
        self.database.groups = access.groups
        self.autosave = UnloggedAutosave(desk.settings, clock=desk.clock)
        self.log_path = log_path
        self.made_up = made_up
        self.keys = KeyOrder(self, super().on_event)
        self._misread: Timer | None = None
        self._warned = ""
        self._without_controls = WithoutControls()
        self._line_filters = LineFilters(())
        self._garbage = IdleGarbage()
        self.add_mode(DESK, lambda: DeskScreen(desk, self.database, self.autosave, self.keys, made_up=made_up))
        self.add_mode(EDITOR, self._editors_room)
        self.add_mode(LEAD, self._leads_room)
        self.add_mode(OPERATIONS, self._operations_room)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.theme
        self.stylesheet = ColouredStylesheet(variables=self.get_css_variables())

    def _editors_room(self) -> Screen[None]:
        # Not before somebody goes there: what it needs of the database would delay the desk's first screen.
        from kontakt.tui.editor.screen import EditorScreen  # noqa: PLC0415

        return EditorScreen(self.desk, self.database, self.keys, made_up=self.made_up)

    def _leads_room(self) -> Screen[None]:
        from kontakt.tui.lead.screen import LeadScreen  # noqa: PLC0415 (as above)

        return LeadScreen(self.desk, self.database, made_up=self.made_up)

    def _operations_room(self) -> Screen[None]:
        from kontakt.tui.operations.screen import OperationsScreen  # noqa: PLC0415 (as above)

        return OperationsScreen(self.desk, self.database, made_up=self.made_up)

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = (*super().get_line_filters(), self._without_controls)
        if filters != self._line_filters.filters:
            self._line_filters = LineFilters(filters)
        return [self._line_filters]

    async def on_mount(self) -> None:
        # Not as Textual's default mode: from Python 3.12 on its tasks start at once, and the widgets of a default
        # mode's screen would look for a screen before any stands on the stack (Textual issue 6444). Switched to from
        # Textual's own blank first screen, every room finds one.
        keep_from_commands(KEPT_BY_BROWSERS if self.is_web else ())
        await self.switch_mode(self._first_room)
        if self.access.groups is not None:
            self.set_interval(ACCESS_SECONDS, self._look_at_access)

    def on_ready(self) -> None:
        # The start-up went without collecting (see __main__); what it loaded stays, and need not be looked
        # through again. Short turns keep a thread that loads something from delaying a key.
        self._garbage.begin()
        sys.setswitchinterval(0.001)

    def on_unmount(self) -> None:
        self.database.close()

    @property
    def rooms(self) -> list[Room]:
        """Every screen of a room that is open, in whichever room one is."""
        return rooms_among(screen for stack in self._screen_stacks.values() for screen in stack)

    @property
    def room(self) -> Room:
        """The one in front, or behind the menu that stands there."""
        return rooms_among(self.screen_stack)[-1]

    def read_out(self) -> str:
        """What whoever does not see the screen is to hear of it now."""
        return self.room.read_out() if self.screen is self.room else read_out(self.screen)

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Show a menu in the room that asks for it, even if one has gone to another room meanwhile."""
        step = get_current_worker()
        room = next((room for room, stack in self._screen_stacks.items() if step.node.screen in stack), None)
        with self.keys.asking(step, self.get_screen(screen)):
            return await super().push_screen_wait(screen, mode=mode or room)

    async def on_event(self, event: Event) -> None:
        """Keys, pastes and the mouse come in here first, one after the other."""
        if isinstance(event, (InputEvent, Paste)) and not event.is_forwarded:
            if self._misread:
                self._misread.reset()
            if isinstance(event, Paste):
                refused = self.focused is not None and self.focused.has_class(REFUSES_CONTROLS)
                event.text = pasted(event.text, as_it_is=refused)
            self._garbage.key_came()
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":  # Windows and browsers have another
            return usual
        from kontakt.tui.keys.terminal import Terminal  # noqa: PLC0415 (there is no such module on Windows)

        return Terminal

    def on_misread(self) -> None:
        """Say it once, when whoever types has stopped to look."""
        if self._misread is None:
            self._misread = self.set_interval(QUIET_SECONDS, self._tell_misread)

    def _tell_misread(self) -> None:
        if self._misread and not self.screen.is_modal:
            if self.room.says(misread()):
                self._misread.stop()
            else:  # anew where the first answer of a search, say, took its line before anybody could read it
                self.room.warn(misread())

    @work(exclusive=True, group="room", exit_on_error=False)
    async def action_room(self) -> None:
        """To a room that is chosen; pressed twice, to the desk, where somebody may be waiting. What stands in a room
        stays as it is."""
        if self.screen.is_modal:
            return
        again = ROOM.keys[0]
        choices = [
            Choice(DESK, _("The desk"), _("{key} again").format(key=key_name(again)), "0"),
            Choice(EDITOR, _("The editor's room"), _("articles, keywords, gaps"), "1"),
            Choice(LEAD, _("The lead's room"), _("targets, causes, reports"), "2"),
            Choice(OPERATIONS, _("The operations room"), _("units, contacts, responsibilities"), "3"),
        ]
        choices = [each for each in choices if each.value in self.access.rooms]
        choices = [
            each._replace(label=f"{each.label}  ● {_('you are here')}") if each.value == self.current_mode else each
            for each in choices
        ]
        hint = _("One key chooses.   Esc: back")
        menu = KeyMenu(_("Which room?"), choices, hint=hint, other_keys=dict.fromkeys(ROOM.keys, self.access.rooms[0]))
        if chosen := await self.push_screen_wait(menu):
            await self.switch_mode(chosen.value)

    @on(View.OpenArticle)
    @on(View.OpenGaps)
    async def _show_in_the_editors_room(self, event: View.OpenArticle | View.OpenGaps) -> None:
        """What a view of another room wants shown, which its own room does not show."""
        if EDITOR not in self.access.rooms:
            self.room.warn(may_not(EDITOR, self.access))
            return
        await self.switch_mode(EDITOR)
        self.get_screen_stack(EDITOR)[0].post_message(event)

    # --- which rooms one may use ------------------------------------------------------------------------

    @property
    def access(self) -> Access:
        return Access(self.database.groups)

    class AccessRead(Message):
        """What the region's database says of whoever signed in, as it is now."""

        def __init__(self, access: Access) -> None:
            super().__init__()
            self.access = access

    @work(thread=True, exclusive=True, group="access", exit_on_error=False)
    def _look_at_access(self) -> None:
        from kontakt.installation.signed_in import look_again  # noqa: PLC0415 (with the database's libraries)

        with suppress(KontaktError):  # is told of by the room that needs the database
            known = look_again(self.desk.settings, self.database.engine)
            if known.groups != self.access.groups:
                self.post_message(self.AccessRead(Access(known.groups)))

    @on(DeskLink.LibraryReady)
    def _look_again(self) -> None:
        if self.access.groups is not None:
            self._look_at_access()

    @on(AccessRead)
    async def _take_access(self, event: AccessRead) -> None:
        """From now on other rooms may be used. The desk stays in front, for somebody may be on the phone."""
        before = self.access
        self.database.groups = event.access.groups
        for room in self.rooms:
            room.draw()
        taken = [each for each in before.rooms if each not in self.access.rooms]
        given = [each for each in self.access.rooms if each not in before.rooms]
        if self.current_mode in taken and self.current_mode != DESK and self.access.rooms:
            await self.switch_mode(self.access.rooms[0])
        if taken:
            self.room.warn(may_not(taken[0], self.access))
        elif given:
            self.room.say(may(given[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody is offered a choice of one room."""
        if action == "room":
            return len(self.access.rooms) > 1
        return super().check_action(action, parameters)

    # --- what can be done here -------------------------------------------------------------------------

    def _possible(self, screen: Screen[Any]) -> list[Possible]:
        """What can be done where the cursor is, and who does it."""
        return [] if screen.is_modal else possible_from(screen.focused or screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command that can be done where one is, for the command palette."""
        for owner, group in self._possible(screen):
            for each in group.commands:
                name = f"{_(each.name)}  ({each.shown_key})"
                yield SystemCommand(name, _(each.explanation), lambda call=each.call, to=owner: to.run_action(call))

    def action_command_palette(self) -> None:
        from kontakt.tui.palette import CommandsByName  # noqa: PLC0415 (the first screen does without)

        if not self.screen.is_modal:
            question = _("What do you want to do?")
            self.push_screen(CommandPalette([CommandsByName], placeholder=question, id="--command-palette"))

    @work(exclusive=True, group="more", exit_on_error=False)
    async def action_more(self) -> None:
        """List what can be done here; for what has no key, and for keyboards without function keys."""
        if self.screen.is_modal:
            return
        if chosen := await self.push_screen_wait(MoreScreen(self._possible(self.screen))):
            owner, command = chosen
            await owner.run_action(command.call)

    def action_help(self) -> None:
        impossible = [each for each in commands_in(EVERYWHERE) if not each.is_possible(self)]
        self.push_screen(HelpScreen(group.without(impossible) for group in self.room.help_groups()))

    @on(WorkerFailed)
    def _tell_failure(self) -> None:
        """A step of the app itself, or of a menu, failed."""
        self.room.warn(_(NOTHING_CHANGED))

    def on_delivery_failed(self) -> None:
        """A browser was to have a file (see LeadScreen)."""
        self.room.warn(_("The file is too large for a browser: choose a shorter period, or make it with a command."))

    # --- language, colours, the end --------------------------------------------------------------------

    def action_language(self) -> None:
        if not self.screen.is_modal:
            use_language(LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)])
            for room in self.rooms:
                room.draw()
                room.say("")

    def action_colours(self) -> None:
        names = [each.name for each in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    async def action_quit(self) -> None:
        """Close every room; the first time with something left undone, say so instead."""
        if not all(each.settle() for each in self.rooms) and not self._warned:
            self._warned = "not settled"
            return
        undone = "  ".join(filter(None, (each.left_undone() for each in self.rooms)))
        if undone and undone != self._warned and not self.screen.is_modal:
            self._warned = undone
            self.room.warn(undone)
        else:
            self.exit()

    def keep_calls(self) -> None:
        """Have the calls under way on the disk, as they stand now; the desk is about to end."""
        for each in self.rooms:
            each.catch_up()
        self.autosave.hand_over(unlogged_calls(self.desk.calls))
        self.autosave.stop(timeout=3)

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, NoMatches) and not self.is_running:
            # News that was under way when the desk was closed: the parts that would show it are gone.
            log.info("Not shown, as the desk is closing: %s", error)
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback to whoever sits there; it belongs in the log file.
        log.exception("The desk stopped because of a mistake in the program")
        self.panic(
            Text(
                _(
                    "kontakt stopped because of a mistake in the program. What was logged is safe. Details: {path}"
                ).format(path=visible(str(self.log_path)))
            )
        )
