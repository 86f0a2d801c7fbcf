"""Messages between the journal, which carries them, and the outbox, which knows what they are."""

from collections.abc import Sequence
from uuid import uuid4

from kontakt.database import Session
from kontakt.inquiries.message_item import MessageItem
from kontakt.messages import store
from kontakt.messages.codec import packed, unpacked
from kontakt.messages.message import MessageStep


def item_of(step: MessageStep) -> MessageItem:
    """The step as the journal carries it."""
    state, texts = packed(step)
    message = step.message
    return MessageItem(
        id=uuid4(), message=message.id, agent=message.agent, made_at=message.made_at, state=state, texts=texts
    )


def take_messages(session: Session, items: Sequence[MessageItem]) -> None:
    """Put what the journal brings into the outbox; for delivery."""
    store.put(session, [unpacked(item.state, item.texts) for item in items])
