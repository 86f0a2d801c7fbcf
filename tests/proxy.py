"""A network between a desk and the tests' server that can be pulled out: a proxy on a port of this machine.

While it is ``silent`` it accepts connections and takes what is sent, and passes nothing on, as a network that drops
packets behind a firewall does. While it is ``closed`` it refuses connections and cuts those that there are, as a
stopped server does.
"""

import contextlib
import select
import socket
from enum import Enum
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from .free_port import free_port


class Network(Enum):
    OPEN = "open"
    SILENT = "silent"
    CLOSED = "closed"


class Proxy:
    """Passes on to the server whose socket lies in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / ".s.PGSQL.5432")
        self.port = free_port()  # it is given up, and wanted again
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._state = Network.OPEN
        self._pairs: dict[socket.socket, socket.socket] = {}
        self.made = 0
        """How many connections it has accepted."""
        self._ended = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(5)
        self._cut()
        self._listener.close()

    def be(self, state: Network) -> None:
        self._state = state

    def _run(self) -> None:
        while not self._ended.is_set():
            if self._state is Network.CLOSED and self._listener.fileno() >= 0:
                self._cut()
                self._listener.close()
            elif self._state is Network.OPEN and self._listener.fileno() < 0:
                self._cut()  # what was silent for long is not answered any more
                with contextlib.suppress(OSError):  # somebody has the port for a moment
                    self._listener = socket.create_server(("127.0.0.1", self.port))
            self._pass_on()

    def _pass_on(self) -> None:
        awaited = [*([self._listener] if self._listener.fileno() >= 0 else []), *self._pairs]
        if not awaited:
            self._ended.wait(0.02)
            return
        ready, _write, _wrong = select.select(awaited, [], [], 0.02)
        for each in ready:
            if each is self._listener:
                client, _address = each.accept()
                self.made += 1
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._socket)
                self._pairs |= {client: server, server: client}
            elif each in self._pairs:
                self._take(each)

    def _take(self, one: socket.socket) -> None:
        try:
            data = one.recv(65536)
            if data and self._state is Network.OPEN:
                self._pairs[one].sendall(data)
        except OSError:
            data = b""
        if not data:
            other = self._pairs.pop(one)
            self._pairs.pop(other, None)
            one.close()
            other.close()

    def _cut(self) -> None:
        for each in self._pairs:
            with contextlib.suppress(OSError):
                each.close()
        self._pairs = {}
