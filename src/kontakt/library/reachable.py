"""Whether those who answer for something can be reached: lists of contacts and what is known of absences, joined."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from kontakt.directory.contacts.contact_list import REGION
from kontakt.knowledge.article import Article
from kontakt.library.contacts import Contacts, FoundContact
from kontakt.library.library import Library
from kontakt.presence.absence import Absence, ContactKey
from kontakt.presence.availability import Availability, AvailabilityState, WeekHours
from kontakt.presence.presence import Presence


class PassedOver(StrEnum):
    """Why somebody is not rung, who would be before others."""

    AWAY = "away"
    OUTSIDE_HOURS = "outside_hours"
    UNANSWERED = "unanswered"


class TriedContact(NamedTuple):
    """A contact or unit that is tried, whether it can be reached (None: nothing has been read yet), and why it is
    passed over; None where it is worth ringing."""

    found: FoundContact
    availability: Availability | None
    passed_over: PassedOver | None


class CallOrder(NamedTuple):
    """Whom to try one after the other, each once: those who answer for a task, then their unit. Where none of them can
    be rung there is the ``mailbox`` of the unit, else of the municipality; "" where it has none."""

    tried: tuple[TriedContact, ...] = ()
    mailbox: str = ""

    @property
    def first_there(self) -> TriedContact | None:
        """The first who is worth ringing: nobody is chosen of whom it is known that they are not there."""
        return next((each for each in self.tried if each.passed_over is None), None)


NOBODY = CallOrder()


def key_of(found: FoundContact) -> ContactKey:
    """What its absences are known by."""
    municipality = found.municipality or REGION
    return (
        ContactKey(municipality, contact=found.contact.id)
        if found.contact
        else ContactKey(municipality, unit=found.unit.id)
    )


def availability_of(
    found: FoundContact, library: Library, now: datetime | None, read_at: datetime | None = None
) -> Availability | None:
    """Whether it can be reached ``now``; None where nothing has been read yet, or no time is given. ``read_at`` is when
    the database was reached the last time, None for now. Both are UTC."""
    if now is None or library.presence is None:
        return None
    return library.presence.of(key_of(found), found.hours, now, read_at)


def away_now(contacts: Contacts, presence: Presence, now: datetime) -> tuple[tuple[FoundContact, Availability], ...]:
    """The contacts and units that are away ``now`` (UTC), and until when, in the order of their lists."""
    told = ((each, key) for each in contacts.everybody() if (key := key_of(each)) in presence.absences)
    known = ((each, presence.of(key, each.hours, now)) for each, key in told)
    return tuple(each for each in known if each[1].state is AvailabilityState.AWAY)


def call_order(
    article: Article, municipality: str, library: Library, now: datetime | None, read_at: datetime | None = None
) -> CallOrder:
    """Whom to try for the article in the municipality with this number. Times as in ``availability_of``."""
    return order_of(library.contacts.tried_for(article, municipality), municipality, library, now, read_at)


def order_of(
    found: Iterable[FoundContact],
    municipality: str,
    library: Library,
    now: datetime | None,
    read_at: datetime | None = None,
) -> CallOrder:
    """These, in this order, for a caller from the municipality with this number; whoever comes twice is tried once."""
    tried = tuple(
        _tried(each, availability_of(each, library, now, read_at))
        for each in {key_of(each): each for each in found}.values()
    )
    if not tried:
        return NOBODY
    return CallOrder(tried, tried[-1].found.unit.email or library.contacts.post_of(municipality))


def with_absence(who: ContactKey, hours: WeekHours, library: Library, now: datetime, ends: datetime) -> Availability:
    """What is known of ``who`` with these hours once it is away from now until then."""
    presence = library.presence or Presence()
    absence = Absence(id=UUID(int=0), who=who, begins=now, ends=ends, known_at=now)
    return replace(presence, absences={who: (*presence.absences.get(who, ()), absence)}).of(who, hours, now)


def instead_of(
    found: FoundContact, library: Library, now: datetime | None, read_at: datetime | None = None
) -> TriedContact | None:
    """Who is there in the place of a contact: who shares its tasks, then its unit; None for nobody, and for a unit."""
    if found.contact is None:
        return None
    shared = library.contacts.sharing_tasks_with(found)
    order = order_of((*shared, FoundContact(found.municipality, found.unit)), "", library, now, read_at)
    return order.first_there


def _tried(found: FoundContact, known: Availability | None) -> TriedContact:
    return TriedContact(found, known, _passed_over(known) if known else None)


def _passed_over(known: Availability) -> PassedOver | None:
    if known.can_be_rung:
        return None
    match known.state:
        case AvailabilityState.AWAY:
            return PassedOver.AWAY
        case AvailabilityState.OUTSIDE_HOURS:
            return PassedOver.OUTSIDE_HOURS
        case _:
            return PassedOver.UNANSWERED
