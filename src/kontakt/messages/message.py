"""What an agent hands on to a unit or a contact by e-mail, and how far it has come."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

TEXT_LENGTH = 500
BEING_SENT_FOR = timedelta(minutes=2)
"""For how long a server may take to answer, at most."""
OUGHT_TO_HAVE_GONE = timedelta(hours=1)
"""After how long one that is never due, and waits yet, is somebody's to look at."""


class MessageKind(StrEnum):
    MESSAGE = "message"
    """For a unit or a contact, who is to deal with it: it comes back to the desks until somebody has."""
    CASE = "case"
    """For the municipality's post office, which keeps it: nobody waits for more than that it went."""
    CORRECTION = "correction"
    """Follows a message that was sent, and says what was wrong in it."""
    REMINDER = "reminder"
    """Follows a message that nobody has dealt with in time."""
    MAIL = "mail"
    """An e-mail of another room, such as who is told first of a notice."""


WITH_TEXT = (MessageKind.MESSAGE, MessageKind.CASE, MessageKind.CORRECTION)
"""Those that are nothing without what the agent wrote."""
CLOSED_WHEN_SENT = (MessageKind.CASE, MessageKind.CORRECTION, MessageKind.REMINDER, MessageKind.MAIL)
"""Those of which nothing more is waited for than that they went."""
SENT_LATELY_DAYS = 14
"""For how many days they are listed after that: a mail server tries for some five days before it sends one back, and
somebody has to read what came."""


class MessageState(StrEnum):
    WAITS = "waits"
    SENT = "sent"
    UNSURE = "unsure"
    """The server had the text and did not say that it took it: a person decides. It is never sent again by itself."""
    FAILED = "failed"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it was written. Times are UTC. ``municipality`` is a number, "" for none; ``unit`` names the unit
    as an inquiry does (``4026/byggesak``), "" for none; ``recipient`` is the name of whom it goes to, and ``address``
    where. ``intro`` is what stands above the text in the e-mail, and tells nothing of the caller. ``number`` is where
    the caller is rung, and ``text`` what they want: both have passed ``checked``, are shown to nobody but the
    recipient, and are emptied once it is sent, and after seven days. ``follows`` is the message that this one corrects
    or reminds of, ``notice`` the one that an e-mail tells of. ``due_at`` is when it comes back to the desks; None for
    what never does."""

    id: UUID
    kind: MessageKind
    made_at: datetime
    agent: str
    municipality: str
    address: str
    subject: str
    unit: str = ""
    recipient: str = ""
    intro: str = ""
    number: str = ""
    text: str = ""
    article: str | None = None
    inquiry: UUID | None = None
    follows: UUID | None = None
    due_at: datetime | None = None
    notice: UUID | None = None


_WRITTEN = frozenset(field.name for field in fields(Message)) - {"number", "text"}


class StepKind(StrEnum):
    """What happens to a message at the desk where it is written."""

    WRITTEN = "written"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class MessageStep:
    """One of them, with the message as it is after it; what is withdrawn has neither number nor text. ``id`` is that
    of the step, where it has come through a journal, and ``at`` when it was made (UTC). ``readdressed`` says that who
    corrected it chose the recipient as well: otherwise it goes where it would have gone."""

    kind: StepKind
    message: Message
    id: UUID | None = None
    at: datetime | None = None
    readdressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """Where a message that failed is sent to now. ``number`` and ``text`` take the place of those that are gone."""

    address: str
    recipient: str
    unit: str = ""
    due_at: datetime | None = None
    number: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMessage:
    """A message that is not done with, or was sent of late, as every desk sees it: without number and text. ``problem``
    is the server's word, or what happened (see ``problem.in_words``); ``reminded_at`` when somebody reminded of it the
    last time, None for never; ``reminders_withdrawn`` counts what was written to remind of it and withdrawn;
    ``taken_at`` when its text last went to the server; ``sent_at`` when the server took it, also of one that came
    back."""

    id: UUID
    kind: MessageKind
    state: MessageState
    made_at: datetime
    agent: str
    municipality: str
    unit: str
    recipient: str
    address: str
    subject: str
    intro: str
    article: str | None
    inquiry: UUID | None
    follows: UUID | None
    due_at: datetime | None
    sent_at: datetime | None
    reminded_at: datetime | None
    problem: str
    taken_at: datetime | None = None
    notice: UUID | None = None
    reminders_withdrawn: int = 0

    @classmethod
    def waiting(cls, message: Message, problem: str) -> Self:
        """One that has not come to the database yet."""
        written = {field.name: getattr(message, field.name) for field in fields(Message) if field.name in _WRITTEN}
        return cls(**written, state=MessageState.WAITS, sent_at=None, reminded_at=None, problem=problem)

    @property
    def came_back(self) -> bool:
        """Whether it was sent, and then found to be undeliverable."""
        return self.state is MessageState.FAILED and self.sent_at is not None

    @property
    def lost_its_text(self) -> bool:
        """Whether it came back without what the agent had written: that was emptied when it was sent."""
        return self.came_back and self.kind in WITH_TEXT

    def as_message(self, number: str, text: str) -> Message:
        """The message with these texts, which every desk does not see."""
        return Message(
            **{field.name: getattr(self, field.name) for field in fields(self) if field.name in _WRITTEN},
            number=number,
            text=text,
        )

    def is_being_sent(self, now: datetime) -> bool:
        """Whether the server may be answering at this moment: it is unsure for as long, and nobody's to decide
        about."""
        unsure = self.state is MessageState.UNSURE
        return unsure and self.taken_at is not None and abs(now - self.taken_at) < BEING_SENT_FOR

    def is_late(self, now: datetime) -> bool:
        """Whether somebody must look at it: nobody dealt with it in time, or it did not go."""
        if self.state in (MessageState.UNSURE, MessageState.FAILED):
            return not self.is_being_sent(now)
        if self.state is MessageState.WAITS and self.due_at is None:
            return now - self.made_at >= OUGHT_TO_HAVE_GONE
        return self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class MessageDelivery:
    """How the message of an inquiry stands, and when it was sent; None where it was not."""

    kind: MessageKind
    state: MessageState
    sent_at: datetime | None

    @property
    def came_back(self) -> bool:
        """Whether it was sent, and then found to be undeliverable. A case that has gone another way since is one of
        these, too: sent as it ought to be, it is never marked as dealt with."""
        went_another_way = self.state is MessageState.DONE and self.kind in CLOSED_WHEN_SENT
        return self.sent_at is not None and (self.state is MessageState.FAILED or went_another_way)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a desk knows of messages. ``sends`` says whether the region sends any at all; ``open`` are those that are
    not done with, the first written first."""

    sends: bool = False
    open: tuple[OpenMessage, ...] = ()

    def late(self, now: datetime) -> tuple[OpenMessage, ...]:
        """Those that somebody must look at, the first written first."""
        return tuple(each for each in self.open if each.is_late(now))

    def about(self, article: str, municipality: str) -> tuple[OpenMessage, ...]:
        """Those about the same article in the same municipality."""
        return tuple(each for each in self.open if (each.article, each.municipality) == (article, municipality))


@dataclass(frozen=True, slots=True)
class OutboxCount:
    """How many messages wait, failed and are unsure, and how many of those that wait ought to have gone."""

    waiting: int = 0
    failed: int = 0
    unsure: int = 0
    overdue: int = 0

    @property
    def all(self) -> int:
        return self.waiting + self.failed + self.unsure


NO_OUTBOX = Outbox()
"""Of a region that sends no messages."""
