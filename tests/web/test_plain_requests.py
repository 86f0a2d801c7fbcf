"""Who gets which answer of the plain pages: past the form, as somebody would ask who means harm."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientResponse

from kontakt.web import server as server_module
from kontakt.web.app_process import AppProcess
from kontakt.web.plain import desks as desks_module

from .conftest import HEADERS, EchoApp, Serve, Served, told


class PlainApp(EchoApp):
    """Answers with its user's name and what it was asked; ``ends`` says that it ends instead, ``hangs`` that it does
    nothing more, with ``why`` it would not begin."""

    ends = False
    hangs = False
    why = ""

    async def tell(self, kind: str, **values: Any) -> None:
        if self.hangs:
            self.told.append({"type": kind, **values})
            return
        await super().tell(kind, **values)
        if kind != "ask":
            return
        if self.why:
            self.say(type="refused", sentence=self.why)
        elif self.ends:
            self.close()
        elif values["fields"].get("outcome"):
            self.say(type="answer", query="said=logged")
        else:
            self.say(type="answer", html=f"{self.user} {values['fields']} {values['is_sent']}")


@pytest.fixture
def apps(monkeypatch: pytest.MonkeyPatch) -> list[PlainApp]:
    """Those that were started for plain pages."""
    started: list[PlainApp] = []

    async def start(environment: dict[str, str]) -> PlainApp:
        started.append(PlainApp(environment["KONTAKT_AGENT"], (0, 0)))
        return started[-1]

    monkeypatch.setattr(AppProcess, "started_plain", start)
    return started


async def _send(served: Served, user: str = "kari", path: str = "/plain", **headers: str) -> ClientResponse:
    known = HEADERS | {"X-Remote-User": user, "Cookie": served.cookies.get(user, "")} | headers
    return await served.client.post(path, data={"outcome": "answered"}, headers=known, allow_redirects=False)


async def _read(served: Served, user: str = "kari") -> ClientResponse:
    return await served.client.get("/plain?x=1", headers=HEADERS | {"X-Remote-User": user})


async def test_each_user_has_a_process_of_their_own_that_answers_all_of_their_requests(
    serve: Serve, apps: list[PlainApp]
) -> None:
    async with serve() as served:
        texts = [await (await _read(served, user)).text() for user in ("kari", "ola", "kari")]
        assert texts == ["kari {'x': '1'} False", "ola {'x': '1'} False", "kari {'x': '1'} False"]
        assert [each.user for each in apps] == ["kari", "ola"]


async def test_each_request_says_which_language_its_browser_asks_for(serve: Serve, apps: list[PlainApp]) -> None:
    async with serve() as served:
        for language in ("nn", "en"):
            headers = HEADERS | {"Accept-Language": language}
            assert (await served.client.get("/plain", headers=headers)).status == 200
        assert [each["language"] for each in apps[0].told] == ["nn", "en"]


async def test_a_form_comes_from_the_page_itself_and_from_its_own_browser(serve: Serve, apps: list[PlainApp]) -> None:
    async with serve() as served:
        await served.enter()
        await served.enter("ola")
        foreign = await _send(served, Origin="https://elsewhere.example.invalid")
        without = await _send(served, Origin="null")
        other = await _send(served, Cookie=served.cookies["ola"])
        nobody = await served.client.post("/plain", headers=HEADERS | {"X-Remote-User": ""})
        assert [foreign.status, without.status, other.status, nobody.status] == [403, 403, 403, 401]
        assert not apps
        assert (await _send(served)).headers["Location"] == "/plain?said=logged"


async def test_the_page_may_load_no_script_and_send_nothing_elsewhere(serve: Serve, apps: list[PlainApp]) -> None:
    async with serve(prefix="/kontakt") as served:
        page = await served.client.get("/kontakt/plain", headers=HEADERS)
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "script-src" not in policy
        assert (
            page.headers["Referrer-Policy"] == "same-origin"
        )  # else a browser says that its own form comes from nowhere
        served.cookies["kari"] = page.headers["Set-Cookie"].partition(";")[0]
        sent = await _send(served, path="/kontakt/plain")
        assert (sent.status, sent.headers["Location"]) == (303, "/kontakt/plain?said=logged")


async def test_plain_pages_have_a_place_among_the_sessions_until_nobody_has_asked_for_a_while(
    serve: Serve, apps: list[PlainApp]
) -> None:
    async with serve(most_sessions=1) as served:
        assert (await _read(served)).status == 200
        full = await _read(served, "ola")
        assert (full.status, "All places are taken" in await full.text()) == (503, True)
        served.server._plain._idle_seconds = 0.05
        await _read(served)
        while (await _read(served, "ola")).status != 200:
            await asyncio.sleep(0.02)
        assert apps[0].told[-1] == {"type": "quit"}


async def test_a_process_that_ended_is_told_in_a_sentence_and_the_next_request_has_a_new_one(
    serve: Serve, apps: list[PlainApp]
) -> None:
    async with serve(most_sessions=1) as served:
        await _read(served)
        apps[0].ends = True
        answer = await _read(served)
        assert (answer.status, "Load the page again" in await answer.text()) == (503, True)
        assert (await _read(served)).status == 200
        apps[1].why = "You are no agent."
        assert "You are no agent." in await (await _read(served)).text()
        assert (await _read(served, "ola")).status == 200, "the place is free"


async def test_an_answer_that_never_comes_does_not_hold_up_the_end_of_the_server(
    serve: Serve, apps: list[PlainApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks_module, "_CLOSE_SECONDS", 0.1)
    async with serve() as served:
        await _read(served)
        apps[0].hangs = True
        slow = asyncio.create_task(_read(served))
        while len(apps[0].told) < 2:
            await asyncio.sleep(0.01)
        await served.enter("ola")
        desk = await served.connect("ola")
        await asyncio.gather(served.server.app.shutdown(), told(desk, "restarting"))
        assert apps[0].killed
        assert (await slow).status == 503


async def test_everybody_reads_their_own_language_whoever_asks_meanwhile(serve: Serve, apps: list[PlainApp]) -> None:
    async with serve() as served:
        await _read(served)
        apps[0].hangs = True
        slow = asyncio.create_task(served.client.get("/plain?x=1", headers=HEADERS | {"Accept-Language": "nn"}))
        while len(apps[0].told) < 2:
            await asyncio.sleep(0.01)
        assert (await _read(served, "ola")).status == 200
        apps[0].close()
        assert '<html lang="nn">' in await (await slow).text()


async def test_a_body_that_never_comes_is_answered(
    serve: Serve, apps: list[PlainApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "QUIET_SECONDS", 0.1)

    async def body() -> AsyncIterator[bytes]:
        yield b"note="
        await asyncio.Event().wait()

    async with serve() as served:
        await served.enter()
        form = {"Cookie": served.cookies["kari"], "Content-Type": "application/x-www-form-urlencoded"}
        answer = await served.client.post("/plain", data=body(), headers=HEADERS | form)
        assert (answer.status, "did not arrive" in await answer.text()) == (408, True)
        assert not apps


@pytest.mark.parametrize(
    ("type", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"note=\xff", 400),
        ("application/x-www-form-urlencoded; charset=none", b"note=x", 400),
        ("multipart/form-data; boundary=x", b"--x", 415),
    ],
)
async def test_what_no_form_of_ours_sends_is_refused(
    serve: Serve, apps: list[PlainApp], type: str, body: bytes, status: int
) -> None:
    async with serve() as served:
        await served.enter()
        form = {"Cookie": served.cookies["kari"], "Content-Type": type}
        assert (await served.client.post("/plain", data=body, headers=HEADERS | form)).status == status
        assert not apps


async def test_a_form_that_is_too_large_is_refused(serve: Serve, apps: list[PlainApp]) -> None:
    async with serve() as served:
        await served.enter()
        known = HEADERS | {"Cookie": served.cookies["kari"]}
        answer = await served.client.post("/plain", data={"note": "x" * 300_000}, headers=known)
        assert answer.status == 413
        assert not apps
