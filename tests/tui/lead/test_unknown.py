"""Inquiries of an unknown municipality on the lead's board: the last row, whatever it is sorted by."""

import pytest

from kontakt.firstline import Outcome

from .conftest import AtBoard, Log

pytestmark = pytest.mark.long

NAMES = ("Tinn", "Rollag", "Hjartdal", "Ukjent ")


@pytest.fixture
def some(log: Log) -> None:
    log(30)
    log(20, municipality="3336", outcome=Outcome.VOID)
    log(25, municipality=None, target=None, outcome=Outcome.NOT_OURS)


async def test_the_row_stands_last_whatever_the_board_is_sorted_by(at_board: AtBoard, some: None) -> None:
    async with at_board((160, 50)) as service:
        await service.look("f2")
        for sorts in range(7):
            lines = service.screen.splitlines()
            places = [next(at for at, line in enumerate(lines) if line.lstrip("▌ ").startswith(name)) for name in NAMES]
            assert max(places) == places[-1], sorts
            assert "25 " in service.line("Ukjent "), sorts
            assert "ingenting som teller" in service.line("Ukjent "), sorts
            await service.look("ctrl+r")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 50)])
async def test_the_whole_name_stands_below_the_table(at_board: AtBoard, some: None, size: tuple[int, int]) -> None:
    async with at_board(size) as service:
        await service.look("f2", *["down"] * 4)
        assert "25 " in service.line("Ukjent ")
        assert "Ukjent kommune ingenting som teller" in service.line("Ukjent kommune")


async def test_a_filter_shows_them_alone(at_board: AtBoard, some: None) -> None:
    async with at_board() as service:
        screen = await service.look("f9", "1", "u", "k", "j", "enter")
        assert "Ukjent kommune" in screen
        assert "25 henvendelser" in screen
