"""Absences and unanswered calls in the database: told to other desks without a name, and deleted when they have had
their time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from kontakt.database import Engine, changes, reading, writing
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import Contact, ContactList, Unit
from kontakt.locale.formats import OSLO
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource, CalendarFeed, ContactKey, FeedProblem, UnansweredCall
from kontakt.presence.days_off import DaysOff, day_of
from kontakt.presence.presence import Presence

NOW = datetime.now(UTC).replace(microsecond=0)
"""A server deletes by its own clock."""
KARI, OLA = ContactKey("4026", contact="kari"), ContactKey("3336", contact="ola")


def away(who: ContactKey = KARI, *, ends: datetime = NOW + timedelta(days=1), feed: UUID | None = None) -> Absence:
    source = AbsenceSource.CALENDAR if feed else AbsenceSource.DESK
    return Absence(
        id=uuid4(), who=who, begins=ends - timedelta(days=2), ends=ends, known_at=NOW, feed=feed, source=source
    )


def loaded(engine: Engine) -> Presence:
    with reading(engine) as session:
        return store.load(session)


def told(engine: Engine) -> list[tuple[str, str, int]]:
    with reading(engine) as session:
        return [(each.kind, each.id, each.revision) for each in changes.since(session, None)]


def rung(who: ContactKey, unit: str, at: datetime = NOW) -> UnansweredCall:
    return UnansweredCall(id=uuid4(), who=who, unit=unit, at=at)


def test_an_absence_is_kept_as_it_was_given_and_its_change_names_nobody(engine: Engine) -> None:
    kari, later, ola = away(), away(ends=NOW + timedelta(days=9)), away(OLA)
    with writing(engine) as session:
        store.put(session, [later, kari, ola], now=NOW)
    assert loaded(engine).absences == {KARI: (kari, later), OLA: (ola,)}
    assert told(engine) == [("presence", "3336", 0), ("presence", "4026", 0)]


def test_one_that_is_put_again_stands_in_its_place_and_one_that_is_removed_is_gone(engine: Engine) -> None:
    kari, ola = away(), away(OLA)
    ended = replace(kari, ends=NOW)
    with writing(engine) as session:
        store.put(session, [kari, ola], now=NOW)
        store.put(session, [ended], [ola.id], now=NOW)
    assert loaded(engine).absences == {KARI: (ended,)}


def test_only_the_municipality_that_has_changed_is_read_anew(engine: Engine) -> None:
    kari, ola = away(), away(OLA)
    with writing(engine) as session:
        store.put(session, [kari, ola], now=NOW)
    before = loaded(engine)
    more = away()
    with writing(engine) as session:
        store.put(session, [more], [ola.id], now=NOW)
        store.tell_unanswered(session, rung(KARI, "byggesak"))
    with reading(engine) as session:
        assert store.reload(session, before, {"4026"}).absences == {**loaded(engine).absences, OLA: (ola,)}
        assert store.reload(session, before, {"4026", "3336"}) == loaded(engine)
        assert store.reload(session, before, {store.HALF_DAYS}) == before


def test_what_has_had_its_time_goes_with_the_next_write(engine: Engine) -> None:
    old, kept = away(ends=NOW - timedelta(days=7, minutes=5)), away(ends=NOW - timedelta(days=7) + timedelta(hours=1))
    with writing(engine) as session:
        store.put(session, [old, kept], now=NOW)
        assert store.may_forget(session, NOW)
        store.put(session, [away(OLA)], now=NOW)
        assert not store.may_forget(session, NOW)
        assert store.forget(session, NOW) == 0
    assert loaded(engine).absences[KARI] == (kept,)


def test_an_unanswered_call_is_counted_where_the_unit_has_three_contacts(engine: Engine) -> None:
    contacts = tuple(Contact(id=id, name=id, unit="byggesak") for id in ("kari", "per", "liv"))
    alone = Contact(id="alene", name="alene", unit="plan")
    units = (Unit(id="byggesak", name="Byggesak"), Unit(id="plan", name="Plan"))
    tinn = ContactList(municipality="4026", units=units, contacts=(*contacts, alone))
    today = NOW.astimezone(OSLO).date()
    first = rung(KARI, "byggesak")
    with writing(engine) as session:
        contact_lists.save(session, tinn, by="redaktør", at=NOW)
        store.tell_unanswered(session, first)
        store.tell_unanswered(session, rung(ContactKey("4026", unit="byggesak"), "byggesak"))
        store.tell_unanswered(session, rung(ContactKey("4026", contact="alene"), "plan"))
        assert store.unanswered_counts(session, today - timedelta(days=1), today) == [("4026", "byggesak", 2)]
        assert set(store.load(session).unanswered) == {
            KARI,
            ContactKey("4026", contact="alene"),
            ContactKey("4026", unit="byggesak"),
        }
        store.take_unanswered_back(session, first)
        store.take_unanswered_back(session, first)
        assert store.unanswered_counts(session, today - timedelta(days=1), today) == [("4026", "byggesak", 1)]
    assert KARI not in loaded(engine).unanswered


def test_a_calendar_goes_with_what_stood_in_it(engine: Engine) -> None:
    feed = CalendarFeed(id=uuid4(), who=KARI, address="https://kalender.example.invalid/kari.ics")
    with writing(engine) as session:
        store.put_feed(session, feed, now=NOW)
        store.put(session, [away(feed=feed.id)], now=NOW)
        store.feeds_fetched(session, [replace(feed, fetched_at=NOW)])
        store.feeds_fetched(session, [replace(feed, problem=FeedProblem.HANGS)])
        assert store.feeds(session) == [replace(feed, fetched_at=NOW, problem=FeedProblem.HANGS)]
    assert loaded(engine).feeds == {KARI: replace(feed, address="", fetched_at=NOW, problem=FeedProblem.HANGS)}
    other = replace(feed, id=uuid4())
    with writing(engine) as session:
        store.put_feed(session, other, now=NOW)
        assert store.feeds(session) == [other]
    assert loaded(engine).absences == {}


def test_a_region_sets_its_half_days_and_takes_the_usual_ones_back(engine: Engine) -> None:
    eve = day_of("12-23", 2026)
    half_days = {"12-23": datetime(2026, 1, 1, 11).time()}  # noqa: DTZ001 (a time of day)
    with writing(engine) as session:
        store.put_half_days(session, half_days)
    assert loaded(engine).days_off == DaysOff(half_days)
    assert loaded(engine).days_off.closing(eve) == half_days["12-23"]
    with writing(engine) as session:
        store.put_half_days(session, {})
    assert loaded(engine).days_off == DaysOff()
    assert loaded(engine).days_off.closing(date(2026, 12, 24)) is not None
