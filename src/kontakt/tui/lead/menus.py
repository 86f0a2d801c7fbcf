"""The lists and lines that the lead's room opens: a period, and the filters."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kontakt.firstline import Period
from kontakt.inquiries.inquiry import UNKNOWN, CallerType, Channel
from kontakt.lead.labels import municipality_name, theme_name
from kontakt.library.labels import CALLER_TYPES, CHANNELS
from kontakt.locale import N_, _
from kontakt.search import fold
from kontakt.tui.lead import sentences
from kontakt.tui.lead.scope_choice import ScopeChoice, read_period
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames


class Filter(StrEnum):
    """What can be filtered by; the values name the fields of ScopeChoice."""

    MUNICIPALITY = "municipality"
    THEME = "theme"
    CHANNEL = "channel"
    CALLER_TYPE = "caller_type"


_NAMES = {
    Filter.MUNICIPALITY: N_("Municipality"),
    Filter.THEME: N_("Theme"),
    Filter.CHANNEL: N_("Channel"),
    Filter.CALLER_TYPE: N_("Who asks"),
}


def period_question() -> AskScreen[Period]:
    def read(text: str) -> Period:
        try:
            return read_period(text)
        except ValueError:
            raise ValueError(sentences.no_period(text)) from None

    hint = _("2026, 2026-Q4, 2026-11, 2026-W47, 2026-11-22, or one of these .. another.   Enter: show   Esc: back")
    return AskScreen(_("Which period?"), read, hint=hint)


def overwrite_menu(file: Path) -> KeyMenu[bool]:
    """Whether to write over a file, or to name another."""
    choices = [Choice(True, _("Write over it"), key="1"), Choice(False, _("Name another file"), key="2")]
    title = _("{file} is there already").format(file=file.name)
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back"))


def with_period(choice: ScopeChoice, period: Period) -> ScopeChoice:
    return replace(choice, stretch=period)


def filter_menu(choice: ScopeChoice, names: "KnownNames") -> KeyMenu[Filter]:
    """What to filter by, with what stands there now."""
    now = {
        Filter.MUNICIPALITY: municipality_name(choice.municipality, names) if choice.municipality else "",
        Filter.THEME: theme_name(choice.theme, names) if choice.theme is not None else "",
        Filter.CHANNEL: _(CHANNELS[choice.channel]) if choice.channel else "",
        Filter.CALLER_TYPE: _(CALLER_TYPES[choice.caller_type]) if choice.caller_type else "",
    }
    choices = [Choice(each, _(_NAMES[each]), now[each] or _("all"), str(key)) for key, each in enumerate(Filter, 1)]
    hint = _("One key chooses. Filters combine; F10 clears them.")
    return KeyMenu(_("Show only …"), choices, hint=hint)


def value_menu(which: Filter, names: "KnownNames") -> FilterMenu[str | None]:
    """The values of one filter, found by letters; first of them all, which is None."""
    every: list[Choice[str | None]] = [Choice(None, _("All")), *_values(which, names)]

    def find(text: str) -> Sequence[Choice[str | None]]:
        wanted = fold(text.strip())
        return [each for each in every if wanted in fold(each.label)]

    return FilterMenu(_(_NAMES[which]), find, hint=_("Letters narrow the list.   Enter chooses.   Esc: back"))


def _values(which: Filter, names: "KnownNames") -> list[Choice[str | None]]:
    match which:
        case Filter.MUNICIPALITY:
            members: list[Choice[str | None]] = [
                Choice(each.number, each.name, each.number) for each in names.region.municipalities
            ]
            return [*members, Choice(UNKNOWN, municipality_name(UNKNOWN, names))]
        case Filter.THEME:
            named = [*((each.id, theme_name(each.id, names)) for each in names.themes), ("", theme_name("", names))]
            return [Choice(id, name) for id, name in named]
        case Filter.CHANNEL:
            return [Choice(each.value, _(name)) for each, name in CHANNELS.items()]
        case Filter.CALLER_TYPE:
            return [Choice(each.value, _(name)) for each, name in CALLER_TYPES.items()]


def filtered(choice: ScopeChoice, which: Filter, value: str | None) -> ScopeChoice:
    """The choice with one filter set, or taken away (None)."""
    match which:
        case Filter.MUNICIPALITY:
            return replace(choice, municipality=value)
        case Filter.THEME:
            return replace(choice, theme=value)
        case Filter.CHANNEL:
            return replace(choice, channel=Channel(value) if value else None)
        case Filter.CALLER_TYPE:
            return replace(choice, caller_type=CallerType(value) if value else None)
