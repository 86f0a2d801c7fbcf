"""The states of a message: what leads from one to the next, and what never does."""

import pytest

from kontakt.messages.message import MessageKind, MessageState
from kontakt.messages.states import MessageEvent, after, is_closed


def test_nothing_but_a_person_leads_on_from_unsure_once_the_server_was_silent() -> None:
    by_itself = {MessageEvent.TAKEN, MessageEvent.OUT_OF_TIME, MessageEvent.CORRECTED, MessageEvent.WITHDRAWN}
    assert {event for event in by_itself if after(MessageState.UNSURE, event)} == set()
    assert after(MessageState.UNSURE, MessageEvent.SEND_AGAIN) is MessageState.WAITS
    assert after(MessageState.UNSURE, MessageEvent.ARRIVED) is MessageState.SENT


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED, MessageState.DONE, MessageState.WITHDRAWN])
def test_what_is_settled_is_withdrawn_or_sent_again_only_where_it_failed_and_a_person_says_so(
    state: MessageState,
) -> None:
    by_a_person = [
        MessageEvent.SEND_AGAIN,
        MessageEvent.READDRESSED,
        MessageEvent.CORRECTED,
        MessageEvent.WITHDRAWN,
    ]
    assert [
        event
        for event in MessageEvent
        if after(state, event) in (MessageState.WAITS, MessageState.UNSURE, MessageState.WITHDRAWN)
    ] == (by_a_person if state is MessageState.FAILED else [])


def test_a_message_is_open_until_somebody_dealt_with_it_and_a_case_until_it_is_sent() -> None:
    closed = {(kind, state) for kind in MessageKind for state in MessageState if is_closed(state, kind)}
    others = [kind for kind in MessageKind if kind is not MessageKind.MESSAGE]
    assert closed == {
        *((kind, state) for kind in MessageKind for state in (MessageState.DONE, MessageState.WITHDRAWN)),
        *((kind, MessageState.SENT) for kind in others),
    }
