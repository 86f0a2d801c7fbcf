"""What people say of contacts being away: written for every desk to see within seconds, and taken back.

Each call is a transaction of its own, may take its time, and raises KontaktError where the database cannot be used.
Times are UTC."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

from kontakt.database import Engine, Session, clear_log, reading, writing
from kontakt.directory.contacts import store as contacts
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import key_of
from kontakt.locale import _
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource, CalendarFeed, ContactKey, UnansweredCall
from kontakt.presence.calendar_address import checked_address

_MISTAKEN_WITHIN = timedelta(minutes=10)
"""Who says within this time that somebody is in after all was mistaken: they were never away."""


def say_away(
    engine: Engine,
    found: FoundContact,
    ends: datetime,
    *,
    now: datetime,
    begins: datetime | None = None,
    phone_closed: bool = True,
) -> Absence:
    """That it cannot be reached from now, or from ``begins``, until ``ends``."""
    absence = Absence(
        id=uuid4(), who=key_of(found), begins=begins or now, ends=ends, phone_closed=phone_closed, known_at=now
    )
    put_absence(engine, absence, now=now)
    return absence


def put_absence(engine: Engine, absence: Absence, *, now: datetime) -> None:
    """Store an absence in the place of the one with its id."""
    with writing(engine) as session:
        store.put(session, (absence,), now=now)


def remove_absence(engine: Engine, absence: Absence, *, now: datetime) -> None:
    """As if it had not been told."""
    with writing(engine) as session:
        store.put(session, (), [absence.id], now=now)


def say_unanswered(engine: Engine, found: FoundContact, *, now: datetime) -> UnansweredCall:
    """That nobody answered there just now."""
    call = UnansweredCall(id=uuid4(), who=key_of(found), unit=found.unit.id, at=now)
    with writing(engine) as session:
        store.tell_unanswered(session, call)
    return call


def replace_list(
    engine: Engine, absences: Sequence[Absence], concerned: Collection[ContactKey], *, now: datetime
) -> None:
    """Store absences that came with a list, in the place of what an earlier one told of the contacts that this one is
    ``concerned`` with: it may say of some that they are not away any more."""
    with reading(engine) as session:
        known = store.load(session)
    before = [
        each.id
        for who in concerned
        for each in known.absences.get(who, ())
        if each.source is AbsenceSource.LIST and each.ends > now
    ]
    with writing(engine) as session:
        store.put(session, absences, before, now=now)


def put_feed(engine: Engine, found: FoundContact, address: str, *, now: datetime) -> CalendarFeed:
    """That its calendar stands at this web address from now on, in the place of the one that it had. Raises
    KontaktError for what is no address."""
    feed = CalendarFeed(id=uuid4(), who=key_of(found), address=checked_address(address))
    with writing(engine) as session:
        store.put_feed(session, feed, now=now)
    return feed


def remove_feed(engine: Engine, who: ContactKey, *, now: datetime) -> bool:
    """That its calendar is read no longer; what stood in it goes. False where it has none."""
    with writing(engine) as session:
        feed = next((each for each in store.feeds(session) if each.who == who), None)
        if feed:
            store.remove_feed(session, feed, now=now)
    return feed is not None


def remove_feeds_of_nobody(session: Session, *, now: datetime) -> tuple[CalendarFeed, ...]:
    """That the calendars of those who stand in no list any more are read no longer: to be called in the transaction
    that took somebody out of one. Returns those calendars."""
    there = {
        key
        for each in contacts.load(session)
        for key in (
            *(ContactKey(each.municipality, unit=unit.id) for unit in each.units),
            *(ContactKey(each.municipality, contact=contact.id) for contact in each.contacts),
        )
    }
    removed = tuple(feed for feed in store.feeds(session) if feed.who not in there)
    for feed in removed:
        store.remove_feed(session, feed, now=now)
    return removed


def no_longer_read(feeds: Sequence[CalendarFeed], lists: Sequence[ContactList]) -> str:
    """In one sentence, whose calendars went with them; ``lists`` are those that they stood in."""
    by_municipality = {each.municipality: each for each in lists}
    stood = [(by_municipality.get(each.who.municipality), each.who) for each in feeds]
    found = [each.contact(who.contact) or each.unit(who.unit) for each, who in stood if each]
    names = ", ".join(each.name for each in found if each)
    return _("The calendar of {name} is read no longer.").format(name=names)


def put_feeds_back(session: Session, removed: Sequence[CalendarFeed], *, now: datetime) -> None:
    """Have these calendars read again, from the beginning, but for contacts that have got another one since."""
    taken = {feed.who for feed in store.feeds(session)}
    for feed in removed:
        if feed.who not in taken:
            store.put_feed(session, replace(feed, fetched_at=None, problem=None), now=now)


def put_half_days(engine: Engine, half_days: Mapping[str, time]) -> None:
    """The half days of the region from now on; none means the usual ones."""
    with writing(engine) as session:
        store.put_half_days(session, half_days)


def forget(engine: Engine, now: datetime) -> int:
    """Delete what has had its time, from an embedded region's file altogether; how much that was."""
    with reading(engine) as session:
        if not store.may_forget(session, now):
            return 0
    with writing(engine) as session:
        forgotten = store.forget(session, now)
    clear_log(engine)
    return forgotten


def say_in(engine: Engine, found: FoundContact, *, now: datetime) -> bool:
    """That it can be reached after all: what people or a list said of it being away now ends, one that was told within
    the last minutes is as if it had not been, and so is an unanswered call. False where there is no such thing: what
    stands in a calendar is changed there."""
    with reading(engine) as session:
        known = store.load(session)
    who = key_of(found)
    holding = [
        each
        for each in known.absences.get(who, ())
        if each.begins <= now < each.ends and each.source is not AbsenceSource.CALENDAR
    ]
    mistaken = [each.id for each in holding if now - each.known_at < _MISTAKEN_WITHIN]
    ended = [replace(each, ends=now) for each in holding if each.id not in mistaken]
    call = known.unanswered.get(who)
    with writing(engine) as session:
        if holding:
            store.put(session, ended, mistaken, now=now)
        if call:
            store.take_unanswered_back(session, call)
    return bool(holding or call)
