"""A port for a program that listens on it a moment later."""

import socket
from contextlib import suppress
from random import SystemRandom

_FREELY_GIVEN = 32_768
"""Above it the system gives ports to whoever connects or wants any: one that was free would be somebody else's."""


def free_port() -> int:
    """One of this computer's, which the system gives to nobody meanwhile."""
    for port in SystemRandom().sample(range(10_000, _FREELY_GIVEN), 200):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("this computer has no port left")
