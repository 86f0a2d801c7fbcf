"""One call and the next: when they start, what is parked, what is kept (docs/architecture.md, a call)."""

from uuid import uuid4

from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.desk.outcome import Missing
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.knowledge.article import Article, Theme
from kontakt.library.library import build_library

from ..conftest import Clock


def test_no_call_is_in_progress_before_anything_is_done(session: DeskSession) -> None:
    assert not session.begun


def test_the_first_key_in_the_search_box_begins_the_call(session: DeskSession, clock: Clock) -> None:
    first_key = clock.forward(minutes=3)
    session.finder.search("b")
    assert session.begun
    assert session.call.started_at == first_key


def test_later_keys_do_not_move_the_start_of_the_call(session: DeskSession, clock: Clock) -> None:
    session.finder.search("b")
    first_key = clock.now
    clock.forward(minutes=1)
    session.finder.search("br")
    assert session.call.started_at == first_key


def test_empty_text_begins_nothing(session: DeskSession) -> None:
    session.finder.search("")
    assert not session.begun


def test_spaces_alone_begin_nothing(session: DeskSession) -> None:
    session.finder.search("   ")
    assert not session.begun


def test_emptying_the_search_box_does_not_end_the_call(session: DeskSession) -> None:
    session.finder.search("brøyting")
    session.finder.search("")
    assert session.begun


def test_a_note_begins_the_call(session: DeskSession) -> None:
    session.write_note("ringer igjen")
    assert session.begun


def test_choosing_a_municipality_begins_the_call(session: DeskSession) -> None:
    session.choose_municipality("4026")
    assert session.begun


def test_a_new_call_parks_the_one_without_an_outcome(session: DeskSession) -> None:
    session.finder.search("brøyting")
    first = session.call
    session.new_call()
    assert session.calls.parked == [first]


def test_a_parked_call_has_lost_nothing(session: DeskSession) -> None:
    session.finder.search("@tinn avfall")
    session.finder.move(1)
    at = session.call.cursor
    session.write_note("bor øverst i bakken")
    session.finder.toggle_pin()
    pinned = session.call.pinned
    session.calls.set_channel(Channel.COUNTER)
    session.calls.set_caller_type(CallerType.CABIN_OWNER)
    session.new_call()
    parked = session.calls.parked[0]
    session.finder.search("gatelys")
    session.take_up(parked)
    assert session.call.query == "@tinn avfall"
    assert session.call.note == "bor øverst i bakken"
    assert (session.call.pinned, session.call.cursor, session.call.moved) == (pinned, at, True)
    assert session.municipality == "4026"
    assert (session.call.channel, session.call.caller_type) == (Channel.COUNTER, CallerType.CABIN_OWNER)


def test_a_blank_call_is_not_parked(session: DeskSession) -> None:
    session.new_call()
    session.new_call()
    assert session.calls.parked == []


def test_a_call_in_which_nothing_was_asked_is_not_parked(session: DeskSession) -> None:
    session.choose_municipality("4026")
    session.finder.search("  ")
    session.new_call()
    session.finder.search("gatelys @tinn")
    session.log(Outcome.ANSWERED)
    session.next_question()
    session.new_call()
    assert session.calls.parked == []


def test_a_call_with_nothing_but_a_note_is_parked(session: DeskSession) -> None:
    session.write_note("ringer igjen")
    session.new_call()
    assert len(session.calls.parked) == 1


def test_a_call_with_nothing_but_a_link_to_an_earlier_inquiry_is_parked(session: DeskSession) -> None:
    session.calls.link_repeat(session.call, uuid4())
    session.new_call()
    assert len(session.calls.parked) == 1


def test_a_call_in_which_the_agent_moved_to_a_suggestion_is_parked(session: DeskSession) -> None:
    nothing = Tally(0, 30, DeskRate("Prøveregionen", first_line_rate(())))
    session.finder.set_figures(Figures(nothing, {}, {}, ("gatelys", "soeppel")))
    session.finder.move(1)
    session.new_call()
    assert [each.linked.id for each in session.calls.parked] == ["soeppel"]


