"""What is stored when an outcome is logged, what is refused, and what an earlier inquiry can become."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from kontakt.desk.session import DeskSession, Missing
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, EntryKind, FeedbackKind, LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.privacy_guard import NotAllowed
from kontakt.library.library import build_library

RESOLVED = [Outcome.ANSWERED, Outcome.GUIDED, Outcome.BOOKED]
FORWARDED = [Outcome.TRANSFERRED, Outcome.MESSAGE, Outcome.CASE]
LEFT_OUT = [Outcome.NOT_OURS, Outcome.VOID]


def test_a_call_is_missed_before_a_municipality(desk):
    assert desk.missing_for(Outcome.CASE) is Missing.CALL


def test_a_municipality_is_missed_before_a_cause(desk):
    desk.search("gatelys")
    assert desk.missing_for(Outcome.CASE) is Missing.MUNICIPALITY


@pytest.mark.parametrize("outcome", FORWARDED)
def test_a_forwarded_inquiry_asks_for_its_cause(desk, outcome):
    desk.search("@tinn gatelys")
    assert desk.missing_for(outcome) is Missing.CAUSE
    assert desk.missing_for(outcome, Cause.DECISION) is None


@pytest.mark.parametrize("outcome", RESOLVED + LEFT_OUT)
def test_no_other_outcome_asks_for_a_cause(desk, outcome):
    desk.search("@tinn gatelys")
    assert desk.missing_for(outcome) is None


@pytest.mark.parametrize("outcome", RESOLVED + LEFT_OUT)
def test_no_other_outcome_stores_a_cause(desk, outcome):
    desk.search("@tinn gatelys")
    assert desk.log(outcome, cause=Cause.DECISION).cause is None


def test_the_cause_of_a_forwarded_inquiry_is_stored(desk):
    desk.search("@tinn gatelys")
    assert desk.log(Outcome.CASE, cause=Cause.NO_ACCESS).cause is Cause.NO_ACCESS


def test_a_warm_transfer_is_stored_as_warm(desk):
    desk.search("@tinn gatelys")
    assert desk.log(Outcome.TRANSFERRED, cause=Cause.INSISTED, warm=True).warm


def test_nothing_but_a_transfer_is_warm(desk):
    desk.search("@tinn gatelys")
    assert not desk.log(Outcome.ANSWERED, warm=True).warm


def test_a_municipality_that_left_the_region_is_asked_for_again(desk, articles, themes, region):
    desk.search("@hjartdal gatelys")
    without = replace(region, municipalities=region.municipalities[:2])
    desk.take(build_library(articles, themes, without, 2))
    assert desk.missing_for(Outcome.ANSWERED) is Missing.MUNICIPALITY


def test_everything_the_agent_did_is_filled_in(desk, stored, clock, settings):
    desk.search("@tinn gatelys")
    began = clock.now
    call = desk.call.call_id
    desk.set_channel(Channel.COUNTER)
    desk.set_caller_type(CallerType.BUILDER)
    desk.write_note("stolpe 12")
    logged_at = clock.forward(minutes=2)
    desk.log(Outcome.ANSWERED)
    (entry,) = stored()
    inquiry = entry.inquiry
    assert entry.kind is EntryKind.LOGGED
    assert (inquiry.started_at, inquiry.logged_at, entry.made_at) == (began, logged_at, logged_at)
    assert (inquiry.agent, inquiry.home_municipality) == ("kari", "4026")
    assert (inquiry.channel, inquiry.caller_type) == (Channel.COUNTER, CallerType.BUILDER)
    assert (inquiry.call_id, inquiry.municipality, inquiry.query) == (call, "4026", "gatelys")
    assert inquiry.note == "stolpe 12"


def test_what_is_returned_is_what_is_stored(desk, stored):
    desk.search("@tinn gatelys")
    inquiry = desk.log(Outcome.ANSWERED)
    assert [each.inquiry for each in stored()] == [inquiry]


def test_the_target_is_the_municipalitys_when_it_was_logged(desk):
    desk.search("@kongsberg gatelys")
    assert desk.log(Outcome.ANSWERED).target == 80


def test_a_municipality_without_a_target_stores_none(desk):
    desk.search("@hjartdal gatelys")
    assert desk.log(Outcome.ANSWERED).target is None


def test_first_line_is_the_articles_when_it_was_logged(desk):
    desk.search("@tinn gatelys")
    assert desk.log(Outcome.ANSWERED).first_line == "usually"


def test_a_note_is_stored_without_the_spaces_around_it(desk, stored):
    desk.search("@tinn gatelys")
    desk.write_note("  stolpe 12 \n")
    desk.log(Outcome.ANSWERED)
    assert stored()[0].inquiry.note == "stolpe 12"


def test_a_phone_number_in_a_note_is_masked(desk, stored):
    desk.search("@tinn gatelys")
    desk.write_note("ring 412 34 567 etter tre")
    desk.log(Outcome.ANSWERED)
    assert stored()[0].inquiry.note == "ring [telefon] etter tre"


def test_an_identity_number_in_the_note_refuses_the_outcome(desk, identity_number):
    desk.search("@tinn gatelys")
    desk.write_note(f"gjelder {identity_number}")
    with pytest.raises(NotAllowed, match="note"):
        desk.log(Outcome.ANSWERED)


def test_an_identity_number_in_the_search_refuses_the_outcome(desk, identity_number):
    desk.search(f"@tinn gatelys {identity_number}")
    with pytest.raises(NotAllowed, match="search text"):
        desk.log(Outcome.ANSWERED)


def test_a_refused_outcome_changes_nothing(desk, stored, identity_number, clock):
    desk.search("@tinn gatelys")
    desk.write_note(identity_number)
    before = replace(desk.call)
    clock.forward(minutes=1)
    with pytest.raises(NotAllowed):
        desk.log(Outcome.ANSWERED)
    assert stored() == []
    assert desk.call == before
    assert desk.begun
    assert desk.last_logged is None


def test_a_refused_outcome_can_be_logged_when_the_note_is_mended(desk, stored, identity_number):
    desk.search("@tinn gatelys")
    desk.write_note(identity_number)
    with pytest.raises(NotAllowed):
        desk.log(Outcome.ANSWERED)
    desk.write_note("stolpe 12")
    desk.log(Outcome.ANSWERED)
    assert [each.inquiry.note for each in stored()] == ["stolpe 12"]


def test_a_note_that_is_too_long_refuses_the_outcome(desk):
    desk.search("@tinn gatelys")
    desk.write_note("a" * 201)
    with pytest.raises(NotAllowed, match="200"):
        desk.log(Outcome.ANSWERED)


def test_a_journal_that_cannot_be_used_refuses_the_outcome_and_keeps_the_call(settings, library, clock, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with Journal(in_the_way / "journal.sqlite") as journal:
        desk = DeskSession(settings, journal, library, clock=clock)
        desk.search("@tinn gatelys")
        with pytest.raises(KontaktError, match="journal"):
            desk.log(Outcome.ANSWERED)
    assert desk.begun
    assert desk.call.query == "@tinn gatelys"


def test_text_that_looks_like_markup_is_stored_as_it_is(desk, stored):
    desk.search("@tinn gatelys [/ ny")
    desk.write_note("[/ ny")
    desk.log(Outcome.ANSWERED)
    assert (stored()[0].inquiry.note, stored()[0].inquiry.query) == ("[/ ny", "gatelys [/ ny")


def test_a_linked_repeat_is_stored_with_the_inquiry(desk):
    earlier = uuid4()
    desk.search("@tinn gatelys")
    desk.link_repeat(desk.call, earlier)
    assert desk.log(Outcome.ANSWERED).repeats == earlier


def test_a_repeat_belongs_to_one_question_only(desk):
    desk.search("@tinn gatelys")
    desk.link_repeat(desk.call, uuid4())
    desk.log(Outcome.ANSWERED)
    desk.next_question()
    assert desk.log(Outcome.ANSWERED).repeats is None


def test_a_correction_is_a_later_entry_of_the_same_inquiry(desk, stored):
    desk.search("@tinn gatelys")
    inquiry = desk.log(Outcome.ANSWERED)
    desk.correct(stored()[0], replace(inquiry, outcome=Outcome.GUIDED))
    first, second = stored()
    assert second.kind is EntryKind.CORRECTED
    assert (second.inquiry.id, second.inquiry.outcome) == (inquiry.id, Outcome.GUIDED)
    assert second.made_at > first.made_at


def test_a_withdrawal_keeps_what_was_logged(desk, stored):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    desk.withdraw(stored()[0])
    first, second = stored()
    assert (first.kind, second.kind) == (EntryKind.LOGGED, EntryKind.WITHDRAWN)
    assert second.inquiry == first.inquiry


def test_a_correction_is_later_even_when_the_clock_was_set_back(desk, stored, clock):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    clock.now -= timedelta(hours=1)
    desk.withdraw(stored()[0])
    assert stored()[1].made_at > stored()[0].made_at


def test_an_inquiry_moved_to_another_municipality_is_judged_on_that_ones_target(desk):
    desk.search("@tinn gatelys")
    moved = desk.moved_to(desk.log(Outcome.ANSWERED), "3303")
    assert (moved.municipality, moved.target) == ("3303", 80)


def test_an_inquiry_moved_to_one_without_a_target_has_none(desk):
    desk.search("@tinn gatelys")
    assert desk.moved_to(desk.log(Outcome.ANSWERED), "4024").target is None


def test_an_inquiry_linked_to_another_article_counts_as_chosen_by_the_agent(desk):
    desk.search("@tinn gatelys")
    linked = desk.linked_to(desk.log(Outcome.ANSWERED), "barnevern")
    assert (linked.article, linked.linked_by, linked.first_line) == ("barnevern", LinkedBy.PINNED, "never")


def test_an_inquiry_linked_by_a_redirect_has_the_articles_own_id(desk):
    desk.search("@tinn gatelys")
    assert desk.linked_to(desk.log(Outcome.ANSWERED), "snoerydding").article == "broeyting"


def test_a_missed_search_is_sent_with_its_query_and_municipality(desk, stored, clock):
    desk.search("@tinn kvasse hundar")
    assert desk.send_missed()
    (sent,) = stored()
    assert (sent.kind, sent.query, sent.municipality, sent.article) == (
        FeedbackKind.MISSED,
        "kvasse hundar",
        "4026",
        None,
    )
    assert (sent.agent, sent.made_at) == ("kari", clock.now)


def test_there_is_no_missed_search_where_nothing_is_searched_for(desk, stored):
    assert desk.send_missed() is False
    assert stored() == []


def test_sending_to_the_editor_goes_on_with_the_call(desk):
    desk.search("@tinn kvasse hundar")
    call = desk.call
    desk.send_missed()
    assert desk.begun
    assert desk.call is call


def test_an_identity_number_is_not_sent_to_the_editor_either(desk, stored, identity_number):
    desk.search(f"sak {identity_number}")
    with pytest.raises(NotAllowed):
        desk.send_missed()
    assert stored() == []


def test_an_unclear_answer_is_sent_with_its_article(desk, stored):
    desk.search("@tinn gatelys")
    article = desk.send_unclear()
    (sent,) = stored()
    assert article is not None
    assert (sent.kind, sent.article, sent.municipality) == (FeedbackKind.UNCLEAR, "gatelys", "4026")


def test_there_is_no_unclear_answer_where_no_card_stands(desk, stored):
    desk.search("zzzzqqq")
    assert desk.send_unclear() is None
    assert stored() == []
