"""What is asked in the operations room of who is there: whom it is about, when they are away, and where their calendar
stands."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time

from kontakt.desk.contact_texts import place_of
from kontakt.errors import KontaktError
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import key_of
from kontakt.locale import _, language
from kontakt.operations.overview import ContactsOverview
from kontakt.presence.absence import Stretch
from kontakt.presence.calendar_address import checked_address
from kontakt.presence.days_off import DaysOff
from kontakt.presence.half_days import half_day_lines, read_half_days
from kontakt.presence.until import stretch_of
from kontakt.tui.widgets.ask_screen import AskScreen
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu

_MOST = 50


def contacts_menu(title: str, overview: ContactsOverview, municipality: str | None) -> FilterMenu[FoundContact]:
    """A unit or contact in the list of one municipality, or in all of them (None)."""
    everybody = [
        each for each in overview.names.contacts.everybody() if municipality in (None, key_of(each).municipality)
    ]
    here = set(map(key_of, everybody))

    def find(text: str) -> Sequence[Choice[FoundContact]]:
        if not text.strip():
            found: Sequence[FoundContact] = everybody[:_MOST]
        else:
            found = [each for each in overview.names.contacts.find(text, None, _MOST) if key_of(each) in here]
        return [Choice(each, each.name_in(language()), place_of(each, overview.names.region)) for each in found]

    return FilterMenu(title, find, hint=_("Letters narrow the list.   Enter chooses.   Esc: back"))


def yes_menu(question: str) -> KeyMenu[bool]:
    """Whether to remove what cannot be brought back."""
    choices = [Choice(True, _("Remove it"), "", "1"), Choice(False, _("Keep it"), "", "2")]
    return KeyMenu(question, choices, hint=_("One key chooses.   Esc: back"))


def ask_stretch(found: FoundContact, clock: Callable[[], datetime], text: str) -> AskScreen[Stretch]:
    """When somebody is away; ``text`` is when they were said to be."""
    title = _("{name} is away:").format(name=found.name_in(language()))
    hint = _("fredag, 14:30, 24.12, or from when as well: 24.12 til 3.1.   Enter stores it.   Esc: back")
    return AskScreen(title, lambda typed: stretch_of(typed, clock()), text, hint=hint)


def ask_address(found: FoundContact) -> AskScreen[str]:
    """Where somebody's calendar stands. Nobody is shown where it stood: an address opens the calendar."""

    def read(text: str) -> str:
        try:
            return checked_address(text)
        except KontaktError as problem:
            raise ValueError(str(problem)) from problem

    title = _("The address of the calendar of {name}").format(name=found.name_in(language()))
    hint = _("https://…/calendar.ics. Read for when they are busy, and nothing of why.   Enter stores it.   Esc: back")
    return AskScreen(title, read, hint=hint)


def ask_half_days(days_off: DaysOff) -> AskScreen[Mapping[str, time]]:
    """The region's half days, separated by commas."""

    def read(text: str) -> Mapping[str, time]:
        return read_half_days(text.replace(",", "\n"))

    text = ", ".join(half_day_lines(days_off.half_days).splitlines())
    hint = _("Separated by commas; nothing means the usual ones.   Enter stores them.   Esc: back")
    return AskScreen(_("Half days: the day, and when the offices close"), read, text, hint=hint)
