"""Whom a message goes to, what it becomes, and that nothing of it is left in any file once it is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kontakt.database import open_engine, reading, writing
from kontakt.desk.message_draft import (
    MessageDraft,
    MessageRecipient,
    TypedMessage,
    chosen_recipient,
    current_recipient,
    message_of,
    new_address,
    readdressed,
    sends_messages,
    suggested_recipient,
    typed_about,
)
from kontakt.desk.open_messages import (
    MessageAct,
    act_name,
    corrected,
    followed,
    how_it_went,
    late_line,
    message_state,
    message_subject,
    possible_acts,
    recipient_gone,
    what_is_gone,
    what_was_done,
)
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.directory.contacts.contact_list import Contact, ContactList, Responsibility, Unit
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.privacy_guard import NotAllowed
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, places_of
from kontakt.messages import store
from kontakt.messages.following import correction_of, reminder_of
from kontakt.messages.message import MessageDelivery, MessageKind, MessageState, OpenMessage, Outbox
from kontakt.presence.absence import Absence, ContactKey
from kontakt.presence.presence import Presence
from kontakt.settings import Settings

from ..messages.conftest import Handler, running

FRIDAY = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
TINN = ContactList(
    municipality="4026",
    post="post@tinn.example.invalid",
    units=(Unit(id="drift", name="Teknisk drift", email="drift@tinn.example.invalid"), Unit(id="skole", name="Skole")),
    contacts=(
        Contact(id="kari", name="Kari", unit="drift", email="kari@tinn.example.invalid"),
        Contact(id="ola", name="Ola", unit="drift", email="ola@tinn.example.invalid"),
    ),
    responsibilities=(Responsibility(unit="drift", article="broeyting", first="kari", second="ola"),),
)


@pytest.fixture
def peopled(library: Library, region: Region) -> Library:
    contacts = Contacts((TINN,), places_of(region))
    return replace(library, contacts=contacts, presence=Presence(), outbox=Outbox(sends=True))


def away(library: Library, *contacts: str) -> Library:
    keys = [ContactKey("4026", contact=each) for each in contacts]
    absences = {
        each: (Absence(id=uuid4(), who=each, begins=FRIDAY, ends=FRIDAY + timedelta(days=1), known_at=FRIDAY),)
        for each in keys
    }
    return replace(library, presence=Presence(absences))


def suggested(library: Library, outcome: Outcome = Outcome.MESSAGE) -> MessageRecipient:
    return suggested_recipient(outcome, library.article("broeyting"), "4026", library, FRIDAY)


def test_whoever_is_away_passes_it_to_the_deputy_and_that_is_said(peopled: Library) -> None:
    assert suggested(peopled) == MessageRecipient("Kari", "kari@tinn.example.invalid", "4026/drift")
    without_kari = suggested(away(peopled, "kari"))
    assert (without_kari.name, without_kari.instead) == ("Ola", "instead of Kari, away until tomorrow 11:30")
    nobody = suggested(away(peopled, "kari", "ola"))
    assert (nobody.name, nobody.address) == ("Teknisk drift", "drift@tinn.example.invalid")
    found = peopled.contacts.tried_for(peopled.article("broeyting"), "4026")
    assert chosen_recipient(found[0], "4026", away(peopled, "kari"), FRIDAY).name == "Ola"
    school = peopled.contacts.unit("4026/skole")
    assert chosen_recipient(school, "4026", peopled, FRIDAY).address == "post@tinn.example.invalid"


def test_a_case_goes_to_the_post_office_and_nothing_goes_where_there_is_no_address(peopled: Library) -> None:
    assert suggested(peopled, Outcome.CASE).address == "post@tinn.example.invalid"
    assert suggested(replace(peopled, contacts=Contacts())) is None
    assert sends_messages(Outcome.MESSAGE, peopled)
    assert not sends_messages(Outcome.TRANSFERRED, peopled)
    assert not sends_messages(Outcome.MESSAGE, replace(peopled, outbox=Outbox()))


def test_another_municipality_keeps_what_was_typed_and_not_its_recipient() -> None:
    tinn, rollag = MessageRecipient("Kari", "kari@tinn.no"), MessageRecipient("Per", "per@rollag.no")
    typed = TypedMessage(tinn, "412 34 567", "Brunt vann", chosen_for=("broeyting", "4026"))
    assert typed_about("broeyting", "4026", rollag, typed) is typed
    elsewhere = TypedMessage(rollag, "412 34 567", "Brunt vann")
    assert typed_about("broeyting", "3336", rollag, typed) == elsewhere
    assert typed_about("helg", "4026", rollag, typed) == elsewhere
    assert typed_about("helg", "4026", None, typed) is None


def test_what_is_typed_for_a_parked_call_outlives_the_outcome_of_another(session: DeskSession) -> None:
    session.finder.search("brøyting")
    parked = session.call.inquiry_id
    for _call in range(2):
        session.typed_messages[session.call.inquiry_id, Outcome.MESSAGE] = TypedMessage(MessageRecipient("Kari", ""))
        session.new_call()
        session.choose_municipality("4026")
        session.finder.search("brøyting")
    session.take_up(session.calls.parked[-1])
    session.log(Outcome.ANSWERED)
    assert {*session.typed_messages} == {(parked, Outcome.MESSAGE)}


def test_a_guard_that_refuses_while_a_message_is_logged_keeps_what_was_typed(
    session: DeskSession, journal: Journal, peopled: Library
) -> None:
    session.finder.search("brøyting")
    session.choose_municipality("4026")
    typed = TypedMessage(suggested(peopled), "412 34 567", "Brunt vann")
    key = (session.call.inquiry_id, Outcome.MESSAGE)
    session.typed_messages[key] = typed
    session.write_note("01017000027")  # is looked at when the inquiry is stored
    draft = MessageDraft(typed.recipient, typed.number, typed.text)
    with pytest.raises(NotAllowed):
        session.log(Outcome.MESSAGE, cause=Cause.DECISION, draft=draft)
    assert journal.waiting() == 0
    assert session.typed_messages == {key: typed}
    session.write_note("")
    session.log(Outcome.MESSAGE, cause=Cause.DECISION, draft=draft)
    assert journal.waiting() == 2
    assert session.typed_messages == {}


def test_what_follows_a_message_to_somebody_who_has_left_goes_to_their_unit_or_the_post_office(
    peopled: Library,
) -> None:
    sent = an_open_message(MessageState.SENT)
    assert current_recipient(sent, peopled).address == sent.address
    assert recipient_gone(sent, peopled) == ""

    def without_ola(*units: Unit) -> Library:
        left = replace(TINN, units=units, contacts=TINN.contacts[:1], responsibilities=())
        return replace(peopled, contacts=Contacts((replace(left, contacts=()) if not units else left,)))

    assert current_recipient(sent, without_ola(*TINN.units)).address == "drift@tinn.example.invalid"
    assert current_recipient(sent, without_ola()).address == "post@tinn.example.invalid"
    assert recipient_gone(sent, without_ola(*TINN.units)) == (
        "Ola stands in no list any more: Teknisk drift is reminded instead."
    )
    assert reminder_of(followed(sent, current_recipient(sent, without_ola())), "kari", FRIDAY).address == (
        "post@tinn.example.invalid"
    )


def test_what_follows_a_message_goes_to_the_address_that_its_author_wrote_or_to_the_persons_new_one(
    peopled: Library,
) -> None:
    to = readdressed(an_open_message(MessageState.FAILED), "ola@hjemme.no", None, "kari", peopled)
    written = followed(an_open_message(MessageState.SENT), to)
    assert current_recipient(written, peopled).address == "ola@hjemme.no"
    assert recipient_gone(written, peopled) == ""
    moved = replace(an_open_message(MessageState.SENT), address="ola@old.example.invalid")
    assert current_recipient(moved, peopled).address == "ola@tinn.example.invalid"
    assert recipient_gone(moved, peopled) == "Ola is reminded at the new address, ola@tinn.example.invalid."


def test_a_form_that_is_opened_again_has_what_is_stored_but_for_what_was_typed() -> None:
    ola, kari = MessageRecipient("Ola", "ola@x.no"), MessageRecipient("Kari", "kari@x.no")
    left = TypedMessage(ola)  # the database was away
    stored = left.over(ola, "41 23 45 67", "brunt")
    assert (stored.number, stored.text) == ("41 23 45 67", "brunt")
    stored.text = "brunt vann"
    again = stored.over(kari, "", "noe annet")
    assert (again.recipient, again.number, again.text) == (kari, "", "brunt vann")
    assert again.over(kari, "", "noe annet").text == "brunt vann"


def test_a_message_goes_to_another_address_only_where_it_may(peopled: Library) -> None:
    message = an_open_message(MessageState.FAILED, sent_at=None)
    with pytest.raises(KontaktError, match="no e-mail address"):
        readdressed(message, "ola", None, "kari", peopled)
    with pytest.raises(KontaktError, match="in no list"):
        readdressed(message, "ola@hjemme.no", None, "ola", peopled)
    assert readdressed(message, "ola@hjemme.no", None, "kari", peopled).name == "ola@hjemme.no"
    to = readdressed(message, "drift@tinn.example.invalid", None, "ola", peopled)
    assert new_address(message, to, FRIDAY, peopled).due_at == FRIDAY + timedelta(days=3)


def test_a_message_that_goes_to_a_listed_address_goes_to_whoever_has_it(peopled: Library) -> None:
    message = an_open_message(MessageState.FAILED, sent_at=None)
    chosen = MessageRecipient("Kari", "kari@tinn.example.invalid", "4026/drift", "instead of Ola")
    to = readdressed(message, "drift@tinn.example.invalid", chosen, "ola", peopled)
    assert (to.name, to.unit, to.instead) == ("Teknisk drift", "4026/drift", "")
    to = readdressed(message, "post@tinn.example.invalid", None, "ola", peopled)
    assert (to.name, to.unit) == ("Tinn, post office", "")
    assert readdressed(message, "kari@tinn.example.invalid", chosen, "ola", peopled) is chosen


def test_what_is_corrected_is_due_anew_within_the_units_own_time(peopled: Library) -> None:
    within = replace(peopled, contacts=Contacts((replace(TINN, units=(replace(TINN.units[0], answer_within=2),)),)))
    message = an_open_message(MessageState.FAILED, unit="4026/drift", due_at=FRIDAY - timedelta(days=7))
    changed = corrected(message, current_recipient(message, within), "412 34 567", "Brunt vann", FRIDAY, within)
    assert (changed.text, changed.due_at) == ("Brunt vann", FRIDAY + timedelta(days=4))
    case = corrected(
        replace(message, kind=MessageKind.CASE), current_recipient(message, within), "", "x", FRIDAY, within
    )
    assert case.due_at is None


def an_inquiry(outcome: Outcome = Outcome.MESSAGE) -> Inquiry:
    return Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=outcome,
        cause=Cause.DECISION,
        started_at=FRIDAY,
        logged_at=FRIDAY,
        agent="kari",
        article="broeyting",
    )


def test_a_message_is_due_after_a_working_day_and_a_case_never(peopled: Library) -> None:
    draft = MessageDraft(suggested(peopled), "412 34 567", "Brunt vann")
    message, case = (message_of(draft, an_inquiry(each), peopled) for each in (Outcome.MESSAGE, Outcome.CASE))
    assert message.due_at == FRIDAY + timedelta(days=3)
    slow = replace(TINN, units=(replace(TINN.units[0], answer_within=2), TINN.units[1]))
    within = replace(peopled, contacts=Contacts((slow,)))
    assert suggested(within).answer_within == 2
    assert message_of(MessageDraft(suggested(within), "", "Brunt vann"), an_inquiry(), within).due_at == (
        FRIDAY + timedelta(days=4)
    )
    assert (case.kind, case.due_at) == (MessageKind.CASE, None)
    assert "412" not in message.subject + message.intro


def an_open_message(state: MessageState, **changes: object) -> OpenMessage:
    message = OpenMessage(
        id=uuid4(),
        kind=MessageKind.MESSAGE,
        state=state,
        made_at=FRIDAY,
        agent="kari",
        municipality="4026",
        unit="4026/drift",
        recipient="Ola",
        address="ola@tinn.example.invalid",
        subject="Message: Snow (Tinn)",
        intro="",
        article="broeyting",
        inquiry=None,
        follows=None,
        due_at=FRIDAY + timedelta(days=3),
        sent_at=FRIDAY,
        reminded_at=None,
        problem="",
    )
    return replace(message, **changes)  # type: ignore[arg-type]


def test_what_can_be_done_with_a_message_follows_from_its_state() -> None:
    waits, sent, unsure, failed = (
        an_open_message(each)
        for each in (MessageState.WAITS, MessageState.SENT, MessageState.UNSURE, MessageState.FAILED)
    )
    assert possible_acts(waits, "kari", FRIDAY) == (MessageAct.CORRECT, MessageAct.WITHDRAW)
    assert possible_acts(waits, "ola", FRIDAY) == ()
    assert MessageAct.SEND_AGAIN in possible_acts(unsure, "ola", FRIDAY)
    assert MessageAct.SEND_AGAIN not in possible_acts(sent, "ola", FRIDAY)
    after_return = (MessageAct.DONE, MessageAct.ARRIVED, MessageAct.READDRESS)
    assert possible_acts(failed, "ola", FRIDAY) == after_return
    refused = replace(failed, sent_at=None)
    assert possible_acts(refused, "ola", FRIDAY) == (MessageAct.DONE, MessageAct.SEND_AGAIN, MessageAct.READDRESS)
    own = (MessageAct.CORRECT, MessageAct.WITHDRAW)
    assert possible_acts(refused, "kari", FRIDAY) == (*possible_acts(refused, "ola", FRIDAY), *own)
    being_sent = replace(unsure, taken_at=FRIDAY)
    assert possible_acts(being_sent, "ola", FRIDAY) == ()
    assert not being_sent.is_late(FRIDAY)
    assert being_sent.is_late(FRIDAY + timedelta(minutes=2))
    sent_case, returned_case = (replace(each, kind=MessageKind.CASE, due_at=None) for each in (sent, failed))
    assert possible_acts(sent_case, "ola", FRIDAY) == (MessageAct.FOLLOW, MessageAct.CAME_BACK)
    assert possible_acts(replace(sent_case, kind=MessageKind.CORRECTION), "ola", FRIDAY) == (MessageAct.CAME_BACK,)
    assert possible_acts(returned_case, "kari", FRIDAY) == (*after_return, *own)
    assert act_name(returned_case, MessageAct.DONE) == "It went another way"
    assert act_name(failed, MessageAct.DONE) == "Dealt with"
    assert "open again" in what_was_done(sent_case, MessageAct.CAME_BACK)
    assert "another way" in what_was_done(returned_case, MessageAct.DONE)
    assert "Dealt with" in what_was_done(failed, MessageAct.DONE)
    case = replace(waits, kind=MessageKind.CASE, due_at=None)
    assert possible_acts(replace(case, kind=MessageKind.MAIL), "kari", FRIDAY) == (MessageAct.WITHDRAW,)
    assert not case.is_late(FRIDAY + timedelta(minutes=59))
    assert case.is_late(FRIDAY + timedelta(hours=1))
    outbox = Outbox(True, (waits, sent, unsure, failed))
    assert outbox.late(FRIDAY) == (unsure, failed)
    assert late_line(outbox.late(FRIDAY)) == "2 messages wait for somebody, the first since 20 Nov 2026 11:30: Ctrl+B"
    assert len(outbox.about("broeyting", "4026")) == 4


def test_a_reminder_and_a_notices_email_that_came_back_are_mended_where_their_address_stands() -> None:
    message = an_open_message(MessageState.SENT, reminded_at=FRIDAY)
    sent = an_open_message(MessageState.SENT, kind=MessageKind.REMINDER, due_at=None, follows=message.id)
    mail = replace(sent, kind=MessageKind.MAIL, follows=None, notice=uuid4())
    assert possible_acts(sent, "kari", FRIDAY) == possible_acts(mail, "kari", FRIDAY) == (MessageAct.CAME_BACK,)
    returned, returned_mail = (replace(each, state=MessageState.FAILED) for each in (sent, mail))
    assert possible_acts(returned, "kari", FRIDAY) == (MessageAct.DONE, MessageAct.ARRIVED, MessageAct.READDRESS)
    assert possible_acts(returned_mail, "kari", FRIDAY) == (MessageAct.DONE, MessageAct.ARRIVED)
    older = replace(returned_mail, notice=None)  # of a version that did not know which notice it told of
    assert possible_acts(older, "kari", FRIDAY) == (MessageAct.DONE, MessageAct.ARRIVED)
    assert possible_acts(replace(returned_mail, sent_at=None), "ola", FRIDAY) == (
        MessageAct.DONE,
        MessageAct.SEND_AGAIN,
    )
    assert act_name(returned_mail, MessageAct.DONE) == "Told another way"
    assert act_name(returned, MessageAct.DONE) == "It went another way"
    assert act_name(returned, MessageAct.ARRIVED) == "It arrived after all"
    assert "the notice says so" in what_was_done(mail, MessageAct.CAME_BACK)
    assert "told another way" in what_was_done(older, MessageAct.CAME_BACK)
    assert "after all" in what_was_done(returned, MessageAct.ARRIVED)
    assert what_is_gone(returned) == ""
    assert "in the notice" in what_is_gone(returned_mail)
    assert message_subject(mail) == "Notice: Message: Snow (Tinn)"
    assert "reminded 20 Nov" in message_state(message, FRIDAY, [sent])
    assert "the reminder of 20 Nov 2026 11:30 did not arrive" in message_state(message, FRIDAY, [sent, returned])


def test_a_message_that_never_went_is_not_said_to_wait() -> None:
    def said(state: MessageState, sent_at: datetime | None = None, kind: MessageKind = MessageKind.MESSAGE) -> str:
        return how_it_went(MessageDelivery(kind, state, sent_at))

    assert said(MessageState.DONE, FRIDAY) == "sent 11:30"
    states = (MessageState.WAITS, MessageState.FAILED, MessageState.WITHDRAWN, MessageState.DONE)
    not_sent = ["not sent yet", "could not be sent", "withdrawn, not sent", "dealt with, not sent"]
    assert list(map(said, states)) == not_sent
    assert said(MessageState.FAILED, FRIDAY) == "came back undelivered"
    assert said(MessageState.SENT, FRIDAY, MessageKind.CASE) == "sent 11:30"
    assert said(MessageState.DONE, FRIDAY, MessageKind.CASE) == "came back, went another way"


def test_of_a_case_that_came_back_the_list_says_what_is_gone_and_which_address_is_right_now(peopled: Library) -> None:
    case = an_open_message(
        MessageState.SENT,
        kind=MessageKind.CASE,
        due_at=None,
        unit="",
        recipient="Tinn, post office",
        address="old@tinn.no",
    )
    returned = replace(case, state=MessageState.FAILED)
    assert "write both anew" in what_is_gone(returned)
    assert not any(map(what_is_gone, (case, replace(returned, sent_at=None))))
    assert message_state(returned, FRIDAY) == "came back undelivered"
    post = peopled.contacts.post_of("4026")
    assert post
    assert post in recipient_gone(returned, peopled)
    assert "remind" not in recipient_gone(case, peopled)
    assert recipient_gone(replace(returned, address=post), peopled) == ""


def test_what_follows_a_message_goes_to_the_same_and_holds_none_of_its_words() -> None:
    sent = an_open_message(MessageState.SENT)
    reminder = reminder_of(sent, "ola", FRIDAY)
    correction = correction_of(sent, "ola", FRIDAY, "412 34 567", "It was the other road.")
    assert {each.follows for each in (reminder, correction)} == {sent.id}
    assert {each.address for each in (reminder, correction)} == {sent.address}
    assert (reminder.number, reminder.text) == ("", "")


NUMBER, TEXT = "41298765", "Kumlokket foran garasjen klaprer"


@pytest.mark.long
@pytest.mark.usefixtures("little_is_shipped")
def test_once_it_is_sent_no_file_holds_the_number_or_the_text(
    settings: Settings, peopled: Library, tmp_path: Path
) -> None:
    handler = Handler()
    with running(handler) as relay:
        with_mail = replace(
            settings, mail_host=relay.host, mail_port=relay.port, mail_from=relay.sender, mail_security="none"
        )
        with Journal(with_mail.journal_path) as journal:
            _log_one(DeskSession(with_mail, journal, peopled))
        assert "412 98 765" in _everything_in(with_mail.data_dir)  # it waits in the journal
        _deliver_and_send(with_mail, handler)
    assert TEXT in handler.came[0].get_content()  # type: ignore[attr-defined]
    left = _everything_in(with_mail.data_dir)
    assert "Kumlokket" not in left
    assert "412 98 765" not in left
    assert NUMBER not in left


def _log_one(session: DeskSession) -> None:
    session.choose_municipality("4026")
    session.finder.search("brøyting")
    draft = MessageDraft(suggested(session.library), "412 98 765", TEXT)
    session.log(Outcome.MESSAGE, cause=Cause.DECISION, draft=draft)


def _deliver_and_send(settings: Settings, handler: Handler) -> None:
    from kontakt.installation.lazy_engine import LazyEngine
    from kontakt.installation.mail import relay_of
    from kontakt.messages.sending import send_waiting

    with LazyEngine(settings) as database:
        service = DeskService(settings, database)
        service.deliver()
        send_waiting(service.engine, relay_of(settings))
        with writing(service.engine) as session:
            store.announce(session, settings.mail_from, FRIDAY)
        service.library()
        service.close()
    engine = open_engine(settings.database_url)
    with reading(engine) as session:
        assert [each.state for each in store.load(session).open] == [MessageState.SENT]
    engine.dispose()


def _everything_in(folder: Path) -> str:
    return "\n".join(each.read_bytes().decode("latin-1") for each in sorted(folder.rglob("*")) if each.is_file())
