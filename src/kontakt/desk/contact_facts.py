"""What is known of a unit or a contact, under a label each, for every screen and page that shows its card."""

from kontakt.desk.availability_texts import availability_line
from kontakt.desk.contact_texts import booking_of, reached, tasks_of, week_hours
from kontakt.desk.finder import Finder
from kontakt.library.contacts import FoundContact
from kontakt.locale import _, language
from kontakt.locale.formats import working_days


def contact_facts(found: FoundContact, finder: Finder) -> dict[str, str]:
    """Whether they are there and who is instead, how they are reached and when, and what they answer for. What there is
    nothing to say of is left out."""
    library, instead = finder.library, finder.instead_of(found)
    who_instead = (instead.found.name_in(language()), reached(instead.found)) if instead else ()
    facts = {
        _("Now"): availability_line(finder.availability_of(found), finder.today),
        _("Instead"): "  ".join(filter(None, who_instead)),
        _("Position"): found.contact.title if found.contact else "",
        _("Phone"): found.phone or _("not known"),
        _("E-mail"): found.email or _("not known"),
        _("Hours"): week_hours(found.hours) or _("not known"),
        _("Answers for"): tasks_of(found, library),
        _("Booking"): booking_of(found, library),
        _("Answers within"): working_days(found.unit.answer_within) if found.unit.answer_within else "",
    }
    return {label: text for label, text in facts.items() if text}
