"""Units and contacts in words: where they are, how they are reached, and when somebody is there."""

from datetime import time

from kontakt.directory.contacts.contact_list import Hours
from kontakt.directory.contacts.hours import runs
from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import Inquiry
from kontakt.library.contacts import FoundContact
from kontakt.library.labels import OUTCOMES
from kontakt.library.library import Library
from kontakt.library.names import task_names, unit_name
from kontakt.locale import _, language
from kontakt.locale.formats import listed, weekdays


def answering_heading(title: str, municipality: str | None, region: Region) -> str:
    """What stands above those who answer for an article."""
    name = region.name_of(municipality) if municipality else region.name
    return _("{municipality}, {title}:").format(title=title, municipality=name)


def place_of(found: FoundContact, region: Region) -> str:
    """The municipality, or those that a shared unit answers for."""
    if found.municipality:
        return region.name_of(found.municipality)
    names = [region.name_of(number) for number in found.unit.municipalities]
    return listed(names) if names else region.name


def where_of(found: FoundContact, region: Region) -> str:
    """A unit's municipality; a contact's unit, and its municipality."""
    place = place_of(found, region)
    return f"{found.unit.name_in(language())}, {place}" if found.contact else place


def outcome_name(inquiry: Inquiry, library: Library) -> str:
    """The outcome in words, with the unit that the caller was put through to."""
    name = _(OUTCOMES[inquiry.outcome])
    return f"{name} → {unit_name(inquiry.unit, library.contacts, language())}" if inquiry.unit else name


def reached(found: FoundContact) -> str:
    """The number and the address; "" where there is neither."""
    return "  ".join(filter(None, (found.phone, found.email)))


def tasks_of(found: FoundContact, library: Library) -> str:
    """What it answers for: words, themes and titles of articles; for a contact those that it is the first or second for."""
    tasks = library.contacts.tasks_of(found)
    names = dict.fromkeys(name for task in tasks for name in task_names(task, library, library.themes, language()))
    return ", ".join(names)


def own_ways(found: FoundContact) -> str:
    """Its own number, address and hours; those of the unit stand with the unit. "" where there are none."""
    who = found.contact or found.unit
    return "  ".join(filter(None, (who.phone, who.email, week_hours(who.hours))))


def week_hours(hours: Hours) -> str:
    """The hours of a week, days with the same hours together: ``man.–fre. 09–15``; "" where nobody has said."""
    texts = (" ".join(f"{_clock(begin)}–{_clock(end)}" for begin, end in spans) for _first, _last, spans in runs(hours))
    days = (weekdays(first, last) for first, last, _spans in runs(hours))
    return ", ".join(f"{each} {text}" for each, text in zip(days, texts, strict=True))


def _clock(at: time) -> str:
    return f"{at:%H}" if at.minute == 0 else f"{at:%H.%M}"
