"""Whole calls, by keyboard."""

from uuid import UUID

import pytest
from textual.widgets import Input

from kontakt.desk.service import DeskService
from kontakt.firstline import Outcome
from kontakt.inquiries.inquiry import Entry, LinkedBy
from kontakt.library.library import build_library
from kontakt.tui.desk.service_link import DeskLink

from .conftest import AtDesk, Shift


def newest(shift: Shift) -> Entry:
    service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
    try:
        return service.own_inquiries()[0]
    finally:
        service.close()


async def test_the_desk_opens_ready_to_type_and_one_key_logs_an_answered_call_once(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brø")
        assert shift.typed == "@tinn brø"
        assert "Brøyting av kommunal vei" in shift.screen
        await shift.type("yt")
        screen = shift.screen
        assert screen.index("Ring vakten i helgene. [/ ny] er ikke en kode.") < screen.index("De viktigste veiene")

        await shift.press("f2")
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.municipality, inquiry.article) == (Outcome.ANSWERED, "4026", "broeyting")
        assert inquiry.query == "brøyt"
        assert inquiry.home_municipality == "4026"
        assert inquiry.target == 80
        assert "Besvart" in shift.screen
        assert "Ctrl+Z" in shift.screen
        assert shift.desk.municipality is None
        await shift.press("f2")
        assert shift.logged() == ["answered"]


