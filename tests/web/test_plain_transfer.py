"""A caller who is put through on plain pages: whom to ring first, warm or not, what came of it, and what the log has of
it."""

import re

import pytest
from sqlmodel import select

from kontakt.database import reading
from kontakt.desk.service import DeskService
from kontakt.desk.warm_choice import read_warm_choice
from kontakt.inquiries.inquiry import Inquiry, TransferResult
from kontakt.inquiries.log.tables import EntryRow
from kontakt.settings import Settings

from .plain_page import PlainPage

pytestmark = pytest.mark.embedded

OLA = "4026/drift/ola"


def logged(service: DeskService) -> Inquiry:
    (entry,) = service.own_inquiries()
    return entry.inquiry


def read_first(page: PlainPage) -> str:
    """The text of what has the focus when the page is opened; the name of a field."""
    start, rest = re.findall(r"<([^>]*\bautofocus\b[^>]*)>([^<]*)", page.html)[0]
    return rest or re.findall(r'name="(\w+)"', start)[0]


def asked_why(peopled: PlainPage, to: str = OLA) -> PlainPage:
    return peopled.get().search("brøyting", municipality="4026").send(outcome="transferred").send(to=to)


def put_through(peopled: PlainPage, to: str = OLA, **changed: str) -> PlainPage:
    return asked_why(peopled, to).send(cause="decision", **changed)


def marked(page: PlainPage) -> list[str]:
    """What is marked as said of what came of it."""
    return re.findall(r'value="(\w+)" aria-current="true"', page.html)


def test_whoever_is_there_is_the_one_to_ring_first(peopled: PlainPage) -> None:
    page = peopled.search("brøyting", municipality="4026").send(outcome="transferred")
    assert page.html.count("Ring first") == 1
    assert re.search(r"Ola Vei</button><span[^>]*>Ring first", page.html)


@pytest.mark.long
def test_a_warm_transfer_is_ticked_and_ticked_already_the_next_time(
    peopled: PlainPage, service: DeskService, filled: Settings
) -> None:
    page = asked_why(peopled)
    assert read_first(page) == "Transferred: why?"
    assert re.search(r'<input type="checkbox" id="warm"[^>]*><label for="warm">Warm transfer', page.html)
    assert "warm" not in page.fields
    for _ in range(2):  # a button that is pressed twice
        assert "Logged: Transferred → Teknisk drift" in page.send(cause="decision", warm="yes").words
    assert (logged(service).warm, logged(service).unit) == (True, "4026/drift")
    assert "This call is logged already" in page.send(cause="decision").words  # cold is a correction
    assert read_warm_choice(filled.data_dir, "kari")
    assert asked_why(peopled).fields["warm"] == "yes"
    cold = asked_why(peopled)
    del cold.fields["warm"]
    cold.send(cause="decision")
    assert not service.own_inquiries()[0].inquiry.warm
    assert not read_warm_choice(filled.data_dir, "kari")
    assert "warm" not in asked_why(peopled).fields


def test_only_a_transfer_is_asked_whether_it_was_warm(first: PlainPage) -> None:
    assert 'id="warm"' not in first.search("brøyting", municipality="4026").send(outcome="case").html


@pytest.mark.parametrize("result", list(TransferResult), ids=str)
def test_what_came_of_it_is_asked_first_and_stored_as_a_correction(
    peopled: PlainPage, service: DeskService, result: TransferResult
) -> None:
    page = put_through(peopled, warm="yes")
    assert read_first(page) == "What came of it?"
    for _ in range(2):  # a button that is pressed twice
        said = page.send(transfer_result=result.value)
    assert read_first(said) == "text"
    assert re.search(r'<p role="status" class="done">Transferred → Teknisk drift: ', said.html)
    assert "<title>Transferred → Teknisk drift: " in said.html
    assert marked(said) == [result.value]
    inquiry = logged(service)
    assert (inquiry.transfer_result, inquiry.warm) == (result, True)
    service.deliver()
    with reading(service.engine) as session:
        kinds = sorted(row.kind for row in session.exec(select(EntryRow)))
    assert kinds == ["corrected", "logged"]


@pytest.mark.long
def test_it_can_be_said_otherwise_until_the_next_call_and_what_is_half_typed_stays(
    peopled: PlainPage, service: DeskService
) -> None:
    page = put_through(peopled).send(transfer_result="no_answer")
    page = page.send(transfer_result="came_back", text="gatel", note="haster")
    assert logged(service).transfer_result is TransferResult.CAME_BACK
    assert (page.fields["text"], page.fields["note"]) == ("gatel", "haster")
    following = page.search("gatelys", municipality="4026")
    assert "What came of it?" not in following.words
    following.send(outcome="answered")
    assert [each.inquiry.outcome for each in service.own_inquiries()] == ["answered", "transferred"]


def test_that_nobody_answered_is_told_to_every_desk(peopled: PlainPage, service: DeskService) -> None:
    page = put_through(peopled)
    assert OLA not in page.html  # whom it was stands on no page and in no address
    said = page.send(transfer_result="no_answer")
    assert "Transferred → Teknisk drift: nobody answered. Ola Vei did not answer: every desk sees it" in said.words
    presence = service.library().presence
    assert presence
    assert [each.contact for each in presence.unanswered] == ["ola"]


def test_nothing_can_come_of_a_transfer_to_nobody_in_a_list_nor_of_anothers(
    peopled: PlainPage, service: DeskService
) -> None:
    page = put_through(peopled, "other")
    assert "What came of it?" not in page.words
    refused = page.post(transfer_result="taken", put_through=str(logged(service).id))
    assert "not among yours" in refused.words
    assert "not among yours" in page.post(transfer_result="taken").words
    assert logged(service).transfer_result is None


@pytest.mark.long
def test_the_unit_whether_it_was_warm_and_what_came_of_it_can_be_corrected(
    peopled: PlainPage, service: DeskService
) -> None:
    put_through(peopled)
    id = str(logged(service).id)
    page = peopled.get(inquiry=id)
    assert (page.fields["unit"], page.fields["warm"], page.fields["transfer_result"]) == ("4026/drift", "no", "")
    page.send(warm="yes", transfer_result="taken", do="correct")
    assert (logged(service).warm, logged(service).transfer_result) == (True, TransferResult.TAKEN)
    page.send(note="haster", do="correct")  # an older page: what was not touched on it stays
    assert (logged(service).warm, logged(service).transfer_result) == (True, TransferResult.TAKEN)
    peopled.get(inquiry=id).send(unit="4026/skole", do="correct")
    inquiry = logged(service)
    assert (inquiry.unit, inquiry.transfer_result, inquiry.warm) == ("4026/skole", None, True)
    peopled.get(inquiry=id).send(outcome="case", do="correct")
    inquiry = logged(service)
    assert (inquiry.outcome, inquiry.unit, inquiry.warm) == ("case", None, False)
    assert "Put through to" not in peopled.get(inquiry=id).words
