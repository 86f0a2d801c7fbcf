"""Whom to ring for an article, one after the other, and why somebody is passed over."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Responsibility, Unit
from kontakt.directory.region import Region
from kontakt.knowledge.article import Article
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library, build_library
from kontakt.library.reachable import PassedOver, availability_of, call_order, key_of, order_of
from kontakt.presence.absence import Absence, ContactKey, UnansweredCall
from kontakt.presence.availability import AvailabilityState
from kontakt.presence.presence import Presence

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OFFICE = tuple(((time(9), time(15)),) for _ in range(7))
UNIT = Unit(id="byggesak", name="Byggesak", hours=OFFICE, email="byggesak@tinn.example.invalid")
FIRST = Contact(id="forste", name="Saksbehandler", unit="byggesak")
SECOND = Contact(id="andre", name="Fagleder", unit="byggesak")
TASK = Responsibility(unit="byggesak", words=("garasje",), first="forste", second="andre")
TINN = ContactList(
    municipality="4026",
    post="post@tinn.example.invalid",
    units=(UNIT,),
    contacts=(FIRST, SECOND),
    responsibilities=(TASK,),
)
GARAGE = Article(id="garasje", theme="bygg", title="Garasje", answer="Ja.")


def away(contact: str, *, phone_closed: bool = True) -> dict[ContactKey, tuple[Absence, ...]]:
    who = ContactKey("4026", contact=contact)
    absence = Absence(
        id=UUID(int=0),
        who=who,
        begins=NOW - timedelta(hours=1),
        ends=NOW + timedelta(hours=3),
        phone_closed=phone_closed,
        known_at=NOW,
    )
    return {who: (absence,)}


@pytest.fixture
def library(region: Region) -> Library:
    return build_library((GARAGE,), (), region, contacts=(TINN,), presence=Presence())


def knowing(library: Library, presence: Presence) -> Library:
    return replace(library, presence=presence)


def names(library: Library) -> list[tuple[str, PassedOver | None]]:
    return [(each.found.name_in("nb"), each.passed_over) for each in call_order(GARAGE, "4026", library, NOW).tried]


def chosen(library: Library) -> str:
    there = call_order(GARAGE, "4026", library, NOW).first_there
    return there.found.name_in("nb") if there else ""


def test_the_first_is_rung_then_the_second_then_the_unit(library: Library) -> None:
    assert names(library) == [("Saksbehandler", None), ("Fagleder", None), ("Byggesak", None)]
    assert chosen(library) == "Saksbehandler"


def test_whoever_is_away_is_passed_over_and_it_is_said_why(library: Library) -> None:
    away_first = knowing(library, Presence(away("forste")))
    assert names(away_first)[0] == ("Saksbehandler", PassedOver.AWAY)
    assert chosen(away_first) == "Fagleder"
    assert chosen(knowing(library, Presence(away("forste") | away("andre")))) == "Byggesak"
    assert chosen(knowing(library, Presence(away("forste", phone_closed=False)))) == "Saksbehandler"


def test_a_call_that_was_not_answered_passes_over_whom_it_was_to(library: Library) -> None:
    who = ContactKey("4026", contact="forste")
    call = UnansweredCall(id=UUID(int=1), who=who, unit="byggesak", at=NOW - timedelta(minutes=5))
    rung = knowing(library, Presence(unanswered={who: call}))
    assert names(rung)[0] == ("Saksbehandler", PassedOver.UNANSWERED)
    assert chosen(rung) == "Fagleder"


def test_where_nobody_is_there_the_mailbox_is_left(library: Library) -> None:
    evening = NOW + timedelta(hours=8)
    order = call_order(GARAGE, "4026", library, evening)
    assert {each.passed_over for each in order.tried} == {PassedOver.OUTSIDE_HOURS}
    assert (order.first_there, order.mailbox) == (None, "byggesak@tinn.example.invalid")
    plain = replace(library, contacts=type(library.contacts)((replace(TINN, units=(replace(UNIT, email=""),)),)))
    assert call_order(GARAGE, "4026", plain, evening).mailbox == "post@tinn.example.invalid"


def test_who_stands_twice_is_tried_once(library: Library) -> None:
    first, unit = FoundContact("4026", UNIT, FIRST), FoundContact("4026", UNIT)
    order = order_of((first, unit, first, unit), "4026", library, NOW)
    assert [each.found for each in order.tried] == [first, unit]


def test_what_has_not_been_read_is_not_said_and_passes_nobody_over(library: Library) -> None:
    unread = replace(library, presence=None)
    order = call_order(GARAGE, "4026", unread, NOW)
    assert [each.availability for each in order.tried] == [None, None, None]
    assert order.first_there == order.tried[0]


def test_nobody_answers_for_an_article_of_another_municipality(library: Library) -> None:
    order = call_order(GARAGE, "3336", library, NOW)
    assert (order.tried, order.first_there, order.mailbox) == ((), None, "")


def test_a_unit_that_several_share_has_absences_of_its_own(library: Library) -> None:
    shared = FoundContact(None, UNIT)
    assert key_of(shared) == ContactKey(REGION, unit="byggesak")
    known = availability_of(shared, library, NOW)
    assert known is not None
    assert known.state is AvailabilityState.IN
