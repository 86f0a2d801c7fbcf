"""People and what happens now on plain pages, under headings and behind buttons; and what is read first."""

import re

import pytest

from kontakt.desk.service import DeskService
from kontakt.inquiries.inquiry import Inquiry
from kontakt.notices.notice import Notice

from .plain_page import PlainPage

pytestmark = pytest.mark.embedded


def _logged(service: DeskService) -> list[Inquiry]:
    """The first logged first."""
    return [each.inquiry for each in reversed(service.own_inquiries())]


def _read_first(page: PlainPage) -> str:
    """The text of what has the focus when the page is opened; the name of a field."""
    start, rest = re.findall(r"<([^>]*\bautofocus\b[^>]*)>([^<]*)", page.html)[0]
    return rest or re.findall(r'name="(\w+)"', start)[0]


def test_units_and_contacts_are_listed_and_each_shows_who_answers_and_whether_they_are_there(
    peopled: PlainPage,
) -> None:
    page = peopled.search("#vei", municipality="4026")
    assert "Units and contacts: 2" in page.words
    assert "Kari Vei 35 00 00 01 · Now: away until 14:30" in page.words
    ola = page.send(show_contact="4026/drift/ola")
    assert _read_first(ola) == "Ola Vei"
    assert "<title>Ola Vei" in ola.html
    kari = page.send(show_contact="4026/drift/kari").words
    assert "Now away until 14:30 (told 11:30) Instead Ola Vei" in kari
    assert ola.fields["contact"] == "4026/drift/ola"
    assert "<title>Ola Vei" in ola.send(do="search").html
    assert "Kari Vei" in re.split("<h2", ola.search("#kari").html)[2]


def test_who_is_named_in_a_search_stands_under_a_heading_with_the_number(peopled: PlainPage) -> None:
    page = peopled.search("teknisk drift", municipality="4026")
    assert _read_first(page) == "Teknisk drift"
    assert "Phone 35 00 00 01" in page.words
    html = peopled.search("anlegg", municipality="4026").html
    assert "<title>Teknisk drift" in html
    assert "Skolekontoret</h3>" in html


@pytest.mark.long
def test_a_transfer_asks_to_whom_and_says_who_is_there(peopled: PlainPage, service: DeskService) -> None:
    whom = peopled.search("brøyting", municipality="4026", note="haster").send(outcome="transferred")
    assert _read_first(whom) == "Put through to"
    listed = whom.words.partition("Put through to")[2]
    assert listed.index("Kari Vei") < listed.index("away until 14:30") < listed.index("Ola Vei")
    assert "Skolekontoret" in listed
    why, other = whom.send(to="4026/drift/ola"), whom.send(to="other")
    assert _read_first(why) == "Transferred: why?"
    for _ in range(2):  # a button that is pressed twice
        assert "Logged: Transferred → Teknisk drift" in why.send(cause="no_access").words
    assert "This call is logged already" in other.send(cause="no_access").words  # another unit is a correction
    (inquiry,) = _logged(service)
    assert (inquiry.unit, inquiry.note, inquiry.cause) == ("4026/drift", "haster", "no_access")
    back = whom.send(do="search")
    assert "Brøyting av kommunal vei" in back.words


def test_somebody_who_stands_in_no_list_is_put_through_to_without_a_unit(
    peopled: PlainPage, service: DeskService
) -> None:
    page = peopled.search("brøyting", municipality="4026").send(outcome="transferred")
    page.send(to="other").send(cause="no_access")
    (inquiry,) = _logged(service)
    assert (inquiry.outcome, inquiry.unit) == ("transferred", None)


# --- what happens now ------------------------------------------------------------------------------------


def test_what_happens_now_stands_on_the_first_page_and_an_answer_is_logged_to_it(
    first: PlainPage, service: DeskService, notices: tuple[Notice, ...]
) -> None:
    page = first.get()
    assert page.words.index("What happens now") < page.words.index("Vannet er brunt") < page.words.index("Themes")
    gone = page.send(show_notice=str(notices[1].id))
    assert _read_first(gone) == "Vannet er borte"
    assert "<title>Vannet er borte" in gone.html
    gone.send(municipality="4026", outcome="answered")
    (inquiry,) = _logged(service)
    assert (inquiry.notice, inquiry.article) == (notices[1].id, None)


def test_each_notice_that_a_search_names_can_be_chosen_and_is_left_by_another_search(
    first: PlainPage, service: DeskService, notices: tuple[Notice, ...]
) -> None:
    page = first.get().search("vannet", municipality="4026")
    assert {"Vannet er brunt", "Vannet er borte"} <= set(re.findall(r"<button[^>]*>([^<]*)", page.html))
    for notice in notices:
        chosen = page.send(show_notice=str(notice.id))
        assert _read_first(chosen) == notice.title
        assert chosen.send(channel="counter", do="search").html.count(f"<title>{notice.title}") == 1
    assert chosen.search("brøyting").fields["notice"] == ""
    for outcome in ("answered", "guided"):
        chosen.send(outcome=outcome)
    assert [each.notice for each in _logged(service)] == [notices[1].id]


# --- what is read first ------------------------------------------------------------------------------------


def test_whoever_is_in_danger_is_heard_of_first_whatever_else_is_wrong(first: PlainPage) -> None:
    page = first.search("det brenner i huset")
    danger = _read_first(page)
    assert "110" in danger
    assert f"<title>{danger} – kontakt" in page.html
    missing = page.send(outcome="answered")
    assert f"<title>{danger} – kontakt" in missing.html
    assert "Choose the municipality first." in missing.words
    assert _read_first(missing) == "municipality"


def test_reading_begins_where_something_has_come(first: PlainPage) -> None:
    assert _read_first(first) == "text"
    assert _read_first(first.send(open="vei")) == "Vei og trafikk: 3 articles"
    assert _read_first(first.search("brøyting")) == "Brøyting av kommunal vei"
    assert _read_first(first.search("brøyting", municipality="4026").send(outcome="case")) == "Made a case: why?"
