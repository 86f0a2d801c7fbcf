"""Open messages in words, and what can be done with one."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import Enum, StrEnum

from kontakt.desk.message_draft import MessageRecipient, current_recipient, due_for
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.library import Library
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import clock, day_and_clock, number
from kontakt.messages.codec import unpacked
from kontakt.messages.message import (
    CLOSED_WHEN_SENT,
    SENT_LATELY_DAYS,
    WITH_TEXT,
    Message,
    MessageDelivery,
    MessageKind,
    MessageState,
    MessageStep,
    OpenMessage,
    StepKind,
)
from kontakt.messages.problem import in_words
from kontakt.messages.states import MessageEvent


class MessageChange(StrEnum):
    """What came of correcting or withdrawing a message."""

    DONE = "done"
    TOO_LATE = "too_late"
    """It had been sent: a correction follows it, and a withdrawal changes nothing."""
    CLOSED = "closed"
    """Somebody else closed it before it was sent, or it was withdrawn: nothing is sent."""
    WAITS = "waits"
    """The database is away: it is done when that is there again, unless the message has been sent by then."""


class MessageList(Enum):
    """Which messages are listed."""

    OPEN = "open"
    SENT = "sent"
    """Of the last days: one of them may have come back."""
    ONE = "one"
    """A single one, as another list led to it."""


class MessageAct(StrEnum):
    """What an agent does with an open message, in the order in which it is offered."""

    DONE = "done"
    REMIND = "remind"
    ARRIVED = "arrived"
    SEND_AGAIN = "send_again"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    FOLLOW = "follow"
    CAME_BACK = "came_back"
    READDRESS = "readdress"


_ACT_NAMES = {
    MessageAct.DONE: N_("Dealt with"),
    MessageAct.REMIND: N_("Remind"),
    MessageAct.ARRIVED: N_("It arrived"),
    MessageAct.SEND_AGAIN: N_("Send again"),
    MessageAct.CORRECT: N_("Correct"),
    MessageAct.WITHDRAW: N_("Withdraw"),
    MessageAct.FOLLOW: N_("Send a correction"),
    MessageAct.CAME_BACK: N_("It came back"),
    MessageAct.READDRESS: N_("To another address"),
}
_STATES = {
    MessageState.WAITS: N_("waits to be sent"),
    MessageState.SENT: N_("sent {when}"),
    MessageState.UNSURE: N_("unsure whether it arrived"),
    MessageState.FAILED: N_("could not be sent"),
}
_CAME_BACK = N_("came back undelivered")
_WENT_ANOTHER_WAY = N_("It went another way")
_TOLD_ANOTHER_WAY = N_("Told another way")
_ARRIVED_AFTER_ALL = N_("It arrived after all")


EVENTS = {
    MessageAct.DONE: MessageEvent.DEALT_WITH,
    MessageAct.ARRIVED: MessageEvent.ARRIVED,
    MessageAct.SEND_AGAIN: MessageEvent.SEND_AGAIN,
    MessageAct.CAME_BACK: MessageEvent.CAME_BACK,
}
"""Acts that only say what became of a message."""
_SAID = {
    MessageAct.DONE: N_("Dealt with: it is taken off every desk's list."),
    MessageAct.ARRIVED: N_("It arrived: it waits to be dealt with."),
    MessageAct.SEND_AGAIN: N_("It is sent again."),
    MessageAct.CAME_BACK: N_("It came back: send it to another address, or say that it is dealt with."),
}
NOT_ANY_MORE = N_("That is not possible any more: somebody was faster, or its text is gone. Open the list again.")
_CLOSED = N_("It was closed meanwhile: nothing is sent.")
CHANGED = {
    (StepKind.CORRECTED, MessageChange.DONE): N_("Corrected: it is sent as it stands now."),
    (StepKind.CORRECTED, MessageChange.TOO_LATE): N_("It had been sent: what you wrote follows it as a correction."),
    (StepKind.CORRECTED, MessageChange.CLOSED): _CLOSED,
    (StepKind.CORRECTED, MessageChange.WAITS): N_(
        "Corrected here. The database gets it when it answers; if the message has been sent by then, it follows as a correction."
    ),
    (StepKind.WITHDRAWN, MessageChange.DONE): N_("Withdrawn: it is not sent."),
    (StepKind.WITHDRAWN, MessageChange.TOO_LATE): N_("It had been sent: send a correction instead."),
    (StepKind.WITHDRAWN, MessageChange.CLOSED): _CLOSED,
    (StepKind.WITHDRAWN, MessageChange.WAITS): N_(
        "Withdrawn here. The database gets it when it answers; if the message has been sent by then, it is not withdrawn."
    ),
}
"""What came of correcting or withdrawing one, in one sentence each."""
NOT_DONE = frozenset({(StepKind.CORRECTED, MessageChange.CLOSED), (StepKind.WITHDRAWN, MessageChange.TOO_LATE)})
"""Those that are not what was asked for."""

_NOT_SENT = {
    **_STATES,
    MessageState.WAITS: N_("not sent yet"),
    MessageState.DONE: N_("dealt with, not sent"),
    MessageState.WITHDRAWN: N_("withdrawn, not sent"),
}


def possible_acts(message: OpenMessage, agent: str, now: datetime) -> tuple[MessageAct, ...]:
    """What can be done with it: who wrote it corrects and withdraws it, everybody does the rest."""
    if message.is_being_sent(now):
        return ()
    match message.state:
        case MessageState.WAITS:
            return _acts_of_author(message, agent)
        case MessageState.SENT if message.kind in CLOSED_WHEN_SENT:
            follow = (MessageAct.FOLLOW,) if message.kind is MessageKind.CASE else ()
            return (*follow, MessageAct.CAME_BACK)
        case MessageState.SENT:
            return (MessageAct.DONE, MessageAct.REMIND, MessageAct.FOLLOW, MessageAct.CAME_BACK)
        case MessageState.UNSURE:
            return (MessageAct.DONE, MessageAct.ARRIVED, MessageAct.SEND_AGAIN)
        case _:
            again = MessageAct.ARRIVED if message.came_back else MessageAct.SEND_AGAIN
            is_mended_in_notice = message.notice or (message.kind is MessageKind.MAIL and message.came_back)
            anew = () if is_mended_in_notice else (MessageAct.READDRESS,)
            return (MessageAct.DONE, again, *anew, *_acts_of_author(message, agent))


def _acts_of_author(message: OpenMessage, agent: str) -> tuple[MessageAct, ...]:
    if message.agent != agent:
        return ()
    if message.kind in WITH_TEXT:
        return (MessageAct.CORRECT, MessageAct.WITHDRAW)
    return () if message.came_back else (MessageAct.WITHDRAW,)


def act_name(message: OpenMessage, act: MessageAct) -> str:
    """What it is called, done with this message."""
    if _notes_another_way(message, act):
        return _(_TOLD_ANOTHER_WAY if message.kind is MessageKind.MAIL else _WENT_ANOTHER_WAY)
    return _(_ARRIVED_AFTER_ALL if _takes_back(message, act) else _ACT_NAMES[act])


def what_was_done(message: OpenMessage, act: MessageAct) -> str:
    """That it was done with this message, in one sentence; for the acts of ``EVENTS``."""
    if act is MessageAct.CAME_BACK and message.kind in CLOSED_WHEN_SENT:
        return _that_it_came_back(message)
    if _takes_back(message, act) and message.kind in CLOSED_WHEN_SENT:
        return _("It arrived after all: it is taken off every desk's list.")
    if not _notes_another_way(message, act):
        return _(_SAID[act])
    if message.kind is MessageKind.MAIL:
        return _("Noted that they were told another way: it is taken off every desk's list.")
    return _("Noted that it went another way: it is taken off every desk's list.")


def _that_it_came_back(message: OpenMessage) -> str:
    if message.notice:
        return _("It came back, and the notice says so: mend the address there (Ctrl+R, E).")
    if message.kind is MessageKind.MAIL:
        return _("It came back, and is open again until they have been told another way.")
    return _("It came back, and is open again: send it to the right address, or note that it went another way.")


def _takes_back(message: OpenMessage, act: MessageAct) -> bool:
    return act is MessageAct.ARRIVED and message.came_back


def _notes_another_way(message: OpenMessage, act: MessageAct) -> bool:
    """Nobody deals with a case by e-mail: what came back is handed over in another way."""
    return act is MessageAct.DONE and message.came_back and message.kind in CLOSED_WHEN_SENT


def steps_in(journal: Journal, agent: str) -> tuple[MessageStep, ...]:
    """What the agent did with messages that is not in the database yet, in this order, as far as this program can read
    it. Raises JournalUnavailable."""
    steps = []
    for each in journal.messages(agent):
        with suppress(ValueError, TypeError, LookupError):  # of a newer program
            steps.append(unpacked(each.state, each.texts, each.id, each.made_at))
    return tuple(steps)


def with_waiting(messages: Iterable[OpenMessage], steps: Iterable[MessageStep]) -> tuple[OpenMessage, ...]:
    """The open messages as they are with these steps, which are on their way to the database; the first written
    first."""
    current = {each.id: each for each in messages}
    for step in steps:
        known = current.get(step.message.id)
        if known and known.state not in (MessageState.WAITS, MessageState.FAILED):
            continue  # it has been sent
        if step.kind is StepKind.WITHDRAWN:
            current.pop(step.message.id, None)
        elif step.kind is StepKind.CORRECTED or known is None:
            message = step.message
            if known and not step.readdressed:  # somebody else may have given it another address
                message = replace(message, address=known.address, recipient=known.recipient, unit=known.unit)
            current[message.id] = OpenMessage.waiting(message, _("the database does not have it yet"))
    return tuple(sorted(current.values(), key=lambda each: (each.made_at, each.id)))


def corrected(
    message: OpenMessage, to: MessageRecipient, number: str, text: str, now: datetime, library: Library
) -> Message:
    """The message as it was written anew, ``to`` this recipient: it is due anew."""
    due = due_for(to, now, library) if message.kind is MessageKind.MESSAGE else None
    return replace(followed(message, to).as_message(number, text), due_at=due)


def followed(message: OpenMessage, to: MessageRecipient) -> OpenMessage:
    """The message, where what follows it goes ``to`` somebody else."""
    return replace(message, address=to.address, recipient=to.name, unit=to.unit)


def sorted_for_work(messages: Sequence[OpenMessage], now: datetime) -> list[OpenMessage]:
    """Those that somebody must look at first, the oldest of each first."""
    return sorted(messages, key=lambda each: (not each.is_late(now), each.made_at, each.id))


def message_label(message: OpenMessage, library: Library) -> str:
    """When it was written, for whom, and where."""
    place = library.region.name_of(message.municipality) if message.municipality else ""
    return "  ".join(filter(None, (day_and_clock(message.made_at), message.recipient or message.address, place)))


def message_subject(message: OpenMessage) -> str:
    """What it is about; of an e-mail about a notice that it is one."""
    return _("Notice: {title}").format(title=message.subject) if message.notice else message.subject


def message_state(message: OpenMessage, now: datetime, others: Iterable[OpenMessage] = ()) -> str:
    """How it stands: what its state is, since when it is late, when somebody reminded of it, whether that is among the
    ``others`` as one that did not arrive, and the server's word."""
    sent = day_and_clock(message.sent_at) if message.sent_at else ""
    state = _CAME_BACK if message.came_back else _STATES.get(message.state, "")
    parts = [_(state).format(when=sent)]
    if message.state is MessageState.SENT and message.due_at and message.is_late(now):
        parts.append(_("not dealt with by {when}").format(when=day_and_clock(message.due_at)))
    elif message.state is MessageState.SENT and message.due_at:
        parts.append(_("to be dealt with by {when}").format(when=day_and_clock(message.due_at)))
    if message.reminded_at:
        in_vain = any(each.follows == message.id and _is_reminder_in_vain(each) for each in others)
        text = _("the reminder of {when} did not arrive") if in_vain else _("reminded {when}")
        parts.append(text.format(when=day_and_clock(message.reminded_at)))
    if message.problem and message.state is not MessageState.SENT:
        parts.append(in_words(message.problem))
    return ", ".join(parts)


