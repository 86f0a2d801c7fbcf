"""The program that sends is killed after the server has the text, and before it has answered."""

import os
import signal
import subprocess
import sys
from asyncio import Event as AsyncEvent
from collections import Counter
from threading import Event
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from kontakt.database import Engine, reading, writing
from kontakt.messages import store
from kontakt.messages.message import MessageState, MessageStep, StepKind
from kontakt.messages.sending import SentCount, send_waiting

from .conftest import Handler, a_message, running

pytestmark = pytest.mark.long

SENDER = """
import sys
from kontakt.database import open_engine
from kontakt.messages.relay import Relay, Security
from kontakt.messages.sending import send_waiting
address, port = sys.argv[1:]
relay = Relay(host="127.0.0.1", port=int(port), sender="kontakt@example.invalid", security=Security.NONE)
send_waiting(open_engine(address), relay)
"""


class SilentHandler(Handler):
    """Has the whole text of the first message, says so, and does not answer."""

    def __init__(self) -> None:
        super().__init__()
        self.has_text = Event()
        self.silent = True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.silent:
            self.has_text.set()
            await AsyncEvent().wait()  # until the conversation is over
        return answer


def test_a_sender_that_is_killed_over_a_message_leaves_it_unsure_and_never_sends_it_again(engine: Engine) -> None:
    messages = [a_message() for _each in range(3)]
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in messages])
    handler = SilentHandler()
    with running(handler) as relay:
        address = engine.url.render_as_string(hide_password=False)
        killed = subprocess.Popen([sys.executable, "-c", SENDER, address, str(relay.port)])
        try:
            assert handler.has_text.wait(60)
        finally:
            os.kill(killed.pid, signal.SIGKILL)
            assert killed.wait() == -signal.SIGKILL
        handler.silent = False
        assert send_waiting(engine, relay) == SentCount(accepted=2)
        assert send_waiting(engine, relay) == SentCount()
    came = Counter(str(each["Message-ID"]) for each in handler.came)
    assert came == {f"<{each.id}@example.invalid>": 1 for each in messages}  # none doubled, none lost
    states = _states(engine)
    assert Counter(states.values()) == {MessageState.UNSURE: 1, MessageState.SENT: 2}
    assert handler.came[0]["Message-ID"] == next(
        f"<{id}@example.invalid>" for id, state in states.items() if state is MessageState.UNSURE
    )


def _states(engine: Engine) -> dict[Any, MessageState]:
    with reading(engine) as session:
        return {each.id: each.state for each in store.load(session).open}
