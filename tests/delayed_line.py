"""A line that takes its time: a proxy on a port of this computer that passes everything on later, in order."""

import contextlib
import queue
import socket
import time
from threading import Thread
from types import TracebackType
from typing import Self


class DelayedLine:
    """Leads to ``port`` of this computer; what is sent arrives ``seconds`` later, in either direction."""

    def __init__(self, port: int, seconds: float) -> None:
        self._to = port
        self._seconds = seconds
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for each in self._sockets:
            each.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the listener is closed
            while True:
                here, _address = self._listener.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                self._sockets += [here, there]
                for one, other in ((here, there), (there, here)):
                    on_the_way: queue.Queue[tuple[float, bytes]] = queue.Queue()
                    Thread(target=self._take, args=(one, on_the_way), daemon=True).start()
                    Thread(target=self._give, args=(other, on_the_way), daemon=True).start()

    def _take(self, one: socket.socket, on_the_way: "queue.Queue[tuple[float, bytes]]") -> None:
        data = b"x"
        while data:
            try:
                data = one.recv(1 << 16)
            except OSError:
                data = b""
            on_the_way.put((time.monotonic() + self._seconds, data))

    def _give(self, other: socket.socket, on_the_way: "queue.Queue[tuple[float, bytes]]") -> None:
        with contextlib.suppress(OSError):  # whoever it was for is gone
            while True:
                at, data = on_the_way.get()
                time.sleep(max(0.0, at - time.monotonic()))
                if not data:
                    other.shutdown(socket.SHUT_WR)
                    return
                other.sendall(data)
