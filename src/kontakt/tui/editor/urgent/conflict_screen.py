"""Two editors saved the same words of danger: the second sees both versions, and chooses."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from kontakt.editor.article.text_diff import differences
from kontakt.knowledge.files.urgent import format_kind
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.locale import _
from kontakt.tui.commands import CONFLICT_COMMANDS
from kontakt.tui.editor.article.conflict_screen import Resolved, keys_of
from kontakt.tui.editor.article.diff_lines import drawn
from kontakt.tui.widgets.labelled import Labelled

_CHOICES = tuple(each for each in CONFLICT_COMMANDS if each.id != Resolved.EDIT_ON.value)


class UrgentConflictScreen(ModalScreen[Resolved | None]):
    """Is dismissed with what was chosen; None to go back to the fields as they were. ``theirs`` of None was removed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(each.key, f"choose('{each.id}')", each.name, id=each.id, show=False) for each in _CHOICES),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, mine: UrgentKind, theirs: UrgentKind | None, by: str) -> None:
        super().__init__()
        self._mine, self._theirs, self._by = mine, theirs, by

    def compose(self) -> ComposeResult:
        heading = (
            _("{name} saved these words too, while you were writing")
            if self._theirs
            else _("{name} removed these words, while you were writing")
        )
        legend = _("−  only in what {name} saved      +  only in yours")
        possible = [each for each in _CHOICES if self._theirs or each.id != Resolved.TAKE_THEIRS.value]
        with Vertical(classes="page"):
            yield Static(heading.format(name=self._by), classes="menu-title", markup=False)
            yield Static(legend.format(name=self._by), classes="menu-toggle", markup=False)
            with VerticalScroll(can_focus=True):
                yield Labelled(label_width=0)
            yield Static(keys_of(possible), classes="menu-hint", markup=False)

    def on_mount(self) -> None:
        lines = differences("\n".join(format_kind(self._theirs)), "\n".join(format_kind(self._mine)))
        self.query_one(Labelled).show(drawn(lines, otherwise=_("Both versions say the same.")))

    def action_choose(self, chosen: str) -> None:
        if self._theirs or chosen != Resolved.TAKE_THEIRS.value:
            self.dismiss(Resolved(chosen))
