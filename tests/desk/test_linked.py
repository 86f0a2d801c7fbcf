"""Which article an inquiry is linked to, and how that is stored: pinned, moved to, sure, none."""

from collections.abc import Callable
from typing import Any

import pytest

from kontakt.desk.current_card import CurrentCard, current_card
from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.desk.session import DeskSession
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.library import Library


@pytest.fixture
def figures() -> Figures:
    """What is asked for, so that something is offered before anything is typed."""
    tally = Tally(today=0, days=30, region=DeskRate("Prøveregionen", first_line_rate([])))
    return Figures(tally=tally, usage={}, times_asked={"gatelys": 3}, suggestions=("gatelys",))


def test_the_top_hit_is_linked_when_the_search_is_sure(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert session.call.answer.sure
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("gatelys", LinkedBy.SURE)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NOT_OURS])
def test_the_card_on_the_screen_is_linked_when_the_search_is_not_sure(session: DeskSession, outcome: Outcome) -> None:
    session.finder.search("@tinn avf")
    assert not session.call.answer.sure
    on_the_screen = session.finder.article_on_card
    inquiry = session.log(outcome)
    assert (inquiry.article, inquiry.linked_by) == (on_the_screen.id, LinkedBy.SHOWN)


def test_what_is_only_offered_before_anything_is_asked_is_linked_to_nothing(
    session: DeskSession, figures: Figures
) -> None:
    session.finder.set_figures(figures)
    session.choose_municipality("4026")
    assert session.finder.article_on_card.id == "gatelys"
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (None, None)


# --- the same question for another municipality ------------------------------------------------------------


def _same_caller(session: DeskSession) -> None:
    session.next_question()
    session.finder.search("@hjartdal")


@pytest.mark.parametrize(
    "ask_again",
    [
        _same_caller,
        lambda session: session.finder.search("@hjartdal"),
        lambda session: (session.next_question(), session.choose_municipality("4024")),
    ],
    ids=["the next question", "the text alone", "from the list"],
)
def test_what_was_just_read_is_linked_as_shown_where_only_the_municipality_is_another_one(
    session: DeskSession, figures: Figures, ask_again: Callable[[DeskSession], Any]
) -> None:
    session.finder.search("@tinn barnevern")
    session.log(Outcome.ANSWERED)
    session.finder.set_figures(figures)
    ask_again(session)
    card = current_card(session.calls, session.finder, language="nb")
    assert isinstance(card, CurrentCard)
    assert (card.card.id, card.again, card.nearest) == ("barnevern", True, False)
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.municipality, inquiry.article, inquiry.linked_by) == ("4024", "barnevern", LinkedBy.SHOWN)
    session.finder.search("@tinn")
    assert session.log(Outcome.ANSWERED).article == "barnevern"


def _same_municipality(session: DeskSession) -> None:
    session.next_question()
    session.finder.search("@tinn")


def _other_words_first(session: DeskSession) -> None:
    session.finder.search("skole")
    session.finder.search("@hjartdal")


def _theme_first(session: DeskSession) -> None:
    session.next_question()
    session.finder.open_theme()
    session.finder.search("@hjartdal")


def _another_caller(session: DeskSession) -> None:
    session.new_call()
    session.finder.search("@hjartdal")


def _taken_off(session: DeskSession) -> None:
    session.take_article_off()
    session.next_question()
    session.finder.search("@hjartdal")


@pytest.mark.parametrize(
    "go_on",
    [_same_municipality, _other_words_first, _theme_first, _another_caller, _taken_off],
    ids=lambda how: how.__name__,
)
def test_nothing_is_linked_where_more_than_the_municipality_is_another_or_it_is_the_same_one(
    session: DeskSession, go_on: Callable[[DeskSession], None]
) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    go_on(session)
    assert session.log(Outcome.ANSWERED).article is None


def test_what_was_not_the_answer_is_not_linked_to_the_same_question_elsewhere(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.CASE, cause=Cause.NO_ANSWER)
    _same_caller(session)
    assert session.log(Outcome.ANSWERED).article is None


def test_the_first_article_of_a_theme_that_was_chosen_stands_on_the_screen(session: DeskSession) -> None:
    session.choose_municipality("4026")
    session.finder.open_theme()
    on_the_screen = session.finder.article_on_card
    assert (session.log(Outcome.ANSWERED).article, session.call.query) == (on_the_screen.id, "")


