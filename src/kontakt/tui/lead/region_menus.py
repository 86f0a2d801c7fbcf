"""The questions of the page of the region: what to change of a row, and to what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from kontakt.directory.differences import LANGUAGES
from kontakt.directory.region import ComingTarget, LanguageForm, Municipality, Region
from kontakt.directory.region_input import MOST_NOTE_DAYS, MOST_TALLY_DAYS
from kontakt.files.days import written_day
from kontakt.knowledge.article import Theme
from kontakt.lead import region_texts
from kontakt.library.labels import target_percent
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import number, short_date
from kontakt.reports.for_people import NOTHING
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, KeyMenu

if TYPE_CHECKING:
    from kontakt.lead.region_editing import RegionEdit

MemberEdit = Callable[[Municipality], Municipality]
"""From the municipality that is stored to what it is to be."""


class MemberChange(StrEnum):
    """What can be done with a municipality."""

    TARGET = "target"
    INHABITANTS = "inhabitants"
    NAME = "name"
    LANGUAGE = "language"
    PLACES = "places"
    RAISE = "raise"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class ForgetTarget:
    """Take away the target that is to count from ``day`` on."""

    day: date


class RegionChange(StrEnum):
    """What can be done with the region as a whole."""

    NAME = "name"
    SOURCE = "source"
    NOTE_DAYS = "note_days"
    TALLY_DAYS = "tally_days"


class ThemeChange(StrEnum):
    """What can be done with a theme; the first three are its fields."""

    NAME = "name"
    NAME_NN = "name_nn"
    LOS = "los"
    RAISE = "raise"
    REMOVE = "remove"


THEME_FIELDS = {
    ThemeChange.NAME: N_("Name"),
    ThemeChange.NAME_NN: N_("Name in nynorsk"),
    ThemeChange.LOS: N_("Path in Los"),
}


def theme_field_names() -> dict[str, str]:
    """What a theme's fields are called, in the language of the screen."""
    return {field.value: _(name) for field, name in THEME_FIELDS.items()}


def per_cent(target: int | None) -> str:
    return target_percent(target) if target is not None else NOTHING


def coming(member: Municipality) -> str:
    """``85 % fra 01.01.2027``, one after the other."""
    return ", ".join(map(_from_day, member.coming))


def _from_day(target: ComingTarget) -> str:
    return _("{target} from {day}").format(target=per_cent(target.target), day=short_date(target.day))


# --- what to change ----------------------------------------------------------------------------------------


def member_menu(member: Municipality) -> KeyMenu[MemberChange | ForgetTarget]:
    """What to change of a municipality, with what stands there now."""
    to_come: list[Choice[MemberChange | ForgetTarget]] = [
        Choice(ForgetTarget(each.day), _("Take away a target to come"), _from_day(each)) for each in member.coming
    ]
    choices: list[Choice[MemberChange | ForgetTarget]] = [
        Choice(MemberChange.TARGET, _("Target"), per_cent(member.target), "1"),
        Choice(MemberChange.INHABITANTS, _("Inhabitants"), inhabitants(member), "2"),
        Choice(MemberChange.NAME, _("Name"), member.name, "3"),
        Choice(MemberChange.LANGUAGE, _("Language form"), _(LANGUAGES[member.language]), "4"),
        Choice(MemberChange.PLACES, _("Place names"), ", ".join(member.places) or NOTHING, "5"),
        *to_come,
        Choice(MemberChange.RAISE, _("Move up"), key="m"),
        Choice(MemberChange.REMOVE, _("Take out of the region"), _("its inquiries stay in the figures"), "x"),
    ]
    return KeyMenu(f"{member.name} {member.number}", choices, hint=_hint())


def region_menu(region: Region) -> KeyMenu[RegionChange]:
    choices = [
        Choice(RegionChange.NAME, _("Name"), region.name, "1"),
        Choice(RegionChange.SOURCE, _("Where the inhabitants come from"), region.inhabitants_source or NOTHING, "2"),
        Choice(RegionChange.NOTE_DAYS, _("How long notes are kept"), _days(region.note_days), "3"),
        Choice(RegionChange.TALLY_DAYS, _("How far the desk's tally looks back"), _days(region.tally_days), "4"),
    ]
    return KeyMenu(region.name, choices, hint=_hint())


def _days(days: int | None) -> str:
    if days is None:
        return _("as each desk's settings say")
    return ngettext("{count} day", "{count} days", days).format(count=number(days))


def theme_menu(theme: Theme) -> KeyMenu[ThemeChange]:
    choices = [
        Choice(ThemeChange.NAME, _("Name"), theme.name, "1"),
        Choice(ThemeChange.NAME_NN, _("Name in nynorsk"), theme.name_nn or _("as in bokmål"), "2"),
        Choice(ThemeChange.LOS, _("Path in Los"), theme.los or NOTHING, "3"),
        Choice(ThemeChange.RAISE, _("Move up"), key="m"),
        Choice(ThemeChange.REMOVE, _("Take off the list"), key="x"),
    ]
    return KeyMenu(theme.name, choices, hint=_hint())


def leaving_menu(member: Municipality) -> KeyMenu[bool]:
    choices = [
        Choice(True, _("Take it out: no desk can choose it any more"), key="1"),
        Choice(False, _("Keep it"), key="2"),
    ]
    return KeyMenu(_("Take {name} out of the region?").format(name=member.name), choices, hint=_hint())


