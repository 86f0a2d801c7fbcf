"""The page of the region: what is kept of it, changed by keys, with who changed what."""

import pytest

from kontakt.database import Engine, reading
from kontakt.directory import store as directory

from .conftest import AtBoard, Board

pytestmark = pytest.mark.long


async def enter(board: Board, question: str, text: str) -> None:
    """Put the text in the place of what stands in the question, and give the answer."""
    await board.until(lambda: question in board.screen)
    await board.press("ctrl+u")
    await board.type(text)
    await board.press("enter")


async def stored(board: Board, what: str) -> None:
    await board.until(lambda: what in board.screen)
    await board.counted()


async def test_a_target_is_set_from_a_day_to_come_and_the_page_says_who_did_it(
    at_board: AtBoard, engine: Engine
) -> None:
    async with at_board((120, 36)) as board:
        await board.look("f11")
        assert "regionen" in board.screen.casefold()
        await board.type("tinn")
        await board.press("enter", "1")
        await enter(board, "i prosent løst", "88")
        await enter(board, "Fra hvilken dag", "01.01.2027")
        await stored(board, "mål fra 01.01.2027: 88 %")
        assert "88 % fra 01.01.2027" in board.line("Tinn")
        assert "agent 1" in board.line("Endringer")
    with reading(engine) as session:
        region = directory.load(session)
    tinn = region.municipality("4026") if region else None
    assert tinn
    assert [each.target for each in tinn.coming] == [88]


async def test_how_long_notes_are_kept_is_set_for_the_whole_region(at_board: AtBoard, engine: Engine) -> None:
    async with at_board((120, 36)) as board:
        await board.look("f11")
        await board.press("enter", "3")
        await enter(board, "blir notater og søk tatt vare på", "60")
        await stored(board, "dager notater blir tatt vare på: 60 (før: ingen)")
    with reading(engine) as session:
        assert directory.note_days(session) == 60


async def test_a_day_that_is_past_is_refused_with_what_to_do(at_board: AtBoard) -> None:
    async with at_board() as board:
        await board.look("f11")
        await board.type("tinn")
        await board.press("enter", "1")
        await enter(board, "i prosent løst", "88")
        await enter(board, "Fra hvilken dag", "01.01.2020")
        assert "fra i dag eller en dag som kommer" in " ".join(board.screen.split())
        await board.press("escape")
        assert "Ingenting er endret ennå" in await board.look()


@pytest.mark.parametrize("text", ["0", "101", "80,5", "åtti"])
async def test_what_is_no_target_is_refused(at_board: AtBoard, text: str) -> None:
    async with at_board() as board:
        await board.look("f11")
        await board.press("down", "enter", "1")
        await enter(board, "i prosent løst", text)
        assert "helt tall fra 1 til 100" in board.screen


async def test_inhabitants_are_changed_and_the_region_adds_up(at_board: AtBoard) -> None:
    async with at_board() as board:
        await board.look("f11")
        for name in ("tinn", "rollag", "hjartdal"):
            await board.press("ctrl+u")
            await board.type(name)
            await board.press("enter", "2")
            await enter(board, "Hvor mange innbyggere", "1 000")
            await stored(board, "innbyggere: 1 000")
        await board.press("ctrl+u")
        assert "3 000" in board.screen


async def test_a_theme_is_named_anew_and_another_added(at_board: AtBoard) -> None:
    async with at_board() as board:
        await board.look("f11", "ctrl+b")
        await board.press("enter", "1")
        await enter(board, "Navn", "Vei, trafikk og brøyting")
        await stored(board, "Lagret: Vei, trafikk og brøyting.")
        await board.press("ctrl+y")
        await enter(board, "det nye temaet", "Jakt")
        await stored(board, "Nytt tema: Jakt.")
        assert board.line("Jakt")


async def test_a_municipality_leaves_only_when_that_is_meant(at_board: AtBoard) -> None:
    async with at_board() as board:
        await board.look("f11", "ctrl+y")
        await enter(board, "som blir med", "0301")
        await enter(board, "Hva heter kommune 0301", "Oslo")
        await stored(board, "Oslo: er ny i regionen")
        await board.type("oslo")
        await board.press("enter", "x")
        await board.until(lambda: "Ta Oslo ut av regionen?" in board.screen)
        await board.press("2")
        assert "0301" in board.line("Oslo")
        await board.press("enter", "x")
        await board.until(lambda: "Ta Oslo ut av regionen?" in board.screen)
        await board.press("1")
        await stored(board, "Oslo: har gått ut av regionen")
        await board.press("ctrl+u")
        assert "har gått ut av regionen" in board.line("Endringer")


async def test_the_page_has_no_period_and_fits_in_a_small_window(at_board: AtBoard) -> None:
    async with at_board((80, 24)) as board:
        screen = await board.look("f11")
        assert "henvendelser" not in screen
        assert "Innbyggere" in screen
        assert "henvendelse" in await board.look("f2")