@pytest.mark.parametrize("text", ["@tinn avf", "@tinn gatelys"], ids=["not sure", "sure"])
def test_where_no_answer_was_found_what_the_search_put_forward_was_not_it(session: DeskSession, text: str) -> None:
    session.finder.search(text)
    assert session.log(Outcome.CASE, cause=Cause.NO_ANSWER).article is None


@pytest.mark.parametrize(
    "choose",
    [lambda session: session.finder.toggle_pin(), lambda session: session.finder.move(0)],
    ids=["pinned", "moved to"],
)
def test_where_no_answer_was_found_what_the_agent_chose_stays_the_subject(
    session: DeskSession, choose: Callable[..., Any]
) -> None:
    session.finder.search("@tinn gatelys")
    choose(session)
    assert session.log(Outcome.CASE, cause=Cause.NO_ANSWER).article == "gatelys"


def test_the_article_is_taken_off_what_was_logged_just_now(
    session: DeskSession, stored: Callable[[], list[Any]]
) -> None:
    session.finder.search("@tinn gatelys")
    logged = session.log(Outcome.ANSWERED)
    corrected = session.take_article_off()
    assert (corrected.id, corrected.article, corrected.linked_by) == (logged.id, None, None)
    assert [each.inquiry.article for each in stored()] == ["gatelys", None]
    assert session.take_article_off() is None


def test_the_article_of_a_call_in_progress_is_not_taken_off_the_one_before(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    session.finder.search("barnehageplass")
    assert session.take_article_off() is None


def test_nothing_is_linked_when_nothing_was_found(session: DeskSession) -> None:
    session.finder.search("@tinn zzzzqqq")
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by, inquiry.first_line) == (None, None, None)


def test_the_article_that_the_agent_moved_to_goes_before_a_sure_top_hit(session: DeskSession) -> None:
    session.finder.search("@tinn skole")
    assert session.call.answer.sure
    session.finder.move(1)
    second = session.call.answer.hits[1].id
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (second, LinkedBy.MOVED)


def test_moving_away_and_back_is_moving_to_the_top_hit(session: DeskSession) -> None:
    session.finder.search("@tinn avf")
    session.finder.move(1)
    session.finder.move(-1)
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (session.call.answer.hits[0].id, LinkedBy.MOVED)


def test_the_pinned_article_goes_before_the_one_moved_to(session: DeskSession) -> None:
    session.finder.search("@tinn avfall")
    session.finder.toggle_pin()
    pinned = session.call.pinned
    session.finder.move(1)
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (pinned, LinkedBy.PINNED)


def test_the_pinned_article_goes_before_another_search(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.search("@tinn barnehageplass")
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("gatelys", LinkedBy.PINNED)


def test_pinning_twice_loosens(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    assert session.finder.toggle_pin() is True
    assert session.finder.toggle_pin() is False
    assert session.call.pinned is None


def test_there_is_nothing_to_pin_where_no_card_stands(session: DeskSession) -> None:
    session.finder.search("zzzzqqq")
    assert session.finder.toggle_pin() is False


def test_a_new_text_forgets_where_the_cursor_was(session: DeskSession) -> None:
    session.finder.search("avfall")
    session.finder.move(1)
    session.finder.search("avfal")
    assert (session.call.cursor, session.call.moved) == (0, False)


def test_the_cursor_stays_at_the_first_and_the_last_hit(session: DeskSession) -> None:
    session.finder.search("avfall")
    session.finder.move(-1)
    assert session.call.cursor == 0
    session.finder.move(100)
    assert session.call.cursor == len(session.call.answer.hits) - 1


def test_an_article_is_linked_by_its_redirect_under_its_own_id(session: DeskSession, journal: Journal) -> None:
    session.new_call()
    session.choose_municipality("4026")
    session.call.pinned = "snoerydding"
    assert session.log(Outcome.ANSWERED).article == "broeyting"


def test_a_merged_article_is_found_by_its_redirect(library: Library) -> None:
    assert library.article("snoerydding") == library.article("broeyting")


@pytest.mark.parametrize("outcome", Outcome)
def test_how_first_line_stands_is_stored_with_every_outcome(session: DeskSession, outcome: Outcome) -> None:
    session.finder.search("@tinn barnevern")
    cause = Cause.DECISION if counts_as(outcome) is CountsAs.FORWARDED else None
    # A wrong number or a dropped call is about no article.
    assert session.log(outcome, cause=cause).first_line == (None if outcome is Outcome.VOID else "never")
