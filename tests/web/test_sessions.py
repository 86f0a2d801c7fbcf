"""Sessions that are lost and found again, by one user and by several."""

import asyncio
import socket
from multiprocessing.process import BaseProcess
from typing import cast

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType

from kontakt.web import app_process as app_process_module
from kontakt.web import deliveries as deliveries_module
from kontakt.web import session as session_module
from kontakt.web import sessions as sessions_module
from kontakt.web.app_process import AppProcess
from kontakt.web.deliveries import Deliveries
from kontakt.web.session import Session
from kontakt.web.sessions import STARTED_AT_ONCE, Sessions

from .conftest import HEADERS, PAGE, TAB, EchoApp, Serve, Served, drawn, told


async def _gone(served: Served) -> Session:
    """Wait until no page shows the only session."""
    (session,) = served.server.sessions._sessions.values()
    for _ in range(3000):
        if session.page is None:
            return session
        await asyncio.sleep(0.02)
    raise AssertionError("the page is still there after a minute")


async def test_a_lost_connection_finds_its_session_again_and_everything_is_drawn_anew(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        await socket.send_bytes(b"half a se")
        await drawn(socket, b"half a se")
        await socket.close()
        await _gone(served)
        served.apps[0].draw(b"while nobody looked")
        again = await served.connect()
        await again.send_bytes(b"arch")
        assert b"\x1bc\x1b[?1049h" in await drawn(again, b"arch")
        assert served.apps[0].typed == b"half a search"
        assert [each["type"] for each in served.apps[0].told] == ["resize", "redraw", "blur", "resize", "redraw"]


async def test_a_connection_that_the_server_still_takes_for_alive_is_taken_over_by_the_same_page(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        hanging = await served.connect()
        again = await served.connect()
        await told(hanging, "moved")
        await again.send_bytes(b"here")
        await drawn(again, b"here")
        assert len(served.apps) == 1


async def test_two_tabs_are_two_desks_and_a_duplicated_tab_is_told_to_be_another(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions_module, "_HANDOVER_SECONDS", 0.05)
    monkeypatch.setattr(sessions_module, "_SIGN_SECONDS", 60)
    async with serve() as served:
        await served.enter()
        first = await served.connect()
        second = await served.connect(tab="u" * 20, page="q" * 20)
        await first.send_bytes(b"one")
        await second.send_bytes(b"two")
        await drawn(first, b"one")
        await drawn(second, b"two")
        assert [each.typed for each in served.apps] == [b"one", b"two"]
        there = asyncio.create_task(first.receive())  # so that it answers
        await told(await served.connect(tab=TAB, page="r" * 20), "duplicate")
        there.cancel()


async def test_a_page_that_is_loaded_anew_gets_its_desk_though_nobody_told_that_the_one_before_is_lost(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_HANDOVER_SECONDS", "_SIGN_SECONDS"):
        monkeypatch.setattr(sessions_module, name, 0.05)
    async with serve() as served:
        await served.enter()
        lost = await served.connect()
        await lost.send_bytes(b"one")
        await drawn(lost, b"one")  # and then it hears nothing, and answers nothing
        again = await served.connect(page="q" * 20)
        await again.send_bytes(b"two")
        await drawn(again, b"two")
        assert [each.typed for each in served.apps] == [b"onetwo"]


async def test_nobody_waits_for_a_lost_connection_to_say_good_bye(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        first = await served.connect()
        await first.send_bytes(b"one")
        await drawn(first, b"one")
        (session,) = served.server.sessions._sessions.values()
        lost, closing = session._socket, asyncio.Event()
        assert lost is not None
        lost.close = closing.wait  # type: ignore[method-assign,assignment]
        try:
            async with asyncio.timeout(30):
                again = await served.connect()
                await again.send_bytes(b"here")
                await drawn(again, b"here")
        finally:
            closing.set()


async def test_a_page_that_is_loaded_anew_waits_for_the_one_before_it_to_go(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        first = await served.connect()
        await first.send_bytes(b"one")
        await drawn(first, b"one")
        again, _ = await asyncio.gather(served.connect(page="q" * 20), first.close())
        await again.send_bytes(b"two")
        await drawn(again, b"two")
        assert [each.typed for each in served.apps] == [b"onetwo"]


async def test_a_page_that_asks_again_while_its_app_starts_gets_that_app() -> None:
    started: list[EchoApp] = []
    may_start = asyncio.Event()

    async def slowly(user: str, size: tuple[int, int]) -> AppProcess:
        started.append(EchoApp(user, size))
        await may_start.wait()
        return cast(AppProcess, started[0])

    sessions = Sessions(slowly, most=2)
    gone = asyncio.create_task(sessions.of("kari", TAB, PAGE, (100, 30)))
    again = asyncio.create_task(sessions.of("kari", TAB, PAGE, (100, 30)))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    may_start.set()
    session = await again
    assert session is not None
    assert (len(started), len(sessions)) == (1, 1)
    await sessions.close()
    assert len(sessions) == 0


async def test_a_session_that_nobody_comes_back_to_is_closed_as_a_window_is(serve: Serve) -> None:
    async with serve(away_seconds=0.05) as served:
        await served.enter()
        socket = await served.connect()
        (session,) = served.server.sessions._sessions.values()
        await socket.close()
        await asyncio.wait_for(session.ended, 60)
        assert served.apps[0].told[-1] == {"type": "quit"}
        again = await served.connect()
        await again.send_bytes(b"new")
        await drawn(again, b"new")
        assert len(served.apps) == 2


async def test_another_users_tab_of_the_same_id_is_another_desk(serve: Serve) -> None:
    async with serve() as served:
        await served.enter("kari")
        await served.connect("kari")
        await served.enter("ola")
        ola = await served.connect("ola")
        await ola.send_bytes(b"mine")
        await drawn(ola, b"mine")
        assert [(each.user, each.typed) for each in served.apps] == [("kari", b""), ("ola", b"mine")]


async def test_one_user_cannot_take_all_places(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        for number in range(6):
            await served.connect(tab=f"{number}" * 20)
        await told(await served.connect(tab="z" * 20), "full")
        await served.enter("ola")
        ola = await served.connect("ola")
        await ola.send_bytes(b"in")
        await drawn(ola, b"in")


async def test_a_server_that_ends_tells_every_browser_and_closes_every_desk(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        sockets = [await served.connect(tab=letter * 20) for letter in "abc"]
        await served.server.sessions.close()
        for each in sockets:
            await told(each, "restarting")
            # Not that the desk has ended: the page connects again by itself.
            assert (await each.receive(timeout=60)).type is WSMsgType.CLOSE
        assert all({"type": "quit"} in each.told for each in served.apps)
        assert len(served.server.sessions) == 0
        await told(await served.connect(tab="d" * 20), "full")


async def test_an_app_that_will_not_open_says_why_on_the_page(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        served.apps[0].say(type="refused", sentence="The login kari has no rights yet.")
        served.apps[0].close()
        assert (await told(socket, "ended"))["sentence"] == "The login kari has no rights yet."


async def test_what_a_screen_reader_is_to_read_reaches_the_page_and_what_the_page_does_not_know_does_not(
    serve: Serve,
) -> None:
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        served.apps[0].say(type="exit")
        served.apps[0].say(type="said", text="Brøyting av kommunal vei")
        assert (await socket.receive_bytes(timeout=60)).startswith(b"\x1bc")
        assert (await socket.receive_json(timeout=60)) == {"type": "said", "text": "Brøyting av kommunal vei"}


async def test_who_opens_and_closes_desks_without_end_is_stopped(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions_module, "STARTED_PER_SECOND", 1e-6)  # none comes back while the test lasts
    async with serve() as served:
        await served.enter()
        for number in range(STARTED_AT_ONCE):
            socket = await served.connect(tab=f"{number:020}")
            served.apps[-1].close()
            await told(socket, "ended")
        await told(await served.connect(tab="z" * 20), "full")
        await served.enter("ola")
        ola = await served.connect("ola")
        await ola.send_bytes(b"in")
        await drawn(ola, b"in")


async def test_a_flood_is_held_back_and_nobody_else_waits_for_it(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "TYPED_AT_ONCE", 2_000)
    monkeypatch.setattr(session_module, "TYPED_PER_SECOND", 0.01)
    async with serve() as served:
        await served.enter("flood")
        flood = await served.connect("flood")
        for _ in range(500):
            await flood.send_bytes(b"x")
            await flood.ping()
        await served.enter("ola")
        ola = await served.connect("ola")
        await ola.send_bytes(b"in")
        await drawn(ola, b"in")
        assert len(served.apps[0].typed) <= 20


class HungProcess:
    """Reads nothing from its socket, until it is killed."""

    pid = 1
    socket: socket.socket

    def is_alive(self) -> bool:
        return self.socket.fileno() >= 0

    def kill(self) -> None:
        self.socket.close()

    def join(self, _seconds: float) -> None:
        pass

    async def app(self, _user: str, _size: tuple[int, int]) -> AppProcess:
        here, self.socket = socket.socketpair()
        return AppProcess(cast(BaseProcess, self), *await asyncio.open_connection(sock=here))


async def test_an_app_that_takes_in_nothing_is_ended_and_its_place_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_process_module, "_HUNG_SECONDS", 0.2)
    process = HungProcess()
    sessions = Sessions(process.app, most=1)
    session = await sessions.of("kari", TAB, PAGE, (100, 30))
    assert session is not None
    await session._app.type(b"x" * 1_000_000)
    await session.ended
    assert len(sessions) == 0
    assert not process.is_alive()


async def test_an_app_that_takes_in_nothing_does_not_hold_up_the_end_of_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session_module, "_END_SECONDS", 0.2)
    process = HungProcess()
    sessions = Sessions(process.app, most=1)
    session = await sessions.of("kari", TAB, PAGE, (100, 30))
    assert session is not None
    typing = asyncio.create_task(session._app.type(b"x" * 1_000_000))
    await sessions.close()
    await typing
    assert not process.is_alive()


# --- files ------------------------------------------------------------------------------------------------------


async def _offered(served: Served, socket: ClientWebSocketResponse, content: bytes) -> str:
    """The name under which a file of the first app's waits."""
    served.apps[0].deliver("mnd æ.html", "text/html", content)
    return str((await told(socket, "file"))["name"])


async def test_a_file_of_the_desk_is_given_out_once_and_to_its_user_alone(serve: Serve) -> None:
    async with serve() as served:
        await served.enter("ola")
        await served.enter()
        socket = await served.connect()
        name = await _offered(served, socket, b"x" * 700_000)
        assert (await served.get(f"/file/{name}", "ola")).status == 404
        assert (await served.client.get(f"/file/{name}", headers=HEADERS)).status == 404, "without the cookie"
        looked = await served.client.head(f"/file/{name}", headers=HEADERS | {"Cookie": served.cookies["kari"]})
        assert looked.status == 405
        given = await served.get(f"/file/{name}")
        assert (given.status, await given.read()) == (200, b"x" * 700_000)
        assert given.headers["Content-Type"] == "text/html"
        assert given.headers["Content-Disposition"] == "attachment; filename*=UTF-8''mnd%20%C3%A6.html"
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        again = await served.get(f"/file/{name}")
        assert again.status == 404
        assert "taken already" in await again.text()


async def test_a_file_waits_for_a_page_whose_connection_was_lost(serve: Serve) -> None:
    async with serve() as served:
        await served.enter()
        await _offered(served, await served.connect(), b"first")
        again = await served.connect()
        name = (await told(again, "file"))["name"]
        assert await (await served.get(f"/file/{name}")).read() == b"first"


async def test_a_file_that_is_too_large_is_not_kept_and_the_desk_is_told(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries_module, "LARGEST_FILE", 300_000)
    async with serve() as served:
        await served.enter()
        socket = await served.connect()
        served.apps[0].deliver("a.csv", "text/csv", b"x" * 700_000)
        name = await _offered(served, socket, b"small")
        assert {"type": "too_large", "key": "a.csv"} in served.apps[0].told
        assert await (await served.get(f"/file/{name}")).read() == b"small"


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "passwd"])
def test_a_file_has_a_name_and_no_folder(path: str) -> None:
    deliveries = Deliveries()
    deliveries.begin({"key": "k", "path": path})
    assert deliveries.take("k", b"a") is None
    assert deliveries.awaits("k")
    name = deliveries.take("k", b"")
    assert not deliveries.awaits("k")
    assert [deliveries.take("unknown", each) for each in (b"a", b"")] == [None, None]
    assert deliveries.waiting == (name,)
    file = deliveries.give_out(str(name))
    assert file is not None
    assert (file.name, file.type, file.content) == ("passwd", "application/octet-stream", b"a")
