"""Whether somebody can be reached, in words."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from kontakt.desk.availability_texts import availability_line, availability_text, known_from, when
from kontakt.locale import use_language
from kontakt.locale.formats import OSLO
from kontakt.presence.absence import AbsenceSource
from kontakt.presence.availability import Availability, AvailabilityState, WhyNotKnown

TODAY = date(2026, 11, 25)
"""A Wednesday."""
NOON = datetime(2026, 11, 25, 12, tzinfo=OSLO)
MIDNIGHT = datetime(2026, 11, 26, tzinfo=OSLO)
IN = Availability(state=AvailabilityState.IN)
AWAY = Availability(state=AvailabilityState.AWAY, next_in=NOON, phone_closed=True)
OUTSIDE = Availability(state=AvailabilityState.OUTSIDE_HOURS)
NOT_KNOWN = Availability(state=AvailabilityState.NOT_KNOWN)


@pytest.fixture(autouse=True)
def in_bokmaal() -> Iterator[None]:
    use_language("nb")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (None, ""),
        (IN, "inne"),
        (AWAY, "borte til 12:00"),
        (AWAY._replace(phone_closed=False), "borte til 12:00, svarer på telefonen"),
        (AWAY._replace(next_in=None, until=MIDNIGHT), "borte ut dagen"),
        (AWAY._replace(next_in=None, until=datetime(2026, 12, 13, tzinfo=OSLO)), "borte ut 12.12.2026"),
        (AWAY._replace(next_in=None), "borte"),
        (OUTSIDE, "utenfor åpningstid"),
        (
            OUTSIDE._replace(next_in=datetime(2026, 11, 26, 9, tzinfo=OSLO)),
            "der igjen i morgen 09:00, utenfor åpningstid",
        ),
        (NOT_KNOWN, "ikke kjent"),
        (NOT_KNOWN._replace(why_not_known=WhyNotKnown.UNANSWERED, known_at=NOON), "svarte ikke 12:00"),
        (NOT_KNOWN._replace(why_not_known=WhyNotKnown.OLD_CALENDAR), "ikke kjent: kalenderen er aldri lest"),
        (
            NOT_KNOWN._replace(why_not_known=WhyNotKnown.OLD_CALENDAR, known_at=datetime(2026, 11, 20, 9, tzinfo=OSLO)),
            "ikke kjent: kalenderen ble sist lest 20.11.2026",
        ),
        (NOT_KNOWN._replace(why_not_known=WhyNotKnown.OLD_KNOWLEDGE, known_at=NOON), "ikke kjent siden 12:00"),
    ],
)
def test_every_state_is_said_in_a_few_words(known: Availability | None, said: str) -> None:
    assert availability_text(known, TODAY) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (AbsenceSource.DESK, "borte til 12:00 (meldt 12:00)"),
        (AbsenceSource.LIST, "borte til 12:00 (fra en liste, 12:00)"),
        (AbsenceSource.CALENDAR, "borte til 12:00 (kalender, lest 12:00)"),
    ],
)
def test_where_it_is_known_from_is_said_with_its_age(source: AbsenceSource, said: str) -> None:
    assert availability_line(AWAY._replace(source=source, known_at=NOON), TODAY) == said
    assert known_from(IN, TODAY) == ""


def test_a_moment_is_said_as_it_is_today() -> None:
    assert when(NOON, TODAY) == "12:00"
    assert when(datetime(2026, 11, 30, 9, tzinfo=OSLO), TODAY) == "man. 09:00"
    assert when(datetime(2026, 12, 2, 9, tzinfo=OSLO), TODAY) == "02.12.2026"
