"""What one desk does with messages away from the screen: changes of its own go through the journal, as those of
inquiries do; what it says of anybody's goes to the database at once."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kontakt.database import DatabaseUnavailable, Engine, reading
from kontakt.desk.open_messages import MessageChange, steps_in, with_waiting
from kontakt.errors import KontaktError
from kontakt.inquiries.journal.journal import Journal
from kontakt.library import message_changes
from kontakt.library.message_item import item_of
from kontakt.messages import meanwhile, store
from kontakt.messages.following import reminder_of
from kontakt.messages.message import Message, MessageDelivery, MessageStep, NewAddress, OpenMessage, StepKind
from kontakt.messages.states import MessageEvent


@dataclass(frozen=True, slots=True)
class FoundMessages:
    """Open messages. ``away`` is why those of the database are not among them, in one sentence; "" where they are."""

    open: tuple[OpenMessage, ...]
    away: str = ""


class MessageService:
    """``journal`` opens the journal, ``deliver`` delivers what waits in it, ``wake`` has whoever sends look. Every
    method raises KontaktError while what it needs cannot be used."""

    def __init__(
        self,
        agent: str,
        engine: Callable[[], Engine],
        journal: Callable[[], AbstractContextManager[Journal]],
        *,
        deliver: Callable[[], object],
        wake: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._agent = agent
        self._engine = engine
        self._journal = journal
        self._deliver = deliver
        self._wake = wake
        self._clock = clock

    def found(self) -> FoundMessages:
        """Those that are not done with, as they are with what waits in the journal here; while the database is away,
        those alone that wait."""
        with self._journal() as journal:
            steps = steps_in(journal, self._agent)
        try:
            with reading(self._engine()) as session:
                return FoundMessages(with_waiting(store.load(session).open, steps))
        except DatabaseUnavailable as problem:
            return FoundMessages(with_waiting((), steps), str(problem))

    def sent_lately(self) -> tuple[OpenMessage, ...]:
        """Those that were done with when they went in the last days, the last one first."""
        with reading(self._engine()) as session:
            return store.sent_lately(session, self._clock())

    def say(self, id: UUID, event: MessageEvent) -> bool:
        """Say that a message was dealt with, arrived, came back, or is to be sent again; False where that means
        nothing in its state any more, because somebody was faster, or where its text is gone."""
        happened = message_changes.say(self._engine(), id, event, by=self._agent, now=self._clock())
        self._wake()
        return happened

    def write(self, message: Message) -> None:
        """Put one more into the outbox."""
        message_changes.write(self._engine(), message)
        self._wake()

    def remind(self, message: OpenMessage) -> None:
        """Remind whom it went to."""
        self.write(reminder_of(message, self._agent, self._clock()))

    def readdress(self, id: UUID, to: NewAddress) -> bool:
        """Send one that failed to another address; False as in ``say``."""
        happened = message_changes.readdress(self._engine(), id, to, self._clock())
        self._wake()
        return happened

    def change(self, kind: StepKind, message: Message, *, readdressed: bool = False) -> MessageChange:
        """Correct or withdraw one's own message that has not been sent; ``readdressed`` says that another recipient was
        chosen. It is in the journal when this returns, and in the database where that answers."""
        item = item_of(MessageStep(kind, message, at=self._clock(), readdressed=readdressed))
        with self._journal() as journal:
            journal.append(item)
        with suppress(KontaktError):
            self._deliver()
        with self._journal() as journal:
            if any(each.id == item.id for each in journal.messages(self._agent)):
                return MessageChange.WAITS
        with reading(self._engine()) as session:
            done = meanwhile.has_step(session, message.id, item.id)
            was_sent = meanwhile.was_sent(session, message.id)
        self._wake()
        if done:
            return MessageChange.DONE
        return MessageChange.TOO_LATE if was_sent else MessageChange.CLOSED

    def own_texts(self, id: UUID) -> tuple[str, str] | None:
        """Number and text of a message that the agent wrote and that has not been sent; None for any other. Both are
        empty where they are gone, and where the database has them and is away."""
        with self._journal() as journal:
            steps = [each for each in steps_in(journal, self._agent) if each.message.id == id]
        if steps:
            return steps[-1].message.number, steps[-1].message.text
        try:
            return message_changes.own_texts(self._engine(), id, self._agent)
        except DatabaseUnavailable:
            return "", ""

    def sent_for(self, inquiries: Sequence[UUID]) -> dict[UUID, MessageDelivery]:
        """For each of these inquiries with a message, how that stands. Of those alone that are in the database, where
        that answers."""
        with suppress(KontaktError), reading(self._engine()) as session:
            return store.of_inquiries(session, inquiries)
        return {}
