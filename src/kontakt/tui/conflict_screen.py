"""Two editors saved the same thing: the second sees both versions, and chooses. Nothing is overwritten in silence."""

from collections.abc import Collection
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kontakt.locale import _
from kontakt.tui.commands.article import CONFLICT
from kontakt.tui.commands.command import bindings_of
from kontakt.tui.widgets.labelled import Labelled, Part


class Resolution(StrEnum):
    """What the second editor chose. The values are the last part of the ids of CONFLICT's commands."""

    KEEP_MINE = "keep_mine"
    TAKE_THEIRS = "take_theirs"
    EDIT_ON = "edit_on"


class ConflictScreen(ModalScreen[Resolution | None]):
    """Is dismissed with what was chosen; None to go back to the fields as they were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of([CONFLICT]),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, heading: str, by: str, both: tuple[Part, ...], possible: Collection[Resolution]) -> None:
        """``by`` is the first editor's name, ``both`` the two versions, ``possible`` what can be chosen."""
        super().__init__()
        self._heading = heading
        self._by = by
        self._both = both
        self._possible = possible

    def compose(self) -> ComposeResult:
        legend = _("−  only in what {name} saved      +  only in yours").format(name=self._by)
        with Vertical(classes="page"):
            yield Static(self._heading, classes="menu-title", markup=False)
            yield Static(legend, classes="menu-toggle", markup=False)
            with VerticalScroll(can_focus=True):
                yield Labelled(label_width=0)
            yield Static(self._keys(), classes="menu-hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Labelled).show(self._both)

    def _keys(self) -> Content:
        """What can be chosen, a key on each line."""
        possible = [each for each in CONFLICT.commands if each.is_possible(self)]
        lines = [Content.assemble((f"{each.shown_key:<5}", "$act bold"), _(each.explanation)) for each in possible]
        lines.append(Content.assemble((f"{'Esc':<5}", "$act bold"), _("Back to your text; nothing is saved yet.")))
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "resolve" or parameters[0] in self._possible

    def action_resolve(self, chosen: str) -> None:
        self.dismiss(Resolution(chosen))
