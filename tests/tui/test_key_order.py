"""Every key takes effect in the order in which it was pressed, in every box of every room: all keys come at once."""

import ast
import asyncio
import threading
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.widgets import Input

import kontakt.tui
from kontakt.desk.finder import Finder
from kontakt.editor.overview.overview import Overview
from kontakt.editor.service import EditorService
from kontakt.firstline import Cause, Outcome
from kontakt.inquiries.inquiry import Entry
from kontakt.search import SearchAnswer
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.screen import EditorScreen
from kontakt.tui.editor.service_link import EditorLink
from kontakt.tui.keys.order import STEPS
from kontakt.tui.lead.screen import LeadScreen
from kontakt.tui.modes import DESK, EDITOR, LEAD
from kontakt.tui.widgets.choice import FilterMenu, KeyMenu

from .conftest import AtDesk
from .test_calls import newest


def test_every_step_that_a_key_starts_is_one_that_the_next_key_waits_for() -> None:
    found = {}
    for file in Path(kontakt.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.AsyncFunctionDef):
                continue
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "work":
                    group = next(
                        (ast.literal_eval(each.value) for each in call.keywords if each.arg == "group"), "default"
                    )
                    found[f"{file.name}:{node.lineno}"] = group
    assert found
    assert {where: group for where, group in found.items() if group not in STEPS} == {}


