"""Open messages in words, and what can be done with one."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from kontakt.directory.region import Region
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import clock, day_and_clock, number
from kontakt.messages.message import WITH_TEXT, MessageState, OpenMessage


class MessageAct(StrEnum):
    """What an agent does with an open message, in the order in which it is offered."""

    DONE = "done"
    REMIND = "remind"
    ARRIVED = "arrived"
    SEND_AGAIN = "send_again"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    FOLLOW = "follow"


ACT_NAMES = {
    MessageAct.DONE: N_("Dealt with"),
    MessageAct.REMIND: N_("Remind"),
    MessageAct.ARRIVED: N_("It arrived"),
    MessageAct.SEND_AGAIN: N_("Send again"),
    MessageAct.CORRECT: N_("Correct"),
    MessageAct.WITHDRAW: N_("Withdraw"),
    MessageAct.FOLLOW: N_("Send a correction"),
}
_STATES = {
    MessageState.WAITS: N_("waits to be sent"),
    MessageState.SENT: N_("sent {when}"),
    MessageState.UNSURE: N_("unsure whether it arrived"),
    MessageState.FAILED: N_("could not be sent"),
}


_NOT_SENT = {
    **_STATES,
    MessageState.WAITS: N_("not sent yet"),
    MessageState.DONE: N_("dealt with, not sent"),
    MessageState.WITHDRAWN: N_("withdrawn, not sent"),
}


def possible_acts(message: OpenMessage, agent: str, now: datetime) -> tuple[MessageAct, ...]:
    """What can be done with it: who wrote it corrects and withdraws it, everybody else does the rest."""
    if message.is_being_sent(now):
        return ()
    match message.state:
        case MessageState.WAITS:
            if message.agent != agent:
                return ()
            return (MessageAct.CORRECT, MessageAct.WITHDRAW) if message.kind in WITH_TEXT else (MessageAct.WITHDRAW,)
        case MessageState.SENT:
            return (MessageAct.DONE, MessageAct.REMIND, MessageAct.FOLLOW)
        case MessageState.UNSURE:
            return (MessageAct.DONE, MessageAct.ARRIVED, MessageAct.SEND_AGAIN)
        case _:
            return (MessageAct.DONE, MessageAct.SEND_AGAIN)


def sorted_for_work(messages: Sequence[OpenMessage], now: datetime) -> list[OpenMessage]:
    """Those that somebody must look at first, the oldest of each first."""
    return sorted(messages, key=lambda each: (not each.is_late(now), each.made_at, each.id))


def message_label(message: OpenMessage, region: Region) -> str:
    """When it was written, for whom, and where."""
    place = region.name_of(message.municipality) if message.municipality else ""
    return "  ".join(filter(None, (day_and_clock(message.made_at), message.recipient or message.address, place)))


def message_state(message: OpenMessage, now: datetime) -> str:
    """How it stands: what its state is, since when it is late, when somebody reminded of it, and the server's word."""
    sent = day_and_clock(message.sent_at) if message.sent_at else ""
    parts = [_(_STATES.get(message.state, "")).format(when=sent)]
    if message.state is MessageState.SENT and message.due_at and message.is_late(now):
        parts.append(_("not dealt with by {when}").format(when=day_and_clock(message.due_at)))
    elif message.state is MessageState.SENT and message.due_at:
        parts.append(_("to be dealt with by {when}").format(when=day_and_clock(message.due_at)))
    if message.reminded_at:
        parts.append(_("reminded {when}").format(when=day_and_clock(message.reminded_at)))
    if message.problem and message.state is not MessageState.SENT:
        parts.append(message.problem)
    return ", ".join(parts)


def how_it_went(state: MessageState, sent_at: datetime | None) -> str:
    """When a message was sent; of one that was not, why."""
    return _("sent {when}").format(when=clock(sent_at)) if sent_at else _(_NOT_SENT[state])


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
