"""Two editors saved the same article: the second sees both versions, and chooses. Nothing is overwritten in silence."""

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kontakt.editor.article.text_diff import differences
from kontakt.knowledge.article import Article
from kontakt.knowledge.editing import EditConflict
from kontakt.knowledge.files import format_article
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.tui.commands import CONFLICT_COMMANDS, Command, key_name
from kontakt.tui.editor.article.diff_lines import drawn
from kontakt.tui.widgets.labelled import Labelled, Part


class Resolved(StrEnum):
    """What the second editor chose."""

    KEEP_MINE = "keep_mine"
    TAKE_THEIRS = "take_theirs"
    EDIT_ON = "edit_on"


def versions(theirs: Article | None, mine: Article) -> tuple[Part, ...]:
    """What differs: lines that only theirs has after a minus, those that only mine has after a plus."""
    lines = differences(format_article(theirs) if theirs else "", format_article(mine))
    return drawn(lines, otherwise=_("Both versions say the same."))


def keys_of(possible: Sequence[Command]) -> Content:
    """What can be chosen, a key on each line."""
    lines = [Content.assemble((f"{key_name(each.key):<5}", "$act bold"), _(each.explanation)) for each in possible]
    lines.append(Content.assemble((f"{'Esc':<5}", "$act bold"), _("Back to your text; nothing is saved yet.")))
    return Content("\n").join(lines)


class ConflictScreen(ModalScreen[Resolved | None]):
    """Is dismissed with what was chosen; None to go back to the fields as they were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(each.key, f"choose('{each.id}')", each.name, id=each.id, show=False) for each in CONFLICT_COMMANDS),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, mine: Article, conflict: EditConflict) -> None:
        super().__init__()
        self._mine = mine
        self._conflict = conflict

    def compose(self) -> ComposeResult:
        theirs, revision = self._conflict.theirs, self._conflict.revision
        heading = (
            _("{name} saved revision {revision} of “{title}” {time}, while you were writing")
            if theirs
            else _("{name} removed “{title}” or merged it into another {time}, while you were writing")
        )
        title = (theirs or self._mine).title
        heading = heading.format(
            name=revision.by, revision=revision.number, title=title, time=day_and_clock(revision.at)
        )
        with Vertical(classes="page"):
            yield Static(heading, classes="menu-title", markup=False)
            legend = _("−  only in what {name} saved      +  only in yours").format(name=revision.by)
            yield Static(legend, classes="menu-toggle", markup=False)
            with VerticalScroll(can_focus=True):
                yield Labelled(label_width=0)
            yield Static(self._keys(), classes="menu-hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Labelled).show(versions(self._conflict.theirs, self._mine))

    def _keys(self) -> Content:
        possible = [each for each in CONFLICT_COMMANDS if self.check_action("choose", (each.id,))]
        return keys_of(possible)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        gone = self._conflict.theirs is None
        return not (gone and action == "choose" and parameters == (Resolved.TAKE_THEIRS.value,))

    def action_choose(self, chosen: str) -> None:
        self.dismiss(Resolved(chosen))
