"""The app: it opens the desk, and holds what every screen shares: themes, language, help, keys by letter."""

import gc
import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from kontakt.desk.desk import Desk
from kontakt.locale import LANGUAGES, _, language, use_language
from kontakt.tui.actions import ACTIONS, APP_ACTIONS, key_name
from kontakt.tui.desk.screen import DeskScreen
from kontakt.tui.desk.sentences import unfinished
from kontakt.tui.help_screen import HelpScreen
from kontakt.tui.themes import THEMES
from kontakt.tui.widgets.choice import Choice, KeyMenu
from kontakt.tui.widgets.notice import Notice

log = logging.getLogger(__name__)


class KontaktApp(App[None], inherit_bindings=False):
    TITLE = "kontakt"
    CSS_PATH = ["styles/app.tcss", "styles/desk.tcss"]  # noqa: RUF012 (Textual annotates it otherwise)
    BINDINGS: ClassVar[list[BindingType]] = [each.binding for each in APP_ACTIONS]

    def __init__(self, desk: Desk, *, log_path: Path, made_up: bool = False) -> None:
        """``made_up`` says on the screen that the data is made up; ``log_path`` is where details of errors are."""
        super().__init__()
        self.desk = desk
        self.log_path = log_path
        self.made_up = made_up
        self._warned = False
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.theme

    def get_default_screen(self) -> Screen[None]:
        return DeskScreen(self.desk, made_up=self.made_up)

    def on_ready(self) -> None:
        # The start-up went without collecting (see __main__); what it loaded stays, and need not be looked
        # through again while somebody types. Short turns keep a thread that loads something from delaying a key.
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(0.001)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action that can be done where the agent is, for the command palette."""
        for each in ACTIONS:
            owner = self if each in APP_ACTIONS else screen
            if hasattr(owner, f"action_{each.id.partition('.')[0]}"):
                name = f"{_(each.name)}  ({key_name(each.key)})"
                yield SystemCommand(name, _(each.explanation), lambda call=each.call, to=owner: to.run_action(call))

    def action_command_palette(self) -> None:
        if not self.screen.is_modal:
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?"), id="--command-palette"))

    async def action_quit(self) -> None:
        """Close the desk; the first time with calls without an outcome, say so instead."""
        count = len(self.desk.parked) + (self.desk.begun and not self.desk.call.is_blank)
        if count and not self._warned and isinstance(self.screen, DeskScreen):
            self._warned = True
            self.screen.query_one(Notice).warn(unfinished(count))
        else:
            self.exit()

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    @work(exclusive=True, group="second_way")
    async def action_second_way(self) -> None:
        """Every key a second way, for keyboards without function keys."""
        if self.screen.is_modal:
            return
        choices = [Choice(each, _(each.name), key_name(each.key), each.letter) for each in ACTIONS if each.letter]
        chosen = await self.push_screen_wait(KeyMenu(_("Ctrl+O, and then"), choices, hint=_("One letter chooses.")))
        if chosen:
            owner = self if chosen.value in APP_ACTIONS else self.screen
            await owner.run_action(chosen.value.call)

    def action_language(self) -> None:
        if not self.screen.is_modal:
            use_language(LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)])
            for screen in self.screen_stack:
                if isinstance(screen, DeskScreen):
                    screen.draw()
                    screen.query_one(Notice).clear()

    def action_colours(self) -> None:
        names = [each.name for each in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def _fatal_error(self) -> None:
        # Textual would print a traceback to whoever sits there; it belongs in the log file.
        log.exception("The desk stopped because of a mistake in the program")
        self.panic(
            Text(
                _(
                    "kontakt stopped because of a mistake in the program. What was logged is safe. Details: {path}"
                ).format(path=self.log_path)
            )
        )
