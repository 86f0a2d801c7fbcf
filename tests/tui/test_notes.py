"""A note belongs to the call it was begun in; one that is written after the outcome goes to the call just logged."""

import pytest

from kontakt.desk.service import DeskService
from kontakt.firstline import Outcome
from kontakt.inquiries.inquiry import Entry, EntryKind
from kontakt.tui.desk.note_line import NoteLine

from .conftest import AtDesk, Shift

pytestmark = pytest.mark.long


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


async def late_note(shift: Shift, text: str) -> None:
    """Begin a note to the call just logged."""
    await shift.press("ctrl+t")
    await shift.type(text)


async def logged_in_tinn(shift: Shift, note: str = "") -> None:
    await shift.type("@tinn gatelys")
    if note:
        await shift.press("ctrl+t")
        await shift.type(note)
    await shift.press("f2")


async def test_a_note_after_the_outcome_is_a_correction_says_whose_and_stands_in_that_call_and_not_in_the_next(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f5", "4", "ctrl+t")
        await shift.until(lambda: "Notat til Gatelys · Tinn, nettopp loggført" in shift.screen)
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
        await shift.type("sko")  # the first letter replaces the old text
        await shift.until(lambda: shift.typed == "sko")
        await shift.type("leskyss @rollag")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": ""})


async def test_a_late_note_in_which_nothing_is_written_changes_nothing_and_one_that_is_left_is_stored_nowhere(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift)
        await shift.press("ctrl+t", "enter")
        assert [entry.kind for entry in own(shift)] == [EntryKind.LOGGED]
        assert not note_line(shift).display

        await late_note(shift, "halvferdig")
        await shift.press("escape")
        await shift.until(lambda: "Notatet er ikke lagret" in shift.screen)
        await noted(shift, {"gatelys": ""})
        await shift.press("ctrl+t")  # has it still
        await shift.until(lambda: note_line(shift).value == "halvferdig")
        await shift.press("escape")
        await shift.type("@rollag skoleskyss")
        await shift.press("ctrl+t")  # the next call's
        await shift.until(lambda: note_line(shift).value == "")
        await shift.type("ved butikken")
        await shift.press("f2")
        await noted(shift, {"gatelys": "", "skoleskyss": "ved butikken"})


async def test_a_late_note_that_was_left_is_stored_when_it_is_taken_up_again(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift)
        await late_note(shift, "halvferdig")
        await shift.press("escape", "ctrl+t")
        await shift.until(lambda: note_line(shift).value == "halvferdig")
        await shift.press("enter")
        await noted(shift, {"gatelys": "halvferdig"})


async def test_an_outcome_from_within_the_note_logs_it_with_that_call_and_it_can_be_mended_and_taken_away(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift, "stolpe 1")
        await noted(shift, {"gatelys": "stolpe 1"})
        assert not note_line(shift).display
        await shift.press("ctrl+t")
        await shift.until(lambda: note_line(shift).value == "stolpe 1")
        await shift.type("2")
        await shift.press("enter")
        await noted(shift, {"gatelys": "stolpe 12"})
        await shift.press("ctrl+t", "ctrl+u", "enter")
        await noted(shift, {"gatelys": ""})
        await shift.until(lambda: "Notatet til Gatelys · Tinn er tatt bort." in shift.screen)
        await shift.type("sko")
        await shift.until(lambda: shift.typed == "sko")


async def test_whatever_begins_something_else_stores_a_half_written_late_note(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift)
        before = ""
        for key in ("ctrl+g", "ctrl+z", "tab", "a click into the search box"):
            await late_note(shift, "12")
            assert notes(shift) == {"gatelys": before}, "half written"
            await (shift.pilot.click("#search") if key.startswith("a click") else shift.press(key))
            before += "12"
            await noted(shift, {"gatelys": before})
            await shift.press("escape")
            assert not note_line(shift).display, key


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+s"])
async def test_a_new_call_and_the_next_question_store_a_half_written_late_note_and_begin_without_it(
    at_desk: AtDesk, key: str
) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift)
        await late_note(shift, "stolpe 12")
        await shift.press(key)
        await shift.until(lambda: notes(shift) == {"gatelys": "stolpe 12"})
        await shift.until(lambda: "Notatet er lagt til Gatelys · Tinn." in shift.screen)
        assert shift.desk.begun
        assert shift.desk.call.note == ""
        await shift.press("escape")
        assert not note_line(shift).display
        await shift.press("ctrl+t")
        await shift.type("om skyssen")
        await shift.press("enter")
        await shift.type("@tinn skoleskyss")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": "om skyssen"})


