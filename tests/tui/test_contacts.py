"""People on the screen: who answers on the card, and units and contacts found by what stands after #."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from kontakt.database import writing
from kontakt.desk.service import DeskService
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import Contact, ContactList, Responsibility, Unit
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, places_of
from kontakt.presence.presence import Presence
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.widgets.said_line import SaidLine

from .conftest import NOW, REGION, AtDesk, Shift

OFFICE_HOURS = tuple(((time(9), time(15)),) if day < 5 else () for day in range(7))
TINN = ContactList(
    municipality="4026",
    post="post@tinn.example.invalid",
    units=(
        Unit(
            id="drift",
            name="Teknisk drift",
            phone="35 00 00 00",
            booking="https://example.invalid/time",
            hours=OFFICE_HOURS,
        ),
        Unit(id="skole", name="Skolekontoret [/ ny]"),
    ),
    contacts=(Contact(id="vakt", name="Brøytevakt, Tinn", unit="drift", title="vakt"),),
    responsibilities=(Responsibility(unit="drift", theme="vei", first="vakt"),),
)


def with_people(shift: Shift, **known: Any) -> None:
    library = shift.desk.library
    contacts = Contacts((TINN,), tuple(places_of(REGION)))
    values: dict[str, Any] = {name: getattr(library, name) for name in library.__dataclass_fields__}
    shift.desk.finder.set_library(Library(**values | {"contacts": contacts} | known))


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_the_card_says_who_answers_in_the_municipality_of_the_call_and_whom_the_words_name(
    at_desk: AtDesk, size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("brøyting")
        assert "Hvem svarer" not in shift.screen
        await shift.type(" @tinn")
        assert "Hvem svarer" in shift.screen
        assert shift.screen.index("Brøytevakt, Tinn") < shift.screen.index("35 00 00 00")
        await shift.press("escape")
        await shift.type("brøyting")
        assert "# " not in shift.screen
        await shift.press("escape")
        await shift.type("teknisk drift tinn")
        assert "# Teknisk drift" in shift.screen  # below the exact hits
        assert "35 00 00 00" in shift.screen
        await shift.press("backspace", *["backspace"] * 5)
        assert "# Teknisk drift" not in shift.screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_outside_hours_the_card_says_once_when_they_are_back_and_where_to_write(
    at_desk: AtDesk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(size) as shift:
        await shift.settle()
        monkeypatch.setattr(shift.desk.calls, "clock", lambda: NOW + timedelta(hours=8))
        with_people(shift, presence=Presence())
        await shift.type("@tinn gatelys")
        words = " ".join(shift.screen.split())
        assert "Ingen er der før man. 09:00: skriv til post@tinn.example.invalid." in words
        assert words.count("post@tinn.example.invalid") == 1
        assert "utenfor åpningstid" not in words


async def test_where_no_article_fits_the_card_shows_whom_the_words_name_and_the_keys_speak_of_them(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("brøytevakt, tinn")
        shift.desk.calls.current.answer = replace(shift.desk.calls.current.answer, hits=())
        tried = shift.desk.finder.order_on_card.tried
        assert [each.found.name_in("nb") for each in tried] == ["Brøytevakt, Tinn"]
        await shift.press("escape")
        await shift.type("@tinn 35000000")
        assert "# Teknisk drift" in shift.screen
        assert "Svarer for" in shift.screen


async def test_the_help_names_what_is_possible_in_the_region_and_what_esc_does(at_desk: AtDesk) -> None:
    async with at_desk(size=(120, 100)) as shift:
        await shift.settle()
        of_contacts = ("# og bokstaver", "Hvem svarer", "F12")
        others = ("List opp beskjeder", "Ctrl+R")
        await shift.press("f1")
        assert not [text for text in (*of_contacts, *others) if text in shift.screen]
        assert "I en liste, et spørsmål eller notatet: gå tilbake" in " ".join(shift.screen.replace("│", " ").split())
        await shift.press("escape")
        with_people(shift)
        await shift.press("f1")
        assert [text for text in of_contacts if text in shift.screen] == [*of_contacts]


@pytest.mark.long
async def test_words_after_a_hash_find_people_and_are_not_logged(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("escape")
        await shift.type("#brøytevakt")
        assert "Enheter og kontaktpersoner" in shift.screen
        assert "vakt" in shift.screen
        await shift.press("escape")
        await shift.type("#teknisk @rollag")
        assert "Fant ingen" in shift.screen
        assert shift.desk.municipality == "3336"
        await shift.press("f2")
        service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
        assert [each.inquiry.query for each in service.own_inquiries()] == ["brøyting"]
        service.close()
        assert shift.logged() == ["answered"]


async def test_a_hash_alone_lists_the_units_and_the_arrows_go_through_them(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("#")
        assert "Skriv et navn" in shift.screen
        await shift.press("backspace")
        await shift.type("@tinn ")
        await shift.press("escape")
        await shift.type("#")
        assert "Skolekontoret [/ ny]" in shift.screen
        await shift.press("down", "down", "down")
        assert shift.desk.finder.contact_on_card.name_in("nb") == "Skolekontoret [/ ny]"
        await shift.press("backspace")
        assert "Enheter og kontaktpersoner" not in shift.screen


async def test_a_region_without_people_says_how_to_begin_and_offers_no_absence(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("#bygg")
        assert "kontakt people import" in shift.screen
        assert shift.app.room.query_one(SaidLine).sentence == ""
        await shift.press("escape")
        await shift.type("brøyting @tinn")
        await shift.press("f12")
        assert "svarte ikke" not in shift.screen
        await shift.press("ctrl+o")
        assert "Fravær" not in shift.screen


def with_presence(shift: Shift) -> None:
    """Those of TINN, with hours on every day, stored as they are in a region."""
    hours = tuple(((time(0), time(23, 59)),) for _ in range(7))
    units = tuple(replace(each, hours=hours) for each in TINN.units)
    with writing(shift.app.database.engine) as session:
        contact_lists.save(session, replace(TINN, units=units), by="redaktør", at=shift.desk.clock())


async def seen(shift: Shift, text: str) -> None:
    """Wait until the desk has heard of it from the database."""
    shift.app.room.query_one(DeskLink).look()
    await shift.until(lambda: text in shift.screen)
    await shift.settle()


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_one_key_tells_that_nobody_answered_and_who_is_next(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.settle()
        with_presence(shift)
        await shift.type("brøyting @tinn")
        await seen(shift, "Brøytevakt, Tinn  inne")
        await shift.press("f12")
        await seen(shift, "svarte ikke")
        await seen(shift, "Neste: Teknisk drift")
        await seen(shift, "→ Teknisk drift")
        await shift.press("ctrl+o", "2", "1", "i")
        await seen(shift, "→ Brøytevakt, Tinn  inne")


@pytest.mark.long
async def test_a_transfer_that_nobody_answered_is_told_to_every_desk_and_the_next_one_is_chosen(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_presence(shift)
        await shift.type("brøyting @tinn")
        await seen(shift, "→ Brøytevakt, Tinn  inne")
        await shift.press("f5")
        assert "Brøytevakt, Tinn" in shift.screen
        await shift.press("enter", "4", "f5", "2")
        await shift.type("brøyting @tinn")
        await seen(shift, "→ Teknisk drift")


@pytest.mark.long
async def test_an_absence_is_told_by_who_and_until_when(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_presence(shift)
        await shift.type("brøyting @tinn")
        await seen(shift, "Brøytevakt, Tinn  inne")
        await shift.press("ctrl+o", "2", "1", "2")
        await seen(shift, "Brøytevakt, Tinn  borte til")
        await seen(shift, "→ Teknisk drift")
        await shift.press("escape")
        await shift.type("#brøytevakt")
        assert "I stedet" in shift.screen


@pytest.mark.long
async def test_what_cannot_be_read_stays_in_the_box_and_a_day_is_taken(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_presence(shift)
        await shift.type("#brøytevakt")
        await seen(shift, "Brøytevakt")
        await shift.press("ctrl+o", "2", "k")
        await shift.type("før jul")
        await shift.press("enter")
        assert "24.12 12:00" in shift.screen
        assert "før jul" in shift.screen
        await shift.press("ctrl+u")
        await shift.type("24.12")
        await shift.press("enter")
        await seen(shift, "borte til")