def _is_reminder_in_vain(message: OpenMessage) -> bool:
    return message.kind is MessageKind.REMINDER and message.state is MessageState.FAILED


def sent_lately_title() -> str:
    text = _("Cases, corrections, reminders and notices sent in the last {days} days")
    return text.format(days=SENT_LATELY_DAYS)


def _instead_of_mail() -> str:
    return _(
        "Mend the address in the notice (Ctrl+R, E), and it is sent again; or note that they were told another way."
    )


def what_is_gone(message: OpenMessage) -> str:
    """What whoever sends one again that came back writes anew, and what is done about a notice's e-mail instead; "" for
    any other."""
    if message.notice and message.state is MessageState.FAILED:
        return _instead_of_mail()
    if not message.lost_its_text:
        return ""
    return _("Its number and text were emptied when it was sent: write both anew. What came back may hold them.")


def recipient_gone(message: OpenMessage, library: Library) -> str:
    """That whom it went to stands in no list any more, and who is reminded instead, or that they have another address;
    "" where neither is so. Of one that failed, where it would go now."""
    to = current_recipient(message, library)
    if message.state not in (MessageState.SENT, MessageState.FAILED) or to.address == message.address:
        return ""
    if message.state is MessageState.FAILED or message.kind in CLOSED_WHEN_SENT:
        return _("By the lists it goes to {name}, {address} now.").format(name=to.name, address=to.address)
    if to.name == message.recipient:
        return _("{name} is reminded at the new address, {address}.").format(name=to.name, address=to.address)
    text = _("{name} stands in no list any more: {instead} is reminded instead.")
    return text.format(name=message.recipient or message.address, instead=to.name)


def how_it_went(delivery: MessageDelivery) -> str:
    """When a message was sent; of one that was not, or that came back, why."""
    if delivery.came_back:
        return _("came back, went another way") if delivery.state is MessageState.DONE else _(_CAME_BACK)
    if delivery.sent_at:
        return _("sent {when}").format(when=clock(delivery.sent_at))
    return _(_NOT_SENT[delivery.state])


def late_line(late: Sequence[OpenMessage]) -> str:
    """The one line that late messages come back to the desk by; "" for none."""
    if not late:
        return ""
    text = ngettext(
        "{count} message waits for somebody, since {when}: Ctrl+B",
        "{count} messages wait for somebody, the first since {when}: Ctrl+B",
        len(late),
    )
    return text.format(count=number(len(late)), when=day_and_clock(min(each.made_at for each in late)))
