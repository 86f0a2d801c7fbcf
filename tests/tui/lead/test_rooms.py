"""The lead's room among the others: one goes there, comes back, and nothing is lost on the way."""

import subprocess
import sys

import pytest

from kontakt.tui.modes import DESK

from ..conftest import AtDesk
from .conftest import AtBoard, Log

pytestmark = pytest.mark.long


async def test_the_desk_leads_to_the_board_and_back_and_the_call_stays(at_desk: AtDesk, a_quarter: None) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("@tinn brøyt")
        await shift.press("ctrl+f")
        assert "Redaktørrommet" in shift.screen
        await shift.press("2")
        await shift.until(lambda: "ikke nådd: 20 til" in shift.screen)
        await shift.press("ctrl+f", "ctrl+f")
        assert shift.app.current_mode == DESK
        assert shift.typed == "@tinn brøyt"


async def test_what_is_logged_on_the_desk_stands_on_the_board_when_one_comes_back(
    at_board: AtBoard, a_quarter: None, log: Log
) -> None:
    async with at_board() as service:
        await service.press("ctrl+f", "ctrl+f")
        assert service.app.current_mode == DESK
        log(60)
        await service.press("ctrl+f", "2")
        await service.until(lambda: "260 " in service.line("Tinn"))


async def test_nothing_is_counted_while_nobody_looks(at_board: AtBoard, a_quarter: None, log: Log) -> None:
    async with at_board() as service:
        await service.press("ctrl+f", "ctrl+f")
        before = service.room._answers["municipalities"]
        log(1)
        service.room._look_if_seen()
        await service.counted()
        assert service.room._answers["municipalities"] is before


async def test_the_help_shows_the_keys_of_the_board_and_what_the_rate_is(at_board: AtBoard) -> None:
    async with at_board((120, 90)) as service:
        await service.press("f1")
        for text in ("Lag en rapport", "Velg en kommune", "Ctrl+T", "Brutto", "95 %-intervallet"):
            assert text in service.screen
        assert "Logg utfallet" not in service.screen


async def test_the_second_way_reaches_every_key(at_board: AtBoard, a_quarter: None) -> None:
    async with at_board() as service:
        await service.press("ctrl+o", "5")
        assert "Mandag" in await service.look()


def test_the_desk_opens_without_loading_anything_of_the_board_and_the_board_without_the_database() -> None:
    """What a fast start (docs/architecture.md, limits) rests on."""
    program = (
        "import sys, kontakt.__main__, kontakt.cli.desk, kontakt.tui.app\n"
        "print(*(each for each in sys.modules if each.startswith(('kontakt.reports', 'kontakt.tui.lead'))))\n"
        "import kontakt.tui.lead.screen\n"
        "print(*({'sqlmodel', 'sqlalchemy', 'alembic', 'duckdb', 'xlsxwriter'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ended.stdout.split() == []
