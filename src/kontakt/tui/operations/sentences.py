"""What the operations room says, and how it names what stands in its lists."""

from datetime import datetime

from kontakt.directory.contacts.contact_list import REGION, ItemKind
from kontakt.directory.region import Region
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock
from kontakt.operations.unsaved import ItemForm
from kontakt.tui.sentences import server_away

MISTAKE = N_("That went wrong because of a mistake in the program; what is typed stands. The log file says what.")
"""What a page says of a step that failed."""
TOO_SMALL = N_("The window is too small for these lists. Make it at least {width} × {height}; nothing is lost.")


def waits_for_server(since: datetime, now: datetime) -> str:
    return f"{server_away(since, now)} {_('The lists can be read meanwhile, and changed when it is back.')}"


def whose(municipality: str, region: Region) -> str:
    """Whose list it is: the municipality's name (its number, where it is not in the region), or that several share
    it."""
    return _("Shared") if municipality == REGION else region.name_of(municipality)


def has_left(municipality: str) -> str:
    """What is to be done with the list of a municipality that the region does not have."""
    text = _("The municipality {number} is not in the region: nobody finds its list.")
    return text.format(number=municipality)


NEW_ITEM = {
    ItemKind.UNIT: N_("A new unit"),
    ItemKind.CONTACT: N_("A new contact"),
    ItemKind.RESPONSIBILITY: N_("A new responsibility"),
}
"""What stands above the fields of what is not stored yet; translated when drawn."""

ONE_ITEM = {
    ItemKind.UNIT: N_("Unit"),
    ItemKind.CONTACT: N_("Contact"),
    ItemKind.RESPONSIBILITY: N_("Responsibility"),
}
"""What stands above the fields of what is stored; translated when drawn."""


def and_how_to_take_back(said: str) -> str:
    return f"{said}   {_('Ctrl+Z takes it back.')}"


def not_saved(problem: str) -> str:
    """Why nothing could be stored, and where the text is."""
    return f"{problem} {_('What is typed stands: Ctrl+S tries again.')}"


def taken_up(at: datetime) -> str:
    text = _("This is what you typed at {time} and did not save. Ctrl+S saves it; Esc can throw it away.")
    return text.format(time=day_and_clock(at))


def not_saved_last_time(form: ItemForm, whose: str, more: int) -> str:
    """What is to be gone on with: its name and where it stands, and how many ``more`` there are."""
    text = _("Not saved: {what}, {whose}. {how} goes on with it.")
    names = (getattr(form.before, "name", ""), form.texts.get("name", ""))
    said = text.format(
        what=next(filter(None, names), _(ONE_ITEM[form.kind])),
        whose=whose,
        how=_("Enter on its row") if form.before else "Ctrl+N",
    )
    return f"{said} {_('And {count} more.').format(count=more)}" if more else said
