"""What articles, notes and callers' words hold never acts on the terminal that the desk is drawn on."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual import events
from textual.widgets import Input

from kontakt.library.library import Library, build_library
from kontakt.tui.keys.misread import Misread, misread
from kontakt.tui.widgets.said_line import SaidLine
from kontakt.visible import CONTROLS

from .conftest import AtDesk

HOSTILE = "\x1b[2J\x1b]0;a\x07\x00\x9b3m\u202e\u2066\u2028\udcff"


def acts(screen: str) -> list[str]:
    return re.findall(f"[{CONTROLS}\t\u2028]", screen)


@pytest.fixture
def hostile_library() -> Callable[[Library], Library]:
    """The same articles with such characters in every text: rows that another program wrote."""

    def made(library: Library) -> Library:
        def hostile(text: str) -> str:
            return f"{text}{HOSTILE}slutt"

        articles = [
            replace(
                each,
                title=hostile(each.title),
                title_nn="",
                answer=hostile(each.answer),
                ask=tuple(map(hostile, each.ask)),
                local={number: hostile(note) for number, note in each.local.items()},
                owner=hostile(each.owner),
            )
            for each in library.articles.values()
        ]
        return build_library(articles, library.themes, library.region)

    return made


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_an_article_acts_on_no_terminal(
    at_desk: AtDesk, hostile_library: Callable[[Library], Library], size: tuple[int, int]
) -> None:
    async with at_desk(size) as shift:
        await shift.settle()  # what the database holds is taken
        shift.desk.finder.set_library(hostile_library(shift.desk.library))
        await shift.type("@tinn brøyting")
        assert "slutt" in shift.screen
        assert acts(shift.screen) == []


async def test_a_line_keeps_its_place_beside_such_characters(
    at_desk: AtDesk, hostile_library: Callable[[Library], Library]
) -> None:
    async with at_desk() as shift:
        await shift.settle()
        await shift.type("@tinn brøyting")
        before = [len(line) for line in shift.screen.splitlines()]
        shift.desk.finder.set_library(hostile_library(shift.desk.library))
        await shift.press("space", "backspace")
        assert [len(line) for line in shift.screen.splitlines()] == before


async def test_a_query_and_a_note_act_on_no_terminal(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        shift.app.screen.query_one("#search", Input).value = f"brøyting{HOSTILE}slutt"
        await shift.pilot.pause()
        assert "slutt" in shift.screen
        assert acts(shift.screen) == []
        await shift.press("ctrl+t")
        shift.app.screen.query_one("#note", Input).value = f"et ord{HOSTILE}slutt"
        await shift.press("enter")
        assert acts(shift.screen) == []


async def test_what_is_pasted_acts_on_no_terminal(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        shift.app.focused.post_message(events.Paste(f"brøyting{HOSTILE}slutt"))
        await shift.pilot.pause()
        assert acts(shift.screen) == []


async def test_a_message_shows_such_characters_by_their_codes(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        shift.app.screen.query_one(SaidLine).warn("/tmp/\x1b[2J kan ikke skrives")
        await shift.pilot.pause()
        assert r"/tmp/\x1b[2J kan ikke skrives" in shift.screen


async def test_that_the_terminal_sends_no_utf8_is_said_until_it_has_stood_for_a_while(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.tui.app.QUIET_SECONDS", 0.05)
    async with at_desk() as shift:
        said: list[str] = []
        warn = shift.app.room.warn

        def warned(sentence: str) -> None:
            warn(sentence)
            said.append(sentence)
            if len(said) == 1:  # as an answer does that comes in the same moment
                shift.app.room.say("")

        monkeypatch.setattr(shift.app.room, "warn", warned)
        shift.app.post_message(Misread())
        await shift.until(lambda: len(said) == 2)
        await shift.until(lambda: "UTF-8" in shift.screen)
        await shift.pilot.pause(0.3)
        assert said == [misread(), misread()]
