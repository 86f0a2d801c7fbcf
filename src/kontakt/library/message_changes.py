"""What people say of open messages, written for every desk to see. Each call is a transaction of its own, may take its
time, and raises KontaktError where the database cannot be used."""

from datetime import datetime
from uuid import UUID

from kontakt.database import Engine, clear_log, reading, writing
from kontakt.messages import store
from kontakt.messages.message import Message, MessageState, MessageStep, StepKind
from kontakt.messages.states import MessageEvent


def say(engine: Engine, id: UUID, event: MessageEvent, *, by: str, now: datetime) -> bool:
    """As ``store.say``. Its texts are gone from the file at once."""
    with writing(engine) as session:
        happened = store.say(session, id, event, by=by, now=now)
    clear_log(engine)
    return happened


def write(engine: Engine, message: Message) -> None:
    """Put one more message into the outbox."""
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, message)])


def change_waiting(engine: Engine, kind: StepKind, message: Message) -> bool:
    """Correct or withdraw a message that waits; False where it has been sent meanwhile, and is as it was."""
    with writing(engine) as session:
        waits = store.state_of(session, message.id) is MessageState.WAITS
        if waits:
            store.put(session, [MessageStep(kind, message)])
    clear_log(engine)
    return waits


def own_texts(engine: Engine, id: UUID, agent: str) -> tuple[str, str] | None:
    """As ``store.own_texts``."""
    with reading(engine) as session:
        return store.own_texts(session, id, agent)
