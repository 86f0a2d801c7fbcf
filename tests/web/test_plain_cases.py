"""Cases that went by e-mail, on plain pages: marked as returned, written anew, or noted to have gone another way."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from kontakt.database import reading, writing
from kontakt.desk.service import DeskService
from kontakt.messages import store
from kontakt.messages.message import Message, MessageKind, MessageState, MessageStep, StepKind

from ..conftest import START
from ..messages.conftest import NUMBER, TEXT, a_message
from .plain_page import PlainPage

pytestmark = pytest.mark.embedded


def returned(first: PlainPage, case: Message) -> PlainPage:
    return first.get(cases="1").send(came_back=str(case.id))


def part(page: PlainPage, title: str) -> str:
    """What stands below this heading, up to the next one."""
    return re.split(r"<h2[^>]*>", page.html.partition(f">{title}")[2])[0]


def test_the_page_is_linked_where_messages_are_sent_and_says_that_there_is_nothing(
    first: PlainPage, service: DeskService
) -> None:
    assert "E-mails that were sent" not in first.words
    with writing(service.engine) as session:
        store.announce(session, "kontakt@example.invalid", START)
    assert 'href="plain?cases=1"' in first.get().html
    assert first.get(cases="1").words.count("None.") == 2


def test_a_case_is_marked_as_returned_and_what_is_gone_is_said_beside_what_can_be_done(
    first: PlainPage, case: Message
) -> None:
    page = first.get(cases="1")
    assert f"Message-ID {str(case.id)[:8]}" in part(page, "Cases, corrections, reminders and notices sent")
    assert not any(each in page.html for each in (NUMBER, TEXT))
    assert re.search(rf'<button[^>]*name="came_back"[^>]*aria-describedby="case-{case.id}"', page.html)
    page = returned(first, case)
    assert re.search(r'<p role="status" class="done">It came back, and is open again', page.html)
    assert "<title>It came back" in page.html
    assert "write both anew" in part(page, "Came back")
    assert "None." in part(page, "Cases, corrections, reminders and notices sent")
    page = page.post(came_back=str(case.id))
    assert "somebody was faster" in page.words


@pytest.mark.long
def test_it_goes_to_an_address_of_the_lists_with_what_is_written_anew_and_nothing_typed_is_lost(
    first: PlainPage, case: Message, service: DeskService
) -> None:
    form = returned(first, case).send(write_anew=str(case.id))
    assert form.fields["address"] == case.address
    wrong = {"number": "41234567", "text": "Ikke brøytet"}
    refused = form.send(send=str(case.id), **wrong)
    assert "stands in no list" in refused.words
    assert {name: refused.fields[name] for name in wrong} == wrong
    for changed, said in (
        ({"number": "4"}, "not a phone number"),
        ({"text": "01017000027"}, "identity number"),
        ({"text": " "}, "write what the caller wants"),
        ({"address": "nowhere"}, "no e-mail address"),
    ):
        assert said in refused.send(send=str(case.id), **wrong | changed).words
    sent = refused.send(send=str(case.id), address="drift@tinn.example.invalid", **wrong)
    assert "It is sent to Teknisk drift, drift@tinn.example.invalid." in sent.words
    with reading(service.engine) as session:
        [waits] = store.waiting(session, START + timedelta(days=1), 9)
    assert (waits.message.id, waits.message.number, waits.message.text) == (case.id, "412 34 567", "Ikke brøytet")
    assert waits.message.address == "drift@tinn.example.invalid"
    again = refused.send(send=str(case.id), address="drift@tinn.example.invalid", **wrong)
    assert "somebody was faster" in again.words


def test_it_is_noted_that_it_went_another_way(first: PlainPage, case: Message, service: DeskService) -> None:
    page = returned(first, case).send(another_way=str(case.id))
    assert "Noted that it went another way" in page.words
    assert page.words.count("None.") == 2
    with reading(service.engine) as session:
        assert store.load(session).open == ()


@pytest.mark.long
def test_a_reminder_needs_no_more_than_another_address_and_one_that_arrived_after_all_is_none_of_them(
    first: PlainPage, case: Message, service: DeskService
) -> None:
    reminder = replace(case, id=a_message().id, kind=MessageKind.REMINDER, number="", text="")
    with writing(service.engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, reminder)])
        store.take(session, reminder.id, START)
        store.accepted(session, reminder.id, START)
    page = returned(first, reminder)
    assert "write both anew" not in part(page, "Came back")
    assert "None." in part(page.send(arrived=str(reminder.id)), "Came back")
    form = returned(first, reminder).send(write_anew=str(reminder.id))
    assert "text" not in form.fields
    assert "It is sent to" in form.send(send=str(reminder.id), address="drift@tinn.example.invalid").words
    with reading(service.engine) as session:
        [waits] = store.waiting(session, START + timedelta(days=1), 9)
    assert (waits.message.id, waits.message.address) == (reminder.id, "drift@tinn.example.invalid")


def test_an_open_message_of_f6_is_none_of_them(first: PlainPage, case: Message, service: DeskService) -> None:
    message = replace(case, id=a_message().id, kind=MessageKind.MESSAGE)
    with writing(service.engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, message)])
        store.take(session, message.id, START)
        store.accepted(session, message.id, START)
    refused = first.get(cases="1").post(came_back=str(message.id))
    assert "somebody was faster" in refused.words
    with reading(service.engine) as session:
        assert [each.state for each in store.load(session).open] == [MessageState.SENT]
