"""Every key of the room one is in, drawn from the actions themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from kontakt.locale import N_, _
from kontakt.tui.commands import APP_COMMANDS, CALL_COMMANDS, FEEDBACK_COMMANDS, OUTCOME_COMMANDS, Command, key_name
from kontakt.tui.widgets.labelled import Item, Labelled, Part


@dataclass(frozen=True, slots=True)
class Group:
    """Keys under one heading: names of keys with what they do, then actions. All of it is translated when drawn."""

    heading: str
    actions: tuple[Command, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


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
            N_("The 95 % interval. A target within it is uncertain: neither reached nor missed yet."),
        ),
    ),
)
"""What the figures mean."""

DESK_HELP = (
    Group(
        N_("In the search box"),
        keys=(
            ("↑ ↓", N_("Move through the hits.")),
            ("Enter", N_("Pin the article to the question, or loosen it.")),
            ("PgUp PgDn", N_("Scroll the card.")),
            ("Esc", N_("Select what is typed, so that the next letter replaces it.")),
            ("@", N_("@ and letters choose a municipality.")),
            ("Ctrl+P", N_("Find any action by its name.")),
        ),
    ),
    Group(N_("Log the outcome"), OUTCOME_COMMANDS),
    Group(N_("The call"), CALL_COMMANDS),
    Group(N_("To the editor"), FEEDBACK_COMMANDS),
    Group(N_("kontakt itself"), APP_COMMANDS),
    Group(
        N_("Which article is logged"),
        keys=(
            (N_("Pinned"), N_("The one that you pinned with Enter; else the one that you moved to with ↑ ↓.")),
            (
                N_("Else"),
                N_("The first hit: the search was sure of it, or it is the nearest one that you have before you."),
            ),
            (
                N_("Nearest hit"),
                N_(
                    "Short words fit several articles. That is no mistake of yours: answer as you would, and the card you "
                    "read is logged. Only articles that you chose yourself teach the search."
                ),
            ),
            (
                N_("No article"),
                N_("Where nothing was found, on a wrong number, and with the cause that no answer was found."),
            ),
        ),
    ),
    RATE_HELP,
)
"""The keys of the desk, and what the figures at its foot mean."""


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
            parts += [_part(_(key), "", _(text)) for key, text in group.keys]
            parts += [_part(key_name(each.key), each.letter, _(each.explanation)) for each in group.actions]
        closing = _("The letter in the second column follows Ctrl+O, for keyboards without function keys.")
        parts.append(Part((Item(Content.styled(f"{closing} {_('Esc closes this page.')}", "$quiet")),), apart=True))
        self.query_one(Labelled).show(tuple(parts))


def _heading(text: str, *, apart: bool = False) -> Part:
    return Part((Item(Content.styled(text, "bold")),), apart=apart)


def _part(key: str, letter: str, text: str) -> Part:
    return Part((Item(Content(text)),), f"{key:<12}{letter}")
