"""Which article an inquiry is linked to, and how that is stored: pinned, moved to, sure, none."""

import pytest

from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import LinkedBy


@pytest.fixture
def figures() -> Figures:
    """What is asked for, so that something is offered before anything is typed."""
    tally = Tally(today=0, days=30, region=DeskRate("Prøveregionen", first_line_rate([])))
    return Figures(tally=tally, usage={}, asked={"gatelys": 3}, suggestions=("gatelys",))


def test_the_top_hit_is_linked_when_the_search_is_sure(desk):
    desk.search("@tinn gatelys")
    assert desk.call.answer.sure
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("gatelys", LinkedBy.SURE)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NOT_OURS])
def test_the_card_on_the_screen_is_linked_when_the_search_is_not_sure(desk, outcome):
    desk.search("@tinn avf")
    assert not desk.call.answer.sure
    on_the_screen = desk.looked_at
    inquiry = desk.log(outcome)
    assert (inquiry.article, inquiry.linked_by) == (on_the_screen.id, LinkedBy.SHOWN)


def test_what_is_only_offered_before_anything_is_asked_is_linked_to_nothing(desk, figures):
    desk.use(figures)
    desk.choose_municipality("4026")
    assert desk.looked_at.id == "gatelys"
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (None, None)


def test_the_first_article_of_a_theme_that_was_chosen_stands_on_the_screen(desk):
    desk.choose_municipality("4026")
    desk.browse()
    on_the_screen = desk.looked_at
    assert (desk.log(Outcome.ANSWERED).article, desk.call.query) == (on_the_screen.id, "")


@pytest.mark.parametrize("text", ["@tinn avf", "@tinn gatelys"], ids=["not sure", "sure"])
def test_where_no_answer_was_found_what_the_search_put_forward_was_not_it(desk, text):
    desk.search(text)
    assert desk.log(Outcome.CASE, cause=Cause.NO_ANSWER).article is None


@pytest.mark.parametrize("choose", [lambda desk: desk.pin(), lambda desk: desk.move(0)], ids=["pinned", "moved to"])
def test_where_no_answer_was_found_what_the_agent_chose_stays_the_subject(desk, choose):
    desk.search("@tinn gatelys")
    choose(desk)
    assert desk.log(Outcome.CASE, cause=Cause.NO_ANSWER).article == "gatelys"


def test_the_article_is_taken_off_what_was_logged_just_now(desk, stored):
    desk.search("@tinn gatelys")
    logged = desk.log(Outcome.ANSWERED)
    corrected = desk.take_article_off()
    assert (corrected.id, corrected.article, corrected.linked_by) == (logged.id, None, None)
    assert [each.inquiry.article for each in stored()] == ["gatelys", None]
    assert desk.take_article_off() is None


def test_the_article_of_a_call_in_progress_is_not_taken_off_the_one_before(desk):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    desk.search("barnehageplass")
    assert desk.take_article_off() is None


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
