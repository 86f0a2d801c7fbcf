"""A message as the journal carries it."""

from uuid import uuid4

from kontakt.inquiries.message_item import MessageItem
from kontakt.messages.codec import packed
from kontakt.messages.message import MessageStep


def item_of(step: MessageStep) -> MessageItem:
    """The step for the journal; a new one gets an id."""
    state, texts = packed(step)
    message = step.message
    return MessageItem(
        id=step.id or uuid4(),
        message=message.id,
        agent=message.agent,
        made_at=step.at or message.made_at,
        state=state,
        texts=texts,
    )
