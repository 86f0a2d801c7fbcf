"""One session: an app, and the browser window that shows it at the moment, if any."""

import asyncio
import json
import logging
from contextlib import suppress
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from kontakt.web.allowance import Allowance
from kontakt.web.app_process import DATA, FILE, META, AppEnded, AppProcess, Packet
from kontakt.web.deliveries import PIECE, DeliveredFile, Deliveries, TooLarge
from kontakt.web.driver import REDRAW, SAID, TOO_LARGE

log = logging.getLogger(__name__)

_BEGIN_AGAIN = b"\x1bc\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?25l\x1b[?2004h"
"""What the app told the terminal when it began: another page, the mouse, no cursor, pastes in brackets."""
_TOLD_ON = {"open_url", SAID}
"""What the app tells the page."""
_END_SECONDS = 10.0
"""For how long an app may take to close."""
LARGEST_WINDOW = 1000
"""Columns or rows."""
TYPED_AT_ONCE, TYPED_PER_SECOND = 2_000_000, 64_000
"""In bytes: a long paste at once, and in the long run as much as hands and a mouse never make. What comes faster
waits."""
_COST, _COST_OF_SIZE = 100, 1000
"""In bytes, of a message beside its length: of keys, and of a new size, for which the app draws everything."""


class Session:
    """``user`` is whose it is, ``tab`` the id of the browser's tab. ``page`` is the id of the page that shows it, None
    where none does."""

    def __init__(self, user: str, tab: str, app: AppProcess) -> None:
        self.user = user
        self.tab = tab
        self.page: str | None = None
        self.has_ended = False
        self._app = app
        self._socket: web.WebSocketResponse | None = None
        self._gone = asyncio.Event()
        self._gone.set()
        self._heard = asyncio.Event()
        self._letting_go: set[asyncio.Task[None]] = set()
        self._files = Deliveries()
        self._typing = Allowance(TYPED_AT_ONCE, TYPED_PER_SECOND)
        self._restarting = False
        self._refusal = ""  # why the app did not open, in one sentence
        self.ended = asyncio.create_task(self._forward(), name=f"session of {user}")

    @property
    def pid(self) -> int | None:
        return self._app.pid

    async def await_gone(self, patience: float) -> bool:
        """Wait until no page shows it, at most so many seconds. Whether none does."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._gone.wait(), patience)
        return self._gone.is_set()

    async def page_answers(self, patience: float) -> bool:
        """Whether the page that shows it gives a sign of life within so many seconds: a connection may be lost without
        a word."""
        socket = self._socket
        self._heard.clear()
        with suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(patience):
                if socket is not None:
                    await socket.ping()
                    await self._heard.wait()
                    return True
        return False

    async def show(self, socket: web.WebSocketResponse, page: str, size: tuple[int, int]) -> None:
        """Show the app in this page until it goes, or another one takes over."""
        before, self._socket, self.page = self._socket, socket, page
        self._gone.clear()
        if before is not None:  # whose connection may be lost: nobody waits for it to say good-bye
            task = asyncio.create_task(_let_go(before))
            self._letting_go.add(task)
            task.add_done_callback(self._letting_go.discard)
        try:
            await socket.send_bytes(_BEGIN_AGAIN)
            await self._resize(*size)
            await self._app.tell(REDRAW)
            for each in self._files.waiting:
                await _tell(socket, "file", name=each)
            async for message in socket:
                self._heard.set()
                await asyncio.sleep(self._typing.overdraw(_cost(message)))
                await self._take(message, socket)
        finally:
            if self._socket is socket:
                self._socket = self.page = None
                self._gone.set()
                await self._app.tell("blur")

    async def _take(self, message: WSMessage, socket: web.WebSocketResponse) -> None:
        if message.type is WSMsgType.BINARY:
            await self._app.type(message.data)
        elif message.type is WSMsgType.PING:
            await socket.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            told = _object(message.data)
            if told.get("type") == "resize":
                await self._resize(told.get("width"), told.get("height"))
            elif told.get("type") in ("focus", "blur"):
                await self._app.tell(str(told["type"]))

    async def _resize(self, width: object, height: object) -> None:
        if isinstance(width, int) and isinstance(height, int):
            columns, rows = (min(max(each, 1), LARGEST_WINDOW) for each in (width, height))
            await self._app.tell("resize", width=columns, height=rows)

    async def _forward(self) -> None:
        """Pass on what the app sends, until it ends. What nobody sees is drawn anew for whoever comes back."""
        why = ""
        try:
            while True:
                await self._pass_on(await self._app.read())
        except AppEnded as ended:
            why = str(ended)
        except Exception:  # the edge of the task: the session would hang without a word
            log.exception("The session of %s was lost", self.user)
        self.has_ended = True
        await self._app.wait()
        if self._socket is not None:
            if not self._restarting:  # else the page connects again by itself
                await _tell(self._socket, "ended", sentence=self._refusal or why)
            await self._socket.close()

    async def _pass_on(self, packet: Packet) -> None:
        if packet.kind == META:
            await self._hear(packet.meta)
        elif packet.kind == FILE:
            await self._take_piece(*packet.piece)
        elif packet.kind == DATA and self._socket is not None:
            with suppress(ConnectionError):  # it has just gone
                await self._socket.send_bytes(packet.payload)

    async def _hear(self, told: dict[str, Any]) -> None:
        match told.get("type"):
            case "refused":
                self._refusal = str(told.get("sentence", ""))
            case "deliver_file_start":
                await self._ask_for_piece(self._files.begin(told))
            case kind if kind in _TOLD_ON and self._socket is not None:
                await _tell(self._socket, **told)

    async def _ask_for_piece(self, key: str) -> None:
        await self._app.tell("deliver_chunk_request", key=key, size=PIECE)

    async def _take_piece(self, key: str, piece: bytes) -> None:
        try:
            whole = self._files.take(key, piece)
        except TooLarge:
            await self._app.tell(TOO_LARGE, key=key)
            return
        if self._files.awaits(key):
            await self._ask_for_piece(key)
        elif whole is not None and self._socket is not None:
            await _tell(self._socket, "file", name=whole)

    def give_out(self, name: str) -> DeliveredFile | None:
        """The file that the app has for its browser under this name, once; None where there is none."""
        return self._files.give_out(name)

    async def end(self, *, restarting: bool = False) -> None:
        """Close the app as a closed window does: what is under way is kept."""
        self._restarting = restarting
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                if restarting and self._socket is not None:
                    await _tell(self._socket, "restarting")
                if not self.has_ended:
                    await self._app.tell("quit")
                    await asyncio.wait({self.ended})
        if not self.has_ended:
            self._app.kill()
        await self.ended


async def _tell(socket: web.WebSocketResponse, type: str, **values: Any) -> None:
    with suppress(ConnectionError):
        await socket.send_str(json.dumps({"type": type, **values}))


async def _let_go(socket: web.WebSocketResponse) -> None:
    """Of a page whose desk is shown in another one now."""
    await _tell(socket, "moved")
    await socket.close()


def _cost(message: WSMessage) -> int:
    each = _COST_OF_SIZE if message.type is WSMsgType.TEXT else _COST
    return each + (len(message.data) if isinstance(message.data, str | bytes) else 0)


def _object(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
