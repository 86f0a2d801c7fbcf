"""The outbox in the region's database, in the session and the transaction of the caller.

A desk puts messages in and says what became of them; on a server it has no right on the tables, and asks functions.
Whoever sends takes them out: a desk in an embedded region, ``kontakt jobs`` in a shared one, which may write the table.
Every change of what desks see is told in the table of changes, by the municipality alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlmodel import Session, col

from kontakt.database import Engine, changes
from kontakt.messages import reminders, server
from kontakt.messages.message import (
    BEING_SENT_FOR,
    CLOSED_WHEN_SENT,
    OUGHT_TO_HAVE_GONE,
    SENT_LATELY_DAYS,
    Message,
    MessageDelivery,
    MessageKind,
    MessageState,
    MessageStep,
    NewAddress,
    OpenMessage,
    Outbox,
    OutboxCount,
    StepKind,
)
from kontakt.messages.problem import MessageProblem, stored
from kontakt.messages.states import KEEP_TEXTS, MessageEvent, is_closed, leads
from kontakt.messages.tables import UNDONE, MailRelayRow, MessageRow

KIND = "messages"
"""What a change of all this is called in the change table, where the municipality is the subject, "" for none."""

KEPT_DAYS = 7
"""For how many days a message has its number and text at most, sent or not."""
_FAR_AHEAD = timedelta(hours=2)
"""No message is put off for so long: a clock was set back meanwhile."""

_READ = [field.name for field in fields(OpenMessage) if field.name in MessageRow.model_fields]
_OPEN = [col(getattr(MessageRow, name)) for name in _READ]
_MESSAGE = [col(getattr(MessageRow, field.name)) for field in fields(Message)]
_FREE = {"number": "", "text": ""}


# --- what a desk does --------------------------------------------------------------------------------------------


def put(session: Session, steps: Iterable[MessageStep]) -> None:
    """Take in what was written at a desk, in this order. The same again changes nothing, and what has been sent is
    neither corrected nor withdrawn any more.

    This is the way for every room that has an e-mail to send: a ``Message`` of the kind MAIL with a new id, the
    address, the subject and the text, put as ``MessageStep(StepKind.WRITTEN, message)`` in the transaction that stores
    what it tells of. It leaves by itself within seconds where the region sends messages (``load(session).sends``), and
    comes back to the desks only when it could not be sent. On a server raises NotPermitted for a message in another's
    name.
    """
    steps = list(steps)
    if server.is_one(session):
        server.put(session, steps)
        return
    for step in steps:
        _put(session, step)
    _tell(session, {step.message.municipality for step in steps})


def may_put(session: Session) -> bool:
    """Whether whoever is signed in may write messages. Everybody may in an embedded region, agents in a shared one."""
    return not server.is_one(session) or server.may_put(session)


def _put(session: Session, step: MessageStep) -> None:
    message, connection = step.message, session.connection()
    this = col(MessageRow.id) == message.id
    known = connection.execute(select(col(MessageRow.step_ids)).where(this)).scalar()
    withdrawn = step.kind is StepKind.WITHDRAWN
    beginnings, state = leads(MessageEvent.WITHDRAWN if withdrawn else MessageEvent.CORRECTED)
    values: dict[str, Any] = {"state": state.value, "closed": is_closed(state, message.kind)}
    values |= {"step_ids": " ".join(filter(None, (known, str(step.id or "")))), "attempts": 0, "problem": ""}
    if known is None:
        written = {field.name: getattr(message, field.name) for field in fields(Message)}
        connection.execute(insert(MessageRow).values(**written | {"kind": message.kind.value} | values, done_by=""))
        if message.kind is MessageKind.REMINDER:
            reminders.remember(session, message.follows, message.made_at)
    elif step.kind is not StepKind.WRITTEN and str(step.id) not in known.split():
        values |= _FREE if withdrawn else _corrected(step)
        where = (this, col(MessageRow.state).in_([each.value for each in beginnings]))
        connection.execute(update(MessageRow).where(*where).values(**values, next_try_at=None, sent_at=None))


def _corrected(step: MessageStep) -> dict[str, Any]:
    """What a correction writes: somebody else may have given the message another address meanwhile."""
    names = ["number", "text", "due_at", *(("address", "recipient", "unit") if step.readdressed else ())]
    return {name: getattr(step.message, name) for name in names} | {"rewritten_at": step.at, "taken_at": None}


def say(session: Session, id: UUID, event: MessageEvent, *, by: str, now: datetime) -> bool:
    """Say what a person knows of a message: that it was dealt with (and with it what reminded of it in vain), that an
    unsure one arrived or one that was said to have come back did not, or that an unsure or failed one is to be sent
    again (which needs its text, and that no server is answering just now). False where that means nothing in its state
    any more: somebody was faster."""
    if server.is_one(session):
        return server.say(session, id, event)
    known = (MessageRow.state, MessageRow.taken_at, MessageRow.sent_at)
    asked = select(*_MESSAGE, *map(col, known)).where(col(MessageRow.id) == id)
    row = session.connection().execute(asked).first()
    if row is None or (event is MessageEvent.SEND_AGAIN and not _can_be_sent_again(row, now)):
        return False
    values: dict[str, Any] = {"next_try_at": None}
    if event is MessageEvent.DEALT_WITH:
        values |= {"done_at": now, "done_by": by}
    if event is MessageEvent.ARRIVED:
        if row.state == MessageState.FAILED.value and row.sent_at is None:
            return False  # it never went
        values["sent_at"] = row.sent_at or now
    happened = _change(session, id, event, **values)
    if happened and event is MessageEvent.DEALT_WITH:
        for each in reminders.in_vain(session, id):
            _change(session, each, event, **values)
    _tell(session, {row.municipality})
    return happened


def _can_be_sent_again(row: Any, now: datetime) -> bool:
    """Its text is there, and no server is answering at this moment."""
    answered = row.state != MessageState.UNSURE.value or row.taken_at is None
    has_text = row.number or row.text or row.kind == MessageKind.REMINDER.value
    return bool(has_text) and (answered or abs(now - row.taken_at) >= BEING_SENT_FOR)


def readdress(session: Session, id: UUID, to: NewAddress, now: datetime) -> bool:
    """Have a message that failed sent to another address, from the beginning. False where it did not fail, or where
    its text is gone and there is no other. On a server raises NotPermitted for an address that stands in no list,
    unless who is signed in wrote the message."""
    if server.is_one(session):
        return server.readdress(session, id, to)
    row = session.connection().execute(select(*_MESSAGE).where(col(MessageRow.id) == id)).first()
    if row is None:
        return False
    kept = {"number": row.number, "text": row.text} if row.number or row.text else None
    values = asdict(to) | (kept or {"rewritten_at": now, "taken_at": None})
    if not (values["number"] or values["text"] or row.kind == MessageKind.REMINDER.value):
        return False
    again = {"attempts": 0, "next_try_at": None, "sent_at": None, "problem": ""}
    happened = _change(session, id, MessageEvent.READDRESSED, **values, **again)
    if happened and row.kind == MessageKind.REMINDER.value:
        reminders.remember(session, row.follows, now)
    _tell(session, {row.municipality})
    return happened


def own_texts(session: Session, id: UUID, agent: str) -> tuple[str, str] | None:
    """Number and text of a message that this agent wrote and that waits or failed; None for any other."""
    if server.is_one(session):
        return server.own_texts(session, id)
    query = select(col(MessageRow.number), col(MessageRow.text)).where(
        col(MessageRow.id) == id,
        col(MessageRow.agent) == agent,
        col(MessageRow.state).in_([MessageState.WAITS.value, MessageState.FAILED.value]),
    )
    row = session.connection().execute(query).first()
    return (row.number, row.text) if row else None


def load(session: Session) -> Outbox:
    """Whether the region sends messages, and those that are not done with; none of them for whoever may write none."""
    connection = session.connection()
    sends = bool(sender(session))
    if not may_put(session):
        return Outbox(sends)
    rows = connection.execute(select(*_OPEN).where(UNDONE).order_by(col(MessageRow.made_at), col(MessageRow.id)))
    return Outbox(sends, reminders.without_withdrawn(session, [_open(row) for row in rows]))


def one(session: Session, id: UUID) -> OpenMessage | None:
    """The message with this id; on a server None as well where whoever is signed in does not see it."""
    row = session.connection().execute(select(*_OPEN).where(col(MessageRow.id) == id)).first()
    return _open(row) if row else None


def counts(session: Session, now: datetime) -> OutboxCount:
    """Of what is not done with. On a server raises NotPermitted for who may not read the outbox."""
    state = col(MessageRow.state)
    query = select(state, func.count()).where(UNDONE).group_by(state)
    found = {MessageState(each): n for each, n in session.connection().execute(query)}
    old = (UNDONE, state == MessageState.WAITS.value, col(MessageRow.made_at) < now - OUGHT_TO_HAVE_GONE)
    overdue = session.connection().execute(select(func.count()).where(*old)).scalar_one()
    waiting, failed, unsure = (
        found.get(each, 0) for each in (MessageState.WAITS, MessageState.FAILED, MessageState.UNSURE)
    )
    return OutboxCount(waiting, failed, unsure, overdue)


def as_copied(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row of the outbox as it is put into another database: what waits in this one may be sent from here, and is
    unsure there, so that nothing is sent from both."""
    if row["state"] != MessageState.WAITS.value:
        return row
    return {**row, "state": MessageState.UNSURE.value, "problem": stored(MessageProblem.COPIED)}


