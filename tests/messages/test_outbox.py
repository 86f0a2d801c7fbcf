"""The outbox in the database, on both engines: what a desk puts in, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from kontakt.database import Engine, changes, reading, writing
from kontakt.library.message_item import item_of
from kontakt.library.outbox import take_messages
from kontakt.messages import meanwhile, store
from kontakt.messages.codec import packed, unpacked
from kontakt.messages.following import reminder_of
from kontakt.messages.message import (
    Message,
    MessageDelivery,
    MessageKind,
    MessageState,
    MessageStep,
    NewAddress,
    OpenMessage,
    Outbox,
    StepKind,
)
from kontakt.messages.states import MessageEvent
from kontakt.messages.tables import MessageRow

from .conftest import NOW, NUMBER, TEXT, a_message

WRITTEN, CORRECTED, WITHDRAWN = StepKind.WRITTEN, StepKind.CORRECTED, StepKind.WITHDRAWN


def put(engine: Engine, *steps: tuple[StepKind, Message]) -> None:
    with writing(engine) as session:
        store.put(session, [MessageStep(*step) for step in steps])


def outbox(engine: Engine) -> Outbox:
    with reading(engine) as session:
        return store.load(session)


def only(engine: Engine) -> OpenMessage:
    [message] = outbox(engine).open
    return message


def waiting(engine: Engine, now: datetime = NOW) -> list[Message]:
    with reading(engine) as session:
        return [each.message for each in store.waiting(session, now, 100)]


def sent(engine: Engine, message: Message) -> None:
    with writing(engine) as session:
        assert store.take(session, message.id, NOW)
        store.accepted(session, message.id, NOW)


def test_what_is_put_in_waits_as_it_was_written_and_its_change_names_the_municipality_alone(engine: Engine) -> None:
    message = a_message(due_at=NOW + timedelta(days=1), inquiry=uuid4())
    put(engine, (WRITTEN, message))
    put(engine, (WRITTEN, replace(message, text="noe annet")))  # the same again
    assert waiting(engine) == [message]
    seen = only(engine)
    assert (seen.state, seen.recipient, seen.due_at) == (MessageState.WAITS, "Teknisk drift", message.due_at)
    assert NUMBER not in repr(seen)
    assert TEXT not in repr(seen)
    with reading(engine) as session:
        assert {(each.kind, each.id) for each in changes.since(session, None)} == {("messages", "4026")}


def test_it_is_corrected_and_withdrawn_until_it_is_sent(engine: Engine) -> None:
    one, other = a_message(), a_message()
    put(engine, (WRITTEN, one), (WRITTEN, other), (CORRECTED, replace(one, text="Vannet er klart.")))
    sent(engine, other)
    put(engine, (CORRECTED, replace(other, text="for sent")), (WITHDRAWN, replace(other, number="", text="")))
    assert [each.text for each in waiting(engine)] == ["Vannet er klart."]
    put(engine, (WITHDRAWN, replace(one, number="", text="")))
    assert waiting(engine) == []
    assert only(engine).id == other.id
    assert only(engine).state is MessageState.SENT


def failed(engine: Engine, *messages: Message) -> None:
    put(engine, *((WRITTEN, each) for each in messages))
    with writing(engine) as session:
        for each in messages:
            store.take(session, each.id, NOW)
            store.refused(session, each.id, "550 5.1.1 Unknown")


def test_what_failed_is_corrected_and_withdrawn_by_whoever_wrote_it(engine: Engine) -> None:
    one, other = a_message(), a_message()
    failed(engine, one, other)
    mended = replace(one, text="Vannet er klart.")
    put(engine, (CORRECTED, mended), (WITHDRAWN, replace(other, number="", text="")))
    assert waiting(engine) == [mended]
    assert (only(engine).state, only(engine).problem) == (MessageState.WAITS, "")


def test_what_failed_goes_to_another_address_with_what_it_says_and_is_due_anew(engine: Engine) -> None:
    message, to = a_message(due_at=NOW), NewAddress(address="ola@example.invalid", recipient="Ola", unit="4026/drift")
    failed(engine, message)
    with writing(engine) as session:
        assert store.readdress(session, message.id, replace(to, due_at=NOW + timedelta(days=1), text="noe annet"), NOW)
        assert not store.readdress(session, message.id, to, NOW)  # another desk was faster
        assert not store.readdress(session, uuid4(), to, NOW)
    [sent_again] = waiting(engine)
    assert (sent_again.address, sent_again.recipient, sent_again.unit) == (to.address, "Ola", "4026/drift")
    assert (sent_again.number, sent_again.text) == (NUMBER, TEXT)
    assert sent_again.due_at == NOW + timedelta(days=1)


def test_what_came_back_is_sent_again_only_with_a_text_that_is_written_anew(engine: Engine) -> None:
    message, to = a_message(), NewAddress(address="ola@example.invalid", recipient="Ola")
    put(engine, (WRITTEN, message))
    sent(engine, message)
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.CAME_BACK, by="kari", now=NOW)
        assert not store.say(session, message.id, MessageEvent.CAME_BACK, by="ola", now=NOW)
        assert not store.say(session, message.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
        assert not store.readdress(session, message.id, to, NOW)
    assert only(engine).came_back
    with writing(engine) as session:
        assert store.readdress(session, message.id, replace(to, number=NUMBER, text="Skrevet om igjen"), NOW)
    assert [each.text for each in waiting(engine)] == ["Skrevet om igjen"]
    assert not only(engine).came_back


def deliver(engine: Engine, *steps: MessageStep) -> None:
    with writing(engine) as session:
        take_messages(session, [item_of(each) for each in steps])


def test_a_correction_that_comes_after_the_message_was_sent_follows_it_once(engine: Engine) -> None:
    message, in_time, late, never = a_message(), uuid4(), uuid4(), uuid4()
    first = MessageStep(CORRECTED, replace(message, text="Vannet er gult."), in_time)
    deliver(engine, MessageStep(WRITTEN, message, uuid4()), first)
    [corrected] = waiting(engine)
    assert corrected.text == "Vannet er gult."
    sent(engine, message)
    step = MessageStep(CORRECTED, replace(message, text="Vannet er klart."), late)
    deliver(engine, first)  # once more, as after a crash: it is in what was sent
    deliver(engine, step)
    deliver(engine, step, MessageStep(WITHDRAWN, replace(message, number="", text=""), never))
    [following] = waiting(engine)
    assert (following.kind, following.follows, following.text) == (
        MessageKind.CORRECTION,
        message.id,
        "Vannet er klart.",
    )
    with reading(engine) as session:
        assert meanwhile.has_step(session, message.id, in_time)
        assert not meanwhile.has_step(session, message.id, never)


def test_a_correction_undoes_nobodys_new_address_and_goes_where_who_wrote_it_chose(engine: Engine) -> None:
    message, tomorrow = a_message(due_at=NOW), NOW + timedelta(days=1)
    failed(engine, message)
    with writing(engine) as session:
        store.readdress(session, message.id, NewAddress(address="drift@example.invalid", recipient="Drift"), NOW)
    corrected = replace(message, text="Vannet er klart.", due_at=tomorrow)
    put(engine, (CORRECTED, corrected))
    [waits] = waiting(engine)
    assert (waits.address, waits.recipient, waits.unit) == ("drift@example.invalid", "Drift", "")
    assert (waits.text, waits.due_at) == ("Vannet er klart.", tomorrow)
    with writing(engine) as session:
        store.put(session, [MessageStep(CORRECTED, corrected, readdressed=True)])
    assert waiting(engine) == [corrected]


def test_a_late_correction_goes_where_the_message_went_and_is_as_old_as_itself(engine: Engine) -> None:
    message, now = a_message(made_at=NOW - timedelta(days=6)), NOW - timedelta(minutes=1)
    failed(engine, message)
    with writing(engine) as session:
        store.readdress(session, message.id, NewAddress(address="drift@example.invalid", recipient="Drift"), NOW)
    sent(engine, message)
    deliver(engine, MessageStep(CORRECTED, replace(message, text="Vannet er klart."), uuid4(), now))
    [following] = waiting(engine)
    assert (following.address, following.recipient, following.made_at) == ("drift@example.invalid", "Drift", now)


def test_what_is_delivered_once_more_after_a_crash_is_neither_done_nor_mailed_again(engine: Engine) -> None:
    message, other = a_message(), a_message()
    steps = [MessageStep(WRITTEN, message, uuid4())]
    steps += [MessageStep(CORRECTED, replace(message, text=text), uuid4(), NOW) for text in ("Den andre", "Den tredje")]
    deliver(engine, *steps)
    deliver(engine, steps[1])
    assert [each.text for each in waiting(engine)] == ["Den tredje"]
    sent(engine, message)
    deliver(engine, *steps)
    assert waiting(engine) == []
    emptied = MessageStep(CORRECTED, replace(other, number="", text=""), uuid4(), NOW)  # a later one took its place
    deliver(engine, MessageStep(WRITTEN, other, uuid4()), emptied)
    assert waiting(engine) == [other]


def test_two_desks_that_remind_at_once_send_one_reminder(engine: Engine) -> None:
    message = a_message()
    put(engine, (WRITTEN, message))
    sent(engine, message)
    seen = only(engine)
    put(engine, (WRITTEN, reminder_of(seen, "kari", NOW)), (WRITTEN, reminder_of(seen, "kari", NOW)))
    assert len(waiting(engine)) == 1
    later = next(each for each in outbox(engine).open if each.id == message.id)
    put(engine, (WRITTEN, reminder_of(later, "kari", NOW + timedelta(days=1))))
    assert len(waiting(engine, NOW + timedelta(days=1))) == 2


def test_a_withdrawal_that_comes_before_what_it_withdraws_holds(engine: Engine) -> None:
    message = a_message()
    put(engine, (WITHDRAWN, replace(message, number="", text="")), (WRITTEN, message))
    assert waiting(engine) == []
    assert outbox(engine).open == ()


def test_of_two_that_take_it_one_does_and_it_is_unsure_from_then_on(engine: Engine) -> None:
    message = a_message()
    put(engine, (WRITTEN, message))
    with writing(engine) as session:
        assert store.take(session, message.id, NOW)
    with writing(engine) as session:
        assert not store.take(session, message.id, NOW)
    assert waiting(engine) == []
    assert only(engine).state is MessageState.UNSURE


def test_number_and_text_go_when_it_is_sent_and_the_message_stays_until_it_is_done(engine: Engine) -> None:
    message = a_message(due_at=NOW + timedelta(days=1))
    put(engine, (WRITTEN, message))
    sent(engine, message)
    with reading(engine) as session:
        row = session.get(MessageRow, message.id)
        assert (row.number, row.text, row.sent_at) == ("", "", NOW)
    assert not only(engine).is_late(NOW)
    assert only(engine).is_late(NOW + timedelta(days=1))
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.DEALT_WITH, by="ola", now=NOW)
        assert not store.say(session, message.id, MessageEvent.DEALT_WITH, by="kari", now=NOW)
    assert outbox(engine).open == ()


def test_a_case_is_done_with_when_it_is_sent_and_a_reminder_marks_what_it_follows(engine: Engine) -> None:
    case, message = a_message(kind=MessageKind.CASE, inquiry=uuid4()), a_message()
    put(engine, (WRITTEN, case), (WRITTEN, message))
    sent(engine, case)
    sent(engine, message)
    put(engine, (WRITTEN, a_message(kind=MessageKind.REMINDER, follows=message.id, number="", text="")))
    assert {each.id: each.reminded_at for each in outbox(engine).open}[message.id] == NOW
    with reading(engine) as session:
        found = store.of_inquiries(session, [case.inquiry, uuid4()])
    assert found == {case.inquiry: MessageDelivery(MessageKind.CASE, MessageState.SENT, NOW)}


def sent_lately(engine: Engine, now: datetime = NOW) -> list[OpenMessage]:
    with reading(engine) as session:
        return list(store.sent_lately(session, now))


def test_what_is_done_with_when_it_is_sent_is_listed_for_two_weeks_without_their_texts(engine: Engine) -> None:
    kinds = (MessageKind.CASE, MessageKind.CORRECTION, MessageKind.MESSAGE, MessageKind.REMINDER, MessageKind.MAIL)
    messages = [a_message(kind=each) for each in kinds]
    put(engine, *((WRITTEN, each) for each in messages))
    assert sent_lately(engine) == []  # they wait
    for each in messages:
        sent(engine, each)
    listed = sent_lately(engine)
    assert {each.kind for each in listed} == {*kinds} - {MessageKind.MESSAGE}
    assert NUMBER not in repr(listed)
    assert TEXT not in repr(listed)
    assert len(sent_lately(engine, NOW + timedelta(days=14))) == 4
    assert sent_lately(engine, NOW + timedelta(days=14, seconds=1)) == []


def test_a_case_that_came_back_is_open_until_it_is_written_anew_or_has_gone_another_way(engine: Engine) -> None:
    again, other = (a_message(kind=MessageKind.CASE, inquiry=uuid4()) for _each in range(2))
    put(engine, (WRITTEN, again), (WRITTEN, other))
    for each in (again, other):
        sent(engine, each)
        with writing(engine) as session:
            assert store.say(session, each.id, MessageEvent.CAME_BACK, by="ola", now=NOW)
            assert not store.say(session, each.id, MessageEvent.CAME_BACK, by="kari", now=NOW)  # another desk
            assert not store.say(session, each.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)  # its text is gone
    assert sent_lately(engine) == []
    assert {each.id for each in outbox(engine).late(NOW)} == {again.id, other.id}
    assert all(each.came_back for each in outbox(engine).open)
    with reading(engine) as session:
        assert store.counts(session, NOW).failed == 2
    post = NewAddress(address="postmottak@example.invalid", recipient="Tinn, postmottak")
    with writing(engine) as session:
        assert store.say(session, other.id, MessageEvent.DEALT_WITH, by="ola", now=NOW)
        assert not store.readdress(session, again.id, post, NOW)
        assert store.readdress(session, again.id, replace(post, number=NUMBER, text="Skrevet om igjen"), NOW)
    [written] = waiting(engine)
    assert (written.id, written.address, written.text) == (again.id, post.address, "Skrevet om igjen")
    sent(engine, again)
    assert outbox(engine).open == ()
    assert [each.id for each in sent_lately(engine)] == [again.id]
    with reading(engine) as session:
        row = session.get(MessageRow, again.id)
        assert row is not None
        assert (row.number, row.text, row.problem) == ("", "", "")
        went = store.of_inquiries(session, [each.inquiry for each in (again, other) if each.inquiry])
    assert {each.came_back for each in went.values()} == {True, False}


def came_back(engine: Engine, message: Message) -> None:
    sent(engine, message)
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.CAME_BACK, by="ola", now=NOW)


def reminded(engine: Engine, message: Message) -> Message:
    """The message was sent and reminded of; what reminds of it waits."""
    put(engine, (WRITTEN, message))
    sent(engine, message)
    reminder = reminder_of(only(engine), "kari", NOW)
    put(engine, (WRITTEN, reminder))
    return reminder


def test_a_reminder_that_came_back_goes_to_another_address_as_it_is_and_its_message_is_reminded_of_then(
    engine: Engine,
) -> None:
    message, later = a_message(due_at=NOW), NOW + timedelta(hours=1)
    reminder = reminded(engine, message)
    with reading(engine) as session:
        [first] = (each.mail_id for each in store.waiting(session, NOW, 9))
    came_back(engine, reminder)
    seen = next(each for each in outbox(engine).late(NOW) if each.id == reminder.id)
    assert (seen.came_back, seen.lost_its_text) == (True, False)
    assert (
        reminder_of(next(each for each in outbox(engine).open if each.id == message.id), "ola", NOW).id != reminder.id
    )
    with writing(engine) as session:
        assert store.readdress(session, reminder.id, NewAddress(address="a@example.invalid", recipient="Ola"), later)
    with reading(engine) as session:
        [again] = store.waiting(session, NOW + timedelta(days=1), 9)
        row = session.get(MessageRow, message.id)
        assert row is not None
        assert row.reminded_at is not None
        assert row.reminded_at > NOW
    assert (again.message.address, again.message.intro) == ("a@example.invalid", reminder.intro)
    assert again.mail_id != first  # a server may drop an id that it has had


def by_id(engine: Engine, message: Message) -> OpenMessage:
    return next(each for each in outbox(engine).open if each.id == message.id)


def test_what_was_reminded_of_and_withdrawn_is_not_reminded_of_and_can_be_once_more(engine: Engine) -> None:
    message, tomorrow = a_message(), NOW + timedelta(days=1)
    reminder = reminded(engine, message)
    assert by_id(engine, message).reminded_at == NOW
    put(engine, (WITHDRAWN, reminder))
    assert by_id(engine, message).reminded_at is None
    again = reminder_of(by_id(engine, message), "ola", tomorrow)
    put(engine, (WRITTEN, again), (WRITTEN, reminder_of(by_id(engine, message), "kari", tomorrow)))
    assert [each.id for each in waiting(engine, tomorrow)] == [again.id]  # two desks at once: one and the same
    assert by_id(engine, message).reminded_at is not None
    put(engine, (WITHDRAWN, again))
    assert by_id(engine, message).reminded_at is None
    third = reminder_of(by_id(engine, message), "ola", tomorrow)
    put(engine, (WRITTEN, third))
    assert [each.id for each in waiting(engine, tomorrow)] == [third.id]


def test_a_withdrawn_reminder_takes_back_no_other_that_was_sent(engine: Engine) -> None:
    message, later = a_message(), NOW + timedelta(minutes=5)
    sent(engine, reminded(engine, message))
    second = reminder_of(by_id(engine, message), "kari", later)
    put(engine, (WRITTEN, second), (WITHDRAWN, second))
    assert by_id(engine, message).reminded_at == NOW


def test_what_reminded_in_vain_is_done_with_when_its_message_is(engine: Engine) -> None:
    message, other = a_message(), a_message(kind=MessageKind.CASE)
    came_back(engine, reminded(engine, message))
    put(engine, (WRITTEN, other))
    came_back(engine, other)
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.DEALT_WITH, by="ola", now=NOW)
    assert only(engine).id == other.id


def test_what_was_said_to_have_come_back_and_did_not_is_as_it_was_and_what_was_refused_never_arrived(
    engine: Engine,
) -> None:
    messages = [a_message(kind=each) for each in (MessageKind.REMINDER, MessageKind.MAIL, MessageKind.CASE)]
    refused, message = a_message(), a_message(due_at=NOW)
    put(engine, *((WRITTEN, each) for each in (*messages, message)))
    for each in (*messages, message):
        came_back(engine, each)
    failed(engine, refused)
    with writing(engine) as session:
        for each in (*messages, message):
            assert store.say(session, each.id, MessageEvent.ARRIVED, by="ola", now=NOW + timedelta(hours=1))
        assert not store.say(session, refused.id, MessageEvent.ARRIVED, by="ola", now=NOW)
    assert {(each.id, each.sent_at) for each in sent_lately(engine)} == {(each.id, NOW) for each in messages}
    assert {each.id: each.state for each in outbox(engine).open} == {
        refused.id: MessageState.FAILED,
        message.id: MessageState.SENT,
    }


def test_its_author_corrects_a_case_that_came_back_and_its_text_is_emptied_after_a_week(engine: Engine) -> None:
    case = a_message(kind=MessageKind.CASE, made_at=NOW - timedelta(days=9))
    put(engine, (WRITTEN, case))
    sent(engine, case)
    with writing(engine) as session:
        store.say(session, case.id, MessageEvent.CAME_BACK, by="ola", now=NOW)
        assert not store.may_forget(session, NOW + timedelta(days=9))  # there is nothing left to empty
        step = MessageStep(CORRECTED, replace(case, text="Skrevet om igjen"), uuid4(), NOW)
        store.put(session, [step])
    assert [each.text for each in waiting(engine)] == ["Skrevet om igjen"]
    with writing(engine) as session:
        assert store.forget(session, NOW) == 0
        assert store.forget(session, NOW + timedelta(seconds=1)) == 1
    assert (only(engine).state, waiting(engine)) == (MessageState.FAILED, [])


def test_a_person_decides_about_an_unsure_one(engine: Engine) -> None:
    came, lost = a_message(), a_message()
    put(engine, (WRITTEN, came), (WRITTEN, lost))
    with writing(engine) as session:
        for each in (came, lost):
            store.take(session, each.id, NOW - timedelta(minutes=5))
        assert store.say(session, came.id, MessageEvent.ARRIVED, by="kari", now=NOW)
        assert store.say(session, lost.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
    assert waiting(engine) == [lost]
    with writing(engine) as session:  # a server may be answering at this moment
        just_now = datetime.now(UTC)
        store.take(session, lost.id, just_now)
        assert not store.say(session, lost.id, MessageEvent.SEND_AGAIN, by="kari", now=just_now)
        store.put_off(session, lost.id, "451 later", NOW)
    assert {each.id: each.state for each in outbox(engine).open} == {
        came.id: MessageState.SENT,
        lost.id: MessageState.WAITS,
    }


def test_after_seven_days_it_is_empty_and_given_up(engine: Engine) -> None:
    old, unsure, young = (
        a_message(made_at=NOW - timedelta(days=8)),
        a_message(made_at=NOW - timedelta(days=8)),
        a_message(),
    )
    put(engine, (WRITTEN, old), (WRITTEN, unsure), (WRITTEN, young))
    with writing(engine) as session:
        store.take(session, unsure.id, NOW)
        assert store.may_forget(session, NOW - timedelta(days=7))
        assert store.forget(session, NOW - timedelta(days=7)) == 2
        assert not store.may_forget(session, NOW - timedelta(days=7))
        assert not store.say(session, unsure.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
    assert waiting(engine) == [young]
    states = {each.id: each.state for each in outbox(engine).open}
    assert (states[old.id], states[unsure.id]) == (MessageState.FAILED, MessageState.UNSURE)


def test_the_seven_days_count_from_when_the_text_was_last_written(engine: Engine) -> None:
    before = NOW - timedelta(days=7)
    corrected, came_back, moved = (a_message(made_at=NOW - timedelta(days=8)) for _each in range(3))
    put(engine, (WRITTEN, corrected), (WRITTEN, came_back))
    failed(engine, moved)
    sent(engine, came_back)
    to = NewAddress(address="drift@example.invalid", recipient="Drift", number=NUMBER, text=TEXT)
    with writing(engine) as session:
        store.put(session, [MessageStep(CORRECTED, corrected, uuid4(), NOW)])
        store.say(session, came_back.id, MessageEvent.CAME_BACK, by="kari", now=NOW)
        assert store.readdress(session, came_back.id, to, NOW)
        assert store.readdress(session, moved.id, to, NOW)  # with the text that it has
        assert store.forget(session, before) == 1
        assert not store.may_forget(session, before)
    assert {each.id for each in waiting(engine)} == {corrected.id, came_back.id}


def test_one_that_is_put_off_waits_and_a_clock_that_was_set_back_does_not_hold_it(engine: Engine) -> None:
    message = a_message()
    put(engine, (WRITTEN, message))
    with writing(engine) as session:
        store.put_off(session, message.id, "451 later", NOW + timedelta(minutes=5))
    assert waiting(engine) == []
    assert waiting(engine, NOW + timedelta(minutes=5)) == [message]
    assert waiting(engine, NOW - timedelta(days=30)) == [message]
    assert only(engine).problem == "451 later"


def test_every_desk_knows_whether_the_region_sends_messages(engine: Engine) -> None:
    assert outbox(engine) == Outbox()
    with writing(engine) as session:
        store.announce(session, "kontakt@example.invalid", NOW)
        store.announce(session, "kontakt@example.invalid", NOW)
        assert len(changes.since(session, None)) == 1
    assert outbox(engine).sends
    with writing(engine) as session:
        store.end_sending(session)
    assert not outbox(engine).sends


def test_a_step_is_carried_as_text_and_its_texts_apart() -> None:
    step = MessageStep(WRITTEN, a_message(due_at=NOW, inquiry=uuid4(), follows=uuid4()), readdressed=True)
    state, texts = packed(step)
    assert unpacked(state, texts) == step
    assert NUMBER not in state
    assert TEXT not in state
    assert unpacked(state.replace("{", '{"later": 1, ', 1), texts) == step
    assert unpacked(state, "").message == replace(step.message, number="", text="")
