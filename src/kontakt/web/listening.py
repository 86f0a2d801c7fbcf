"""Listening: how many connections there may be, and for how long one may say nothing."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.web.pages import sentence_page

MOST_CONNECTIONS = 512
"""With a session's own files they fit into the 1024 that a process may have open where nobody says otherwise."""
MOST_STRANGERS = 32
"""Connections from addresses that are not the proxy's: nobody is let in there, and they take no place from the
proxy."""
QUIET_SECONDS = 20.0
"""How long the head of a request may take to come, and a connection may be kept for the next one."""
_SHUTDOWN_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """``is_known`` says whether an address is one that people come in by: the proxy's, or this computer's."""

    host: str
    port: int
    is_known: Callable[[str], bool]
    most: int = MOST_CONNECTIONS
    most_strangers: int = MOST_STRANGERS
    quiet_seconds: float = QUIET_SECONDS


async def listen(app: web.Application, listening: Listening) -> tuple[web.AppRunner, asyncio.Server]:
    """Begin to answer. Raises KontaktError where the port is taken, or the address is not of this computer."""
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=listening.quiet_seconds, shutdown_timeout=_SHUTDOWN_SECONDS
    )
    await runner.setup()
    server = runner.server
    assert server is not None
    try:
        accepting = await asyncio.get_running_loop().create_server(
            lambda: _Newcomer(server, listening), listening.host, listening.port
        )
    except OSError as problem:
        await runner.cleanup()
        raise KontaktError(
            _("kontakt cannot listen on {host}, port {port}: {reason}.").format(
                host=listening.host, port=listening.port, reason=problem.strerror or problem
            )
        ) from problem
    return runner, accepting


def serve(app: web.Application, listening: Listening, is_listening: Callable[[], None]) -> None:
    """Answer until the process is told to end, by Ctrl+C or SIGTERM. Raises KontaktError as ``listen``."""

    async def until_told() -> None:
        told = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, told.set)
        runner, accepting = await listen(app, listening)
        is_listening()
        await told.wait()
        accepting.close()
        await runner.cleanup()

    asyncio.run(until_told())


class _Newcomer(asyncio.Protocol):
    """A connection that was just made: it is handed to the server, or told that there are too many, and closed."""

    def __init__(self, server: web.Server, listening: Listening) -> None:
        self._server = server
        self._listening = listening

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._has_room_for(transport):
            handler = self._server()
            transport.set_protocol(handler)
            handler.connection_made(transport)
        else:
            transport.write(_too_many())
            transport.close()

    def _has_room_for(self, transport: asyncio.Transport) -> bool:
        there = [each.transport for each in self._server.connections if each.transport is not None]
        if len(there) >= self._listening.most:
            return False
        if self._is_known(transport):
            return True
        return sum(not self._is_known(each) for each in there) < self._listening.most_strangers

    def _is_known(self, transport: asyncio.BaseTransport) -> bool:
        return self._listening.is_known(str((transport.get_extra_info("peername") or ("",))[0]))


def _too_many() -> bytes:
    page = sentence_page(_("Too many connections are open. Try again in a moment.")).encode()
    head = (
        f"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n"
    )
    return f"{head}Cache-Control: no-store\r\nRetry-After: 5\r\nConnection: close\r\n\r\n".encode() + page
