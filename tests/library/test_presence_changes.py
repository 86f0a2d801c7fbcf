"""What people say of contacts being away: told, ended, and taken back where it was a mistake."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.directory.contacts.contact_list import Contact, Unit
from kontakt.library.contacts import FoundContact
from kontakt.library.presence_changes import forget, say_away, say_in, say_unanswered
from kontakt.library.reachable import key_of
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource
from kontakt.presence.presence import Presence

NOW = datetime.now(UTC).replace(microsecond=0)
UNIT = Unit(id="byggesak", name="Byggesak")
KARI = FoundContact("4026", UNIT, Contact(id="kari", name="Saksbehandler", unit="byggesak"))
TOMORROW = NOW + timedelta(days=1)


def known(engine: Engine) -> Presence:
    with reading(engine) as session:
        return store.load(session)


def test_who_is_said_to_be_in_is_no_longer_away_from_then_on(engine: Engine) -> None:
    told = say_away(engine, KARI, TOMORROW, now=NOW)
    later = NOW + timedelta(hours=1)
    assert say_in(engine, KARI, now=later)
    (absence,) = known(engine).absences[key_of(KARI)]
    assert (absence.id, absence.begins, absence.ends) == (told.id, NOW, later)
    assert not say_in(engine, KARI, now=later)


def test_a_mistake_that_is_taken_back_at_once_leaves_nothing(engine: Engine) -> None:
    say_away(engine, KARI, TOMORROW, now=NOW)
    say_unanswered(engine, KARI, now=NOW)
    assert say_in(engine, KARI, now=NOW + timedelta(minutes=2))
    assert (known(engine).absences, known(engine).unanswered) == ({}, {})


def test_what_stands_in_a_calendar_is_left_there(engine: Engine) -> None:
    absence = Absence(
        id=uuid4(),
        who=key_of(KARI),
        begins=NOW,
        ends=TOMORROW,
        known_at=NOW,
        source=AbsenceSource.CALENDAR,
        feed=uuid4(),
    )
    with writing(engine) as session:
        store.put(session, [absence], now=NOW)
    assert not say_in(engine, KARI, now=NOW)
    assert known(engine).absences == {key_of(KARI): (absence,)}


@pytest.mark.embedded
def test_what_has_had_its_time_is_forgotten_and_nothing_else(engine: Engine) -> None:
    say_away(engine, KARI, TOMORROW, now=NOW)
    say_unanswered(engine, KARI, now=NOW)
    assert forget(engine, NOW) == 0
    assert forget(engine, NOW + timedelta(minutes=31)) == 1
    assert forget(engine, TOMORROW + timedelta(days=7, minutes=1)) == 1
    assert known(engine) == Presence()
