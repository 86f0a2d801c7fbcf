"""What the journal brings of messages, put into the outbox."""

from collections.abc import Sequence

from kontakt.database import Session
from kontakt.inquiries.message_item import MessageItem
from kontakt.messages import store
from kontakt.messages.codec import unpacked
from kontakt.messages.following import correction_that_came_late


def take_messages(session: Session, items: Sequence[MessageItem]) -> None:
    """For delivery. What corrects a message that has been sent meanwhile follows it instead."""
    for item in items:
        step = unpacked(item.state, item.texts, item.id)
        late = store.came_too_late(session, step)
        store.put(session, [correction_that_came_late(step) if late else step])
