"""F8 and F9 without a municipality: asked for, and unknown by one key."""

import pytest
from textual.events import Key

from kontakt.desk.service import DeskService
from kontakt.firstline import Outcome
from kontakt.inquiries.inquiry import Entry

from .conftest import AtDesk, Shift


def newest(shift: Shift) -> Entry:
    service = DeskService(shift.desk.settings, shift.app.database, clock=shift.desk.clock)
    try:
        return service.own_inquiries()[0]
    finally:
        service.close()


async def asked(shift: Shift) -> None:
    await shift.until(lambda: shift.app.screen.is_modal)
    await shift.pilot.pause()


@pytest.mark.long
@pytest.mark.parametrize(("key", "outcome"), [("f8", Outcome.NOT_OURS), ("f9", Outcome.VOID)])
@pytest.mark.parametrize("typed", ["gatelys", "@drammen gatelys"])
async def test_the_same_key_again_says_that_the_municipality_is_unknown(
    at_desk: AtDesk, key: str, outcome: Outcome, typed: str
) -> None:
    async with at_desk() as shift:
        await shift.type(typed)
        await shift.press(key)
        await asked(shift)
        assert f"{key.upper()}" in shift.screen
        assert "Ukjent kommune" in shift.screen
        assert shift.logged() == []
        await shift.press(key)
        await shift.until(lambda: shift.logged() == [outcome.value])
        inquiry = newest(shift).inquiry
        assert (inquiry.municipality, inquiry.target, inquiry.query) == (None, None, "gatelys")
        await shift.pilot.pause()
        assert "Ukjent kommune" in shift.screen
        assert not shift.desk.begun


async def test_a_municipality_can_be_chosen_instead(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("f9")
        await asked(shift)
        await shift.press("r", "o", "enter")
        await shift.until(lambda: shift.logged() == ["void"])
        assert newest(shift).inquiry.municipality == "3336"


async def test_other_outcomes_know_no_unknown_municipality(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("f2")
        await asked(shift)
        assert "Ukjent kommune" not in shift.screen
        await shift.press("f2", "f9")
        assert shift.app.screen.is_modal
        await shift.press("escape")
        assert shift.logged() == []


@pytest.mark.long
async def test_a_chosen_municipality_is_logged_without_asking(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f8")
        assert newest(shift).inquiry.municipality == "4026"


@pytest.mark.long
async def test_at_machine_speed_nothing_is_logged_for_a_municipality_that_was_not_chosen(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        for key in (*"gatelys", "f9"):
            shift.app.post_message(Key(key, key if len(key) == 1 else None))
        await asked(shift)
        assert shift.logged() == []
        shift.app.post_message(Key("f9", None))
        await shift.until(lambda: shift.logged() == ["void"])
        assert newest(shift).inquiry.municipality is None


async def logged_unknown(shift: Shift) -> None:
    await shift.type("gatelys")
    await shift.press("f9")
    await asked(shift)
    await shift.press("f9")
    await shift.until(lambda: shift.logged() == ["void"])
    await shift.pilot.pause()


@pytest.mark.long
async def test_a_correction_to_another_outcome_asks_for_the_municipality(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await logged_unknown(shift)
        await shift.press("ctrl+z")
        await asked(shift)
        await shift.press("1", "1", "2")
        await shift.until(lambda: "Rollag" in shift.screen)
        assert "teller ikke i noen andel" not in shift.screen
        await shift.press("r", "o", "enter")
        await shift.until(lambda: shift.logged() == ["answered"])
        inquiry = newest(shift).inquiry
        assert (inquiry.municipality, inquiry.target) == ("3336", 80)


@pytest.mark.long
async def test_a_correction_that_goes_back_at_the_municipality_changes_nothing(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await logged_unknown(shift)
        await shift.press("ctrl+z")
        await asked(shift)
        await shift.press("1", "1", "2")
        await shift.until(lambda: "Rollag" in shift.screen)
        await shift.press("escape")
        await shift.pilot.pause()
        assert shift.logged() == ["void"]
        assert newest(shift).inquiry.municipality is None


@pytest.mark.long
@pytest.mark.parametrize(("key", "offered"), [("f9", True), ("f2", False)])
async def test_a_correction_to_an_unknown_municipality_is_for_what_counts_in_no_rate(
    at_desk: AtDesk, key: str, offered: bool
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press(key)
        await shift.press("ctrl+z")
        await asked(shift)
        await shift.press("1", "3")
        await shift.until(lambda: "Rollag" in shift.screen)
        assert ("teller ikke i noen andel" in shift.screen) is offered
        if offered:
            await shift.press("f9")
            await shift.until(lambda: newest(shift).inquiry.municipality is None)
