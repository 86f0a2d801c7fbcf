"""Every key of the room one is in, drawn from the commands themselves."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from kontakt.firstline.rate import FEW
from kontakt.locale import N_, _
from kontakt.tui.commands.command import Group
from kontakt.tui.widgets.labelled import Item, Labelled, Part

RATE_HELP = Group(
    N_("The first-line rate"),
    keys=(
        (N_("Gross"), N_("Resolved / (resolved + forwarded), without wrong numbers and what is not ours.")),
        (
            N_("Net"),
            N_("The same without what no first line could resolve: decisions, ongoing cases, and articles marked so."),
        ),
        (
            "(82–90)",
            N_(
                "The 95 % interval. A target within it is uncertain: neither reached nor missed yet. “Of few” is said of "
                "fewer than {few} inquiries."
            ),
        ),
    ),
)
"""What the figures mean."""


class HelpScreen(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "app.pop_screen", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (Textual annotates it otherwise)

    def __init__(self, groups: Iterable[Group]) -> None:
        super().__init__()
        self._groups = tuple(groups)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield Labelled(label_width=16)

    def on_mount(self) -> None:
        parts: list[Part] = []
        for group in self._groups:
            parts.append(_heading(_(group.heading), apart=bool(parts)))
            parts += [_part(_(key), "", _(text).format(few=FEW)) for key, text in group.keys]
            parts += [_part(each.shown_key, each.letter, _(each.explanation)) for each in group.commands]
        closing = _("The letter in the second column follows Ctrl+O, for keyboards without function keys.")
        parts.append(Part((Item(Content.styled(f"{closing} {_('Esc closes this page.')}", "$quiet")),), apart=True))
        self.query_one(Labelled).show(tuple(parts))


def _heading(text: str, *, apart: bool = False) -> Part:
    return Part((Item(Content.styled(text, "bold")),), apart=apart)


def _part(key: str, letter: str, text: str) -> Part:
    return Part((Item(Content(text)),), f"{key:<12}{letter}")
