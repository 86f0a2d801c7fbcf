"""One call and the next: when they start, what is parked, what is kept (DESIGN section 4)."""

from uuid import uuid4

from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.desk.session import Missing
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.knowledge.article import Article
from kontakt.library.library import build_library


def test_no_call_is_in_progress_before_anything_is_done(desk):
    assert not desk.begun


def test_the_first_key_in_the_search_box_begins_the_call(desk, clock):
    first_key = clock.forward(minutes=3)
    desk.search("b")
    assert desk.begun
    assert desk.call.started_at == first_key


def test_later_keys_do_not_move_the_start_of_the_call(desk, clock):
    desk.search("b")
    first_key = clock.now
    clock.forward(minutes=1)
    desk.search("br")
    assert desk.call.started_at == first_key


def test_empty_text_begins_nothing(desk):
    desk.search("")
    assert not desk.begun


def test_spaces_alone_begin_nothing(desk):
    desk.search("   ")
    assert not desk.begun


def test_emptying_the_search_box_does_not_end_the_call(desk):
    desk.search("brøyting")
    desk.search("")
    assert desk.begun


def test_a_note_begins_the_call(desk):
    desk.write_note("ringer igjen")
    assert desk.begun


def test_choosing_a_municipality_begins_the_call(desk):
    desk.choose_municipality("4026")
    assert desk.begun


def test_a_new_call_parks_the_one_without_an_outcome(desk):
    desk.search("brøyting")
    first = desk.call
    desk.new_call()
    assert desk.parked == [first]


def test_a_parked_call_has_lost_nothing(desk):
    desk.search("@tinn avfall")
    desk.move(1)
    at = desk.call.cursor
    desk.write_note("bor øverst i bakken")
    desk.pin()
    pinned = desk.call.pinned
    desk.set_channel(Channel.COUNTER)
    desk.set_caller_type(CallerType.CABIN_OWNER)
    desk.new_call()
    parked = desk.parked[0]
    desk.search("gatelys")
    desk.take_up(parked)
    assert desk.call.query == "@tinn avfall"
    assert desk.call.note == "bor øverst i bakken"
    assert (desk.call.pinned, desk.call.cursor, desk.call.moved) == (pinned, at, True)
    assert desk.municipality == "4026"
    assert (desk.call.channel, desk.call.caller_type) == (Channel.COUNTER, CallerType.CABIN_OWNER)


def test_a_blank_call_is_not_parked(desk):
    desk.new_call()
    desk.new_call()
    assert desk.parked == []


def test_a_call_with_nothing_but_a_note_is_parked(desk):
    desk.write_note("ringer igjen")
    desk.new_call()
    assert len(desk.parked) == 1


def test_a_call_with_nothing_but_a_link_to_an_earlier_inquiry_is_parked(desk):
    desk.link_repeat(desk.call, uuid4())
    desk.new_call()
    assert len(desk.parked) == 1


def test_a_call_in_which_the_agent_moved_to_a_suggestion_is_parked(desk):
    nothing = Tally(0, 30, DeskRate("Prøveregionen", first_line_rate(())))
    desk.use(Figures(nothing, {}, {}, ("gatelys", "soeppel")))
    desk.move(1)
    desk.new_call()
    assert [each.linked.id for each in desk.parked] == ["soeppel"]


def test_a_logged_call_is_not_parked_by_a_new_one(desk):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    desk.new_call()
    assert desk.parked == []


def test_a_new_call_has_another_call_id(desk):
    first = desk.call.call_id
    desk.new_call()
    assert desk.call.call_id != first


def test_a_new_call_begins_now(desk, clock):
    now = clock.forward(minutes=7)
    desk.new_call()
    assert desk.call.started_at == now


def test_a_new_call_comes_by_phone_from_a_resident_until_it_is_said_otherwise(desk):
    desk.set_channel(Channel.EMAIL)
    desk.set_caller_type(CallerType.BUILDER)
    desk.new_call()
    assert (desk.call.channel, desk.call.caller_type) == (Channel.PHONE, CallerType.RESIDENT)