def vacuum(engine: Engine) -> bool:
    """Have a server take what was emptied out of the table's file, where whoever is signed in may (from PostgreSQL 17
    on); whether it did."""
    return server.vacuum(engine)


def sent_lately(session: Session, now: datetime) -> tuple[OpenMessage, ...]:
    """Those that were done with when they were sent, of the last days, the last one first: somebody may have found
    that one came back. None of them for whoever may write none."""
    if not may_put(session):
        return ()
    sent_at, kinds = col(MessageRow.sent_at), [each.value for each in CLOSED_WHEN_SENT]
    is_of_them = (col(MessageRow.state) == MessageState.SENT.value, col(MessageRow.kind).in_(kinds))
    query = select(*_OPEN).where(sent_at >= now - timedelta(days=SENT_LATELY_DAYS), *is_of_them)
    return tuple(map(_open, session.connection().execute(query.order_by(sent_at.desc(), col(MessageRow.id)))))


def of_inquiries(session: Session, inquiries: Sequence[UUID]) -> dict[UUID, MessageDelivery]:
    """For each of these inquiries that a message was written for, how that stands."""
    columns = (col(getattr(MessageRow, name)) for name in ("inquiry", "kind", "state", "sent_at"))
    rows = session.connection().execute(select(*columns).where(col(MessageRow.inquiry).in_(inquiries)))
    return {row.inquiry: MessageDelivery(MessageKind(row.kind), MessageState(row.state), row.sent_at) for row in rows}


