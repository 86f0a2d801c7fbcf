"""Calls under way survive the window they were in, and can be given up."""

from typing import Any

import pytest

from kontakt.desk.unlogged_file import UnloggedFile
from kontakt.settings import Settings
from kontakt.tui.desk import unlogged_autosave_link

from ..contents import contents
from .conftest import NOW, AtDesk


@pytest.fixture(autouse=True)
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlogged_autosave_link, "LOOK_SECONDS", 0.02)


def left(settings: Settings, agent: str = "agent 1") -> tuple[Any, ...]:
    """What the next window of the agent would be offered, now; it stays for that one."""
    window = UnloggedFile(settings.calls_path, agent, clock=lambda: NOW)
    calls = window.open().calls
    window.close()
    return calls


def on_disk(settings: Settings) -> str:
    return "".join(contents(each).decode("latin-1") for each in settings.calls_path.glob("*"))


@pytest.mark.long
async def test_an_open_and_a_parked_call_come_back_as_parked_and_the_desk_is_ready_to_type(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("ctrl+n")
        await shift.type("skyss")
        await shift.press("ctrl+t")
        await shift.type("ved butikken")
    async with at_desk() as shift:
        await shift.until(lambda: "2 samtaler fra i sted er hentet tilbake som parkert – Ctrl+L" in shift.screen)
        assert not shift.desk.begun
        await shift.type("barn")
        await shift.until(lambda: shift.typed == "barn")
        await shift.press("ctrl+l")
        await shift.until(lambda: "Tinn" in shift.screen)
        await shift.until(lambda: "ved butikken" in shift.screen)
        await shift.press("2")
        await shift.until(lambda: shift.typed == "skyss")
        await shift.until(lambda: shift.desk.note == "ved butikken")


@pytest.mark.long
async def test_a_call_that_came_back_and_is_logged_is_not_offered_again(at_desk: AtDesk, settings: Settings) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
    async with at_desk() as shift:
        await shift.until(lambda: shift.desk.calls.parked)
        await shift.press("ctrl+l", "1", "f2")
        assert shift.logged() == ["answered"]
        await shift.until(lambda: "gatelys" not in on_disk(settings))
    assert left(settings) == ()


@pytest.mark.long
async def test_what_is_done_in_a_call_is_on_the_disk_while_the_window_lives(
    at_desk: AtDesk, settings: Settings
) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+t")
        await shift.type("ved kirken")
        await shift.until(lambda: "ved kirken" in on_disk(settings))
        await shift.press("f2")
        await shift.type("rol")
        await shift.press("enter")
        await shift.until(lambda: "ved kirken" not in on_disk(settings))


@pytest.mark.long
async def test_a_second_window_does_not_take_the_calls_of_the_first(at_desk: AtDesk) -> None:
    async with at_desk() as first:
        await first.type("gatelys")
        await first.until(lambda: first.app.autosave._file._stored)
        async with at_desk() as second:
            await second.until(lambda: second.app.autosave._handed_out)
            assert second.desk.calls.parked == []


@pytest.mark.long
async def test_a_parked_call_is_dropped_with_delete_after_a_question(at_desk: AtDesk, settings: Settings) -> None:
    async with at_desk() as shift:
        await shift.type("romskip")
        await shift.press("ctrl+n")
        await shift.type("gatelys")
        await shift.press("ctrl+n", "ctrl+l", "down", "delete")
        await shift.until(lambda: "Forkaste denne samtalen?" in shift.screen)
        await shift.press("1")
        await shift.until(lambda: "Parkerte samtaler" in shift.screen)  # the list stands there for the next one
        await shift.press("escape")
        await shift.until(lambda: "Forkastet, og ikke loggført:" in shift.screen)
        assert [each.query for each in shift.desk.calls.parked] == ["romskip"]
        await shift.until(lambda: "gatelys" not in on_disk(settings))
        assert "romskip" in on_disk(settings)
        assert shift.logged() == []


@pytest.mark.long
async def test_another_answer_to_the_question_drops_nothing(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("romskip")
        await shift.press("ctrl+n")
        for answer in ("escape", "2"):
            await shift.press("ctrl+l", "delete")
            await shift.until(lambda: "Forkaste denne samtalen?" in shift.screen)
            await shift.press(answer, "escape")
            assert [each.query for each in shift.desk.calls.parked] == ["romskip"], answer


@pytest.mark.long
async def test_every_parked_call_can_be_reached_when_there_are_more_than_nine(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        for number in range(11):
            await shift.type(f"skyss {number}")
            await shift.press("ctrl+n")
        await shift.press("ctrl+l", "end", "enter")
        await shift.until(lambda: shift.typed == "skyss 10")


async def test_the_list_says_that_the_call_in_progress_is_parked_only_when_there_is_one(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.type("skyss")
        await shift.press("ctrl+n", "ctrl+l")
        assert "blir parkert i stedet" not in shift.screen
        await shift.press("escape")
        await shift.type("gatelys")
        await shift.press("ctrl+l")
        await shift.until(lambda: "blir parkert i stedet" in shift.screen)


async def test_a_folder_that_cannot_be_written_is_one_quiet_sentence(at_desk: AtDesk, settings: Settings) -> None:
    settings.calls_path.write_text("not a folder")
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.until(lambda: "Samtaler uten utfall kan ikke tas vare på" in shift.screen)
        await shift.press("f2")
        assert shift.logged() == ["answered"]


async def test_a_damaged_file_is_told_of(at_desk: AtDesk, settings: Settings) -> None:
    settings.calls_path.mkdir()
    (settings.calls_path / "0.json").write_bytes(b"\x00")
    async with at_desk() as shift:
        await shift.until(lambda: "kunne ikke leses" in shift.screen)
        await shift.type("gatelys")
        await shift.until(lambda: shift.typed == "gatelys")


@pytest.mark.long
async def test_closing_stores_a_note_that_is_half_written_after_the_outcome(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("@tinn gatelys")
        await shift.press("f2", "ctrl+t")
        await shift.type("stolpe 12")
        await shift.press("ctrl+q")
        assert shift.desk.logbook.just_logged.inquiry.note == "stolpe 12"
