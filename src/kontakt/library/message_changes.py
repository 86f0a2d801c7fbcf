"""What people say of open messages, written for every desk to see. Each call is a transaction of its own, may take its
time, and raises KontaktError where the database cannot be used."""

from datetime import datetime
from uuid import UUID

from kontakt.database import Engine, clear_log, reading, writing
from kontakt.library import notice_mails
from kontakt.messages import store
from kontakt.messages.message import Message, MessageStep, NewAddress, StepKind
from kontakt.messages.states import MessageEvent


def say(engine: Engine, id: UUID, event: MessageEvent, *, by: str, now: datetime) -> bool:
    """As ``store.say``, and a notice says it of its own e-mail. Its texts are gone from the file at once."""
    with writing(engine) as session:
        message = store.one(session, id)
        happened = store.say(session, id, event, by=by, now=now)
        if happened and message:
            notice_mails.take_over(session, message, event, by=by, now=now)
    clear_log(engine)
    return happened


def write(engine: Engine, message: Message) -> None:
    """Put one more message into the outbox."""
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, message)])


def readdress(engine: Engine, id: UUID, to: NewAddress, now: datetime) -> bool:
    """As ``store.readdress``."""
    with writing(engine) as session:
        return store.readdress(session, id, to, now)


def own_texts(engine: Engine, id: UUID, agent: str) -> tuple[str, str] | None:
    """As ``store.own_texts``."""
    with reading(engine) as session:
        return store.own_texts(session, id, agent)
