"""The desk on plain pages, asked as its forms ask, without a browser."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from kontakt.database import reading
from kontakt.desk.service import DeskService
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.log.tables import FeedbackRow
from kontakt.locale import use_language
from kontakt.settings import Settings
from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainRequest

from ..conftest import START, Clock
from .plain_page import PlainPage

pytestmark = pytest.mark.embedded


def _inquiries(service: DeskService) -> list[Inquiry]:
    """The first logged first."""
    return [each.inquiry for each in reversed(service.own_inquiries())]


def test_the_first_page_lists_the_themes_and_each_opens_its_articles(first: PlainPage) -> None:
    assert "Themes Vei og trafikk Barn og skole" in first.words
    assert "Vei og trafikk: 3 articles Brøyting av kommunal vei" in first.send(open="vei").words


def test_a_search_shows_the_hits_and_the_rule_of_the_municipality_before_the_answer(first: PlainPage) -> None:
    words = first.search("brøyting @tinn").words
    assert "Found: 1 article Brøyting av kommunal vei" in words
    rule, answer = words.index("In Tinn: Ring vakten i helgene. [/ ny] er ingen kode."), words.index("Kommunen brøyter")
    assert rule < answer
    assert "Nobody has looked at this for Hjartdal yet" in first.search("brøyting", municipality="4024").words


def test_the_page_is_in_the_language_of_whoever_reads_it(first: PlainPage) -> None:
    use_language("nn")
    page = first.search("brøyting", municipality="4024")
    assert '<html lang="nn">' in page.html
    assert "Brøyting av kommunal veg" in page.words
    use_language("en")
    assert '<div class="answer" lang="nb">' in first.search("brøyting").html


def test_each_request_is_answered_in_its_own_language(desk: PlainDesk) -> None:
    for language in ("nn", "en", "nb"):
        assert f'<html lang="{language}">' in desk.answer(PlainRequest({}, language=language)).html


def test_one_button_logs_what_was_answered_for_the_municipality(first: PlainPage, service: DeskService) -> None:
    page = first.search("brøyting").send(
        municipality="4026", note="ringer igjen", channel="counter", outcome="answered"
    )
    assert page.words.count("Logged: Answered · Brøyting av kommunal vei · Tinn.") == 2  # in the title, too
    (inquiry,) = _inquiries(service)
    assert (inquiry.municipality, inquiry.outcome, inquiry.article) == ("4026", "answered", "broeyting")
    assert (inquiry.note, inquiry.channel, inquiry.query) == ("ringer igjen", "counter", "brøyting")


def test_a_button_that_is_pressed_twice_logs_once(first: PlainPage, service: DeskService) -> None:
    page = first.search("brøyting @tinn", note="Ring 99 88 77 66")
    empty = first.get()
    for _ in range(2):
        assert "Logged: Answered" in page.send(outcome="answered").words
    for _ in range(2):
        assert "Logged: Wrong number" in empty.send(outcome="void", municipality="unknown").words
    assert [each.outcome for each in _inquiries(service)] == ["answered", "void"]


# --- a page that stands behind Back, or in a duplicated tab ------------------------------------------------


def test_on_a_page_whose_call_is_logged_a_search_begins_the_next_one(
    first: PlainPage, service: DeskService, clock: Clock
) -> None:
    page = first.search("brøyting", municipality="4026", note="haster")
    page.send(outcome="answered")
    clock.forward(minutes=4)
    again = page.search("gatelys")
    assert "A new call has begun" in again.words
    assert (again.fields["note"], again.fields["municipality"]) == ("", "")
    clock.forward(minutes=1)
    again.send(municipality="3303", outcome="guided")
    one, other = _inquiries(service)
    assert (one.outcome, one.municipality, one.note) == ("answered", "4026", "haster")
    assert (other.outcome, other.municipality, other.note, other.query) == ("guided", "3303", "", "gatelys")
    assert (other.logged_at - other.started_at).seconds == 60


def test_what_was_typed_for_the_next_call_on_a_page_whose_call_is_logged_stays(first: PlainPage) -> None:
    page = first.search("brøyting", municipality="4026", note="haster")
    page.send(outcome="answered")
    again = page.search("gatelys @kongsberg", note="mørkt")
    assert (again.fields["note"], again.fields["municipality"]) == ("mørkt", "3303")


def test_another_outcome_on_a_page_whose_call_is_logged_is_a_correction_and_is_told_so(
    first: PlainPage, service: DeskService
) -> None:
    page = first.search("brøyting", municipality="4026")
    page.send(outcome="answered")
    told = page.send(outcome="guided", note="lenke")
    assert "This call is logged already. Correct it" in told.words
    assert told.fields["note"] == "lenke"
    assert "logged already" in told.send(outcome="guided").words
    assert [each.outcome for each in _inquiries(service)] == ["answered"]
    told.search("gatelys").send(municipality="4026", outcome="guided")
    assert [(each.outcome, each.note) for each in _inquiries(service)] == [("answered", ""), ("guided", "lenke")]


def test_on_a_page_whose_inquiry_was_withdrawn_an_outcome_is_logged_anew_and_once(
    first: PlainPage, service: DeskService
) -> None:
    page = first.search("brøyting", municipality="4026")
    logged = page.send(outcome="answered")
    logged.get(inquiry=page.fields["inquiry"]).send(do="withdraw")
    for _ in range(2):
        assert "Logged: Guided" in page.send(outcome="guided").words
    assert [each.outcome for each in _inquiries(service)] == ["guided"]
    page.search("gatelys").send(municipality="4026", outcome="answered")
    assert [each.outcome for each in _inquiries(service)] == ["guided", "answered"]


@pytest.mark.parametrize("hours", [13, 24 * 9])
def test_a_page_of_another_day_logs_a_call_of_its_own(
    first: PlainPage, service: DeskService, clock: Clock, hours: int
) -> None:
    pages = first.search("brøyting", municipality="4026"), first.get()
    for each in pages:
        each.send(outcome="void", municipality="4026")
    clock.forward(hours=hours)
    assert pages[0].search("gatelys").fields["municipality"] == ""
    for each in pages:
        each.send(outcome="void", municipality="3303")
    of_today, all_of_them = service.own_inquiries(clock() - timedelta(hours=1)), service.own_inquiries(START)
    assert ([each.inquiry.municipality for each in of_today], len(all_of_them)) == (["3303", "3303"], 4)
    assert all(each.inquiry.started_at == clock() for each in of_today)


def test_a_call_begins_when_something_is_sent_and_not_when_the_empty_page_is_loaded(
    first: PlainPage, service: DeskService, clock: Clock
) -> None:
    begun = clock.forward(minutes=50)
    page = first.search("brøyting")
    clock.forward(minutes=2)
    page = page.search("brøyting @tinn")
    clock.forward(minutes=1)
    page.send(outcome="answered")
    assert [each.started_at for each in _inquiries(service)] == [begun]


def test_what_leads_away_from_a_half_typed_call_opens_beside_it(first: PlainPage) -> None:
    logged = first.search("brøyting", municipality="4026").send(outcome="answered")
    links = re.findall(r"<a [^>]*plain[^>]*>", logged.html)
    assert (
        len([each for each in links if 'target="_blank"' in each]) == len(links) == 3
    )  # a new call, and the logged one twice


# --- the municipality ------------------------------------------------------------------------------------


def test_what_is_typed_takes_back_the_municipality_that_the_text_chose_before(first: PlainPage) -> None:
    tinn = first.search("@tinn brøyting")
    assert tinn.fields["municipality"] == "4026"
    assert tinn.search("@kongsberg brøyting").fields["municipality"] == "3303"
    assert tinn.search("@nowhere brøyting").fields["municipality"] == ""
    assert tinn.search("brøyting").fields["municipality"] == "4026"  # taken out again, it leaves what it chose


def test_a_municipality_that_was_chosen_beside_the_text_holds_until_the_text_names_another(first: PlainPage) -> None:
    chosen = first.search("@tinn brøyting").search("@tinn brøyting", municipality="3303")
    assert chosen.fields["municipality"] == "3303"
    assert chosen.search("@tinn brøyting vei").fields["municipality"] == "3303"
    assert chosen.search("@hjartdal brøyting").fields["municipality"] == "4024"
    taken_out = chosen.search("@tinn brøyting", municipality="")
    assert taken_out.search("@tinn brøyting").fields["municipality"] == ""
    unknown = first.search("gatelys", municipality="unknown")
    assert unknown.search("gatelys vei").fields["municipality"] == "unknown"


# --- what is missing, or wrong -----------------------------------------------------------------------------


def test_what_is_missing_is_asked_for_and_nothing_that_was_typed_is_lost(
    first: PlainPage, service: DeskService
) -> None:
    page = first.search("barnevern").send(note="haster", outcome="case")
    assert "Choose the municipality first." in page.words
    assert page.fields["note"] == "haster"
    page = page.send(municipality="4026", outcome="case")
    assert "Made a case: why?" in page.words
    assert '<input type="hidden" name="note" value="haster">' in page.html
    assert not _inquiries(service)
    page.send(cause="decision")
    assert [(each.outcome, each.cause, each.note) for each in _inquiries(service)] == [("case", "decision", "haster")]


def test_going_back_from_the_causes_logs_nothing(first: PlainPage, service: DeskService) -> None:
    why = first.search("barnevern", municipality="4026").send(outcome="case")
    assert "Alle kan melde fra." in why.send(do="search").words
    assert not _inquiries(service)


def test_an_article_that_was_chosen_stays_until_something_else_is_searched_for(
    first: PlainPage, service: DeskService
) -> None:
    page = first.send(open="vei").send(show="stroeing")
    assert page.fields["article"] == "stroeing"
    assert page.search("gatelys").fields["article"] == ""
    page.send(municipality="4026", outcome="answered")
    assert [each.article for each in _inquiries(service)] == ["stroeing"]


def test_a_search_that_was_changed_is_read_before_it_is_logged(first: PlainPage, service: DeskService) -> None:
    page = first.search("brøyting", municipality="4026").send(text="gatelys", outcome="answered")
    assert "The search has changed" in page.words
    assert "Si nummeret på stolpen." in page.words
    assert not _inquiries(service)


def test_a_note_that_may_not_be_stored_is_refused_in_a_sentence_and_kept_in_its_field(
    first: PlainPage, service: DeskService
) -> None:
    page = first.search("gatelys", municipality="4026").send(outcome="answered", note="Født 01010750160 sa hun")
    assert 'role="alert"' in page.html
    assert page.fields["note"] == "Født 01010750160 sa hun"
    assert not _inquiries(service)


def test_a_search_that_finds_nothing_says_so_and_goes_to_the_editor(first: PlainPage) -> None:
    page = first.search("kvantefysikk")
    assert "No article found." in page.words
    assert "Sent to the editor: “kvantefysikk” found no answer." in page.send(do="missed").words


def test_a_search_is_sent_to_the_editor_once_however_often_its_page_sends_it(
    first: PlainPage, service: DeskService
) -> None:
    page = first.search("kvantefysikk")
    for _ in range(2):
        page.send(do="missed")
        service.deliver()
    page.send(municipality="4026", do="missed")
    service.deliver()
    assert "The search has changed" in page.send(text="fysikk", do="missed").words
    service.deliver()
    with reading(service.engine) as session:
        assert len(session.exec(select(FeedbackRow)).all()) == 2


def test_what_must_be_heard_first_is_the_page_s_title_and_has_the_focus(first: PlainPage) -> None:
    html = first.search("kvantefysikk").html
    assert "<title>No article found." in html
    assert "No article found." in re.split(r"<[^>]*autofocus[^>]*>", html)[1].partition("<")[0]


def test_a_municipality_that_is_not_known_is_told_without_the_keys_of_the_terminal(first: PlainPage) -> None:
    words = first.search("@atlantis brøyting").words
    assert "“@atlantis” is no municipality here, nor a whole place name in one. Choose it in the list." in words
    assert "Ctrl" not in words


# --- corrections -----------------------------------------------------------------------------------------------


def _logged(first: PlainPage, **fields: str) -> PlainPage:
    """The page that corrects what is logged by these fields."""
    page = first.search(fields.pop("text", ""), **fields).send(outcome=fields.pop("outcome", "answered"))
    return page.get(inquiry=page.html.partition("?inquiry=")[2][:36])


def test_what_was_logged_is_corrected_and_withdrawn(first: PlainPage, service: DeskService) -> None:
    logged = _logged(first, text="brøyting", municipality="4026", note="feil")
    assert "Correct or withdraw" in logged.words
    wrong = logged.send(outcome="transferred", municipality="3303", note="", do="correct")
    assert "Choose the cause" in wrong.words
    done = wrong.send(cause="ongoing_case", about="none", do="correct")
    assert "Corrected: Transferred · no article · Kongsberg." in done.words
    (inquiry,) = _inquiries(service)
    assert (inquiry.cause, inquiry.target, inquiry.note, inquiry.article) == ("ongoing_case", 80, "", None)
    assert "Withdrawn: it counts no longer." in logged.send(do="withdraw").words
    assert not _inquiries(service)
    assert "not among yours" in logged.send(do="withdraw").words


def test_two_pages_that_correct_one_inquiry_take_nothing_back_of_each_other(
    first: PlainPage, service: DeskService
) -> None:
    logged = _logged(first, text="brøyting", municipality="4026", note="feil")
    logged.send(municipality="3303", outcome="case", cause="decision", do="correct")
    logged.send(note="rett", do="correct")
    (inquiry,) = _inquiries(service)
    assert (inquiry.municipality, inquiry.outcome, inquiry.cause, inquiry.note) == ("3303", "case", "decision", "rett")
    logged.send(outcome="guided", do="correct")
    (inquiry,) = _inquiries(service)
    assert (inquiry.municipality, inquiry.outcome, inquiry.cause, inquiry.note) == ("3303", "guided", None, "rett")


def test_a_municipality_that_is_no_code_or_is_not_said_stays_as_it_was_logged(
    first: PlainPage, service: DeskService
) -> None:
    logged = _logged(first, municipality="4026", outcome="void")
    for value in ("9999", "", "Kongsberg"):
        logged.post(municipality=value, note=f"feil {value}", do="correct")
        assert [each.municipality for each in _inquiries(service)] == ["4026"]
    del logged.fields["municipality"]
    logged.post(do="correct")
    assert [each.municipality for each in _inquiries(service)] == ["4026"]
    logged.post(municipality="unknown", do="correct")
    assert [each.municipality for each in _inquiries(service)] == [None]


def test_only_what_counts_in_no_rate_may_be_of_an_unknown_municipality(first: PlainPage, service: DeskService) -> None:
    assert "Choose the municipality first." in first.send(municipality="unknown", outcome="answered").words
    logged = _logged(first, municipality="unknown", outcome="void")
    wrong = logged.send(outcome="answered", do="correct")
    assert "Choose the municipality first." in wrong.words
    wrong.send(municipality="4026", do="correct")
    assert [(each.outcome, each.municipality) for each in _inquiries(service)] == [("answered", "4026")]


# --- past the form, and without the database -----------------------------------------------------------------------


def test_text_of_people_is_never_markup(first: PlainPage) -> None:
    page = first.search("<b>vei</b>", note='"><script>')
    assert "<b>" not in page.html
    assert "<script" not in page.html


def test_what_is_none_of_the_codes_is_left_out(first: PlainPage, service: DeskService, clock: Clock) -> None:
    nonsense = {
        "channel": "pigeon",
        "caller": "?",
        "cause": "?",
        "started": "yesterday",
        "id_made_at": "2",
        "show": "../x",
    }
    page = first.search("gatelys", municipality="4026")
    page.post(**nonsense, inquiry="1", outcome="nonsense")
    page.post(**nonsense, inquiry="2", municipality="9999", outcome="answered")
    clock.forward(minutes=1)
    page.post(**nonsense, inquiry="3", outcome="answered")
    *_, inquiry = _inquiries(service)
    assert (inquiry.municipality, inquiry.channel, inquiry.caller_type) == ("4026", "phone", "resident")
    assert (inquiry.started_at, inquiry.article) == (clock(), "gatelys")


def test_while_the_database_is_away_the_page_says_so_and_logs_all_the_same(filled: Settings, first: PlainPage) -> None:
    page = first.search("gatelys", municipality="4026")
    filled.data_dir.joinpath("kontakt.sqlite").write_bytes(b"no database" * 100)
    done = page.send(outcome="answered")
    assert "Logged: Answered" in done.words
    assert 'class="warning"' in done.html


def test_without_a_copy_of_the_region_it_says_that_nothing_can_be_logged_for_a_municipality_until_the_database_is_there(
    filled: Settings, desk: PlainDesk
) -> None:
    file = filled.data_dir / "kontakt.sqlite"
    database = file.read_bytes()
    file.write_bytes(b"no database" * 100)
    filled.cache_path.unlink(missing_ok=True)
    page = PlainPage(desk, desk.answer(PlainRequest({})))
    assert "could not be opened yet: load the page again" in page.words
    asked = page.post(text="gatelys", do="search").send(outcome="answered")
    assert "Choose the municipality first." not in asked.words
    assert asked.words.count("no municipality to log for") > page.words.count("no municipality to log for")
    assert "no municipality to log for" in asked.send(do="missed").words
    file.write_bytes(database)
    assert "Themes" in asked.get().words
