"""People on the screen: who answers on the card, and units and contacts found by what stands after #."""

from datetime import time
from typing import Any

import pytest

from kontakt.desk.service import DeskService
from kontakt.directory.contacts.contact_list import Contact, ContactList, Responsibility, Unit
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, places_of
from kontakt.tui.widgets.notice import Notice

from .conftest import REGION, AtDesk, Shift

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


def with_people(shift: Shift) -> None:
    library = shift.desk.library
    contacts = Contacts((TINN,), tuple(places_of(REGION)))
    values: dict[str, Any] = {name: getattr(library, name) for name in library.__dataclass_fields__}
    shift.desk.finder.set_library(Library(**values | {"contacts": contacts}))


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_the_card_says_who_answers_in_the_municipality_of_the_call(
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


async def test_words_after_a_hash_find_people_and_are_not_logged(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("escape")
        await shift.type("#brøytevakt")
        assert "Enheter og kontakter" in shift.screen
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
        assert "Enheter og kontakter" not in shift.screen


async def test_a_region_without_people_says_how_to_begin(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("#bygg")
        assert "kontakt people import" in shift.screen
        assert shift.app.room.query_one(Notice).sentence == ""
