"""Every key, drawn from the actions themselves."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from kontakt.locale import N_, _
from kontakt.tui.actions import APP_ACTIONS, CALL_ACTIONS, EDITOR_ACTIONS, OUTCOME_ACTIONS, key_name
from kontakt.tui.widgets.labelled import Item, Labelled, Part

_GROUPS = (
    (N_("Log the outcome"), OUTCOME_ACTIONS),
    (N_("The call"), CALL_ACTIONS),
    (N_("To the editor"), EDITOR_ACTIONS),
    (N_("kontakt itself"), APP_ACTIONS),
)
_IN_THE_BOX = (
    ("↑ ↓", N_("Move through the hits.")),
    ("Enter", N_("Pin the article to the question, or loosen it.")),
    ("PgUp PgDn", N_("Scroll the card.")),
    ("Esc", N_("Select what is typed, so that the next letter replaces it.")),
    ("@", N_("@ and letters choose a municipality.")),
    ("Ctrl+P", N_("Find any action by its name.")),
)


class HelpScreen(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "app.pop_screen", show=False)]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield Labelled(label_width=16)

    def on_mount(self) -> None:
        parts = [_heading(_("In the search box")), *(_part(key, "", _(text)) for key, text in _IN_THE_BOX)]
        for heading, actions in _GROUPS:
            parts.append(_heading(_(heading), apart=True))
            parts += [_part(key_name(each.key), each.letter, _(each.explanation)) for each in actions]
        parts.append(_heading(_("The first-line rate"), apart=True))
        parts += [_part(name, "", text) for name, text in _definitions()]
        closing = _("The letter in the second column follows Ctrl+O, for keyboards without function keys.")
        parts.append(Part((Item(Content.styled(f"{closing} {_('Esc closes this page.')}", "$quiet")),), apart=True))
        self.query_one(Labelled).show(tuple(parts))


def _definitions() -> tuple[tuple[str, str], ...]:
    """What the figures at the foot of the desk mean."""
    return (
        (_("Gross"), _("Resolved / (resolved + forwarded), without wrong numbers and what is not ours.")),
        (
            _("Net"),
            _("The same without what no first line could resolve: decisions, ongoing cases, and articles marked so."),
        ),
        ("(82–90)", _("The 95 % interval. A target within it is uncertain: neither reached nor missed yet.")),
    )


def _heading(text: str, *, apart: bool = False) -> Part:
    return Part((Item(Content.styled(text, "bold")),), apart=apart)


def _part(key: str, letter: str, text: str) -> Part:
    return Part((Item(Content(text)),), f"{key:<12}{letter}")
