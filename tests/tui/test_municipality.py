"""A municipality is never guessed: what is typed after @ chooses one, or none and says so (docs/architecture.md, a
call). Every kind of name: tests/desk/test_municipality_in_text.py."""

from datetime import UTC, datetime

import pytest
from textual.events import Paste

from kontakt.database import open_engine, writing
from kontakt.desk.service import DeskService
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.library import build_library
from kontakt.settings import Settings
from kontakt.tui.desk.call_strip import CallStrip

from ..desk.test_municipality_in_text import MEMBERS
from .conftest import AtDesk, Shift

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A region whose names and places begin alike."""
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        directory.save(session, MEMBERS, by="test", at=NOW)
    engine.dispose()
    service = DeskService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
    service.library()
    service.close()
    return settings


def strip(shift: Shift) -> str:
    return shift.app.screen_stack[0].query_one(CallStrip).render().plain


async def _asks(shift: Shift, name: str) -> None:
    """The outcome asks for the municipality, and whoever leaves the list has logged nothing."""
    await shift.until(lambda: "Besvart: i hvilken kommune?" in shift.screen)
    assert shift.app.screen.is_modal, name
    await shift.press("escape")
    assert shift.logged() == [], name
    await shift.press("ctrl+u")


@pytest.mark.long
async def test_letters_that_begin_no_name_alone_choose_none_and_the_outcome_asks(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for name in ("drammen", "n", "rjuk"):
            await shift.type(f"@{name}")
            assert shift.desk.municipality is None, name
            assert "Kommune?" in strip(shift), name
            assert f"«@{name}»" in shift.screen
            await shift.press("space", "b", "r", "ø", "f2")
            await _asks(shift, name)


async def test_at_machine_speed_they_choose_none_either(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for name in ("drammen", "n"):
            await shift.at_once(f"@{name} gatelys", "f2")
            assert shift.desk.municipality is None, name
            await _asks(shift, name)


@pytest.mark.long
async def test_pasted_they_take_back_what_the_text_chose_before(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for name in ("drammen", "n"):
            await shift.type("@tinn gate")
            assert shift.desk.municipality == "4026"
            await shift.press("escape")
            shift.app.screen.focused.post_message(Paste(f"@{name} gatelys"))
            await shift.press("f2")
            assert shift.desk.municipality is None, name
            await _asks(shift, name)


async def test_letter_by_letter_a_name_is_taken_back_by_one_that_is_none(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn")
        await shift.press("backspace", "backspace", "backspace")
        assert shift.desk.municipality == "4026"  # @t is the beginning of Tinn alone
        await shift.press("backspace")
        await shift.type("drammen")
        assert shift.typed == "@drammen"
        assert shift.desk.municipality is None


@pytest.mark.long
async def test_the_beginning_of_one_name_alone_or_a_whole_place_chooses(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for logged, (typed, number) in enumerate((("@t", "4026"), ("@rjukan", "4026"), ("@nore og uv", "3338"))):
            await shift.type(f"{typed} gate")
            assert shift.desk.municipality == number, typed
            await shift.press("f2")
            assert shift.logged() == ["answered"] * (logged + 1), typed
            assert shift.desk.municipality is None, "the next one finds nothing chosen"


async def test_several_names_that_begin_so_are_named_and_a_municipality_alone_is_no_failed_search(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@n")
        assert "«@n» passer på Notodden, Nore og Uvdal: ingen er valgt." in shift.screen
        await shift.press("ctrl+u")
        await shift.type("@tinn")
        assert "Ingen artikkel funnet" not in shift.screen
        assert "usikkert" not in shift.screen
        await shift.press("f10")
        assert "Du har ikke søkt etter noe ennå" in shift.screen
        assert shift.desk.journal.pending(10) == []


@pytest.mark.long
async def test_letters_that_choose_none_hide_the_locked_municipality_until_they_are_gone_and_one_key_unlocks_it(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.press("ctrl+g", "t", "tab")
        await shift.type("@drammen")
        assert shift.desk.municipality is None
        await shift.press("ctrl+u")
        assert shift.desk.municipality == "4026"
        assert "Tab låser opp" in strip(shift)
        await shift.type("gatelys")
        await shift.press("tab")
        assert "Tinn er ikke lenger låst." in shift.screen
        assert (shift.desk.calls.locked, shift.desk.municipality) == (None, None)
        await shift.press("f2")
        await shift.until(lambda: shift.app.screen.is_modal)


@pytest.mark.long
async def test_the_list_goes_before_what_the_text_names_and_the_next_letter_changes_nothing(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatel")
        await shift.press("ctrl+g", "r", "o", "enter")
        await shift.type("ys")
        assert shift.desk.municipality == "3336"


async def test_before_any_municipality_is_known_an_outcome_says_so_and_takes_no_letters(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        shift.desk.finder.set_library(build_library((), (), Region("", ())))
        await shift.type("gate")
        await shift.press("f2")
        await shift.type("lys")
        assert shift.typed == "gatelys"
        assert not shift.app.screen.is_modal
        await shift.press("f2")
        assert "Kommunene blir fortsatt lest inn" in shift.screen
        assert shift.logged() == []
