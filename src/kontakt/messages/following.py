"""What follows a message that was sent: a reminder of it, or a correction."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.messages.message import Message, MessageKind, MessageStep, NewAddress, OpenMessage, StepKind


def reminder_of(message: OpenMessage, agent: str, now: datetime) -> Message:
    """What reminds of a message that nobody has dealt with. It holds nothing of what the caller said: that is gone.
    Two desks that remind at once make one and the same."""
    intro = _("A message of {when} has not been marked as dealt with: “{subject}”. Has the caller been answered?")
    told = intro.format(when=day_and_clock(message.made_at), subject=message.subject)
    before = [message.reminded_at.isoformat() if message.reminded_at else ""]
    if message.reminders_withdrawn:  # else it would be one of those, and stay withdrawn
        before.append(str(message.reminders_withdrawn))
    id = uuid5(message.id, " ".join(["reminder", *before]))
    return _following(message, MessageKind.REMINDER, id, agent, now, _("Reminder"), told)


def correction_of(message: OpenMessage, agent: str, now: datetime, number: str, text: str) -> Message:
    """What follows a message that was sent, and corrects it."""
    return _correction(message, uuid4(), agent, now, number, text)


def correction_that_came_late(step: MessageStep, sent_to: NewAddress) -> MessageStep:
    """What becomes of a step that corrects a message which has been sent meanwhile: it follows it to where that went.
    The same step makes the same message."""
    written, id = step.message, uuid5(step.id or step.message.id, "correction")
    sent = replace(written, address=sent_to.address, recipient=sent_to.recipient, unit=sent_to.unit)
    at = step.at or written.made_at
    return MessageStep(StepKind.WRITTEN, _correction(sent, id, written.agent, at, written.number, written.text))


def _correction(message: OpenMessage | Message, id: UUID, agent: str, now: datetime, number: str, text: str) -> Message:
    intro = _("This corrects the message of {when}: “{subject}”.")
    told = intro.format(when=day_and_clock(message.made_at), subject=message.subject)
    return _following(message, MessageKind.CORRECTION, id, agent, now, _("Correction"), told, number, text)


def _following(
    message: OpenMessage | Message,
    kind: MessageKind,
    id: UUID,
    agent: str,
    now: datetime,
    word: str,
    intro: str,
    number: str = "",
    text: str = "",
) -> Message:
    return Message(
        id=id,
        kind=kind,
        made_at=now,
        agent=agent,
        municipality=message.municipality,
        unit=message.unit,
        recipient=message.recipient,
        address=message.address,
        subject=f"{word}: {message.subject}",
        intro=intro,
        number=number,
        text=text,
        article=message.article,
        follows=message.id,
    )
