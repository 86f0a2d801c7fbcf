"""The lists that the operations room opens to choose from."""

from collections.abc import Sequence

from kontakt.directory.contacts.contact_list import Contact, ContactItem, ContactList, Unit
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number
from kontakt.operations.form import Possible
from kontakt.operations.overview import ContactsOverview
from kontakt.search import fold
from kontakt.tui.operations import sentences
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu


def whose_list_menu(overview: ContactsOverview, *, offers_all: bool) -> FilterMenu[str | None]:
    """Whose list: a municipality's by its number, or the shared one; with ``offers_all``, None for every list."""
    region = overview.names.region
    every: list[Choice[str | None]] = [Choice(None, _("All of them"))] if offers_all else []
    every += [
        Choice(each, sentences.whose(each, region), each if region.municipality(each) else "")
        for each in overview.possible
    ]

    def find(text: str) -> Sequence[Choice[str | None]]:
        wanted = fold(text.strip())
        return [each for each in every if wanted in fold(each.label) or each.detail.startswith(wanted)]

    return FilterMenu(_("Whose list?"), find, hint=_("Letters narrow the list.   Enter chooses.   Esc: back"))


def possible_menu(title: str, possible: Sequence[Possible]) -> FilterMenu[str]:
    """What a field may hold; the answer is the name that stands in it."""

    def find(text: str) -> Sequence[Choice[str]]:
        words = fold(text).split()
        return [
            Choice(each.name, each.name, each.about)
            for each in possible
            if all(word in fold(f"{each.name} {each.about}") for word in words)
        ]

    return FilterMenu(title, find, hint=_("Letters narrow the list.   Enter chooses.   Esc: back"))


def removing_menu(item: ContactItem, contacts: ContactList) -> KeyMenu[bool]:
    """Whether to take an item out of its list, with what becomes of what hangs on it."""
    name = item.name_in(language()) if isinstance(item, Unit) else item.name if isinstance(item, Contact) else ""
    choices = [Choice(True, _("Remove it"), _what_follows(item, contacts), "1"), Choice(False, _("Keep it"), "", "2")]
    title = _("Remove {name}?").format(name=name) if name else _("Remove this responsibility?")
    return KeyMenu(title, choices, hint=_("One key chooses.   Esc: back"))


def _what_follows(item: ContactItem, contacts: ContactList) -> str:
    match item:
        case Unit(id=id):
            people = sum(each.unit == id for each in contacts.contacts)
            tasks = sum(each.unit == id for each in contacts.responsibilities)
            texts = (
                ngettext("{count} contact", "{count} contacts", people).format(count=number(people)) if people else "",
                ngettext("{count} responsibility", "{count} responsibilities", tasks).format(count=number(tasks))
                if tasks
                else "",
            )
            gone = ", ".join(filter(None, texts))
            return _("with {what}").format(what=gone) if gone else ""
        case Contact(id=id):
            tasks = sum(id in (each.first, each.second) for each in contacts.responsibilities)
            if not tasks:
                return ""
            text = ngettext(
                "{count} responsibility goes to the second, or to the unit",
                "{count} responsibilities go to the second, or to the unit",
                tasks,
            )
            return text.format(count=number(tasks))
    return ""
