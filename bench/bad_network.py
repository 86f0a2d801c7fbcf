"""A network between a desk and a server that is slow, or cuts a reply in two; beside what ``tests/proxy.py`` can do."""

import random
import socket
import time
from pathlib import Path

from tests.proxy import Proxy


class BadNetwork(Proxy):
    """``delay`` is for how many seconds every reply is held back, ``cuts`` of how many replies one is cut in the
    middle, with its connection (0: none)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.delay = 0.0
        self.cuts = 0
        self.cut_replies = 0
        self._chance = random.Random(1)

    def _take(self, one: socket.socket) -> None:
        is_reply = one.family == socket.AF_UNIX
        if is_reply and self.delay:
            time.sleep(self.delay)
        if is_reply and self.cuts and self._chance.randrange(self.cuts) == 0:
            self._cut_reply(one)
            return
        super()._take(one)

    def _cut_reply(self, server: socket.socket) -> None:
        other = self._pairs.pop(server)
        self._pairs.pop(other, None)
        data = server.recv(65536)
        other.sendall(data[: len(data) // 2])
        self.cut_replies += 1
        server.close()
        other.close()
