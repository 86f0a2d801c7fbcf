"""Sending what waits in the outbox. Each message is a small transaction of its own before its text goes, and one after
it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage

from kontakt.database import Engine, clear_log, reading, writing
from kontakt.messages import store
from kontakt.messages.checked import is_address
from kontakt.messages.letter import letter
from kontakt.messages.message import WITH_TEXT
from kontakt.messages.problem import MessageProblem, in_words, stored
from kontakt.messages.relay import Relay, RelayAway, RelayConnection, SendResult, Sent
from kontakt.messages.sent_ids import SentIds
from kontakt.messages.store import WaitingMessage

PUT_OFF_MINUTES = (1, 2, 5, 15, 30, 60)
"""How long a message waits after the server has put it off, for the first time, the second and so on."""
_AT_ONCE = 100

_log = logging.getLogger(__name__)


@dataclass
class SentCount:
    """What came of sending what waited."""

    accepted: int = 0
    refused: int = 0
    put_off: int = 0
    unsure: int = 0

    def __bool__(self) -> bool:
        return bool(self.accepted or self.refused or self.put_off or self.unsure)


def send_waiting(
    engine: Engine,
    relay: Relay,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stopped: Callable[[], bool] = lambda: False,
    sent_ids: SentIds | None = None,
) -> SentCount:
    """Send what is to be sent now, one after the other, until nothing is left or it is ``stopped``. Two that do it at
    once send nothing twice; and what ``sent_ids`` knows as sent, of a database that was put back from a backup, is
    unsure. Raises RelayAway with nothing sent, DatabaseUnavailable, and OSError."""
    count = SentCount()
    while not stopped():
        with reading(engine) as session:
            found = store.waiting(session, clock(), _AT_ONCE)
        found = _not_sent_before(engine, found, sent_ids, clock)
        if not found or not _send(engine, relay, found, count, clock, stopped, sent_ids):
            return count
    return count


def _send(
    engine: Engine,
    relay: Relay,
    found: list[WaitingMessage],
    count: SentCount,
    clock: Callable[[], datetime],
    stopped: Callable[[], bool],
    sent_ids: SentIds | None,
) -> bool:
    """Whether it came to the end, and is to be asked for more."""
    changed: set[str] = set()
    try:
        with RelayConnection(relay) as connection:
            for each in found:
                if stopped() or not connection.is_open:
                    return connection.is_open
                changed.add(each.message.municipality)
                _send_one(engine, connection, relay, each, count, clock, sent_ids)
        return True
    finally:
        if changed:
            with writing(engine) as session:
                store.tell_sent(session, changed)
            clear_log(engine)  # in which number and text may stand yet


def _send_one(
    engine: Engine,
    connection: RelayConnection,
    relay: Relay,
    waiting: WaitingMessage,
    count: SentCount,
    clock: Callable[[], datetime],
    sent_ids: SentIds | None,
) -> None:
    message = waiting.message

    def take() -> bool:
        with writing(engine) as session:
            return store.take(session, message.id, clock())

    mail = _mail(waiting, relay.sender, clock())
    sent = mail if isinstance(mail, Sent) else connection.send(mail, message.address, take)
    if (
        sent.result is SendResult.ACCEPTED and sent_ids is not None
    ):  # before the database says so, of which there may be a copy
        sent_ids.add(waiting.mail_id)
    with writing(engine) as session:
        match sent.result:
            case SendResult.ACCEPTED:
                store.accepted(session, message.id, clock())
                count.accepted += 1
            case SendResult.REFUSED:
                store.refused(session, message.id, sent.word)
                count.refused += 1
            case SendResult.PUT_OFF:
                minutes = PUT_OFF_MINUTES[min(waiting.attempts, len(PUT_OFF_MINUTES) - 1)]
                store.put_off(session, message.id, sent.word, clock() + timedelta(minutes=minutes))
                count.put_off += 1
            case SendResult.UNSURE:
                store.unsure(session, message.id, sent.word)
                count.unsure += 1
            case SendResult.NOT_TAKEN:
                return
    if sent.result is not SendResult.ACCEPTED:
        code = sent.word[:3] if sent.word[:3].isdecimal() else ""  # what follows may say again what is in a message
        _log.warning("message %s: %s %s", message.id, sent.result.value, code)
    if sent.result is SendResult.UNSURE:  # the next one would be unsure as well
        raise RelayAway(in_words(sent.word))


def _mail(waiting: WaitingMessage, sender: str, at: datetime) -> EmailMessage | Sent:
    """The e-mail that it becomes; what can be none is refused here, so that it holds up nothing else."""
    message = waiting.message
    if message.kind in WITH_TEXT and not (message.number or message.text):
        return Sent(SendResult.REFUSED, stored(MessageProblem.TEXT_GONE))
    try:
        if is_address(message.address):
            return letter(message, sender, at, waiting.mail_id)
    except (ValueError, LookupError, MessageError):
        pass
    return Sent(SendResult.REFUSED, stored(MessageProblem.BAD_ADDRESS, address=message.address))


def _not_sent_before(
    engine: Engine, found: list[WaitingMessage], sent_ids: SentIds | None, clock: Callable[[], datetime]
) -> list[WaitingMessage]:
    """Those that are to be sent; the others, which this machine has sent and the database does not know of, are
    unsure. Of what the database does know of, a person has decided: it is sent as if it had never been, however often
    a server puts it off."""
    if sent_ids is None:
        return found
    known = [each for each in found if each.mail_id in sent_ids]
    unsure = [each for each in known if not each.was_taken]
    for each in known:
        if each.was_taken:
            sent_ids.remove(each.mail_id)
    for each in unsure:
        with writing(engine) as session:
            store.take(session, each.message.id, clock())
            store.unsure(session, each.message.id, stored(MessageProblem.SENT_BEFORE_BACKUP))
            store.tell_sent(session, [each.message.municipality])
    return [each for each in found if each not in unsure]
