"""What the journal brings of messages, put into the outbox."""

from collections.abc import Sequence

from kontakt.database import Session
from kontakt.inquiries.message_item import MessageItem
from kontakt.messages import store
from kontakt.messages.codec import unpacked


def take_messages(session: Session, items: Sequence[MessageItem]) -> None:
    """For delivery."""
    store.put(session, [unpacked(item.state, item.texts) for item in items])
