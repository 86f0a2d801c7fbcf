"""The process of one session: the app, forked from one that has loaded everything, with a socket in the place of a
terminal."""

import asyncio
import gc
import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from textual._binary_encode import load as binary_load

from kontakt.errors import KontaktError
from kontakt.locale import _, preferred_language, use_language

if TYPE_CHECKING:
    from kontakt.settings import Settings

log = logging.getLogger(__name__)

DATA, META, FILE = b"D", b"M", b"P"
LARGEST_PACKET = 16_000_000
"""In bytes. A screen of 400×200 cells, each with colours of its own, has less than 4 million."""
_HUNG_SECONDS = 10.0
"""An app that has taken in nothing for so long never will: a thread of its own reads (see Textual's web driver)."""
_LAST_SECONDS = 5.0
"""For how long an app that has said its last may still take."""
_BEGIN = b"__GANGLION__\n"

_forking = get_context("forkserver")
_forking.set_forkserver_preload(["kontakt.web.preloaded"])


class AppEnded(Exception):
    """The app has ended; the text is why, where that is not that it was closed."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What the app sends: DATA is drawn by the terminal, META is a JSON object, FILE a piece of a file (see Textual's
    web driver, and BrowserDriver)."""

    kind: bytes
    payload: bytes

    @property
    def meta(self) -> dict[str, Any]:
        told = json.loads(self.payload)
        return told if isinstance(told, dict) else {}

    @property
    def piece(self) -> tuple[str, bytes]:
        """Of a file: its key, and what comes next of it."""
        match binary_load(self.payload):
            case ("deliver_chunk", str(key), bytes(piece)):
                return key, piece
            case ("deliver_chunk", str(key), str(piece)):
                return key, piece.encode()
        return "", b""


class AppProcess:
    """A running app. Made by ``started``."""

    def __init__(self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer
        self._why = ""  # it was ended

    @classmethod
    async def started(cls, environment: Mapping[str, str], size: tuple[int, int]) -> "AppProcess":
        """Start the app with these variables, for a window of this size (columns, rows)."""
        return await cls._forked(_open_app, {**environment, "COLUMNS": str(size[0]), "ROWS": str(size[1])})

    @classmethod
    async def started_plain(cls, environment: Mapping[str, str]) -> "AppProcess":
        """Start what answers for the plain pages of a user (see web/plain/)."""
        return await cls._forked(_answer_plainly, environment)

    @classmethod
    async def _forked(cls, main: Callable[["Settings"], None], environment: Mapping[str, str]) -> "AppProcess":
        here, there = socket.socketpair()
        here.setblocking(False)
        process = _forking.Process(target=_run, args=(there, dict(environment), main), daemon=True)
        await asyncio.to_thread(_start, process, there)
        reader, writer = await asyncio.open_connection(sock=here)
        return cls(process, reader, writer)

    async def read(self) -> Packet:
        """The next packet. Raises AppEnded."""
        try:
            kind = await self._reader.readexactly(1)
            if kind == _BEGIN[:1]:
                await self._reader.readexactly(len(_BEGIN) - 1)
                kind = await self._reader.readexactly(1)
            size = int.from_bytes(await self._reader.readexactly(4), "big")
            if size > LARGEST_PACKET:
                raise AppEnded(_("The desk stopped because of a mistake in the program."))
            return Packet(kind, await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError) as problem:
            raise AppEnded(self._why) from problem

    async def type(self, keys: bytes) -> None:
        """Send what was typed, as a terminal sends it."""
        await self._send(DATA, keys)

    async def tell(self, kind: str, **values: Any) -> None:
        """Send a packet of META."""
        await self._send(META, json.dumps({"type": kind, **values}).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        self._writer.write(kind + len(payload).to_bytes(4, "big") + payload)
        try:
            async with asyncio.timeout(_HUNG_SECONDS):
                await self._writer.drain()
        except ConnectionError:
            log.info("The app ended while it was written to")
        except TimeoutError:
            log.warning("The app with the process id %s took in nothing more, and was ended", self.pid)
            self._why = _("The desk stopped because of a mistake in the program.")
            self.kill()

    async def wait(self) -> None:
        """Wait until the process has ended, which it does after it has sent its last packet."""
        await asyncio.to_thread(self._process.join, _LAST_SECONDS)
        self.kill()
        self._writer.close()

    def kill(self) -> None:
        """End it where it stands; nothing where it has ended."""
        if self._process.is_alive():
            self._process.kill()

    @property
    def pid(self) -> int | None:
        return self._process.pid


def load() -> None:
    """Start the process that sessions are forked from, so that the first one need not wait for it."""
    process = _forking.Process(target=int)
    process.start()
    process.join()


def _start(process: BaseProcess, socket_of_app: socket.socket) -> None:
    with socket_of_app:
        process.start()


def _run(channel: socket.socket, environment: dict[str, str], main: Callable[["Settings"], None]) -> None:
    """In the process of the session."""
    gc.disable()  # until the app is ready (see KontaktApp.on_ready)
    for number in (0, 1):
        os.dup2(channel.fileno(), number)
    channel.close()
    # The driver reads and writes there; those of the process that this one was forked from are closed.
    sys.__stdin__ = sys.stdin = open(0, closefd=False)  # type: ignore[misc] # noqa: SIM115
    sys.__stdout__ = sys.stdout = open(1, "w", closefd=False)  # type: ignore[misc] # noqa: SIM115
    os.environ.update(environment)
    _run_with_settings(main)


def _open_app(settings: "Settings") -> None:
    from kontakt.tui.opening import open_app  # noqa: PLC0415 (loaded by ``preloaded``, not by the server)

    open_app(settings)


def _answer_plainly(settings: "Settings") -> None:
    from kontakt.web.plain.process import answer_requests  # noqa: PLC0415 (as above)

    gc.enable()
    answer_requests(settings)


def _run_with_settings(main: Callable[["Settings"], None]) -> None:
    from kontakt.installation.log_file import log_to_file  # noqa: PLC0415 (loaded by ``preloaded``, not by the server)
    from kontakt.installation.signed_in import as_signed_in, require_login  # noqa: PLC0415
    from kontakt.settings import load_settings  # noqa: PLC0415

    use_language(preferred_language(os.environ.get("KONTAKT_LANGUAGE")))
    try:
        settings = load_settings()
        require_login(settings)
        settings = as_signed_in(settings, ask=False)
        use_language(preferred_language(settings.language))
        log_to_file(settings.log_path)
        main(settings)
    except KontaktError as problem:
        _say_why(str(problem))
        sys.exit(1)
    except Exception:  # the edge of the program
        logging.getLogger("kontakt").exception("kontakt stopped")
        _say_why(_("kontakt stopped because of a mistake in the program. What was logged is safe."))
        sys.exit(1)


def _say_why(sentence: str) -> None:
    told = json.dumps({"type": "refused", "sentence": sentence}).encode()
    os.write(1, META + len(told).to_bytes(4, "big") + told)