def test_a_logged_call_is_not_parked_by_a_new_one(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    session.new_call()
    assert session.calls.parked == []


def test_a_new_call_has_another_call_id(session: DeskSession) -> None:
    first = session.call.call_id
    session.new_call()
    assert session.call.call_id != first


def test_a_new_call_begins_now(session: DeskSession, clock: Clock) -> None:
    now = clock.forward(minutes=7)
    session.new_call()
    assert session.call.started_at == now


def test_a_new_call_comes_by_phone_from_a_resident_until_it_is_said_otherwise(session: DeskSession) -> None:
    session.calls.set_channel(Channel.EMAIL)
    session.calls.set_caller_type(CallerType.BUILDER)
    session.new_call()
    assert (session.call.channel, session.call.caller_type) == (Channel.PHONE, CallerType.RESIDENT)


def test_a_new_call_has_no_municipality(session: DeskSession) -> None:
    session.choose_municipality("4026")
    session.new_call()
    assert session.municipality is None


def test_a_new_call_has_the_municipality_that_is_locked(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.new_call()
    assert session.municipality == "4026"


def test_taking_up_a_parked_call_parks_the_one_in_progress(session: DeskSession) -> None:
    session.finder.search("brøyting")
    session.new_call()
    session.finder.search("gatelys")
    second = session.call
    session.take_up(session.calls.parked[0])
    assert session.calls.parked == [second]


def test_taking_up_a_parked_call_keeps_its_start(session: DeskSession, clock: Clock) -> None:
    session.finder.search("brøyting")
    began = clock.now
    session.new_call()
    clock.forward(minutes=9)
    session.take_up(session.calls.parked[0])
    assert session.call.started_at == began


def test_two_parked_calls_are_two(session: DeskSession) -> None:
    for text in ("brøyting", "gatelys", "avfall"):
        session.finder.search(text)
        session.new_call()
    assert [each.query for each in session.calls.parked] == ["brøyting", "gatelys", "avfall"]


def test_the_next_question_keeps_what_belongs_to_the_caller(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.calls.set_channel(Channel.CHAT)
    session.calls.set_caller_type(CallerType.BUSINESS)
    first = session.log(Outcome.ANSWERED)
    assert session.next_question()
    assert session.call.call_id == first.call_id
    assert session.municipality == "4026"
    assert (session.call.channel, session.call.caller_type) == (Channel.CHAT, CallerType.BUSINESS)


def test_the_next_question_starts_with_nothing_of_the_last_one(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.write_note("nummer 12")
    session.log(Outcome.ANSWERED)
    session.next_question()
    assert (session.call.query, session.call.note, session.call.pinned, session.call.linked) == ("", "", None, None)


def test_the_next_question_begins_now(session: DeskSession, clock: Clock) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    now = clock.forward(minutes=2)
    session.next_question()
    assert session.call.started_at == now


def test_the_next_question_of_an_unlogged_one_parks_it(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    first = session.call
    assert session.next_question()
    assert session.calls.parked == [first]
    assert session.call.call_id == first.call_id


def test_there_is_no_next_question_before_the_first_call(session: DeskSession) -> None:
    assert session.next_question() is False
    assert not session.begun


def test_the_next_question_after_a_locked_municipality_was_unlocked_still_has_it(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.new_call()
    session.finder.search("gatelys")
    session.log(Outcome.ANSWERED)
    session.calls.locked = None
    session.next_question()
    assert session.municipality == "4026"


def test_after_logging_the_municipality_is_unset(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    assert session.municipality is None


def test_after_logging_a_locked_municipality_stays(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.finder.search("gatelys")
    session.log(Outcome.ANSWERED)
    assert session.municipality == "4026"


def test_a_municipality_in_the_text_goes_before_the_locked_one_for_this_call_alone(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.finder.search("@kongsberg gatelys")
    assert session.log(Outcome.ANSWERED).municipality == "3303"
    assert session.municipality == "4026"


def test_after_logging_the_text_and_the_hits_stay(session: DeskSession) -> None:
    session.finder.search("@tinn avfall")
    answer = session.call.answer
    session.log(Outcome.ANSWERED)
    assert session.call.answer == answer


def test_after_logging_the_card_still_shows_the_article(session: DeskSession) -> None:
    session.finder.search("@tinn avfall")
    session.finder.move(1)
    article = session.finder.article_on_card
    session.log(Outcome.ANSWERED)
    assert session.finder.article_on_card == article


def test_after_logging_the_card_still_shows_the_pinned_article(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.search("@tinn avfall")
    assert session.finder.article_on_card.id == "gatelys"
    session.log(Outcome.ANSWERED)
    assert session.finder.article_on_card.id == "gatelys"


def test_a_call_begun_beside_the_old_text_is_about_the_article_on_the_card(session: DeskSession) -> None:
    session.finder.search("@tinn skole")
    assert session.call.answer.sure
    session.finder.move(1)
    session.log(Outcome.ANSWERED)
    on_the_card = session.finder.article_on_card.id
    session.choose_municipality("3303")
    assert session.finder.article_on_card.id == on_the_card
    assert session.call.linked is not None
    assert session.call.linked.id == on_the_card


def test_an_outcome_again_without_a_new_call_is_refused(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    assert session.missing_for(Outcome.ANSWERED) is Missing.CALL


def test_an_outcome_again_is_refused_with_a_locked_municipality_too(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.finder.search("gatelys")
    session.log(Outcome.ANSWERED)
    assert session.missing_for(Outcome.ANSWERED) is Missing.CALL


def test_a_key_after_logging_begins_the_next_call(session: DeskSession, clock: Clock) -> None:
    session.finder.search("@tinn gatelys")
    first = session.log(Outcome.ANSWERED)
    now = clock.forward(minutes=1)
    session.finder.search("@tinn gatelys i")
    assert session.begun
    assert session.call.call_id != first.call_id
    assert session.call.started_at == now


def test_emptying_the_box_after_logging_begins_nothing(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    session.finder.search("")
    assert not session.begun


def test_at_and_letters_choose_the_municipality(session: DeskSession) -> None:
    session.finder.search("@tinn")
    assert session.municipality == "4026"


def test_the_beginning_of_a_name_chooses_too(session: DeskSession) -> None:
    session.finder.search("@hj")
    assert session.municipality == "4024"


def test_a_number_chooses_too(session: DeskSession) -> None:
    session.finder.search("avfall 3303")
    assert session.municipality == "3303"


def test_a_place_in_the_text_chooses_nothing(session: DeskSession) -> None:
    session.finder.search("brøyting rjukan")
    assert session.municipality is None
    assert session.call.answer.municipality == "4026"


def test_a_chosen_municipality_stays_when_its_letters_are_taken_out(session: DeskSession) -> None:
    session.finder.search("@tinn avfall")
    session.finder.search("avfall")
    assert session.municipality == "4026"


def test_choosing_for_the_call_ends_the_lock(session: DeskSession) -> None:
    session.choose_municipality("4026", lock=True)
    session.choose_municipality("3303")
    session.new_call()
    assert session.municipality is None


def test_choosing_a_municipality_leaves_out_articles_of_others(session: DeskSession) -> None:
    session.finder.search("hytteavgift")
    assert "hytteavgift" in [each.id for each in session.call.answer.hits]
    session.choose_municipality("3303")
    assert "hytteavgift" not in [each.id for each in session.call.answer.hits]


def test_choosing_a_municipality_keeps_the_article_under_the_cursor(session: DeskSession) -> None:
    session.finder.search("avfall")
    session.finder.move(1)
    article = session.finder.article_on_card
    session.choose_municipality("4026")
    assert session.finder.article_on_card == article
    assert session.call.moved


def test_choosing_a_municipality_that_shortens_the_list_keeps_the_article_moved_to(
    session: DeskSession, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    """The one above the cursor leaves the list; the cursor must not slide on to the next article."""
    cabins = [
        Article(id=id, theme="bygg", title="Hyttebygging", answer="Svaret.", only=("4026",) if id == "a" else ())
        for id in ("a", "b", "c")
    ]
    session.finder.set_library(build_library([*articles, *cabins], themes, region, 2))
    session.finder.search("hyttebygging")
    assert [each.id for each in session.call.answer.hits[:3]] == ["a", "b", "c"]
    session.finder.move(1)
    session.choose_municipality("3303")
    assert session.finder.article_on_card.id == "b"
    assert session.log(Outcome.ANSWERED).article == "b"


def test_choosing_a_municipality_keeps_a_browsed_list(session: DeskSession) -> None:
    session.finder.open_theme()
    session.finder.move(1)
    article = session.finder.article_on_card
    session.choose_municipality("4026")
    assert session.finder.article_on_card == article
    assert session.log(Outcome.ANSWERED).article == article.id
