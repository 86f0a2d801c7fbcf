"""A note belongs to the call it was begun in; one that is written after the outcome goes to the call just logged."""

import pytest

from kontakt.desk.service import DeskService
from kontakt.firstline import Outcome
from kontakt.inquiries.inquiry import Entry, EntryKind
from kontakt.tui.desk.note_line import NoteLine

from .conftest import AtDesk, Shift


def own(shift: Shift) -> list[Entry]:
    """The agent's own newest entries, the last logged first."""
    service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
    try:
        return service.own_inquiries()
    finally:
        service.close()


def notes(shift: Shift) -> dict[str, str]:
    """The note of each inquiry, by the query that it was logged with."""
    return {entry.inquiry.query: entry.inquiry.note for entry in own(shift)}


async def noted(shift: Shift, expected: dict[str, str]) -> None:
    await shift.until(lambda: notes(shift) == expected)


def note_line(shift: Shift) -> NoteLine:
    return shift.app.screen_stack[0].query_one("#note", NoteLine)


async def test_a_note_after_the_outcome_stands_in_that_call_and_not_in_the_next(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("enter")
        await shift.type("@rollag skoleskyss")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": ""})


async def test_the_note_line_says_which_logged_call_it_belongs_to(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.until(lambda: "Notat til Gatelys · Tinn, nettopp loggført" in shift.screen)


async def test_a_note_after_the_outcome_is_a_correction_and_says_so(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f5", "4", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("enter")
        await shift.until(lambda: "Notatet er lagt til Gatelys · Tinn." in shift.screen)
        await shift.until(lambda: "Ctrl+Z" in shift.screen)
        await noted(shift, {"gatelys": "stolpe 12"})
        entry = own(shift)[0]
        assert (entry.kind, entry.inquiry.outcome, entry.inquiry.cause, entry.inquiry.note) == (
            EntryKind.CORRECTED,
            Outcome.TRANSFERRED,
            "decision",
            "stolpe 12",
        )
        assert not shift.desk.begun
        await shift.until(lambda: shift.typed == "@tinn gatelys")


async def test_the_first_letter_after_a_late_note_replaces_the_old_text(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("enter")
        await shift.type("sko")
        await shift.until(lambda: shift.typed == "sko")


async def test_the_note_that_was_logged_can_be_mended_and_taken_away(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        await shift.type("stolpe 1")
        await shift.press("f2", "ctrl+t")
        await shift.until(lambda: note_line(shift).value == "stolpe 1")
        await shift.type("2")
        await shift.press("enter")
        await noted(shift, {"gatelys": "stolpe 12"})
        await shift.press("ctrl+t", "ctrl+u", "enter")
        await noted(shift, {"gatelys": ""})
        await shift.until(lambda: "Notatet til Gatelys · Tinn er tatt bort." in shift.screen)


async def test_a_late_note_in_which_nothing_is_written_changes_nothing(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t", "enter")
        assert [entry.kind for entry in own(shift)] == [EntryKind.LOGGED]
        assert not note_line(shift).display


async def test_escape_stores_no_late_note_says_so_and_ctrl_t_has_it_still(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("halvferdig")
        await shift.press("escape")
        await shift.until(lambda: "Notatet er ikke lagret" in shift.screen)
        await noted(shift, {"gatelys": ""})
        await shift.press("ctrl+t")
        await shift.until(lambda: note_line(shift).value == "halvferdig")
        await shift.press("enter")
        await noted(shift, {"gatelys": "halvferdig"})


async def test_a_late_note_that_was_left_is_not_carried_into_the_next_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("halvferdig")
        await shift.press("escape")
        await shift.type("@rollag skoleskyss")
        await shift.press("ctrl+t")
        await shift.until(lambda: note_line(shift).value == "")
        await shift.type("ved butikken")
        await shift.press("f2")
        await noted(shift, {"gatelys": "", "skoleskyss": "ved butikken"})


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+s", "ctrl+g", "ctrl+z", "tab"])
async def test_whatever_begins_something_else_stores_a_half_written_late_note(at_desk: AtDesk, key: str) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press(key)
        await shift.until(lambda: notes(shift) == {"gatelys": "stolpe 12"})
        await shift.press("escape")
        assert not note_line(shift).display


async def test_a_click_into_the_search_box_stores_a_half_written_late_note(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.pilot.click("#search")
        await noted(shift, {"gatelys": "stolpe 12"})


async def test_a_new_call_says_that_the_late_note_was_stored(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("ctrl+n")
        await shift.until(lambda: "Notatet er lagt til Gatelys · Tinn." in shift.screen)
        assert shift.desk.begun
        assert shift.desk.call.note == ""


@pytest.mark.parametrize("key", ["enter", "ctrl+n", "ctrl+s", "tab"])
async def test_a_late_note_that_may_not_be_stored_stands_there_until_it_is_mended_or_left(
    at_desk: AtDesk, identity_number: str, key: str
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type(f"gjelder {identity_number}")
        await shift.press(key)
        await shift.until(lambda: "fødselsnummer" in shift.screen)
        await shift.until(lambda: "Esc" in shift.screen)
        await shift.until(lambda: note_line(shift).value == f"gjelder {identity_number}")
        assert not shift.desk.begun
        await shift.press("escape", "ctrl+n")
        assert shift.desk.begun
        await noted(shift, {"gatelys": ""})


async def test_a_late_note_to_one_call_leaves_parked_calls_alone(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("barnehage")
        await shift.press("ctrl+t")
        await shift.type("parkert merknad")
        await shift.press("ctrl+n")
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("enter", "ctrl+l", "1")
        await shift.until(lambda: note_line(shift).value == "parkert merknad")
        await shift.type(" @rollag")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12", "barnehage": "parkert merknad"})


async def test_a_half_written_late_note_is_stored_when_a_parked_call_is_taken_up(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("barnehage")
        await shift.press("ctrl+n")
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("ctrl+l", "1")
        await shift.until(lambda: shift.typed == "barnehage")
        await shift.until(lambda: note_line(shift).value == "")
        await noted(shift, {"gatelys": "stolpe 12"})


async def test_the_note_of_the_next_question_is_its_own(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+s", "ctrl+t")
        await shift.type("om skyssen")
        await shift.press("enter")
        await shift.type("skoleskyss")
        await shift.press("f2")
        await noted(shift, {"gatelys": "", "skoleskyss": "om skyssen"})


async def test_an_outcome_from_within_the_note_logs_it_with_that_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12"})
        assert not note_line(shift).display
        await shift.type("sko")
        await shift.until(lambda: shift.typed == "sko")


async def test_a_note_before_the_first_call_begins_that_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+t")
        await shift.type("ved butikken")
        await shift.press("enter")
        await shift.type("@tinn gatelys")
        await shift.press("f2")
        await noted(shift, {"gatelys": "ved butikken"})


async def test_a_withdrawn_inquiry_takes_no_late_note(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "8")
        await shift.until(lambda: shift.logged() == [])
        await shift.press("ctrl+t")
        assert "nettopp loggført" not in shift.screen


async def test_note_channel_and_caller_of_a_logged_call_are_mended(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2")
        for keys in (("5", *"broa", "enter"), ("6", "7"), ("6", "3")):
            await shift.press("ctrl+z")
            await shift.until(lambda: shift.app.screen.is_modal)
            await shift.press("1", *keys)
            await shift.until(lambda: "Rettet" in shift.screen)
        (mended,) = [each.inquiry for each in own(shift)]
        assert (mended.note, mended.channel, mended.caller_type) == ("broa", "counter", "builder")


async def test_a_note_that_may_not_be_stored_stays_in_its_box_with_the_reason(
    at_desk: AtDesk, identity_number: str
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "5")
        await shift.type(identity_number)
        await shift.press("enter")
        assert "fødselsnummer" in shift.screen
        assert identity_number in shift.screen


async def test_a_note_at_machine_speed_stands_in_that_call_and_not_in_the_next(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "f2", "ctrl+t", "stolpe 12", "enter", "@rollag skoleskyss", "f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": ""})


async def test_an_outcome_from_within_the_note_at_machine_speed_logs_it_with_that_call(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "ctrl+t", "stolpe 12", "f2", "@rollag skoleskyss", "f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": ""})


async def test_a_note_that_may_not_be_logged_has_the_cursor_again(at_desk: AtDesk, identity_number: str) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        await shift.type(identity_number)
        await shift.press("enter", "f2")
        await shift.until(lambda: "fødselsnummer" in shift.screen)
        await shift.press("ctrl+u", "o", "k", "f2")
        await noted(shift, {"gatelys": "ok"})
