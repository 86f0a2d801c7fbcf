"""What is stored when an outcome is logged, what is refused, and what an earlier inquiry can become."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kontakt.demo.contacts import made_up_contacts
from kontakt.desk.corrections import about_article, in_municipality
from kontakt.desk.feedback import MissedSearch
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, EntryKind, Feedback, FeedbackKind, LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.privacy_guard import NotAllowed
from kontakt.knowledge.article import Article, Theme
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, build_library, places_of
from kontakt.settings import Settings

from ..conftest import Clock

RESOLVED = [Outcome.ANSWERED, Outcome.GUIDED, Outcome.BOOKED]
FORWARDED = [Outcome.TRANSFERRED, Outcome.MESSAGE, Outcome.CASE]
LEFT_OUT = [Outcome.NOT_OURS, Outcome.VOID]


def test_a_call_is_missed_before_a_municipality(session: DeskSession) -> None:
    assert session.missing_for(Outcome.CASE) is Missing.CALL


def test_a_municipality_is_missed_before_a_cause(session: DeskSession) -> None:
    session.finder.search("gatelys")
    assert session.missing_for(Outcome.CASE) is Missing.MUNICIPALITY


@pytest.mark.parametrize("outcome", FORWARDED)
def test_a_forwarded_inquiry_asks_for_its_cause(session: DeskSession, outcome: Outcome) -> None:
    session.finder.search("@tinn gatelys")
    assert session.missing_for(outcome) is Missing.CAUSE
    assert session.missing_for(outcome, Cause.DECISION) is None


@pytest.mark.parametrize("outcome", RESOLVED + LEFT_OUT)
def test_no_other_outcome_asks_for_a_cause(session: DeskSession, outcome: Outcome) -> None:
    session.finder.search("@tinn gatelys")
    assert session.missing_for(outcome) is None


@pytest.mark.parametrize("outcome", RESOLVED + LEFT_OUT)
def test_no_other_outcome_stores_a_cause(session: DeskSession, outcome: Outcome) -> None:
    session.finder.search("@tinn gatelys")
    assert session.log(outcome, cause=Cause.DECISION).cause is None


def test_the_cause_of_a_forwarded_inquiry_is_stored(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert session.log(Outcome.CASE, cause=Cause.NO_ACCESS).cause is Cause.NO_ACCESS


@pytest.mark.parametrize(
    ("text", "stored"),
    [("@tinn saksbehandler byggesak, tinn", ""), ("@tinn byggesak", "byggesak"), ("gatelys", "gatelys")],
)
def test_what_names_a_contact_may_be_a_person_and_is_stored_nowhere(
    settings: Settings, journal: Journal, library: Library, region: Region, clock: Clock, text: str, stored: str
) -> None:
    peopled = replace(library, contacts=Contacts(tuple(made_up_contacts(region)), places_of(region)))
    session = DeskSession(settings, journal, peopled, clock=clock)
    session.choose_municipality("4026")
    session.finder.search(text)
    session.feedback.send_missed()
    session.log(Outcome.ANSWERED)
    assert [each.query if isinstance(each, Feedback) else each.inquiry.query for each in journal.pending(10)] == [
        stored
    ] * 2


def test_a_warm_transfer_is_stored_as_warm(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert session.log(Outcome.TRANSFERRED, cause=Cause.INSISTED, warm=True).warm


def test_nothing_but_a_transfer_is_warm(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert not session.log(Outcome.ANSWERED, warm=True).warm


def test_a_municipality_that_left_the_region_is_asked_for_again(
    session: DeskSession, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    session.finder.search("@hjartdal gatelys")
    without = replace(region, municipalities=region.municipalities[:2])
    session.finder.set_library(build_library(articles, themes, without, 2))
    assert session.missing_for(Outcome.ANSWERED) is Missing.MUNICIPALITY


def test_everything_the_agent_did_is_filled_in(
    session: DeskSession, stored: Callable[[], list[Any]], clock: Clock, settings: Settings
) -> None:
    session.finder.search("@tinn gatelys")
    began = clock.now
    call = session.call.call_id
    session.calls.set_channel(Channel.COUNTER)
    session.calls.set_caller_type(CallerType.BUILDER)
    session.write_note("stolpe 12")
    logged_at = clock.forward(minutes=2)
    session.log(Outcome.ANSWERED)
    (entry,) = stored()
    inquiry = entry.inquiry
    assert entry.kind is EntryKind.LOGGED
    assert (inquiry.started_at, inquiry.logged_at, entry.made_at) == (began, logged_at, logged_at)
    assert (inquiry.agent, inquiry.home_municipality) == ("kari", "4026")
    assert (inquiry.channel, inquiry.caller_type) == (Channel.COUNTER, CallerType.BUILDER)
    assert (inquiry.call_id, inquiry.municipality, inquiry.query) == (call, "4026", "gatelys")
    assert inquiry.note == "stolpe 12"


def test_what_is_returned_is_what_is_stored(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys")
    inquiry = session.log(Outcome.ANSWERED)
    assert [each.inquiry for each in stored()] == [inquiry]


def test_the_target_is_the_municipalitys_when_it_was_logged(session: DeskSession) -> None:
    session.finder.search("@kongsberg gatelys")
    assert session.log(Outcome.ANSWERED).target == 80


def test_a_municipality_without_a_target_stores_none(session: DeskSession) -> None:
    session.finder.search("@hjartdal gatelys")
    assert session.log(Outcome.ANSWERED).target is None


def test_first_line_is_the_articles_when_it_was_logged(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert session.log(Outcome.ANSWERED).first_line == "usually"


def test_a_note_is_stored_without_the_spaces_around_it(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note("  stolpe 12 \n")
    session.log(Outcome.ANSWERED)
    assert stored()[0].inquiry.note == "stolpe 12"


def test_a_phone_number_in_a_note_is_masked(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note("ring 412 34 567 etter tre")
    session.log(Outcome.ANSWERED)
    assert stored()[0].inquiry.note == "ring [telefon] etter tre"


def test_an_identity_number_in_the_note_refuses_the_outcome(session: DeskSession, identity_number: str) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note(f"gjelder {identity_number}")
    with pytest.raises(NotAllowed, match="note"):
        session.log(Outcome.ANSWERED)


def test_an_identity_number_in_the_search_refuses_the_outcome(session: DeskSession, identity_number: str) -> None:
    session.finder.search(f"@tinn gatelys {identity_number}")
    with pytest.raises(NotAllowed, match="search text"):
        session.log(Outcome.ANSWERED)


def test_a_refused_outcome_changes_nothing(
    session: DeskSession, stored: Callable[[], list[Any]], identity_number: str, clock: Clock
) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note(identity_number)
    before = replace(session.call)
    clock.forward(minutes=1)
    with pytest.raises(NotAllowed):
        session.log(Outcome.ANSWERED)
    assert stored() == []
    assert session.call == before
    assert session.begun
    assert session.calls.last_logged is None


def test_a_refused_outcome_can_be_logged_when_the_note_is_mended(
    session: DeskSession, stored: Callable[[], list[Any]], identity_number: str
) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note(identity_number)
    with pytest.raises(NotAllowed):
        session.log(Outcome.ANSWERED)
    session.write_note("stolpe 12")
    session.log(Outcome.ANSWERED)
    assert [each.inquiry.note for each in stored()] == ["stolpe 12"]


def test_a_note_that_is_too_long_refuses_the_outcome(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.write_note("a" * 201)
    with pytest.raises(NotAllowed, match="200"):
        session.log(Outcome.ANSWERED)


@pytest.mark.embedded
def test_a_journal_that_cannot_be_used_refuses_the_outcome_and_keeps_the_call(
    settings: Settings, library: Library, clock: Clock, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with Journal(in_the_way / "journal.sqlite") as journal:
        session = DeskSession(settings, journal, library, clock=clock)
        session.finder.search("@tinn gatelys")
        with pytest.raises(KontaktError, match="journal"):
            session.log(Outcome.ANSWERED)
    assert session.begun
    assert session.call.query == "@tinn gatelys"


def test_text_that_looks_like_markup_is_stored_as_it_is(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys [/ ny")
    session.write_note("[/ ny")
    session.log(Outcome.ANSWERED)
    assert (stored()[0].inquiry.note, stored()[0].inquiry.query) == ("[/ ny", "gatelys [/ ny")


def test_a_linked_repeat_is_stored_with_the_inquiry(session: DeskSession) -> None:
    earlier = uuid4()
    session.finder.search("@tinn gatelys")
    session.calls.link_repeat(session.call, earlier)
    assert session.log(Outcome.ANSWERED).repeats == earlier


def test_a_repeat_belongs_to_one_question_only(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.calls.link_repeat(session.call, uuid4())
    session.log(Outcome.ANSWERED)
    session.next_question()
    assert session.log(Outcome.ANSWERED).repeats is None


def test_a_correction_is_a_later_entry_of_the_same_inquiry(
    session: DeskSession, stored: Callable[[], list[Any]]
) -> None:
    session.finder.search("@tinn gatelys")
    inquiry = session.log(Outcome.ANSWERED)
    session.logbook.correct(stored()[0], replace(inquiry, outcome=Outcome.GUIDED))
    first, second = stored()
    assert second.kind is EntryKind.CORRECTED
    assert (second.inquiry.id, second.inquiry.outcome) == (inquiry.id, Outcome.GUIDED)
    assert second.made_at > first.made_at


def test_a_withdrawal_keeps_what_was_logged(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    session.logbook.withdraw(stored()[0])
    first, second = stored()
    assert (first.kind, second.kind) == (EntryKind.LOGGED, EntryKind.WITHDRAWN)
    assert second.inquiry == first.inquiry


def test_a_correction_is_later_even_when_the_clock_was_set_back(
    session: DeskSession, stored: Callable[[], list[Any]], clock: Clock
) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    clock.now -= timedelta(hours=1)
    session.logbook.withdraw(stored()[0])
    assert stored()[1].made_at > stored()[0].made_at


def test_an_inquiry_moved_to_another_municipality_is_judged_on_that_ones_target(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    moved = in_municipality(session.log(Outcome.ANSWERED), "3303", session.library.region)
    assert (moved.municipality, moved.target) == ("3303", 80)


def test_an_inquiry_moved_to_one_without_a_target_has_none(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert in_municipality(session.log(Outcome.ANSWERED), "4024", session.library.region).target is None


def test_an_inquiry_linked_to_another_article_counts_as_chosen_by_the_agent(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    linked = about_article(session.log(Outcome.ANSWERED), "barnevern", session.library)
    assert (linked.article, linked.linked_by, linked.first_line) == ("barnevern", LinkedBy.PINNED, "never")


def test_an_inquiry_linked_by_a_redirect_has_the_articles_own_id(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert about_article(session.log(Outcome.ANSWERED), "snoerydding", session.library).article == "broeyting"


def test_a_missed_search_is_sent_with_its_query_and_municipality(
    session: DeskSession, stored: Callable[[], list[Any]], clock: Clock
) -> None:
    session.finder.search("@tinn kvasse hundar")
    assert session.feedback.send_missed() is MissedSearch.SENT
    (sent,) = stored()
    assert (sent.kind, sent.query, sent.municipality, sent.article) == (
        FeedbackKind.MISSED,
        "kvasse hundar",
        "4026",
        None,
    )
    assert (sent.agent, sent.made_at) == ("kari", clock.now)


def test_there_is_no_missed_search_where_nothing_is_searched_for(
    session: DeskSession, stored: Callable[[], list[Any]]
) -> None:
    assert session.feedback.send_missed() is MissedSearch.NOTHING_SEARCHED
    assert stored() == []


def test_a_missed_search_is_sent_once_for_each_question(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn kvasse hundar")
    session.feedback.send_missed()
    assert session.feedback.send_missed() is MissedSearch.SENT_ALREADY
    assert len(stored()) == 1
    session.finder.search("@tinn kvasse katter")
    assert session.feedback.send_missed() is MissedSearch.SENT
    session.log(Outcome.ANSWERED)
    session.finder.search("@tinn kvasse katter")
    assert session.feedback.send_missed() is MissedSearch.SENT
    assert sum(isinstance(each, Feedback) for each in stored()) == 3


def test_sending_to_the_editor_goes_on_with_the_call(session: DeskSession) -> None:
    session.finder.search("@tinn kvasse hundar")
    call = session.call
    session.feedback.send_missed()
    assert session.begun
    assert session.call is call


def test_what_goes_to_the_editor_and_to_the_log_has_the_name_that_whoever_sits_there_signed_in_with(
    session: DeskSession, stored: Callable[[], list[Any]]
) -> None:
    session.sign_in(replace(session.settings, agent="Kari Nordmann"))
    session.finder.search("@tinn kvasse hundar")
    session.feedback.send_missed()
    session.log(Outcome.ANSWERED)
    missed, logged = stored()
    assert (missed.agent, logged.inquiry.agent) == ("Kari Nordmann", "Kari Nordmann")


def test_an_identity_number_is_not_sent_to_the_editor_either(
    session: DeskSession, stored: Callable[[], list[Any]], identity_number: str
) -> None:
    session.finder.search(f"sak {identity_number}")
    with pytest.raises(NotAllowed):
        session.feedback.send_missed()
    assert stored() == []


def test_an_unclear_answer_is_sent_with_its_article(session: DeskSession, stored: Callable[[], list[Any]]) -> None:
    session.finder.search("@tinn gatelys")
    article = session.finder.article_on_card
    assert article is not None
    session.feedback.send_unclear(article, " hvem skal ringe? ")
    (sent,) = stored()
    assert (sent.kind, sent.article, sent.municipality) == (FeedbackKind.UNCLEAR, "gatelys", "4026")
    assert sent.note == "hvem skal ringe?"
