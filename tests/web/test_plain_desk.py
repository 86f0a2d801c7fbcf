"""The desk on plain pages, asked as its forms ask, without a browser."""

import re
from html import unescape
from uuid import uuid4

import pytest

from kontakt.desk.service import DeskService
from kontakt.inquiries.inquiry import Inquiry
from kontakt.locale import use_language
from kontakt.settings import Settings
from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainAnswer, PlainRequest

from .conftest import Send

pytestmark = pytest.mark.embedded


def _words(answer: PlainAnswer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.html)).split())


def _inquiries(service: DeskService) -> list[Inquiry]:
    return [each.inquiry for each in service.own_inquiries()]


def _follow(desk: PlainDesk, answer: PlainAnswer) -> str:
    return _words(desk.answer(PlainRequest(dict(re.findall(r"(\w+)=([^&]*)", answer.query)))))


def test_the_first_page_lists_the_themes_and_each_opens_its_articles(desk: PlainDesk, send: Send) -> None:
    assert "Themes Vei og trafikk Barn og skole" in _words(desk.answer(PlainRequest({})))
    assert "Vei og trafikk: 3 articles Brøyting av kommunal vei" in _words(send(open="vei"))


def test_a_search_shows_the_hits_and_the_rule_of_the_municipality_before_the_answer(send: Send) -> None:
    words = _words(send(text="brøyting @tinn"))
    assert "Found: 1 article Brøyting av kommunal vei" in words
    rule, answer = words.index("In Tinn: Ring vakten i helgene. [/ ny] er ingen kode."), words.index("Kommunen brøyter")
    assert rule < answer
    assert "Nobody has looked at this for Hjartdal yet" in _words(send(text="brøyting", municipality="4024"))


def test_the_page_is_in_the_language_of_whoever_reads_it(send: Send) -> None:
    use_language("nn")
    answer = send(text="brøyting", municipality="4024")
    assert '<html lang="nn">' in answer.html
    assert "Brøyting av kommunal veg" in _words(answer)
    use_language("en")
    assert '<div class="answer" lang="nb">' in send(text="brøyting").html


def test_one_button_logs_what_was_answered_for_the_municipality(
    desk: PlainDesk, service: DeskService, send: Send
) -> None:
    done = send(text="brøyting", municipality="4026", outcome="answered", note="ringer igjen", channel="counter")
    assert _follow(desk, done).count("Logged: Answered · Brøyting av kommunal vei · Tinn.") == 2  # in the title, too
    (inquiry,) = _inquiries(service)
    assert (inquiry.municipality, inquiry.outcome, inquiry.article) == ("4026", "answered", "broeyting")
    assert (inquiry.note, inquiry.channel, inquiry.query) == ("ringer igjen", "counter", "brøyting")


def test_a_button_that_is_pressed_twice_logs_once(service: DeskService, send: Send) -> None:
    form = {"text": "brøyting", "municipality": "4026", "inquiry": str(uuid4())}
    assert send(**form, outcome="answered").query == send(**form, outcome="guided").query
    assert [each.outcome for each in _inquiries(service)] == ["answered"]


def test_what_is_missing_is_asked_for_and_nothing_that_was_typed_is_lost(service: DeskService, send: Send) -> None:
    form = {"text": "barnevern", "note": "haster"}
    page = send(**form, outcome="case")
    assert "Choose the municipality first." in _words(page)
    assert 'value="haster"' in page.html
    page = send(**form, outcome="case", municipality="4026")
    assert "Made a case: why?" in _words(page)
    assert '<input type="hidden" name="note" value="haster">' in page.html
    assert not _inquiries(service)
    send(**form, outcome="case", municipality="4026", cause="decision")
    assert [(each.outcome, each.cause, each.note) for each in _inquiries(service)] == [("case", "decision", "haster")]


def test_going_back_from_the_causes_logs_nothing(service: DeskService, send: Send) -> None:
    page = send(text="barnevern", outcome="case", municipality="4026", do="search")
    assert "Alle kan melde fra." in _words(page)
    assert not _inquiries(service)


