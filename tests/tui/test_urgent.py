"""Whom to ring is the first line of the screen while danger to life is typed, and the rest of the desk goes on."""

from pathlib import Path

import pytest
from textual.geometry import Region

from kontakt.tui.desk.search_box import SearchBox

from .conftest import AtDesk, Shift

pytestmark = pytest.mark.long

FIRE = "! Brann, røyk eller gass: ring 110 (brannvesenet). Alle ut"
LIFE = "! Fare for liv: ring 113 (ambulanse)"


@pytest.fixture(autouse=True)
def with_the_table(filled_folder: Path) -> None:
    """The copy of the data folder holds the shipped table: opening the database has put it there."""


def first_line(shift: Shift) -> str:
    return shift.screen.splitlines()[0].strip()


async def test_a_letter_raises_the_line_another_takes_it_back_and_the_rest_of_the_desk_is_as_it_was(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("bran")
        assert "kontakt" in first_line(shift) or FIRE not in shift.screen
        await shift.type("n")
        assert first_line(shift) == FIRE
        await shift.type("syn")
        assert FIRE not in shift.screen
        assert shift.typed == "brannsyn"

        await shift.press("ctrl+u")
        await shift.type("brøyting brann")
        assert first_line(shift) == FIRE
        assert isinstance(shift.app.focused, SearchBox)
        assert "Brøyting av kommunal vei" in shift.screen
        await shift.press("ctrl+u")
        await shift.type("@tinn brøyting")
        assert FIRE not in shift.screen
        await shift.press("f2")
        assert shift.logged() == ["answered"]


async def test_the_worst_comes_first_the_note_raises_it_too_and_it_goes_with_the_call(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.pilot.press(*"brann", *["backspace"] * 5, *"han", "space", *"puster", "space", *"ikke")
        await shift.pilot.pause()
        assert first_line(shift) == LIFE, "at machine speed the line is that of what stands in the box"

        await shift.press("ctrl+u")
        assert LIFE not in shift.screen
        await shift.type("brann og mor puster ikke")
        assert first_line(shift) == f"{LIFE}. Også: 110"

        await shift.press("ctrl+u")
        await shift.type("@tinn brann")
        assert first_line(shift) == FIRE
        await shift.press("f9")
        assert shift.logged() == ["void"]
        assert FIRE not in shift.screen
        await shift.press("ctrl+n")
        assert FIRE not in shift.screen

        await shift.type("gatelys")
        await shift.press("ctrl+t")
        await shift.type("mannen er bevisstløs")
        assert first_line(shift) == LIFE


async def test_it_is_said_in_the_language_of_the_screen(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("puster ikke")
        for said in ("! Fare for liv: ring 113 (ambulanse)", "! Danger to life: call 113 (ambulance)"):
            await shift.press("ctrl+o", "v")
            assert first_line(shift) == said


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16), (59, 15)])
async def test_the_whole_line_and_what_is_typed_are_seen_in_every_window(
    at_desk: AtDesk, size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        for kind in shift.desk.library.urgent.table.kinds:
            await shift.press("ctrl+u")
            await shift.type(kind.words[0].split("/")[0] if " " not in kind.words[0] else "brann")
            box = shift.app.screen.query_one(SearchBox)
            assert Region(0, 0, *size).contains_region(box.region)
        await shift.press("ctrl+u")
        await shift.type("spist giftig sopp, det brenner og han puster ikke")
        said = " ".join(" ".join(shift.screen.splitlines()[:2]).split())
        assert said.startswith(f"{LIFE}. Også: 110, 22 59 13 00")
        assert "puster ikke" in shift.screen
