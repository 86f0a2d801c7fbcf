"""Putting a caller through, by keyboard: to whom, warm or not, why, and what came of it."""

import json

import pytest

from kontakt.desk.service import DeskService
from kontakt.desk.warm_choice import FILE
from kontakt.inquiries.inquiry import Inquiry
from kontakt.tui.widgets.said_line import SaidLine

from .conftest import AtDesk, Shift
from .test_contacts import with_people

pytestmark = pytest.mark.long


def newest(shift: Shift) -> Inquiry:
    service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
    try:
        return service.own_inquiries()[0].inquiry
    finally:
        service.close()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_three_keys_from_the_answer_to_a_transfer_with_its_unit(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5")
        assert shift.screen.index("Brøytevakt, Tinn") < shift.screen.index("Skolekontoret [/ ny]")
        await shift.press("enter", "4")
        inquiry = newest(shift)
        assert (inquiry.outcome, inquiry.cause, inquiry.unit) == ("transferred", "decision", "4026/drift")
        assert "Satt over → Teknisk drift" in shift.screen
        assert "Brøytevakt" not in json.dumps([inquiry.unit, inquiry.query, inquiry.note])


async def test_letters_find_others_and_who_stands_in_no_list_is_nobodys_unit(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5")
        await shift.type("skole")
        await shift.press("enter", "4")
        assert newest(shift).unit == "4026/skole"
        await shift.type("@tinn brøyting")
        await shift.press("f5")
        await shift.type("xyz")
        assert "Noen andre" in shift.screen
        await shift.press("enter", "4")
        assert newest(shift).unit is None


async def test_escape_from_either_list_logs_nothing(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5", "escape", "f5", "enter", "escape")
        assert shift.logged() == []
        assert shift.desk.begun


async def test_a_municipality_without_people_costs_no_key_more(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@rollag brøyting")
        await shift.press("f5", "4")
        inquiry = newest(shift)
        assert (inquiry.municipality, inquiry.outcome, inquiry.unit) == ("3336", "transferred", None)
        await shift.press("f5")
        assert "Ingen samtale er i gang" in shift.screen


async def test_what_came_of_it_is_said_until_the_next_call_begins(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5", "enter", "4", "f5")
        assert "Hvordan gikk det?" in shift.screen
        await shift.press("2")
        assert newest(shift).transfer_result == "no_answer"
        assert "ingen svarte" in shift.screen
        await shift.press("f5", "escape", "f5", "3")
        assert newest(shift).transfer_result == "came_back"
        await shift.type("gatelys @tinn")
        await shift.press("f5")
        assert "Hvordan gikk det?" not in shift.screen
        assert shift.logged() == ["transferred"]


async def test_the_unit_and_what_came_of_it_can_be_corrected(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5", "enter", "4", "ctrl+z", "1")
        assert "Teknisk drift" in shift.screen
        await shift.press("0", "1")
        assert newest(shift).transfer_result == "taken"
        await shift.press("ctrl+z", "1", "9")
        await shift.type("skole")
        await shift.press("enter")
        inquiry = newest(shift)
        assert (inquiry.unit, inquiry.transfer_result) == ("4026/skole", None)


async def test_a_unit_that_is_gone_stands_by_its_id(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        library = shift.desk.library
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f5")
        shift.desk.finder.set_library(library)
        await shift.press("enter", "4")
        assert newest(shift).unit == "4026/drift"
        assert "Satt over → drift" in shift.screen
        await shift.press("ctrl+z", "1")
        assert "drift" in shift.screen
        await shift.press("9")
        assert "Noen andre" in shift.screen
        await shift.press("enter")
        assert newest(shift).unit is None


async def test_who_put_the_last_caller_through_warmly_is_asked_so_the_next_time(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f5", "v", "4")
        kept = shift.desk.settings.data_dir / FILE
        await shift.until(lambda: kept.exists() and json.loads(kept.read_text()) == ["agent 1"])
    async with at_desk() as shift:
        await shift.until(lambda: shift.desk.warm)
        await shift.type("@tinn gatelys")
        await shift.press("f5", "4")
        assert newest(shift).warm
        await shift.type("@tinn gatelys")
        await shift.press("f5", "v", "4")
        assert not newest(shift).warm
        await shift.until(lambda: json.loads(kept.read_text()) == [])


async def test_after_an_appointment_stands_where_it_is_booked_and_after_a_case_where_post_goes(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        with_people(shift)
        await shift.type("@tinn brøyting")
        await shift.press("f4")
        said = shift.app.room.query_one(SaidLine).sentence
        assert "Teknisk drift, https://example.invalid/time, man.–fre. 09–15" in said
        await shift.type("@tinn brøyting")
        await shift.press("f7", "4")
        assert "Postmottak: post@tinn.example.invalid" in shift.screen
        await shift.type("@rollag brøyting")
        await shift.press("f7", "4")
        assert "Postmottak" not in shift.screen
