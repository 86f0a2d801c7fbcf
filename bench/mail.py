"""What becomes of messages when the mail server is down, slow, refuses, puts off, cannot be trusted or dies over the
text, when a thousand wait, and when two send at once: a table of sent, unsure, doubled and lost.
``python bench/mail.py [MESSAGES]``

The server is a real one (aiosmtpd, in this process). Doubled is what it took twice; lost is what neither came, nor
waits, nor is unsure, nor failed with the server's word.
"""

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from multiprocessing import get_context
from pathlib import Path
from socket import create_connection, create_server
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller

from kontakt.database import open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.messages import store
from kontakt.messages.message import Message, MessageKind, MessageState, MessageStep, StepKind
from kontakt.messages.relay import Relay, RelayAway, Security
from kontakt.messages.sending import send_waiting

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


class Server:
    """Takes mail, and answers as it is told at each step."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        self.at_recipient: Callable[[int], str] = lambda turn: ""
        self.at_text: Callable[[int], str] = lambda turn: ""
        self.seconds = 0.0
        self.turns = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.turns += 1
        if answer := self.at_recipient(self.turns):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        sleep(self.seconds)
        answer = self.at_text(self.turns)
        if not answer.startswith(("4", "5")):
            self.came[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        if answer == "die":
            server.transport.abort()
        return answer or "250 OK"


class AnyPort(Controller):
    def _trigger_server(self) -> None:
        create_connection(self.server.sockets[0].getsockname(), 1.0).close()  # type: ignore[union-attr]


@dataclass
class TriedMessages:
    """``states`` are those of the messages in the outbox, by their ids in e-mails; ``came`` is what the server took."""

    rounds: int
    seconds: float
    states: dict[str, MessageState]
    came: Counter[str]
    count: int

    def row(self, name: str) -> str:
        n = Counter(self.states.values())
        cells = (n[each] for each in (MessageState.SENT, MessageState.UNSURE, MessageState.FAILED, MessageState.WAITS))
        doubled = sum(times - 1 for times in self.came.values())
        said_to_be_sent = [
            id for id, state in self.states.items() if state is MessageState.SENT and id not in self.came
        ]
        lost = len(said_to_be_sent) + self.count - len(self.states)
        states = " ".join(f"{each:7}" for each in cells)
        return f"{name:44} {self.count:6} {states} {doubled:8} {lost:5} {self.rounds:7} {self.seconds:8.1f}"


@contextmanager
def running(server: Server) -> Iterator[Relay]:
    controller = AnyPort(server, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        port = controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        yield Relay(host="127.0.0.1", port=port, sender="kontakt@example.invalid", security=Security.NONE, seconds=2)
    finally:
        controller.stop()


def tried(
    server: Server, relay: Relay, count: int, *, senders: int = 1, mends: Callable[[], None] = lambda: None
) -> TriedMessages:
    """Send ``count`` messages, for as many rounds as a day of trying has; the server is mended after the first."""
    with tempfile.TemporaryDirectory() as folder:
        address = filled(folder, count)
        began, rounds, now = monotonic(), 0, NOW
        states: dict[str, MessageState] = {}
        while rounds < 12 and (not states or MessageState.WAITS in states.values()):
            rounds += 1
            threads = [Thread(target=once, args=(address, relay, now)) for _ in range(senders)]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            mends()
            now += timedelta(hours=1)
            states = states_in(address)
        return TriedMessages(rounds, monotonic() - began, states, server.came, count)


def killed_over_the_text(server: Server, relay: Relay, count: int) -> TriedMessages:
    """The program that sends is killed when the server has the text and has not answered; then another sends."""
    has_text, goes_on = Event(), Event()

    def silent(turn: int) -> str:
        has_text.set()
        goes_on.wait()
        return ""

    server.at_text = silent
    with tempfile.TemporaryDirectory() as folder:
        address = filled(folder, count)
        began = monotonic()
        sender = get_context("spawn").Process(target=once, args=(address, relay, NOW))
        sender.start()
        has_text.wait()
        sender.kill()
        sender.join()
        server.at_text = lambda turn: ""
        goes_on.set()
        for _round in range(2):
            once(address, replace(relay, seconds=10), NOW)
        return TriedMessages(3, monotonic() - began, states_in(address), server.came, count)


def filled(folder: str, count: int) -> str:
    """The address of a database in which so many messages wait."""
    address = f"sqlite:///{folder}/kontakt.sqlite"
    engine = open_engine(address)
    bring_up_to_date(engine, Path(folder), NOW)
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, a_message(place)) for place in range(count)])
    engine.dispose()
    return address


def states_in(address: str) -> dict[str, MessageState]:
    engine = open_engine(address)
    with reading(engine) as session:
        states = {f"<{each.id}@example.invalid>": each.state for each in store.load(session).open}
    engine.dispose()
    return states


def once(address: str, relay: Relay, now: datetime) -> None:
    engine = open_engine(address)
    with suppress(RelayAway):
        send_waiting(engine, relay, clock=lambda: now)
    engine.dispose()


def a_message(place: int) -> Message:
    return Message(
        id=uuid4(),
        kind=MessageKind.MESSAGE,
        made_at=NOW + timedelta(milliseconds=place),
        agent="kari",
        municipality="4026",
        address=f"unit{place}@example.invalid",
        subject="Beskjed",
        number="412 34 567",
        text="Ring tilbake.",
    )


def main() -> None:
    logging.disable()
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    few = max(1, many // 50)
    print(
        f"{'':44} {'n':>6} {'sent':>7} {'unsure':>7} {'failed':>7} {'waits':>7} {'doubled':>8} {'lost':>5} {'rounds':>7} {'seconds':>8}"
    )

    def case(
        name: str,
        count: int,
        prepare: Callable[[Server], None] = lambda server: None,
        *,
        senders: int = 1,
        mend: bool = True,
    ) -> None:
        server = Server()
        prepare(server)

        def mends() -> None:
            if mend:
                server.at_recipient = server.at_text = lambda turn: ""
                server.seconds = 0.0

        with running(server) as relay:
            print(tried(server, relay, count, senders=senders, mends=mends).row(name), flush=True)

    case("answers", many)
    case("two send at once", many, senders=2)
    case(
        "greylisting: 451 to everybody, then mended",
        few,
        lambda s: setattr(s, "at_recipient", lambda turn: "451 4.7.1 Greylisted"),
    )
    case(
        "every third mailbox unknown: 550",
        few,
        lambda s: setattr(s, "at_recipient", lambda turn: "550 5.1.1 Unknown" if turn % 3 == 0 else ""),
        mend=False,
    )
    case(
        "takes nothing from this region: 550 5.7.1",
        few,
        lambda s: setattr(s, "at_recipient", lambda turn: "550 5.7.1 Relaying denied"),
    )
    case("disk full at the text: 452, then mended", few, lambda s: setattr(s, "at_text", lambda turn: "452 Full"))
    case(
        "dies over every text, for twelve rounds", few, lambda s: setattr(s, "at_text", lambda turn: "die"), mend=False
    )
    case("dies over one text, then mended", few, lambda s: setattr(s, "at_text", lambda turn: "die"))
    case("answers the text too late, then mended", few, lambda s: setattr(s, "seconds", 3.0))
    server = Server()
    with create_server(("127.0.0.1", 0)) as closed:
        down = Relay(
            host="127.0.0.1", port=closed.getsockname()[1], sender="kontakt@example.invalid", security=Security.NONE
        )
    print(tried(server, down, few).row("is down"), flush=True)
    with create_server(("127.0.0.1", 0)) as silent:
        slow = replace(down, port=silent.getsockname()[1], seconds=0.2)
        print(tried(server, slow, few).row("takes the call and never speaks"), flush=True)
    with running(server) as relay:
        print(tried(server, replace(relay, security=Security.STARTTLS), few).row("offers no TLS"), flush=True)
    with running(server := Server()) as relay:
        print(killed_over_the_text(server, relay, few).row("the sender is killed over the text"), flush=True)


if __name__ == "__main__":
    main()