async def test_a_late_note_that_may_not_be_stored_stands_there_until_it_is_mended_or_left(
    at_desk: AtDesk, identity_number: str
) -> None:
    async with at_desk() as shift:
        await logged_in_tinn(shift)
        await late_note(shift, f"gjelder {identity_number}")
        for key in ("enter", "ctrl+n", "ctrl+s", "tab"):
            await shift.press(key)
            await shift.until(lambda: "fødselsnummer" in shift.screen)
            await shift.until(lambda: "Esc" in shift.screen)
            await shift.until(lambda: note_line(shift).value == f"gjelder {identity_number}")
            assert note_line(shift).has_focus, key
            assert not shift.desk.begun, key
        await shift.press("escape", "ctrl+n")
        assert shift.desk.begun
        await noted(shift, {"gatelys": ""})


async def test_a_late_note_to_one_call_leaves_parked_calls_alone_and_is_stored_when_one_is_taken_up(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("barnehage")
        await shift.press("ctrl+t")
        await shift.type("parkert merknad")
        await shift.press("ctrl+n")
        await shift.type("busskort")
        await shift.press("ctrl+n")
        await logged_in_tinn(shift)
        await late_note(shift, "stolpe")
        await shift.press("enter")
        await late_note(shift, " 12")
        await shift.press("ctrl+l", "2")  # while it is half written
        await shift.until(lambda: shift.typed == "busskort")
        await shift.until(lambda: note_line(shift).value == "")
        await noted(shift, {"gatelys": "stolpe 12"})
        await shift.press("ctrl+l", "1")
        await shift.until(lambda: shift.typed == "barnehage")
        await shift.until(lambda: note_line(shift).value == "parkert merknad")
        await shift.type(" @rollag")
        await shift.press("f2")
        await noted(shift, {"gatelys": "stolpe 12", "barnehage": "parkert merknad"})


async def test_a_note_before_the_first_call_begins_that_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+t")
        await shift.type("ved butikken")
        await shift.press("enter")
        await logged_in_tinn(shift)
        await noted(shift, {"gatelys": "ved butikken"})


async def test_note_channel_and_caller_of_a_logged_call_are_mended_and_a_withdrawn_one_takes_no_late_note(
    at_desk: AtDesk, identity_number: str
) -> None:
    async def choose(*keys: str) -> None:
        await shift.press("ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", *keys)

    async with at_desk() as shift:
        await logged_in_tinn(shift)
        await choose("5", *identity_number, "enter")
        assert "fødselsnummer" in shift.screen  # it stays in its box with the reason
        assert identity_number in shift.screen
        await shift.press("escape")
        for keys in (("5", *"broa", "enter"), ("6", "7"), ("6", "3")):
            await choose(*keys)
            await shift.until(lambda: "Rettet" in shift.screen)

        def mended() -> list[tuple[str, str, str]]:
            return [(each.inquiry.note, each.inquiry.channel, each.inquiry.caller_type) for each in own(shift)]

        await shift.until(lambda: mended() == [("broa", "counter", "builder")])

        await choose("8")
        await shift.until(lambda: shift.logged() == [])
        await shift.press("ctrl+t")
        assert "nettopp loggført" not in shift.screen


async def test_notes_at_machine_speed_stand_in_their_call_and_not_in_the_next(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "f2", "ctrl+t", "stolpe 12", "enter", "@rollag skoleskyss", "f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": ""})
        await shift.at_once("@tinn veilys", "ctrl+t", "stolpe 7", "f2", "@rollag busskort", "f2")
        await noted(shift, {"gatelys": "stolpe 12", "skoleskyss": "", "veilys": "stolpe 7", "busskort": ""})


async def test_a_note_that_may_not_be_logged_has_the_cursor_again(at_desk: AtDesk, identity_number: str) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        await shift.type(identity_number)
        await shift.press("enter", "f2")
        await shift.until(lambda: "fødselsnummer" in shift.screen)
        await shift.press("ctrl+u", "o", "k", "f2")
        await noted(shift, {"gatelys": "ok"})


async def test_a_number_in_a_note_is_told_of_where_it_stands_already_and_once_it_is_stored(at_desk: AtDesk) -> None:
    warning = "kortnumre blir skjult"
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "ctrl+t", "ring 91234567", "enter", "ctrl+t")
        await shift.until(lambda: warning in shift.screen)
        await shift.press("f2")
        await shift.until(lambda: "Notatet er lagret som «ring [telefon]»." in shift.screen)
        await shift.press("ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "5")
        await shift.until(lambda: "ring [telefon]" in shift.screen and warning not in shift.screen)
        await shift.type(" 91234567")
        await shift.until(lambda: warning in shift.screen)
        await shift.press("enter")
        await noted(shift, {"gatelys": "[telefon]"})