def test_a_new_call_has_no_municipality(desk):
    desk.choose_municipality("4026")
    desk.new_call()
    assert desk.municipality is None


def test_a_new_call_has_the_municipality_that_is_locked(desk):
    desk.choose_municipality("4026", lock=True)
    desk.new_call()
    assert desk.municipality == "4026"


def test_taking_up_a_parked_call_parks_the_one_in_progress(desk):
    desk.search("brøyting")
    desk.new_call()
    desk.search("gatelys")
    second = desk.call
    desk.take_up(desk.parked[0])
    assert desk.parked == [second]


def test_taking_up_a_parked_call_keeps_its_start(desk, clock):
    desk.search("brøyting")
    began = clock.now
    desk.new_call()
    clock.forward(minutes=9)
    desk.take_up(desk.parked[0])
    assert desk.call.started_at == began


def test_two_parked_calls_are_two(desk):
    for text in ("brøyting", "gatelys", "avfall"):
        desk.search(text)
        desk.new_call()
    assert [each.query for each in desk.parked] == ["brøyting", "gatelys", "avfall"]


def test_the_next_question_keeps_what_belongs_to_the_caller(desk):
    desk.search("@tinn gatelys")
    desk.set_channel(Channel.CHAT)
    desk.set_caller_type(CallerType.BUSINESS)
    first = desk.log(Outcome.ANSWERED)
    assert desk.next_question()
    assert desk.call.call_id == first.call_id
    assert desk.municipality == "4026"
    assert (desk.call.channel, desk.call.caller_type) == (Channel.CHAT, CallerType.BUSINESS)


def test_the_next_question_starts_with_nothing_of_the_last_one(desk):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.write_note("nummer 12")
    desk.log(Outcome.ANSWERED)
    desk.next_question()
    assert (desk.call.query, desk.call.note, desk.call.pinned, desk.call.linked) == ("", "", None, None)


def test_the_next_question_begins_now(desk, clock):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    now = clock.forward(minutes=2)
    desk.next_question()
    assert desk.call.started_at == now


def test_the_next_question_of_an_unlogged_one_parks_it(desk):
    desk.search("@tinn gatelys")
    first = desk.call
    assert desk.next_question()
    assert desk.parked == [first]
    assert desk.call.call_id == first.call_id


def test_there_is_no_next_question_before_the_first_call(desk):
    assert desk.next_question() is False
    assert not desk.begun


def test_the_next_question_after_a_locked_municipality_was_unlocked_still_has_it(desk):
    desk.choose_municipality("4026", lock=True)
    desk.new_call()
    desk.search("gatelys")
    desk.log(Outcome.ANSWERED)
    desk.locked = None
    desk.next_question()
    assert desk.municipality == "4026"


def test_after_logging_the_municipality_is_unset(desk):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    assert desk.municipality is None


def test_after_logging_a_locked_municipality_stays(desk):
    desk.choose_municipality("4026", lock=True)
    desk.search("gatelys")
    desk.log(Outcome.ANSWERED)
    assert desk.municipality == "4026"


def test_a_municipality_in_the_text_goes_before_the_locked_one_for_this_call_alone(desk):
    desk.choose_municipality("4026", lock=True)
    desk.search("@kongsberg gatelys")
    assert desk.log(Outcome.ANSWERED).municipality == "3303"
    assert desk.municipality == "4026"


def test_after_logging_the_text_and_the_hits_stay(desk):
    desk.search("@tinn avfall")
    answer = desk.call.answer
    desk.log(Outcome.ANSWERED)
    assert desk.call.answer == answer


def test_after_logging_the_card_still_shows_the_article(desk):
    desk.search("@tinn avfall")
    desk.move(1)
    article = desk.looked_at
    desk.log(Outcome.ANSWERED)
    assert desk.looked_at == article


def test_after_logging_the_card_still_shows_the_pinned_article(desk):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.search("@tinn avfall")
    assert desk.looked_at.id == "gatelys"
    desk.log(Outcome.ANSWERED)
    assert desk.looked_at.id == "gatelys"


