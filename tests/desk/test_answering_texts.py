"""Who answers for something, in words: what holds for all of them, and where to write, is said once."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from kontakt.desk.answering_texts import answering_lines, nobody_there
from kontakt.directory.contacts.contact_list import Contact, Unit
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import CallOrder, PassedOver, TriedContact
from kontakt.locale import use_language
from kontakt.locale.formats import OSLO
from kontakt.presence.availability import Availability, AvailabilityState

TODAY = date(2026, 11, 25)
"""A Wednesday."""
MORNING = datetime(2026, 11, 26, 9, tzinfo=OSLO)
MONDAY = datetime(2026, 11, 30, 9, tzinfo=OSLO)
MAILBOX = "drift@tinn.example.invalid"
UNIT = Unit(id="drift", name="Drift", email=MAILBOX, hours=(((time(9), time(15)),),) * 5 + ((),) * 2)
KARI = Contact(id="kari", name="Kari", unit="drift", phone="35 00 00 01")
OUTSIDE = Availability(state=AvailabilityState.OUTSIDE_HOURS, next_in=MORNING)
AWAY = Availability(state=AvailabilityState.AWAY, next_in=MORNING, phone_closed=True)
IN = Availability(state=AvailabilityState.IN)


@pytest.fixture(autouse=True)
def in_bokmaal() -> Iterator[None]:
    use_language("nb")
    yield
    use_language("en")


def order(of_kari: Availability | None, of_unit: Availability | None, mailbox: str = MAILBOX) -> CallOrder:
    why = {
        AvailabilityState.AWAY: PassedOver.AWAY,
        AvailabilityState.OUTSIDE_HOURS: PassedOver.OUTSIDE_HOURS,
        AvailabilityState.IN: None,
    }
    tried = (
        TriedContact(FoundContact("4026", UNIT, contact), known, why[known.state] if known else None)
        for contact, known in ((KARI, of_kari), (None, of_unit))
    )
    return CallOrder(tuple(tried), mailbox)


def said(of: CallOrder) -> list[str]:
    lines = [each.mark + ", ".join(each.parts) for each in answering_lines(of, TODAY)]
    return [*lines, *filter(None, (str(nobody_there(of, TODAY)),))]


def test_outside_hours_it_is_said_once_when_they_are_back_and_where_to_write() -> None:
    assert said(order(OUTSIDE, OUTSIDE)) == [
        "  Kari, 35 00 00 01",
        "  Drift, man.–fre. 09–15",
        f"Ingen er der før i morgen 09:00: skriv til {MAILBOX}.",
    ]
    assert said(order(OUTSIDE, OUTSIDE, mailbox=""))[-1] == "Ingen er der før i morgen 09:00."


def test_where_they_are_back_at_different_times_each_has_its_own() -> None:
    assert said(order(OUTSIDE._replace(next_in=MONDAY), OUTSIDE)) == [
        "  Kari, 35 00 00 01, der igjen man. 09:00, utenfor åpningstid",
        "  Drift, der igjen i morgen 09:00, utenfor åpningstid, man.–fre. 09–15",
        f"Ingen er der nå: skriv til {MAILBOX}.",
    ]


def test_another_reason_that_all_of_them_have_is_said_once_beside_it() -> None:
    assert said(order(AWAY, AWAY)) == [
        "  Kari, 35 00 00 01",
        "  Drift, man.–fre. 09–15",
        f"Ingen er der nå: skriv til {MAILBOX}.  Borte til i morgen 09:00.",
    ]
    assert said(order(OUTSIDE._replace(next_in=None), OUTSIDE._replace(next_in=None), mailbox=""))[-1] == (
        "Ingen er der nå.  Utenfor åpningstid."
    )


def test_where_somebody_is_there_the_address_stands_with_its_unit_and_an_arrow_before_whom_to_ring() -> None:
    assert said(order(OUTSIDE, IN)) == [
        "  Kari, 35 00 00 01, der igjen i morgen 09:00, utenfor åpningstid",
        f"→ Drift, inne, {MAILBOX}, man.–fre. 09–15",
    ]


def test_an_address_of_another_than_the_one_to_write_to_stays_with_its_unit() -> None:
    assert f"Drift, {MAILBOX}, man." in said(order(OUTSIDE, OUTSIDE, mailbox="post@tinn.example.invalid"))[1]


def test_before_anything_is_known_nothing_is_said_of_it() -> None:
    assert said(order(None, None)) == ["Kari, 35 00 00 01", f"Drift, {MAILBOX}, man.–fre. 09–15"]
    assert said(CallOrder()) == []