def language_menu(member: Municipality) -> KeyMenu[LanguageForm]:
    choices = [Choice(form, _(name), key=str(key)) for key, (form, name) in enumerate(LANGUAGES.items(), 1)]
    return KeyMenu(_("The language form of {name}").format(name=member.name), choices, hint=_hint())


def _hint() -> str:
    return _("One key chooses, or arrows and Enter.   Esc: back")


def inhabitants(member: Municipality) -> str:
    return number(member.inhabitants) if member.inhabitants is not None else NOTHING


# --- to what -----------------------------------------------------------------------------------------------


def target_question(member: Municipality) -> AskScreen[tuple[int | None]]:
    """In a tuple, for None is an answer too."""
    return AskScreen(
        _("The target of {name}, in per cent resolved").format(name=member.name),
        lambda text: (region_texts.read_target(text),),
        str(member.target or ""),
        hint=_("A whole number from 1 to 100; empty: no target. The day comes next.   Esc: back"),
    )


def day_question(member: Municipality, today: date) -> AskScreen[date]:
    """From when on a target counts."""
    return AskScreen(
        _("From which day is it the target of {name}?").format(name=member.name),
        lambda text: region_texts.read_first_day(text, today),
        written_day(today),
        hint=_("Today or a day to come. What is logged before that day is judged on the target in force then."),
    )


def text_question(member: Municipality, change: MemberChange) -> "AskScreen[MemberEdit]":
    """What is done to a municipality that gets another text in one of its fields."""
    hint = _("Enter: store it   Esc: back")
    match change:
        case MemberChange.INHABITANTS:
            title, now = _("How many inhabitants has {name}?"), str(member.inhabitants or "")
        case MemberChange.PLACES:
            title, now = _("Place names that callers from {name} use"), ", ".join(member.places)
            hint = _("With commas between them.   Enter: store them   Esc: back")
        case _:
            title, now = _("What is {name} to be called?"), member.name

    def read(text: str) -> MemberEdit:
        match change:
            case MemberChange.INHABITANTS:
                inhabitants = region_texts.read_inhabitants(text)
                return lambda before: replace(before, inhabitants=inhabitants)
            case MemberChange.PLACES:
                places = region_texts.read_places(text)
                return lambda before: replace(before, places=places)
            case _:
                name = region_texts.read_name(text)
                return lambda before: replace(before, name=name)

    return AskScreen(title.format(name=member.name), read, now, hint=hint)


def region_question(region: Region, change: RegionChange) -> "AskScreen[RegionEdit]":
    """What is done to the region that gets another name, another source of its figures, or other settings."""
    if change in (RegionChange.NOTE_DAYS, RegionChange.TALLY_DAYS):
        return _days_question(region, change)
    if change is RegionChange.NAME:
        title, now = _("What is the region to be called?"), region.name
    else:
        title, now = (
            _("Where do the figures of inhabitants come from, and of which day are they?"),
            region.inhabitants_source,
        )

    def read(text: str) -> "RegionEdit":
        if change is RegionChange.NAME:
            name = region_texts.read_name(text)
            return lambda before: replace(before, name=name)
        source = region_texts.read_source(text)
        return lambda before: replace(before, inhabitants_source=source)

    return AskScreen(title, read, now, hint=_("Enter: store it   Esc: back"))


def _days_question(region: Region, change: RegionChange) -> "AskScreen[RegionEdit]":
    if change is RegionChange.NOTE_DAYS:
        title, most = _("For how many days are notes and searches kept, in the whole region?"), MOST_NOTE_DAYS
    else:
        title, most = _("How many days does the tally of every desk look back?"), MOST_TALLY_DAYS

    def read(text: str) -> "RegionEdit":
        days = region_texts.read_days(text, most)
        if change is RegionChange.NOTE_DAYS:
            return lambda before: replace(before, note_days=days)
        return lambda before: replace(before, tally_days=days)

    now = region.note_days if change is RegionChange.NOTE_DAYS else region.tally_days
    hint = _("Empty: as the settings of each desk say.   Enter: store it   Esc: back")
    return AskScreen(title, read, str(now or ""), hint=hint)


def theme_question(theme: Theme, field: ThemeChange) -> AskScreen[Theme]:
    """The theme with another text in one of its fields."""
    return AskScreen(
        f"{theme.name}: {_(THEME_FIELDS[field])}",
        lambda text: region_texts.read_theme(theme, theme_field_names(), **{field.value: text}),
        getattr(theme, field.value),
        hint=_("Enter: store it   Esc: back"),
    )


# --- what is new -------------------------------------------------------------------------------------------


def number_question() -> AskScreen[str]:
    hint = _("Four digits, such as 3303. The name comes next.   Esc: back")
    return AskScreen(_("The number of the municipality that joins"), region_texts.read_number, hint=hint)


def name_question(number: str) -> AskScreen[Municipality]:
    return AskScreen(
        _("What is municipality {number} called?").format(number=number),
        lambda text: Municipality(number=number, name=region_texts.read_name(text)),
        hint=_("Enter: store it   Esc: back"),
    )


def new_theme_question(themes: Sequence[Theme]) -> AskScreen[Theme]:
    taken = [each.id for each in themes]
    return AskScreen(
        _("What is the new theme called?"),
        lambda text: region_texts.read_new_theme(text, theme_field_names(), taken),
        hint=_("Enter: store it   Esc: back"),
    )