async def test_the_first_key_after_logging_replaces_the_text_and_starts_a_call_in_no_municipality_yet(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert shift.typed == "@tinn brøyt"
        await shift.type("b")
        assert shift.typed == "b"
        assert shift.desk.begun
        await shift.type("røyt")
        assert "Brøyting av kommunal vei" in shift.screen
        assert "Ring vakten" not in shift.screen


@pytest.mark.long
async def test_an_outcome_asks_for_the_municipality_that_is_missing_and_for_the_cause_of_what_is_forwarded(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("f2")
        assert shift.logged() == []
        await shift.press("escape")
        assert shift.logged() == []
        assert shift.desk.begun
        assert shift.typed == "gatelys"
        await shift.press("f2")
        await shift.type("rol")
        await shift.press("enter")
        await shift.pilot.pause()
        assert newest(shift).inquiry.municipality == "3336"

        await shift.type("@tinn gatelys")
        await shift.press("f5", "v", "4")
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.cause, inquiry.warm) == ("transferred", "decision", True)

        await shift.type("@tinn gate")
        await shift.press("ctrl+o", "b")  # a letter instead of the function key
        await shift.until(lambda: shift.logged() == ["answered", "transferred", "answered"])


@pytest.mark.long
async def test_a_locked_municipality_stays_and_a_parked_call_keeps_the_one_it_had(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+g", "h", "j", "a", "tab")
        await shift.type("gatelys")
        await shift.press("f2")
        assert shift.desk.municipality == "4024"
        assert "Hjartdal" in shift.screen
        await shift.type("skyss")
        await shift.press("ctrl+n", "ctrl+g", "r", "tab")
        assert shift.desk.municipality == "3336"
        await shift.press("ctrl+l", "1")
        assert shift.desk.municipality == "4024"


@pytest.mark.long
async def test_an_unlogged_call_is_parked_in_sight_and_taken_up_again_with_its_half_written_note(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+t")
        await shift.type("ved butikken")
        await shift.press("ctrl+n")
        assert "1 parkert" in shift.screen
        assert "ved butikken" not in shift.screen
        await shift.type("skyss")
        await shift.press("ctrl+l", "1")
        assert shift.typed == "gatelys"
        assert "1 parkert" in shift.screen
        assert "ved butikken" in shift.screen


@pytest.mark.long
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


async def test_arrows_move_through_themes_and_hits_while_the_box_keeps_the_focus(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        assert "Vei og trafikk" in shift.screen  # with nothing asked yet
        await shift.press("down", "enter")
        assert "Skoleskyss" in shift.screen
        assert "Barnevern" in shift.screen
        await shift.press("ctrl+n")
        await shift.type("barne")
        await shift.press("down")
        moved_to = shift.desk.finder.article_on_card
        assert shift.desk.call.cursor == 1
        assert moved_to is not None
        await shift.type(" @tinn")
        assert shift.typed == "barne @tinn"
        assert shift.desk.finder.article_on_card == moved_to, "choosing the municipality leaves the hit"
        await shift.press("f2")
        assert newest(shift).inquiry.article == moved_to.id


@pytest.mark.long
async def test_enter_pins_the_article_that_is_logged_and_the_next_caller_s_is_another(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn barnev")
        await shift.press("enter")
        assert "● festet" in shift.screen
        await shift.press("f8")
        inquiry = newest(shift).inquiry
        assert (inquiry.article, inquiry.linked_by, inquiry.first_line) == ("barnevern", LinkedBy.PINNED, "never")
        await shift.press("ctrl+g", "r", "o", "l", "enter")
        await shift.type("gatelys")
        await shift.press("f2")
        assert newest(shift).inquiry.article == "gatelys"
        await shift.type("@tinn barnev")
        await shift.press("enter", "f9")
        assert newest(shift).inquiry.outcome == "void"
        assert newest(shift).inquiry.article is None, "a wrong number is about nothing"


async def test_an_article_that_is_taken_out_while_it_is_read_is_told_of(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        library = shift.desk.library
        others = [each for each in library.articles.values() if each.id != "broeyting"]
        without = build_library(others, library.themes, library.region, change=library.change)
        await shift.type("@tinn brøyting")
        await shift.press("enter")
        shift.app.screen_stack[0].query_one(DeskLink).post_message(DeskLink.LibraryReady(without))
        await shift.until(lambda: "tatt «Brøyting av kommunal vei» ut av søket" in shift.screen)
        assert "Festet" not in shift.screen


@pytest.mark.long
async def test_what_was_logged_is_corrected_with_its_cause_and_undone(at_desk: AtDesk) -> None:
    async def choose() -> None:
        await shift.press("ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.until(lambda: "Dine fra de siste 3 dagene" in shift.screen)

    async with at_desk() as shift:
        for key in ("7", "f7"):
            await shift.type("@tinn brøyt")
            await shift.press("f2")
            await choose()
            await shift.press("1", "1", key, "1")
            await shift.until(lambda: shift.logged()[0] == "case")
            assert newest(shift).inquiry.cause == "no_answer"
        await shift.type("@tinn brøyt")
        await shift.press("f2")
        assert shift.logged() == ["answered", "case", "case"]
        await choose()
        await shift.press("1", "8")
        await shift.until(lambda: shift.logged() == ["case", "case"])


@pytest.mark.long
async def test_a_caller_who_rings_again_is_linked_to_the_earlier_inquiry_which_says_how_it_ended_and_why(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn brøyt")
        await shift.press("f6", "3")
        first = newest(shift)
        await shift.until(lambda: not shift.desk.journal.waiting())
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+o", "r")
        await shift.until(lambda: shift.app.screen.is_modal)
        assert "Beskjed  Mangler tilgang" in shift.screen
        await shift.press("1", "f2")
        assert newest(shift).inquiry.repeats == first.inquiry.id


async def test_a_search_that_leads_nowhere_goes_to_the_editor_with_one_key(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("romskip")
        await shift.press("f10")
        assert "romskip" in shift.screen
        assert "redaktør" in shift.screen


@pytest.mark.long
async def test_an_identity_number_in_query_and_note_and_a_note_that_is_too_long_are_refused_and_kept(
    at_desk: AtDesk, identity_number: str
) -> None:
    async with at_desk() as shift:
        await shift.type(f"@tinn {identity_number}")
        assert "fødselsnummer" in shift.screen.casefold()
        await shift.press("f2")
        assert shift.logged() == []
        assert shift.desk.begun
        assert identity_number in shift.typed

        await shift.press("ctrl+u")
        await shift.type(f"@tinn brøyt {identity_number[:6]}")
        await shift.press("ctrl+t")
        assert "ikke navn eller diagnoser" in shift.screen.casefold()
        await shift.pilot.resize_terminal(80, 24)
        await shift.until(
            lambda: shift.app.screen.size == (80, 24) and "ikke navn eller diagnoser" in shift.screen.casefold()
        )
        await shift.type(f"pnr {identity_number[6:]}")
        assert "til sammen et fødselsnummer" in " ".join(shift.screen.split())
        await shift.press("enter", "f2")
        assert shift.logged() == []
        assert shift.desk.call.note == f"pnr {identity_number[6:]}"

        await shift.press("ctrl+u")
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+t")
        shift.app.screen.query_one("#note", Input).value = "x" * 201
        await shift.pilot.pause()
        assert "201 tegn" in shift.screen
        await shift.press("f2")
        assert shift.logged() == []
        assert len(shift.desk.call.note) == 201


async def test_closing_with_an_unfinished_call_says_so_first_and_that_it_is_offered_again(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+q")
        assert "1 samtale mangler utfall" in shift.screen
        await shift.until(lambda: "du får den tilbake i 12 timer" in shift.screen)
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