def test_a_call_begun_beside_the_old_text_is_about_the_article_on_the_card(desk):
    desk.search("@tinn skole")
    assert desk.call.answer.sure
    desk.move(1)
    desk.log(Outcome.ANSWERED)
    on_the_card = desk.looked_at.id
    desk.choose_municipality("3303")
    assert desk.looked_at.id == on_the_card
    assert desk.call.linked is not None
    assert desk.call.linked.id == on_the_card


def test_an_outcome_again_without_a_new_call_is_refused(desk):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    assert desk.missing_for(Outcome.ANSWERED) is Missing.CALL


def test_an_outcome_again_is_refused_with_a_locked_municipality_too(desk):
    desk.choose_municipality("4026", lock=True)
    desk.search("gatelys")
    desk.log(Outcome.ANSWERED)
    assert desk.missing_for(Outcome.ANSWERED) is Missing.CALL


def test_a_key_after_logging_begins_the_next_call(desk, clock):
    desk.search("@tinn gatelys")
    first = desk.log(Outcome.ANSWERED)
    now = clock.forward(minutes=1)
    desk.search("@tinn gatelys i")
    assert desk.begun
    assert desk.call.call_id != first.call_id
    assert desk.call.started_at == now


def test_emptying_the_box_after_logging_begins_nothing(desk):
    desk.search("@tinn gatelys")
    desk.log(Outcome.ANSWERED)
    desk.search("")
    assert not desk.begun


def test_at_and_letters_choose_the_municipality(desk):
    desk.search("@tinn")
    assert desk.municipality == "4026"


def test_the_beginning_of_a_name_chooses_too(desk):
    desk.search("@hj")
    assert desk.municipality == "4024"


def test_a_number_chooses_too(desk):
    desk.search("avfall 3303")
    assert desk.municipality == "3303"


def test_a_place_in_the_text_chooses_nothing(desk):
    desk.search("brøyting rjukan")
    assert desk.municipality is None
    assert desk.call.answer.municipality == "4026"


def test_a_chosen_municipality_stays_when_its_letters_are_taken_out(desk):
    desk.search("@tinn avfall")
    desk.search("avfall")
    assert desk.municipality == "4026"


def test_choosing_for_the_call_ends_the_lock(desk):
    desk.choose_municipality("4026", lock=True)
    desk.choose_municipality("3303")
    desk.new_call()
    assert desk.municipality is None


def test_choosing_a_municipality_leaves_out_articles_of_others(desk):
    desk.search("hytteavgift")
    assert "hytteavgift" in [each.id for each in desk.call.answer.hits]
    desk.choose_municipality("3303")
    assert "hytteavgift" not in [each.id for each in desk.call.answer.hits]


def test_choosing_a_municipality_keeps_the_article_under_the_cursor(desk):
    desk.search("avfall")
    desk.move(1)
    article = desk.looked_at
    desk.choose_municipality("4026")
    assert desk.looked_at == article
    assert desk.call.moved


def test_choosing_a_municipality_that_shortens_the_list_keeps_the_article_moved_to(desk, articles, themes, region):
    """The one above the cursor leaves the list; the cursor must not slide on to the next article."""
    cabins = [
        Article(id=id, theme="bygg", title="Hyttebygging", answer="Svaret.", only=("4026",) if id == "a" else ())
        for id in ("a", "b", "c")
    ]
    desk.take(build_library([*articles, *cabins], themes, region, 2))
    desk.search("hyttebygging")
    assert [each.id for each in desk.call.answer.hits[:3]] == ["a", "b", "c"]
    desk.move(1)
    desk.choose_municipality("3303")
    assert desk.looked_at.id == "b"
    assert desk.log(Outcome.ANSWERED).article == "b"


def test_choosing_a_municipality_keeps_a_browsed_list(desk):
    desk.browse()
    desk.move(1)
    article = desk.looked_at
    desk.choose_municipality("4026")
    assert desk.looked_at == article
    assert desk.log(Outcome.ANSWERED).article == article.id
