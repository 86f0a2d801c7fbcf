"""Messages, an outbox on both engines, and a real SMTP server that does what a test asks of it."""

import ssl
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Email
from email.policy import default
from pathlib import Path
from socket import create_connection
from typing import Any, cast
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kontakt.messages.message import Message, MessageKind
from kontakt.messages.relay import Relay, Security

NOW = datetime.now(UTC).replace(microsecond=0)
NUMBER, TEXT = "412 34 567", "Vannet er brunt i Øvre gate; ring etter klokka tolv."


def a_message(**changes: Any) -> Message:
    values: dict[str, Any] = {
        "id": uuid4(),
        "kind": MessageKind.MESSAGE,
        "made_at": NOW,
        "agent": "kari",
        "municipality": "4026",
        "address": "teknisk@example.invalid",
        "subject": "Beskjed: Brunt vann (Tinn)",
        "unit": "4026/teknisk-drift",
        "recipient": "Teknisk drift",
        "intro": "En innringer fra Tinn vil bli ringt opp.",
        "number": NUMBER,
        "text": TEXT,
        "article": "broeyting",
    }
    return Message(**values | changes)


@dataclass
class Handler:
    """What the server does at each step; "" is what it does of its own accord. ``came`` is everything that it took."""

    recipient: Callable[[str], str] = lambda address: ""
    text: Callable[[Email], str] = lambda mail: ""
    hang_up: Callable[[Email], bool] = lambda mail: False
    came: list[Email] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        mail = message_from_bytes(content if isinstance(content, bytes) else str(content).encode(), policy=default)
        if answer := self.text(mail):
            return answer
        self.came.append(mail)
        if self.hang_up(mail):
            cast(WriteTransport, server.transport).abort()
        return "250 OK"


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def relay(handler: Handler) -> Iterator[Relay]:
    """A server on this machine, without TLS."""
    with running(handler) as server:
        yield server


class _AnyPort(Controller):
    """On a port that is free."""

    @property
    def taken(self) -> tuple[str, int]:
        server: Any = self.server
        address: tuple[str, int] = server.sockets[0].getsockname()
        return address

    def _trigger_server(self) -> None:
        create_connection(self.taken, 60).close()


@contextmanager
def running(handler: Handler, **options: Any) -> Iterator[Relay]:
    security = options.pop("security", Security.NONE)
    server = _AnyPort(handler, hostname="127.0.0.1", port=0, ready_timeout=60, **options)
    server.start()
    try:
        yield Relay(
            host="127.0.0.1", port=server.taken[1], sender="kontakt@example.invalid", security=security, seconds=60
        )
    finally:
        server.stop()


CERTIFICATE = Path(__file__).parent / "server.pem"
"""For 127.0.0.1, with its key, signed by nobody else: for these tests alone."""


def server_context() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context
