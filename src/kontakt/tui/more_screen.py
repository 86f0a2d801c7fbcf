"""Everything that can be done where one is, by group: the second level of keys. A letter chooses, or the arrows and
Enter."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import ModalScreen

from kontakt.locale import _
from kontakt.tui.commands.command import MORE, Command, Possible
from kontakt.tui.widgets.grouped_columns import GroupedColumns, LetteredLine
from kontakt.tui.widgets.hint import Hint


class MoreScreen(ModalScreen[tuple[DOMNode, Command] | None]):
    """Is dismissed with the command that was chosen and who does it; None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, possible: Sequence[Possible]) -> None:
        super().__init__()
        self._listed = [
            (group.heading, [(owner, each) for each in group.commands if each.id != MORE]) for owner, group in possible
        ]
        self._commands = [each for _heading, commands in self._listed for each in commands]

    def compose(self) -> ComposeResult:
        groups = [(_(heading), [_entry(command) for _owner, command in commands]) for heading, commands in self._listed]
        with Vertical(classes="more") as frame:
            frame.border_title = _("What can be done here")
            with VerticalScroll(can_focus=False):
                yield GroupedColumns(groups)
            yield Hint(_("One letter chooses, or the arrows and Enter.   Esc: back"))

    def on_key(self, event: Key) -> None:
        pressed = (event.character or "").casefold()
        if chosen := next((each for each in self._commands if pressed and each[1].letter == pressed), None):
            event.stop()
            self.dismiss(chosen)

    @on(GroupedColumns.Chosen)
    def _take(self, event: GroupedColumns.Chosen) -> None:
        self.dismiss(self._commands[event.index])


def _entry(command: Command) -> LetteredLine:
    key = command.shown_key if command.keys else ""
    return LetteredLine(command.letter.upper(), _(command.name), _(command.short or command.name), key)