@pytest.mark.long
async def test_the_next_caller_may_ask_in_the_same_words_however_fast_they_are_typed(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.press(*("space" if each == " " else each for each in "@tinn brøyt"), "f2")
        await shift.at_once("@tinn brøyt")
        assert shift.desk.begun
        await shift.press("f3")
        await shift.at_once("@tinn brøyt", "f2")
        assert shift.logged() == ["answered", "guided", "answered"]


@pytest.mark.long
async def test_letters_after_an_outcome_key_are_the_next_callers_and_digits_and_letters_its_lists_own(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("@rollag gatelys", "f2", "@tinn brøyt", "f3")
        assert shift.logged() == ["guided", "answered"]
        inquiry = newest(shift).inquiry
        assert (inquiry.query, inquiry.article, inquiry.municipality) == ("brøyt", "broeyting", "4026")
        assert not shift.desk.begun

        await shift.at_once("@tinn gatelys", "f5", "3", "brøyt")
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.cause, inquiry.query) == (Outcome.TRANSFERRED, Cause.NO_ACCESS, "gatelys")
        assert shift.typed == "brøyt"

        await shift.at_once("ctrl+u", "gatelys", "f7", "rol", "enter", "2", "brøyt")  # municipality, then cause
        inquiry = newest(shift).inquiry
        assert (inquiry.outcome, inquiry.municipality, inquiry.cause) == (Outcome.CASE, "3336", Cause.WRONG_ANSWER)
        assert shift.typed == "brøyt"

        await shift.at_once("ctrl+u", "@tinn gatelys", "ctrl+o", "b", "brøyt")
        assert shift.logged() == ["answered", "case", "transferred", "guided", "answered"]
        assert shift.typed == "brøyt"

        await shift.at_once("ctrl+u", "@tinn gatelys", "ctrl+t", "stolpe 12", "enter", " lys", "f2")
        inquiry = newest(shift).inquiry
        assert (inquiry.note, inquiry.query) == ("stolpe 12", "gatelys lys")


@pytest.mark.long
async def test_letters_and_arrows_after_the_municipality_key_narrow_the_list_and_escape_closes_one(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("gate", "ctrl+g", "hja", "enter", "lys")
        assert (shift.desk.municipality, shift.typed) == ("4024", "gatelys")
        await shift.at_once("ctrl+u", "@rollag ")
        assert shift.desk.municipality == "3336"
        await shift.at_once("ctrl+u", "ctrl+g", "t", "down", "enter", "brøyt")  # Tinn, then Hjartdal, which holds a t
        assert (shift.desk.municipality, shift.typed) == ("4024", "brøyt")
        await shift.at_once("ctrl+u", "@tinn gate", "f5", "escape", "lys")
        assert shift.typed == "@tinn gatelys"
        assert shift.logged() == []


@pytest.mark.long
async def test_the_digit_after_ctrl_f_chooses_the_room_and_ctrl_f_twice_is_the_desk_from_every_room(
    at_desk: AtDesk,
) -> None:
    async with at_desk() as shift:
        await shift.at_once("gatelys", "ctrl+f", "2")
        assert (shift.app.current_mode, shift.typed) == (LEAD, "gatelys")
        for digit, room in (("1", EDITOR), ("2", LEAD), ("1", EDITOR), ("0", DESK)):
            await shift.at_once("ctrl+f", digit)
            assert shift.app.current_mode == room
            assert not shift.app.screen.is_modal
        assert shift.typed == "gatelys"
        await shift.at_once("ctrl+u")
        for keys in ((), ("ctrl+f", "1"), ("ctrl+f", "2")):
            await shift.at_once(*keys, "ctrl+f", "ctrl+f", "brø", "escape")
            assert (shift.app.current_mode, shift.typed) == (DESK, "brø")


async def test_letters_that_came_while_the_desk_was_busy_are_searched_for_together(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    search = Finder.search

    def looked_at(finder: Finder, text: str) -> SearchAnswer:
        searched.append(text)
        return search(finder, text)

    monkeypatch.setattr(Finder, "search", looked_at)
    async with at_desk() as shift:
        await shift.at_once("gatelys")
        assert searched[-1] == shift.typed == "gatelys"
        assert len(searched) < len("gatelys")
        await shift.at_once("ctrl+u", "@tinn brøyt", "f2")
        assert newest(shift).inquiry.query == "brøyt"


@pytest.mark.long
async def test_editing_keys_and_what_is_pasted_keep_their_place_among_the_letters(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("aaa", "ctrl+u", "abcd", "backspace", "backspace", "ef", "left", "g", "home", "h")
        assert shift.typed == "habegf"
        await shift.at_once("escape", "brøyt")  # writes over what was typed
        assert shift.typed == "brøyt"

        shift.app.post_message(Key("ctrl+u", None))
        for letter in "@tinn ":
            shift.app.post_message(Key(letter, letter))
        shift.app.post_message(Paste("gatelys"))
        shift.app.post_message(Key("f5", None))
        shift.app.post_message(Key("1", "1"))
        shift.app.post_message(Paste("brøyt"))
        await shift.taken_in()
        assert newest(shift).inquiry.query == "gatelys"
        assert shift.typed == "brøyt"

        await shift.at_once("ctrl+u")
        for key in ("", "ctrl+t", "ctrl+g"):  # the search box, the note, a list
            await shift.at_once(*filter(None, [key]))
            shift.app.post_message(Paste("a\x00\ud800b\x1b]0;c"))
            await shift.taken_in()
            box = shift.app.focused
            assert isinstance(box, Input)
            assert box.value == "a �b ]0;c", f"what no box can hold is left out, after {key!r}"


async def test_a_digit_waits_for_a_list_that_waits_for_the_database(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = DeskLink.own_inquiries

    async def slow(self: DeskLink) -> list[Entry]:
        await asyncio.sleep(0.1)
        return await real(self)

    monkeypatch.setattr(DeskLink, "own_inquiries", slow)
    async with at_desk() as shift:
        await shift.at_once("@tinn gatelys", "f2")
        await shift.at_once("brøyt", "ctrl+z", "1")  # the first of what was logged: what to do with it
        assert isinstance(shift.app.screen, KeyMenu)
        assert "Trekk" in shift.screen
        assert shift.typed == "brøyt"


async def test_a_list_that_does_not_come_holds_up_the_keys_once_and_not_for_ever(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()

    async def hangs(self: DeskLink) -> None:
        await never.wait()

    monkeypatch.setattr(DeskLink, "own_inquiries", hangs)
    monkeypatch.setattr("kontakt.tui.keys.order._LONGEST_STEP", 4)
    waited = []
    real = asyncio.sleep

    async def counted(seconds: int) -> None:
        waited.append(seconds)
        await real(seconds)

    async with at_desk() as shift:
        await shift.at_once("ctrl+z", "brøyt")
        assert shift.typed == "brøyt"
        monkeypatch.setattr("kontakt.tui.keys.order.asyncio.sleep", counted)
        await shift.at_once("ing")
        assert shift.typed == "brøyting"
        assert not any(waited)


async def test_a_screen_that_hangs_lets_letters_through(at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kontakt.tui.keys.order._LONGEST_QUEUE", 4)
    async with at_desk() as shift:
        never = asyncio.Event()
        shift.app.screen.call_later(never.wait)
        for letter in "brø":
            shift.app.post_message(Key(letter, letter))
        for _ in range(6000):  # not the pilot, which would wait for the screen
            if shift.typed == "brø":
                break
            await asyncio.sleep(0.02)
        assert shift.typed == "brø"
        never.set()


@pytest.mark.long
async def test_the_keys_of_the_editors_room_keep_their_order(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("ctrl+f", "1")
        room = shift.app.get_screen_stack(EDITOR)[0]
        assert isinstance(room, EditorScreen)
        await shift.until(lambda: room.overview is not None)
        await shift.at_once("f3", "gatelys", "enter", "home", "Mørke ", "tab", "Mørke ", "tab", "Bytt pære. ")
        page = shift.app.get_screen_stack(EDITOR)[-1]
        assert isinstance(page, ArticleScreen)
        form = page.writing.form
        assert (form.title, form.title_nn, form.answer[:10]) == ("Mørke Gatelys", "Mørke ", "Bytt pære.")
        await shift.at_once("escape", "2", "ctrl+f", "ctrl+f", "brøyt")  # leave it unsaved, and back at the desk
        assert (shift.app.current_mode, shift.typed) == (DESK, "brøyt")


@pytest.mark.long
async def test_a_key_of_the_editors_room_waits_for_what_the_room_shows_first_and_letters_wait_for_the_key(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, looking = threading.Event(), asyncio.Event()
    real_poll, real_look = EditorLink.poll, EditorScreen._first_look

    def poll_later(self: EditorLink, service: EditorService) -> str:
        read.wait()
        return real_poll(self, service)

    async def first_look(self: EditorScreen) -> Overview | None:
        looking.set()
        return await real_look(self)

    monkeypatch.setattr(EditorLink, "poll", poll_later)
    monkeypatch.setattr(EditorScreen, "_first_look", first_look)
    async with at_desk() as shift:
        keys = asyncio.create_task(shift.at_once("ctrl+f", "1", "f3", "ctrl+n", "Ny tittel"))
        await looking.wait()
        read.set()
        await keys
        page = shift.app.get_screen_stack(EDITOR)[-1]
        assert isinstance(page, ArticleScreen)
        assert page.writing.form.title == "Ny tittel"


@pytest.mark.long
async def test_the_keys_of_the_leads_room_keep_their_order(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("ctrl+f", "2")
        room = shift.app.get_screen_stack(LEAD)[0]
        assert isinstance(room, LeadScreen)
        await shift.until(lambda: room._names is not None)
        key = next(key for key, each in room.active_bindings.items() if each.binding.action == "filters")
        await shift.at_once(key, "1", "rol", "enter", key, "3", "tele", "down")
        assert room.choice.municipality == "3336"
        menu = shift.app.screen_stack[-1]
        assert isinstance(menu, FilterMenu)
        assert menu.query_one(Input).value == "tele"
        await shift.at_once("escape", "ctrl+f", "ctrl+f", "brøyt")
        assert shift.typed == "brøyt"


async def test_letters_and_enter_in_the_palette_do_what_they_name(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.at_once("gatelys", "ctrl+p", "hjelp", "enter")
        await shift.until(lambda: "I søkefeltet" in shift.screen and shift.app.screen.id != "--command-palette")
        assert shift.typed == "gatelys"


@pytest.mark.parametrize("name", ["on_event", "call_later", "message_queue_size", "get_driver_class"])
def test_what_the_order_of_keys_is_built_on_is_there(name: str) -> None:
    assert hasattr(App, name)
