"""The proxies' files of docs/serve/, each before a server that runs: what a browser gets, and what somebody who means
harm does."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from socket import AF_INET
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from ..free_port import free_port
from ..programs import needed
from .proxies import NAME, certificate, proxy, sign_in
from .serving import Serving

pytestmark = pytest.mark.xdist_group("browser")


class _ThisComputer(AbstractResolver):
    """Every name is this computer's."""

    async def resolve(self, host: str, port: int = 0, family: Any = AF_INET) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        pass


class _Browser:
    """Of somebody who signed in as ``who``; None for nobody."""

    def __init__(self, session: ClientSession, origin: str) -> None:
        self._session = session
        self.origin = origin
        self.cookies: dict[str, str] = {}

    async def get(self, path: str, who: str | None, **headers: str) -> ClientResponse:
        signed_in = {} if who is None else {"who": who}
        answer = await self._session.get(
            self.origin + path, headers=headers, cookies=self.cookies | signed_in, allow_redirects=False
        )
        await answer.read()
        return answer

    async def desk(self, who: str) -> ClientWebSocketResponse:
        page = await self.get("/kontakt/", who)
        self.cookies = {"kontakt": page.cookies["kontakt"].value, "who": who}
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return await self._session.ws_connect(
            f"{self.origin}/kontakt/session?tab={'t' * 20}&page={'p' * 20}&width=100&height=30",
            headers={"Origin": self.origin, "Cookie": jar},
        )


@asynccontextmanager
async def _behind(kind: str, folder: Path) -> AsyncIterator[tuple[_Browser, Serving]]:
    """A server behind a proxy, below a prefix."""
    needed(kind)
    port, auth = free_port(), free_port()
    origin = f"https://{NAME}:{port}"
    made = certificate(folder)
    trusting = ssl.create_default_context(cafile=str(made.file))
    serving = Serving(folder / "data", options=["--auth", "header", "--origin", origin, "--prefix", "/kontakt"])
    async with AsyncExitStack() as stack:
        stack.callback(serving.end)
        await stack.enter_async_context(sign_in(auth))
        await stack.enter_async_context(proxy(kind, folder, made, port=port, served=serving.port, auth=auth))
        connector = TCPConnector(ssl=trusting, resolver=_ThisComputer())
        session = await stack.enter_async_context(ClientSession(connector=connector, cookie_jar=DummyCookieJar()))
        yield _Browser(session, origin), serving


async def _until(desk: ClientWebSocketResponse, drawn: str) -> None:
    while True:
        message = await desk.receive(timeout=60)
        assert isinstance(message.data, str | bytes), message
        if isinstance(message.data, bytes) and drawn.encode() in message.data:
            return


@pytest.mark.long
@pytest.mark.parametrize("kind", ["nginx", "caddy"])
async def test_behind_a_proxy_the_desk_comes_through_and_nobody_names_themselves(
    kind: str, region_folder: Path
) -> None:
    async with _behind(kind, region_folder.parent) as (browser, serving):
        # Nobody who has not signed in gets further than the sign-in, whatever they call themselves.
        for headers in ({}, {"X-Remote-User": "ola"}, {"x-remote-user": "ola", "X_Remote_User": "ola"}):
            stranger = await browser.get("/kontakt/", None, **headers)
            assert stranger.status == 302
            assert stranger.headers["Location"].endswith("/oauth2/start?rd=/kontakt/")
        assert "go to /kontakt/" in await (await browser.get("/oauth2/start?rd=/kontakt/", None)).text()

        # Whom the sign-in names nothing is nobody, and not who the browser says.
        nameless = await browser.get("/kontakt/", "", **{"X-Remote-User": "ola"})
        assert nameless.status == 401
        assert "Ingen er logget inn" in await nameless.text()

        style = await browser.get("/kontakt/static/page.css", "kari", **{"X-Remote-User": "ola"})
        assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert "max-age" in style.headers["Strict-Transport-Security"]

        desk = await browser.desk("kari")
        await _until(desk, "Temaer")
        await desk.send_bytes(b"gatelys")
        await _until(desk, "Gatelys")
        await desk.send_str(json.dumps({"type": "resize", "width": 120, "height": 40}))
        await desk.close()
        (folder,) = (serving.folder / "users").iterdir()
        assert folder.name.startswith("kari-")
