"""Whole calls, by keyboard."""

from uuid import UUID

import pytest
from textual.events import Key
from textual.widgets import Input

from kontakt.desk.service import DeskService
from kontakt.firstline import Outcome
from kontakt.inquiries.inquiry import Entry, LinkedBy

from .conftest import AtDesk, Shift


def newest(shift: Shift) -> Entry:
    service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
    try:
        return service.own_inquiries()[0]
    finally:
        service.close()


async def test_the_desk_opens_ready_to_type(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("brø")
        assert shift.typed == "brø"
        assert "Brøyting av kommunal vei" in shift.screen


async def test_one_key_logs_an_answered_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.municipality, inquiry.article) == (Outcome.ANSWERED, "4026", "broeyting")
        assert inquiry.query == "brøyt"
        assert inquiry.home_municipality == "4026"
        assert inquiry.target == 80
        assert "Besvart" in shift.screen
        assert "Ctrl+Z" in shift.screen


async def test_the_local_note_stands_before_the_answer(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        screen = shift.screen
        assert screen.index("Ring vakten i helgene. [/ ny] er ikke en kode.") < screen.index("De viktigste veiene")


async def test_an_outcome_without_a_municipality_asks_for_it(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("f2")
        assert shift.logged() == []
        await shift.type("rol")
        await shift.press("enter")
        await shift.pilot.pause()
        assert newest(shift).inquiry.municipality == "3336"


async def test_escape_from_the_municipalities_logs_nothing_and_keeps_the_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("f2", "escape")
        assert shift.logged() == []
        assert shift.desk.begun
        assert shift.typed == "gatelys"


async def test_a_forwarded_call_asks_one_key_more_for_the_cause(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f5", "v", "4")
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.cause, inquiry.warm) == ("transferred", "decision", True)


async def test_the_municipality_is_forgotten_after_logging(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert shift.desk.municipality is None
        await shift.type("brøyt")
        assert "Ring vakten" not in shift.screen


async def test_a_locked_municipality_stays(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+g")
        await shift.type("hja")
        await shift.press("tab")
        await shift.type("gatelys")
        await shift.press("f2")
        assert shift.desk.municipality == "4024"
        assert "Hjartdal" in shift.screen


async def test_the_first_key_after_logging_replaces_the_text_and_starts_a_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert shift.typed == "@tinn brøyt"
        await shift.type("g")
        assert shift.typed == "g"
        assert shift.desk.begun


async def test_an_outcome_pressed_twice_logs_once(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2", "f2")
        assert shift.logged() == ["answered"]


async def test_an_unlogged_call_is_parked_in_sight_and_taken_up_again(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+n")
        assert "1 parkert" in shift.screen
        await shift.type("skyss")
        await shift.press("ctrl+l", "1")
        assert shift.typed == "gatelys"
        assert "1 parkert" in shift.screen


async def test_a_half_written_note_goes_with_its_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+t")
        await shift.type("ved butikken")
        await shift.press("ctrl+n")
        assert "ved butikken" not in shift.screen
        await shift.press("ctrl+l", "1")
        assert "ved butikken" in shift.screen
        assert shift.typed == "gatelys"


async def test_the_next_question_of_the_same_caller_keeps_who_and_where(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+y", "2", "f2")
        first = newest(shift).inquiry
        await shift.press("ctrl+s")
        await shift.type("skyss")
        await shift.press("f3")
        second = newest(shift).inquiry
        assert isinstance(second.call_id, UUID)
        assert second.call_id == first.call_id
        assert (second.municipality, second.caller_type) == ("4026", "cabin_owner")


async def test_arrows_move_through_the_hits_while_the_box_keeps_the_focus(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("barne")
        await shift.press("down")
        moved_to = shift.desk.finder.article_on_card
        assert shift.desk.call.cursor == 1
        await shift.type("h")
        assert shift.typed == "barneh"
        assert moved_to is not None


async def test_enter_pins_the_article_that_is_logged(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barnev")
        await shift.press("enter", "f8")
        inquiry = newest(shift).inquiry
        assert (inquiry.article, inquiry.linked_by, inquiry.first_line) == ("barnevern", LinkedBy.PINNED, "never")


async def test_undo_withdraws_the_inquiry_and_it_counts_no_longer(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: "siste 12 timer" in shift.screen or "12" in shift.screen)
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "8")
        await shift.until(lambda: shift.logged() == [])


@pytest.mark.parametrize("key", ["7", "f7"])
async def test_a_correction_changes_the_outcome_and_asks_for_the_cause(at_desk: AtDesk, key: str) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "1", key, "1")
        await shift.until(lambda: shift.logged() == ["case"])
        assert newest(shift).inquiry.cause == "no_answer"


async def test_a_caller_who_rings_again_is_linked_to_the_earlier_inquiry(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        first = newest(shift)
        await shift.until(lambda: not shift.desk.journal.waiting())
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+o", "r")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "f2")
        assert newest(shift).inquiry.repeats == first.inquiry.id


async def test_a_search_that_leads_nowhere_goes_to_the_editor_with_one_key(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("romskip")
        await shift.press("f10")
        assert "romskip" in shift.screen
        assert "redaktør" in shift.screen


async def test_an_identity_number_in_the_box_is_refused_and_nothing_is_stored(
    at_desk: AtDesk, identity_number: str
) -> None:
    async with at_desk() as shift:
        await shift.type(f"@tinn {identity_number}")
        assert "fødselsnummer" in shift.screen.casefold()
        await shift.press("f2")
        assert shift.logged() == []
        assert shift.desk.begun
        assert identity_number in shift.typed


async def test_an_identity_number_that_is_split_over_query_and_note_is_refused_while_it_is_typed(
    at_desk: AtDesk, identity_number: str
) -> None:
    async with at_desk() as shift:
        await shift.type(f"@tinn brøyt {identity_number[:6]}")
        await shift.press("ctrl+t")
        await shift.type(f"pnr {identity_number[6:]}")
        assert "til sammen et fødselsnummer" in " ".join(shift.screen.split())
        await shift.press("enter", "f2")
        assert shift.logged() == []
        assert shift.desk.call.note == f"pnr {identity_number[6:]}"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_note_line_says_what_does_not_belong_there(at_desk: AtDesk, size: tuple[int, int]) -> None:
    async with at_desk(size) as shift:
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+t")
        assert "ikke navn eller diagnoser" in shift.screen.casefold()


async def test_ctrl_o_and_a_letter_do_what_a_function_key_does(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+o", "b")
        await shift.until(lambda: shift.logged() == ["answered"])


async def test_the_themes_stand_there_with_nothing_asked_yet(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        assert "Vei og trafikk" in shift.screen
        await shift.press("down", "enter")
        assert "Skoleskyss" in shift.screen
        assert "Barnevern" in shift.screen


async def test_letters_typed_just_before_an_outcome_key_belong_to_that_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for key in ("@", *"tinn", " ", *"gatelys", "f2"):  # all at once, as a slow line delivers them
            shift.app.post_message(Key(key, key if len(key) == 1 else None))
        await shift.until(lambda: shift.logged() == ["answered"])
        inquiry = newest(shift).inquiry
        assert (inquiry.query, inquiry.article, inquiry.municipality) == ("gatelys", "gatelys", "4026")
        await shift.pilot.pause()
        assert not shift.desk.begun


async def test_the_pin_of_the_call_before_does_not_stick_to_the_next_caller(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barnevern")
        await shift.press("enter", "f2", "ctrl+g")
        await shift.type("rol")
        await shift.press("enter")
        await shift.type("gatelys")
        await shift.press("f2")
        assert newest(shift).inquiry.article == "gatelys"


async def test_a_parked_call_keeps_the_municipality_it_had(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+g", "t", "tab")
        await shift.type("gatelys")
        await shift.press("ctrl+n", "ctrl+g", "r", "tab", "ctrl+l", "1")
        assert shift.desk.municipality == "4026"


async def test_closing_with_an_unfinished_call_says_so_first(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+q")
        assert "1 samtale mangler utfall" in shift.screen
        assert shift.app.is_running
        await shift.press("ctrl+q")
        assert not shift.app.is_running


async def test_a_crash_ends_with_one_sentence_and_no_traceback(
    at_desk: AtDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError, match="unforeseen"):  # which the test harness raises again
        async with at_desk() as shift:
            shift.app._handle_exception(ValueError("unforeseen"))
    told = capsys.readouterr().err
    assert "feil i programmet" in told
    assert "Traceback" not in told


async def test_choosing_the_municipality_in_the_box_leaves_the_hit_that_was_moved_to(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("barne")
        await shift.press("down")
        moved_to = shift.desk.finder.article_on_card
        await shift.type(" @tinn")
        assert shift.desk.finder.article_on_card == moved_to
        await shift.press("f2")
        assert newest(shift).inquiry.article == moved_to.id


async def test_a_note_that_is_too_long_is_said_to_be_so_and_kept(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        shift.app.screen.query_one("#note", Input).value = "x" * 201
        await shift.pilot.pause()
        assert "201 tegn" in shift.screen
        await shift.press("f2")
        assert shift.logged() == []
        assert len(shift.desk.call.note) == 201


async def test_a_wrong_number_is_about_no_article(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barnevern")
        await shift.press("enter", "f9")
        assert newest(shift).inquiry.article is None
