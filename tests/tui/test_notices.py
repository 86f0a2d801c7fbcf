"""Notices on the screen: one line above the search box that moves nothing that is typed, a list of them, an answer that
is logged to one, and one that is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kontakt.database import reading, writing
from kontakt.library.notices import Notices
from kontakt.notices import store
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority, ToldFirst
from kontakt.tui.desk.screen import DeskScreen
from kontakt.tui.desk.service_link import DeskLink

from .conftest import NOW, AtDesk, Shift

pytestmark = pytest.mark.long

TEXT = "Tankbil står ved kirken. [/ ny]"


def notice(number: int = 1, **changes: Any) -> Notice:
    values: dict[str, Any] = {
        "kind": NoticeKind.WATER,
        "title": "Vannet er borte",
        "text": TEXT,
        "municipalities": ("4026",),
        "begins": NOW - timedelta(hours=1),
        "ends": NOW + timedelta(hours=3),
    }
    return Notice(id=UUID(int=number), **values | changes)


async def put(shift: Shift, some: Notice) -> None:
    """What another desk writes reaches this one."""
    with writing(shift.app.database.engine) as session:
        store.put(session, some, by="Kari", at=NOW)
    await shift.until(lambda: shift.desk.library.notices)
    await shift.taken_in()


async def told(shift: Shift, *some: Notice) -> None:
    """The same without a database."""
    shift.app.screen_stack[0].query_one(DeskLink).post_message(
        DeskLink.LibraryReady(replace(shift.desk.library, notices=Notices(some)))
    )
    await shift.taken_in()


def stored(shift: Shift) -> Sequence[Notice]:
    with reading(shift.app.database.engine) as session:
        return store.since(session, NOW)


async def test_nothing_stands_there_and_no_key_does_anything_where_there_are_none(at_desk: AtDesk) -> None:
    async with at_desk((80, 24)) as shift:
        await shift.settle()
        before = shift.screen
        assert "Ctrl+R" not in before
        await shift.press("ctrl+r")
        assert shift.screen == before
        await shift.press("ctrl+o")
        assert "Nytt oppslag" in shift.screen
        assert "Ctrl+R" not in shift.screen


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)], ids=str)
async def test_the_line_stands_above_the_search_box_with_the_municipality_of_the_call_first(
    at_desk: AtDesk, size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        await shift.settle()
        elsewhere = notice(2, title="Veien er stengt", municipalities=("3336",), priority=NoticePriority.URGENT)
        await told(shift, notice(), elsewhere, notice(3), notice(4), notice(5))
        lines = shift.screen.split("\n")
        at = next(place for place, line in enumerate(lines) if "Rollag: Veien" in line)
        assert lines[at].lstrip().startswith("! Rollag")
        assert shift.app.read_out().startswith("Rollag: Veien er stengt, til")
        assert "4 til" in lines[at]
        assert "Søk" in lines[at + 1] or "To–tre" in lines[at + 1]
        await shift.type("@tinn")
        assert "· Tinn: Vannet" in shift.screen.split("\n")[at]


async def test_a_new_one_moves_nothing_while_a_call_is_in_progress(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("vann brøyting @tinn")
        await shift.press("down")
        before = shift.screen.split("\n")
        await told(shift, notice())
        after = shift.screen.split("\n")
        changed = [line for line, other in zip(after, before, strict=True) if line != other]
        assert ["Oppslag: Tinn: Vannet er borte, til" in line for line in changed] == [True]
        await shift.press("f2")
        assert "· Tinn: Vannet er borte" in shift.screen.split("\n")[1]


async def test_an_answer_is_logged_to_it_from_its_words_and_from_the_list(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await put(shift, notice())
        await shift.type("vannet borte @tinn")
        assert TEXT in shift.screen
        await shift.press("f2")
        assert "oppslaget «Vannet er borte»" in shift.screen
        assert "1 har ringt om dette" in shift.screen
        await shift.settle()
        await shift.press("ctrl+r")
        assert TEXT in shift.screen
        await shift.press("f2", "enter")  # its municipality is the one that is suggested
        assert "2 har ringt om dette" in shift.screen
        assert shift.typed == ""
        assert shift.logged() == ["answered", "answered"]
        await shift.until(lambda: not shift.desk.journal.waiting())
        await shift.settle()
        shift.desk.finder.notice_counts = {}  # as before others answered
        desk = shift.app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        desk.look_at_counts()
        await shift.until(lambda: "2 har ringt om dette" in shift.screen)
        await shift.press("ctrl+z")
        assert "Tinn · oppslaget «Vannet er borte»" in shift.screen
        await shift.press("escape")
        await shift.press("ctrl+r", "enter")
        assert TEXT in shift.screen
        await shift.press("escape", "ctrl+n")
        assert TEXT not in shift.screen


async def test_one_is_written_in_a_few_keys_and_lengthened_and_ended_from_the_list(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.at_once("ctrl+o", "4", "ctrl+s")
        await shift.until(lambda: "mangler" in shift.screen)
        await shift.press("escape")
        await shift.at_once("@rollag veien", "ctrl+o", "4", "Veggli bru er stengt", "ctrl+s")
        await shift.until(lambda: "Hva gjelder det?" in shift.screen)
        await shift.press("escape", "ctrl+s", "v")
        await shift.until(lambda: "Alle har det" in shift.screen)
        assert shift.typed == "@rollag veien"
        (written,) = stored(shift)
        assert (written.title, written.kind, written.municipalities, written.changed_by) == (
            "Veggli bru er stengt",
            NoticeKind.ROAD,
            ("3336",),
            "agent 1",
        )
        await shift.until(lambda: shift.desk.library.notices)
        await shift.press("ctrl+r", "f")
        await shift.type("i går")
        await shift.press("enter")
        assert "er ikke et tidspunkt" in shift.screen
        await shift.press("home", *["delete"] * 5)
        await shift.type("24.12 12:00")
        await shift.press("enter")
        await shift.until(lambda: "Det gjelder lenger" in shift.screen)
        await shift.press("ctrl+r", "a", "2")
        assert stored(shift) != ()
        await shift.press("ctrl+r", "a", "1")
        await shift.until(lambda: "Avsluttet" in shift.screen)
        assert stored(shift) == ()
        await shift.until(lambda: not shift.desk.library.notices.out(NOW))


async def test_one_that_was_just_changed_is_changed_and_ticked_as_it_was_left(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon: here the list never hears of a change."""
    async with at_desk() as shift:
        await shift.settle()
        await put(shift, notice(told_first=(ToldFirst("Vaktleder"),)))
        monkeypatch.setattr(DeskLink, "poll", lambda _link, _service: "")
        for more in (" helt", " nå"):
            await shift.press("ctrl+r", "e")
            await shift.type(more)
            await shift.press("ctrl+s")
            await shift.until(lambda: stored(shift)[0].title.endswith(more))  # noqa: B023
        for ticked in (True, False):
            await shift.press("ctrl+r", "v", "1")
            await shift.until(lambda: bool(stored(shift)[0].told_first[0].told_at) is ticked)  # noqa: B023
        (written,) = stored(shift)
        assert (written.title, written.revision) == ("Vannet er borte helt nå", 5)


async def test_five_at_once_have_room_in_the_smallest_window_and_what_is_refused_stays_typed(at_desk: AtDesk) -> None:
    async with at_desk((60, 16)) as shift:
        await shift.settle()
        left = notice(5, title="Strømmen er borte", municipalities=("9999",), priority=NoticePriority.URGENT)
        await told(shift, *(notice(number, title=f"Veien er stengt {number}") for number in range(1, 5)), left)
        assert "9999: Strømmen" in shift.screen
        await shift.press("ctrl+r")
        assert all(f"stengt {number}" in shift.screen for number in range(1, 5))
        assert "F2" in shift.screen
        await shift.press("e")
        await shift.type(" helt")
        await shift.press("ctrl+s")
        assert "«9999» er ikke med i regionen" in shift.screen
        assert "Strømmen er borte helt" in shift.screen
