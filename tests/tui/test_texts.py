"""Taking back what was written: the note at once, note and search text with the inquiry."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kontakt.settings import Settings

from ..contents import contents
from .conftest import AtDesk, Shift

pytestmark = pytest.mark.long

SECRET = "Ola har gikt"


def files_with(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if text.encode() in contents(file)]


async def log_with_note(shift: Shift) -> None:
    await shift.type("@tinn gatelys")
    await shift.press("ctrl+t")
    await shift.type(SECRET)
    await shift.press("enter", "f2")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_an_emptied_note_is_in_no_file_of_the_data_folder_whether_it_was_delivered_or_not(
    at_desk: AtDesk, settings: Settings, size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        for delivered in (False, True):
            await log_with_note(shift)
            if delivered:
                await shift.until(lambda: not shift.desk.journal.waiting())
            await shift.press("ctrl+z")
            await shift.until(lambda: shift.app.screen.is_modal)
            await shift.press("1")
            assert "Tøm notatet" in shift.screen
            assert SECRET in shift.screen
            await shift.press("7")
            await shift.until(lambda: "Notatet er tømt" in shift.screen)
            await shift.until(lambda: not shift.desk.journal.waiting())
            await shift.until(lambda: not files_with(settings.data_dir, SECRET))
        assert shift.logged() == ["answered", "answered"]


async def test_a_withdrawn_inquiry_leaves_neither_note_nor_search_text(at_desk: AtDesk, settings: Settings) -> None:
    async with at_desk() as shift:
        await log_with_note(shift)
        await shift.until(lambda: not shift.desk.journal.waiting())
        assert files_with(settings.data_dir, SECRET)
        await shift.press("ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1", "8")
        await shift.until(lambda: shift.logged() == [])
        await shift.until(lambda: not files_with(settings.data_dir, SECRET))
        (row,) = history(settings.data_dir)
        assert row == ("", "")


def history(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "kontakt.sqlite")) as connection:
        return connection.execute("SELECT DISTINCT note, query FROM inquiry_entry").fetchall()


async def test_without_a_note_there_is_none_to_empty(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+z")
        await shift.until(lambda: shift.app.screen.is_modal)
        await shift.press("1")
        assert "Trekk" in shift.screen
        assert "Tøm notatet" not in shift.screen
