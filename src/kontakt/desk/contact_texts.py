"""Units and contacts in words: where they are, how they are reached, and when somebody is there."""

from datetime import time

from kontakt.directory.contacts.contact_list import Hours
from kontakt.directory.contacts.hours import runs
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Inquiry
from kontakt.library.contacts import FoundContact
from kontakt.library.labels import OUTCOMES, TRANSFER_RESULTS
from kontakt.library.library import Library
from kontakt.library.names import task_names, title_of, unit_name
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


def came_of_it(inquiry: Inquiry, library: Library) -> str:
    """What came of a transfer, as it is stored now, in one sentence."""
    result = _(TRANSFER_RESULTS[inquiry.transfer_result]) if inquiry.transfer_result else _("not said")
    return f"{outcome_name(inquiry, library)}: {result[:1].lower()}{result[1:]}."


def useful_after(inquiry: Inquiry, library: Library) -> str:
    """What an agent does next, and with whom: where an appointment is booked, and when the unit that answers is there;
    where the municipality takes its post, for a case. "" for anything else, and where nobody has said."""
    contacts, number = library.contacts, inquiry.municipality
    match inquiry.outcome:
        case Outcome.BOOKED:
            article = library.article(inquiry.article)
            unit = contacts.tried_for(article, number)[-1:] if article and number else ()
            return ", ".join(each for found in unit for each in _to_book(found, library))
        case Outcome.CASE:
            post = contacts.post_of(number) if number else ""
            return _("Post: {address}").format(address=post) if post else ""
        case _:
            return ""


def _to_book(found: FoundContact, library: Library) -> tuple[str, ...]:
    """The unit, its booking and its hours; empty where there is neither."""
    said = tuple(filter(None, (booking_of(found, library), week_hours(found.hours))))
    return (found.name_in(language()), *said) if said else ()


def booking_of(found: FoundContact, library: Library) -> str:
    """The address that appointments with it are made at, or the title of the article that says how; "" for none."""
    article = library.article(found.unit.booking.removeprefix("kontakt:"))
    return title_of(article, language()) if article else found.unit.booking


def reached(found: FoundContact) -> str:
    """The number and the address; "" where there is neither."""
    return "  ".join(filter(None, (found.phone, found.email)))


def tasks_of(found: FoundContact, library: Library) -> str:
    """What it answers for: words, themes and titles of articles; for a contact those that it is the first or second
    for."""
    tasks = library.contacts.tasks_of(found)
    names = dict.fromkeys(name for task in tasks for name in task_names(task, library, library.themes, language()))
    return ", ".join(names)


def own_phone(found: FoundContact) -> str:
    """Its own number; that of the unit stands with the unit. "" where there is none."""
    return (found.contact or found.unit).phone


def week_hours(hours: Hours) -> str:
    """The hours of a week, days with the same hours together: ``man.–fre. 09–15``; "" where nobody has said."""
    texts = (" ".join(f"{_clock(begin)}–{_clock(end)}" for begin, end in spans) for _first, _last, spans in runs(hours))
    days = (weekdays(first, last) for first, last, _spans in runs(hours))
    return ", ".join(f"{each} {text}" for each, text in zip(days, texts, strict=True))


def _clock(at: time) -> str:
    return f"{at:%H}" if at.minute == 0 else f"{at:%H.%M}"
