"""The link between a room and its service, with a service of three lines."""

from collections.abc import Callable
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from kontakt.errors import KontaktError
from kontakt.tui import service_link
from kontakt.tui.service_link import ServiceLink


class Service:
    def __init__(self) -> None:
        self.made_in = current_thread()
        self.closed = False
        self.polled = 0


class News(Message):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Link(ServiceLink[Service]):
    def __init__(self) -> None:
        super().__init__(self._make_one)
        self.made: list[Service] = []
        self.problems: list[Exception] = []

    def _make_one(self) -> Service:
        self.made.append(Service())
        return self.made[-1]

    def close(self, service: Service) -> None:
        service.closed = True

    def poll(self, service: Service) -> str:
        service.polled += 1
        if self.problems:
            raise self.problems.pop(0)
        return ""


class Room(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.link = Link()
        self.news: list[str] = []
        self.troubles: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.link

    @on(News)
    def _take(self, event: News) -> None:
        self.news.append(event.text)

    @on(ServiceLink.Trouble)
    def _tell(self, event: ServiceLink.Trouble) -> None:
        self.troubles.append(event.sentence)


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_link, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(service_link, "RETRY_SECONDS", 0.01)


async def until(pilot: Pilot[None], holds: Callable[..., Any]) -> None:
    for _ in range(6000):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("still not so after two minutes")


async def test_one_service_is_made_for_every_call_by_the_first_thread_that_asks_and_not_before() -> None:
    room = Room()
    async with room.run_test():
        link = room.link
        assert link.made == []
        first = await link.ask(lambda service: service)
        assert await link.ask(lambda service: service) is first
        assert link.made == [first]
        assert first.made_in is not main_thread()


async def test_the_service_is_closed_with_the_room_also_when_it_is_made_too_late() -> None:
    room = Room()
    async with room.run_test():
        link = room.link
        service = await link.ask(lambda service: service)
    assert service.closed
    room = Room()
    async with room.run_test():
        late = room.link
    assert late.service.closed


async def test_an_answer_that_was_asked_for_anew_is_dropped() -> None:
    room = Room()
    async with room.run_test() as pilot:
        let_go = Event()

        def old(service: Service) -> Message:
            let_go.wait(30)
            return News("old")

        room.link.want("figures", old)
        room.link.want("figures", lambda service: News("new"))
        room.link.want("other", lambda service: News("other"))
        await until(pilot, lambda: len(room.news) == 2)
        let_go.set()
        await room.workers.wait_for_complete([each for each in room.workers if not each.is_cancelled])
        await pilot.pause()
        assert sorted(room.news) == ["new", "other"]


async def test_polling_tells_of_trouble_and_of_its_end_and_never_gives_up(caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    async with room.run_test() as pilot:
        room.link.problems = [KontaktError("The database is away."), ZeroDivisionError("unforeseen")]
        room.link.start_polling()
        await until(pilot, lambda: "" in room.troubles)
        away, unforeseen, *well = room.troubles
        assert away == "The database is away."
        assert "log file" in unforeseen or "Loggfilen" in unforeseen
        assert set(well) == {""}
        assert "unforeseen" in caplog.text


async def test_nothing_is_polled_while_nobody_is_in_the_room() -> None:
    room = Room()
    async with room.run_test() as pilot:
        link = room.link
        link.rest()
        link.start_polling()
        await until(pilot, lambda: link.made and link.made[0].polled == 1)  # the first look is for whoever comes
        await pilot.pause(0.2)
        assert link.made[0].polled == 1
        link.look()
        await until(pilot, lambda: link.made[0].polled > 1)


async def test_a_question_that_fails_for_no_foreseen_reason_is_trouble_and_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = Room()
    async with room.run_test() as pilot:
        room.link.want("figures", lambda service: News(str(1 / 0)))
        await until(pilot, lambda: room.troubles)
        assert "ZeroDivisionError" in caplog.text
