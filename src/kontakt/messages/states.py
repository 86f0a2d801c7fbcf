"""How a message goes from one state to the next. Pure: nothing is read or written."""

from enum import StrEnum

from kontakt.messages.message import MessageKind
from kontakt.messages.message import MessageState as State


class MessageEvent(StrEnum):
    TAKEN = "taken"
    """Its text is about to go to the server. From here on nobody knows, until the server has answered."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The server does not take it, now or later."""
    PUT_OFF = "put_off"
    """The server does not take it now."""
    OUT_OF_TIME = "out_of_time"
    """It is as old as a message may become."""
    ARRIVED = "arrived"
    """A person has found out that an unsure one came, or that one which was said to have come back did not."""
    SEND_AGAIN = "send_again"
    """A person has found out that an unsure one did not come, or that what was in the way of a failed one is mended."""
    READDRESSED = "readdressed"
    """One that failed is sent to another address."""
    CAME_BACK = "came_back"
    """A person has found out that the recipient's own server did not take what was sent."""
    DEALT_WITH = "dealt_with"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


_WAITS, _UNSURE, _FAILED = frozenset((State.WAITS,)), frozenset((State.UNSURE,)), frozenset((State.FAILED,))
_LEADS = {
    MessageEvent.TAKEN: (_WAITS, State.UNSURE),
    MessageEvent.ACCEPTED: (_UNSURE, State.SENT),
    MessageEvent.REFUSED: (_WAITS | _UNSURE, State.FAILED),
    MessageEvent.PUT_OFF: (_WAITS | _UNSURE, State.WAITS),
    MessageEvent.OUT_OF_TIME: (_WAITS, State.FAILED),
    MessageEvent.ARRIVED: (_UNSURE | _FAILED, State.SENT),
    MessageEvent.SEND_AGAIN: (_UNSURE | _FAILED, State.WAITS),
    MessageEvent.READDRESSED: (_FAILED, State.WAITS),
    MessageEvent.CAME_BACK: (frozenset((State.SENT,)), State.FAILED),
    MessageEvent.DEALT_WITH: (frozenset((State.SENT, State.UNSURE, State.FAILED)), State.DONE),
    MessageEvent.CORRECTED: (_WAITS | _FAILED, State.WAITS),
    MessageEvent.WITHDRAWN: (_WAITS | _FAILED, State.WITHDRAWN),
}
"""For each event the states that it leads on from, and the one that it leads to."""

KEEP_TEXTS = frozenset((State.WAITS, State.UNSURE, State.FAILED))
"""The states in which a message has its number and text yet, for seven days at most; in all others they are empty."""


def leads(event: MessageEvent) -> tuple[frozenset[State], State]:
    """The states that the event means something in, and the one that it leads to."""
    return _LEADS[event]


def after(state: State, event: MessageEvent) -> State | None:
    """The next state; None where the event means nothing in this one."""
    beginnings, end = _LEADS[event]
    return end if state in beginnings else None


def is_closed(state: State, kind: MessageKind) -> bool:
    """Whether a message of this kind is done with in this state: of all but one kind nothing more is waited for than
    that it went."""
    return state in (State.DONE, State.WITHDRAWN) or (state is State.SENT and kind is not MessageKind.MESSAGE)