def _open(row: Any) -> OpenMessage:
    values = {name: getattr(row, name) for name in _READ}
    return OpenMessage(**values | {"kind": MessageKind(row.kind), "state": MessageState(row.state)})


# --- what whoever sends does -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that is to be sent, how often it was put off before, whether this text has gone to a server that
    neither put it off nor refused it, and when it was written anew."""

    message: Message
    attempts: int
    was_taken: bool
    rewritten_at: datetime | None = None

    @property
    def mail_id(self) -> str:
        """Of the e-mail: another one for each text, as a server may drop an id that it has had."""
        id, at = str(self.message.id), self.rewritten_at
        return f"{id}.{at:%Y%m%d%H%M%S%f}" if at else id


def sender(session: Session) -> str:
    """The address that messages are sent from in this region; "" where none are sent."""
    return session.connection().execute(select(col(MailRelayRow.sender))).scalar() or ""


def announce(session: Session, sender: str, now: datetime) -> None:
    """Let every desk know that messages are sent in this region, as ``sender``; once is enough."""
    row = session.get(MailRelayRow, 1)
    if row is None or row.sender != sender:
        session.merge(MailRelayRow(id=1, sender=sender, since=now))
        _tell(session, {""})


def end_sending(session: Session) -> None:
    """Let every desk know that no messages are sent in this region any more."""
    if row := session.get(MailRelayRow, 1):
        session.delete(row)
        _tell(session, {""})


def waiting(session: Session, now: datetime, most: int) -> list[WaitingMessage]:
    """The oldest that are to be sent now."""
    next_try = col(MessageRow.next_try_at)
    query = (
        select(*_MESSAGE, *(col(each) for each in (MessageRow.attempts, MessageRow.taken_at, MessageRow.rewritten_at)))
        .where(UNDONE, col(MessageRow.state) == MessageState.WAITS.value)
        .where(or_(next_try.is_(None), next_try <= now, next_try > now + _FAR_AHEAD))
        .order_by(col(MessageRow.made_at), col(MessageRow.id))
        .limit(most)
    )
    return [
        WaitingMessage(_message(row), row.attempts, row.taken_at is not None, row.rewritten_at)
        for row in session.connection().execute(query)
    ]


def take(session: Session, id: UUID, now: datetime) -> bool:
    """Take the message, right before its text goes to the server: from now on it is unsure, whatever becomes of this
    program. False where it does not wait any more: it was withdrawn, or another sender has it."""
    return _change(session, id, MessageEvent.TAKEN, taken_at=now)


def accepted(session: Session, id: UUID, now: datetime) -> None:
    """The server has it. Number and text are emptied."""
    _change(session, id, MessageEvent.ACCEPTED, sent_at=now, problem="")


def refused(session: Session, id: UUID, word: str) -> None:
    """The server will not take it, and this is its ``word``. Number and text stay: a person may have it sent again."""
    _change(session, id, MessageEvent.REFUSED, problem=word, taken_at=None)


def unsure(session: Session, id: UUID, word: str) -> None:
    """Nobody knows whether the server has it; it was taken, and stays as it is until a person decides."""
    session.connection().execute(update(MessageRow).where(col(MessageRow.id) == id).values(problem=word))


def put_off(session: Session, id: UUID, word: str, next_try_at: datetime) -> None:
    """The server does not take it now; it is tried again at that time (UTC)."""
    values = {"problem": word, "next_try_at": next_try_at, "taken_at": None, "attempts": MessageRow.attempts + 1}
    _change(session, id, MessageEvent.PUT_OFF, **values)


def doubt_waiting(session: Session) -> None:
    """Of a database that was put back from a backup nobody knows which of the messages that wait in it have been sent
    since: all of them are unsure from now on."""
    waits = col(MessageRow.state) == MessageState.WAITS.value
    found = session.connection().execute(select(col(MessageRow.municipality)).where(UNDONE, waits).distinct()).scalars()
    numbers = list(found)
    session.connection().execute(update(MessageRow).where(UNDONE, waits).values(state=MessageState.UNSURE.value))
    _tell(session, numbers)


def tell_sent(session: Session, municipalities: Iterable[str]) -> None:
    """Tell the desks that messages of these have come further: once for many of them."""
    _tell(session, set(municipalities))


def forget(session: Session, before: datetime) -> int:
    """Empty number and text that were last written before that (UTC), and give up sending them; how many messages that
    was."""
    query = select(col(MessageRow.id), col(MessageRow.municipality)).where(*_old(before))
    rows = session.connection().execute(query).all()
    for row in rows:
        if not _change(session, row.id, MessageEvent.OUT_OF_TIME, **_FREE):
            session.connection().execute(update(MessageRow).where(col(MessageRow.id) == row.id).values(**_FREE))
    _tell(session, {row.municipality for row in rows})
    return len(rows)


def may_forget(session: Session, before: datetime) -> bool:
    """Whether there is anything to ``forget``: a look, which locks nobody out."""
    query = select(col(MessageRow.id)).where(*_old(before)).limit(1)
    return session.connection().execute(query).first() is not None


def _old(before: datetime) -> tuple[Any, ...]:
    made_at, written_at = col(MessageRow.made_at), func.coalesce(MessageRow.rewritten_at, MessageRow.made_at)
    texts = or_(col(MessageRow.number) != "", col(MessageRow.text) != "")
    return UNDONE, made_at < before, written_at < before, texts  # the first is what the index is of


def _change(session: Session, id: UUID, event: MessageEvent, **values: Any) -> bool:
    """Let the event happen to the message, where its state allows it; whether it did. One statement: of two that do it
    at once, one does."""
    beginnings, end = leads(event)
    closed_when_sent = col(MessageRow.kind) != MessageKind.MESSAGE.value
    closed = closed_when_sent if end is MessageState.SENT else is_closed(end, MessageKind.MESSAGE)
    changed = (
        update(MessageRow)
        .where(col(MessageRow.id) == id, col(MessageRow.state).in_([state.value for state in beginnings]))
        .values(state=end.value, closed=closed, **({} if end in KEEP_TEXTS else _FREE), **values)
    )
    return bool(session.connection().execute(changed).rowcount)


def _message(row: Any) -> Message:
    values = {field.name: getattr(row, field.name) for field in fields(Message)}
    return Message(**values | {"kind": MessageKind(row.kind)})


def _tell(session: Session, municipalities: Iterable[str]) -> None:
    session.flush()
    for each in sorted(municipalities):
        changes.record(session, KIND, each, 0)
    session.flush()
