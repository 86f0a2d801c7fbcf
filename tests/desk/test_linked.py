"""Which article an inquiry is linked to, and how that is stored: pinned, moved to, sure, none."""

import pytest

from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import LinkedBy


def test_the_top_hit_is_linked_when_the_search_is_sure(desk):
    desk.search("@tinn gatelys")
    assert desk.call.answer.sure
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("gatelys", LinkedBy.SURE)


def test_nothing_is_linked_when_the_search_is_not_sure(desk):
    desk.search("@tinn avf")
    assert desk.call.answer.hits
    assert not desk.call.answer.sure
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (None, None)


def test_nothing_is_linked_when_nothing_was_found(desk):
    desk.search("@tinn zzzzqqq")
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by, inquiry.first_line) == (None, None, None)


def test_the_article_that_the_agent_moved_to_goes_before_a_sure_top_hit(desk):
    desk.search("@tinn skole")
    assert desk.call.answer.sure
    desk.move(1)
    second = desk.call.answer.hits[1].id
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (second, LinkedBy.MOVED)


def test_moving_away_and_back_is_moving_to_the_top_hit(desk):
    desk.search("@tinn avf")
    desk.move(1)
    desk.move(-1)
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (desk.call.answer.hits[0].id, LinkedBy.MOVED)


def test_the_pinned_article_goes_before_the_one_moved_to(desk):
    desk.search("@tinn avfall")
    desk.pin()
    pinned = desk.call.pinned
    desk.move(1)
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (pinned, LinkedBy.PINNED)


def test_the_pinned_article_goes_before_another_search(desk):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.search("@tinn barnehageplass")
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("gatelys", LinkedBy.PINNED)


def test_pinning_twice_loosens(desk):
    desk.search("@tinn gatelys")
    assert desk.pin() is True
    assert desk.pin() is False
    assert desk.call.pinned is None


def test_there_is_nothing_to_pin_where_no_card_stands(desk):
    desk.search("zzzzqqq")
    assert desk.pin() is False


def test_a_new_text_forgets_where_the_cursor_was(desk):
    desk.search("avfall")
    desk.move(1)
    desk.search("avfal")
    assert (desk.call.cursor, desk.call.moved) == (0, False)


def test_the_cursor_stays_at_the_first_and_the_last_hit(desk):
    desk.search("avfall")
    desk.move(-1)
    assert desk.call.cursor == 0
    desk.move(100)
    assert desk.call.cursor == len(desk.call.answer.hits) - 1


def test_an_article_is_linked_by_its_redirect_under_its_own_id(desk, journal):
    desk.new_call()
    desk.choose_municipality("4026")
    desk.call.pinned = "snoerydding"
    assert desk.log(Outcome.ANSWERED).article == "broeyting"


def test_a_merged_article_is_found_by_its_redirect(library):
    assert library.article("snoerydding") == library.article("broeyting")


@pytest.mark.parametrize("outcome", Outcome)
def test_how_first_line_stands_is_stored_with_every_outcome(desk, outcome):
    desk.search("@tinn barnevern")
    cause = Cause.DECISION if counts_as(outcome) is CountsAs.FORWARDED else None
    # A wrong number or a dropped call is about no article.
    assert desk.log(outcome, cause=cause).first_line == (None if outcome is Outcome.VOID else "never")
