"""What the card shows of a unit or a contact."""

from textual.content import Content

from kontakt.desk.availability_texts import availability_line
from kontakt.desk.contact_texts import booking_of, reached, tasks_of, week_hours, where_of
from kontakt.desk.finder import Finder
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.locale import _, language
from kontakt.locale.formats import working_days
from kontakt.tui.widgets.labelled import Item, Part


def contact_title(found: FoundContact, library: Library) -> Content:
    """Who it is, and where."""
    where = where_of(found, library.region)
    return Content.assemble((found.name_in(language()), "bold"), "\n", (where, "$quiet"))


def contact_parts(found: FoundContact, finder: Finder) -> tuple[Part, ...]:
    """Whether they are there and who is instead, how they are reached and when, and what they answer for."""
    library, instead = finder.library, finder.instead_of(found)
    texts = {
        _("Now"): availability_line(finder.availability_of(found), finder.today),
        _("Instead"): "  ".join(filter(None, (instead.found.name_in(language()), reached(instead.found))))
        if instead
        else "",
        _("Position"): found.contact.title if found.contact else "",
        _("Phone"): found.phone or _("not known"),
        _("E-mail"): found.email or _("not known"),
        _("Hours"): week_hours(found.hours) or _("not known"),
        _("Answers for"): tasks_of(found, library),
        _("Booking"): booking_of(found, library),
        _("Answers within"): working_days(found.unit.answer_within) if found.unit.answer_within else "",
    }
    return tuple(Part((Item(Content(text)),), label) for label, text in texts.items() if text)
