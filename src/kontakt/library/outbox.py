"""What the journal brings of messages, put into the outbox."""

from collections.abc import Sequence

from kontakt.database import Session
from kontakt.inquiries.message_item import MessageItem
from kontakt.messages import store
from kontakt.messages.codec import unpacked
from kontakt.messages.following import correction_that_came_late
from kontakt.messages.meanwhile import sent_meanwhile
from kontakt.messages.message import StepKind


def take_messages(session: Session, items: Sequence[MessageItem]) -> None:
    """For delivery. What corrects a message that has been sent meanwhile follows it instead; a correction whose
    text was emptied, as a later one took its place, or it waited for too long, says nothing."""
    for item in items:
        step = unpacked(item.state, item.texts, item.id, item.made_at)
        if step.kind is StepKind.CORRECTED and not item.texts:
            continue
        sent_to = sent_meanwhile(session, step)
        store.put(session, [correction_that_came_late(step, sent_to) if sent_to else step])
