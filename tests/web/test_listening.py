"""Connections that do harm by being there: hundreds of them, and those that say nothing."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network

import pytest

from kontakt.errors import KontaktError
from kontakt.settings import Settings
from kontakt.web.listening import Listening, listen
from kontakt.web.server import Server, Serving
from kontakt.web.visitors import ByHeader

from .conftest import HEADERS, ORIGIN

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

PROXY, STRANGER = "127.0.0.1", "127.0.0.2"


class _Listener:
    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[asyncio.StreamWriter] = []

    async def connect(self, address: str = PROXY) -> Streams:
        """A connection from this address of this computer."""
        streams = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(address, 0))
        self._open.append(streams[1])
        return streams

    async def ask(self, address: str = PROXY, request: bytes = b"") -> bytes:
        """The answer to a request for the page, or to another one."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        loop, answer = asyncio.get_running_loop(), b""
        with socket.socket() as asking:
            asking.setblocking(False)
            asking.bind((address, 0))
            await loop.sock_connect(asking, ("127.0.0.1", self._port))
            with suppress(ConnectionError):  # who was refused may be cut off, behind what it was told
                await loop.sock_sendall(
                    asking, request or f"GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode()
                )
            with suppress(ConnectionError):
                while piece := await asyncio.wait_for(loop.sock_recv(asking, 1 << 16), 60):
                    answer += piece
        return answer

    def close(self) -> None:
        for each in self._open:
            each.close()


@asynccontextmanager
async def _listening(settings: Settings, **limits: float) -> AsyncIterator[_Listener]:
    door = ByHeader("X-Remote-User", [ip_network(PROXY)])
    server = Server(settings, Serving(origins=(ORIGIN,), door=door))
    given = Listening(host="127.0.0.1", port=0, is_known=door.is_known, **limits)  # type: ignore[arg-type]
    runner, accepting = await listen(server.app, given)
    listener = _Listener(accepting.sockets[0].getsockname()[1])
    try:
        yield listener
    finally:
        listener.close()
        accepting.close()
        await runner.cleanup()


async def test_hundreds_of_connections_of_a_stranger_take_no_place_from_the_proxy(settings: Settings) -> None:
    async with _listening(settings) as listener:
        for _ in range(200):
            await listener.connect(STRANGER)
        refused = await listener.ask(STRANGER)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert "Too many connections are open. Try again in a moment." in refused.decode()
        assert (await listener.ask(PROXY)).startswith(b"HTTP/1.1 200 ")


async def test_when_the_proxy_has_too_many_the_next_is_told_and_there_is_room_when_they_close(
    settings: Settings,
) -> None:
    async with _listening(settings, most=20) as listener:
        for _ in range(20):
            await listener.connect()
        assert (await listener.ask()).startswith(b"HTTP/1.1 503 ")
        listener.close()
        while not (await listener.ask()).startswith(b"HTTP/1.1 200 "):
            await asyncio.sleep(0.02)


async def test_a_head_that_comes_drop_by_drop_is_not_waited_for(settings: Settings) -> None:
    async with _listening(settings, quiet_seconds=0.2) as listener:
        reader, writer = await listener.connect()
        writer.write(b"GET / HTTP/1.1\r\n")

        async def drip() -> None:
            while not writer.is_closing():
                writer.write(b"X-Slow: 1\r\n")
                await asyncio.sleep(0.02)

        dripping = asyncio.create_task(drip())
        try:
            assert await asyncio.wait_for(reader.read(), 60) == b""
        except ConnectionResetError:
            pass
        finally:
            dripping.cancel()
        assert (await listener.ask()).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nCookie: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01 no HTTP\r\n\r\n",
    ],
)
async def test_a_head_that_is_too_long_or_none_is_refused_without_a_trace(settings: Settings, request_: bytes) -> None:
    async with _listening(settings) as listener:
        answer = await listener.ask(request=request_)
        assert answer.startswith(b"HTTP/1.0 400 ") or answer == b""
        assert b"Traceback" not in answer
        assert (await listener.ask()).startswith(b"HTTP/1.1 200 ")


async def test_a_body_of_100_mb_is_not_kept_and_nobody_waits_for_it(settings: Settings) -> None:
    async with _listening(settings) as listener:
        (cookie,) = re.findall(rb"Set-Cookie: ([^;]+)", await listener.ask())
        known = HEADERS | {"Cookie": cookie.decode(), "Content-Type": "application/x-www-form-urlencoded"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in known.items())
        reader, writer = await listener.connect()
        writer.write(f"POST /plain HTTP/1.1\r\n{lines}Content-Length: 100000000\r\n\r\n".encode())
        sent = 0
        try:
            while sent < 100_000_000:
                writer.write(b"x" * 1_000_000)
                await asyncio.wait_for(writer.drain(), 60)
                sent += 1_000_000
        except ConnectionError:
            pass
        assert (await reader.read(12)) == b"HTTP/1.1 413"
        assert (await listener.ask()).startswith(b"HTTP/1.1 200 ")


async def test_a_port_that_is_taken_is_one_sentence(settings: Settings) -> None:
    async with _listening(settings) as listener:
        server = Server(settings, Serving(origins=(ORIGIN,), door=ByHeader("X-Remote-User", [])))
        given = Listening(host="127.0.0.1", port=listener._port, is_known=lambda _address: True)
        with pytest.raises(KontaktError, match="kontakt cannot listen on"):
            await listen(server.app, given)
