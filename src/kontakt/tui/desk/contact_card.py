"""What the card shows of a unit or a contact."""

from textual.content import Content

from kontakt.desk.contact_facts import contact_facts
from kontakt.desk.contact_texts import where_of
from kontakt.desk.finder import Finder
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.locale import language
from kontakt.tui.widgets.labelled import Item, Part


def contact_title(found: FoundContact, library: Library) -> Content:
    """Who it is, and where."""
    where = where_of(found, library.region)
    return Content.assemble((found.name_in(language()), "bold"), "\n", (where, "$quiet"))


def contact_parts(found: FoundContact, finder: Finder) -> tuple[Part, ...]:
    """What is known of it."""
    return tuple(Part((Item(Content(text)),), label) for label, text in contact_facts(found, finder).items())