def test_an_article_that_was_chosen_stays_until_something_else_is_searched_for(
    service: DeskService, send: Send
) -> None:
    assert 'name="article" value="stroeing"' in send(text="vei", show="stroeing").html
    send(text="vei", article="stroeing", municipality="4026", outcome="answered")
    assert [each.article for each in _inquiries(service)] == ["stroeing"]
    assert 'name="article" value=""' in send(text="gatelys", searched="vei", article="stroeing").html


def test_a_search_that_was_changed_is_read_before_it_is_logged(service: DeskService, send: Send) -> None:
    page = send(text="gatelys", searched="brøyting", municipality="4026", outcome="answered")
    assert "The search has changed" in _words(page)
    assert "Si nummeret på stolpen." in _words(page)
    assert not _inquiries(service)


def test_a_note_that_may_not_be_stored_is_refused_in_a_sentence_and_kept_in_its_field(
    service: DeskService, send: Send
) -> None:
    page = send(text="gatelys", municipality="4026", outcome="answered", note="Født 01010750160 sa hun")
    assert 'role="alert"' in page.html
    assert 'value="Født 01010750160 sa hun"' in page.html
    assert not _inquiries(service)


def test_a_search_that_finds_nothing_says_so_and_goes_to_the_editor(send: Send, desk: PlainDesk) -> None:
    assert "No article found." in _words(send(text="kvantefysikk"))
    assert "Sent to the editor: “kvantefysikk” found no answer." in _words(send(text="kvantefysikk", do="missed"))


def test_what_was_logged_is_corrected_and_withdrawn(desk: PlainDesk, service: DeskService, send: Send) -> None:
    done = send(text="brøyting", municipality="4026", outcome="answered", note="feil")
    id = done.query.rpartition("=")[2]
    assert "Correct or withdraw" in _words(desk.answer(PlainRequest({"inquiry": id})))
    corrected = {"inquiry": id, "do": "correct", "outcome": "transferred", "municipality": "3303", "note": ""}
    assert "Choose the cause" in _words(send(**corrected))
    said = _follow(desk, send(**corrected, cause="ongoing_case", about="none"))
    assert "Corrected: Transferred · no article · Kongsberg." in said
    (inquiry,) = _inquiries(service)
    assert (inquiry.cause, inquiry.target, inquiry.note, inquiry.article) == ("ongoing_case", 80, "", None)
    assert "Withdrawn: it counts no longer." in _follow(desk, send(inquiry=id, do="withdraw"))
    assert not _inquiries(service)
    assert "not among yours" in _words(send(inquiry=id, do="withdraw"))


def test_only_what_counts_in_no_rate_may_be_of_an_unknown_municipality(
    desk: PlainDesk, service: DeskService, send: Send
) -> None:
    assert "Choose the municipality first." in _words(send(municipality="unknown", outcome="answered"))
    done = send(municipality="unknown", outcome="void")
    corrected = {"inquiry": done.query.rpartition("=")[2], "do": "correct", "outcome": "answered", "municipality": ""}
    assert "Choose the municipality first." in _words(send(**corrected))
    send(**corrected | {"municipality": "4026"})
    assert [(each.outcome, each.municipality) for each in _inquiries(service)] == [("answered", "4026")]


def test_text_of_people_is_never_markup(send: Send) -> None:
    assert "<b>" not in send(text="<b>vei</b>", note='"><script>').html
    assert "<script" not in send(text="<b>vei</b>", note='"><script>').html


def test_what_is_none_of_the_codes_is_left_out(service: DeskService, send: Send) -> None:
    send(text="gatelys", municipality="9999", outcome="nonsense", started="yesterday", inquiry="1", show="../x")
    assert not _inquiries(service)


def test_while_the_database_is_away_the_page_says_so_and_logs_all_the_same(
    filled: Settings, desk: PlainDesk, service: DeskService, send: Send
) -> None:
    send(text="gatelys")
    filled.data_dir.joinpath("kontakt.sqlite").write_bytes(b"no database" * 100)
    done = send(text="gatelys", municipality="4026", outcome="answered")
    assert done.query.startswith("said=logged")
    assert 'class="warning"' in desk.answer(PlainRequest({})).html
