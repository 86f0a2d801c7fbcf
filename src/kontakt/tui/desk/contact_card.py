"""The card of a unit or a contact."""

from collections.abc import Iterator

from textual.content import Content

from kontakt.desk.contact_texts import tasks_of, week_hours, where_of
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.locale import _, language

_LABEL_WIDTH = 13


def contact_card(found: FoundContact, library: Library) -> Content:
    """Who it is, how they are reached and when, and what they answer for."""
    lines = [
        Content.styled(found.name_in(language()), "bold"),
        Content.styled(where_of(found, library.region), "$quiet"),
        Content(""),
        *(Content.assemble((label.ljust(_LABEL_WIDTH), "$quiet"), text) for label, text in _labelled(found, library)),
    ]
    return Content("\n").join(lines)


def _labelled(found: FoundContact, library: Library) -> Iterator[tuple[str, str]]:
    texts = (
        (_("Position"), found.contact.title if found.contact else ""),
        (_("Phone"), found.phone or _("not known")),
        (_("E-mail"), found.email or _("not known")),
        (_("Hours"), week_hours(found.hours) or _("not known")),
        (_("Answers for"), tasks_of(found, library)),
        (_("Booking"), found.unit.booking),
    )
    return ((label, text) for label, text in texts if text)
