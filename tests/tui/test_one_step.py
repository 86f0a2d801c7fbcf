"""A room in which one step is taken at a time says of a key that came too early that it did nothing."""

import asyncio
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.widget import Widget

from kontakt.locale import use_language
from kontakt.tui.one_step import OneStepRoom


class SomeRoom(OneStepRoom):
    TOO_SMALL = MISTAKE = ""

    def compose_body(self) -> Iterator[Widget]:
        yield Widget()


async def test_a_step_that_comes_while_another_is_under_way_is_not_taken_and_told_of() -> None:
    use_language("en")
    app: App[Any] = App()
    taken: list[str] = []
    ended, taken_again = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        await ended.wait()
        taken.append("first")

    async def second() -> None:
        taken.append("second")
        taken_again.set()

    async with app.run_test() as pilot:
        room = SomeRoom()
        await app.push_screen(room)
        room.begin_step(first)
        assert room.read_out() == ""
        room.begin_step(second)
        assert room.read_out() == "The last step is still under way: press again when it is done."
        ended.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        room.begin_step(second)
        await taken_again.wait()
    assert taken == ["first", "second"]
