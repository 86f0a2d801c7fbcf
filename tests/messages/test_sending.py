"""Sending by a real SMTP server that is down, slow, refuses, puts off, has the wrong certificate or dies over the text:
nothing is lost, nothing is sent twice, and nothing is sent again by itself once the server had it."""

import socket
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from kontakt.database import Engine, open_engine, reading, writing
from kontakt.messages import store
from kontakt.messages.message import Message, MessageState, MessageStep, NewAddress, StepKind
from kontakt.messages.problem import in_words
from kontakt.messages.relay import Relay, RelayAway, Security
from kontakt.messages.sender import MailSender
from kontakt.messages.sending import SentCount, send_waiting
from kontakt.messages.sent_ids import FILE, SentIds
from kontakt.messages.states import MessageEvent
from kontakt.messages.test_of_relay import send_test

from .conftest import CERTIFICATE, NOW, NUMBER, TEXT, Handler, a_message, running, server_context

State = MessageState
pytestmark = pytest.mark.embedded


def fill(engine: Engine, count: int = 1) -> list[Message]:
    messages = [a_message(made_at=NOW + timedelta(seconds=place)) for place in range(count)]
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in messages])
    return messages


def states(engine: Engine) -> Counter[MessageState]:
    with reading(engine) as session:
        return Counter(each.state for each in store.load(session).open)


def problem(engine: Engine) -> str:
    with reading(engine) as session:
        return store.load(session).open[0].problem


def came(handler: Handler) -> Counter[str]:
    return Counter(str(each["Message-ID"]) for each in handler.came)


def ids(messages: Iterable[Message]) -> Counter[str]:
    return Counter(f"<{each.id}@example.invalid>" for each in messages)


def test_an_email_holds_what_was_written_and_names_its_message(engine: Engine, relay: Relay, handler: Handler) -> None:
    [message] = fill(engine)
    assert send_waiting(engine, relay) == SentCount(accepted=1)
    [mail] = handler.came
    body = mail.get_content()  # type: ignore[attr-defined]
    assert TEXT in body
    assert f"Ring: {NUMBER}" in body
    assert mail["To"] == "Teknisk drift <teknisk@example.invalid>"
    assert mail["Subject"] == message.subject
    assert came(handler) == ids([message])
    assert states(engine) == {State.SENT: 1}
    assert send_waiting(engine, relay) == SentCount()


def test_names_with_line_breaks_begin_no_header(engine: Engine, relay: Relay, handler: Handler) -> None:
    evil = a_message(
        recipient="Kari\r\nBcc: alle@example.invalid", subject="Brunt vann\nX-Evil: ja", text=".\r\n.\nBcc: x"
    )
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, evil)])
    send_waiting(engine, relay)
    [mail] = handler.came
    assert {"Bcc", "X-Evil"} & {*mail.keys()} == set()
    assert mail.get_content().splitlines()[2:4] == [".", "."]  # type: ignore[attr-defined]
    with writing(engine) as session:
        store.put(
            session,
            [MessageStep(StepKind.WRITTEN, replace(evil, id=a_message().id, address="a@b.no\r\nRCPT TO:<c@d.no>"))],
        )
    assert send_waiting(engine, relay) == SentCount(refused=1)


def test_what_can_be_no_email_fails_and_the_others_go(engine: Engine, relay: Relay, handler: Handler) -> None:
    odd, empty = a_message(address="vakt.@tinn.no"), a_message(number="", text="")
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in (odd, empty)])
    sent = fill(engine)
    assert send_waiting(engine, relay) == SentCount(accepted=1, refused=2)
    assert came(handler) == ids(sent)
    with reading(engine) as session:
        problems = {each.id: each.problem for each in store.load(session).open}
    assert in_words(problems[odd.id]) == "The address vakt.@tinn.no cannot be written to."
    assert in_words(problems[empty.id]) == "Its text is gone: it waited for too long."


def test_a_server_that_is_down_costs_nothing(engine: Engine) -> None:
    fill(engine, 3)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    relay = Relay(host="127.0.0.1", port=port, sender="kontakt@example.invalid", security=Security.NONE, seconds=5)
    with pytest.raises(RelayAway, match="cannot be reached"):
        send_waiting(engine, relay)
    assert states(engine) == {State.WAITS: 3}


def test_a_server_that_never_speaks_is_left(engine: Engine) -> None:
    fill(engine)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        relay = Relay(
            host="127.0.0.1", port=port, sender="kontakt@example.invalid", security=Security.NONE, seconds=0.2
        )
        with pytest.raises(RelayAway, match="does not answer"):
            send_waiting(engine, relay)
    assert states(engine) == {State.WAITS: 1}


def test_a_mailbox_that_is_refused_fails_with_the_servers_word_and_the_others_go(
    engine: Engine, relay: Relay, handler: Handler
) -> None:
    first, _second = fill(engine, 2)
    answers = iter(["550 5.1.1 No such user 01017000027"])
    handler.recipient = lambda address: next(answers, "")
    assert send_waiting(engine, relay) == SentCount(accepted=1, refused=1)
    assert states(engine) == {State.FAILED: 1, State.SENT: 1}
    assert problem(engine) == "550 5.1.1 No such user [fødselsnummer]"
    with writing(engine) as session:
        assert store.say(session, first.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
    assert send_waiting(engine, relay) == SentCount(accepted=1)
    assert TEXT in handler.came[-1].get_content()  # type: ignore[attr-defined]


def test_greylisting_is_waited_out(engine: Engine, relay: Relay, handler: Handler) -> None:
    [message] = fill(engine)
    handler.recipient = lambda address: "451 4.7.1 Greylisted"
    assert send_waiting(engine, relay, clock=lambda: NOW) == SentCount(put_off=1)
    handler.recipient = lambda address: ""
    assert send_waiting(engine, relay, clock=lambda: NOW) == SentCount()
    assert send_waiting(engine, relay, clock=lambda: NOW + timedelta(minutes=1)) == SentCount(accepted=1)
    assert came(handler) == ids([message])


def test_a_region_that_the_server_does_not_take_mail_from_loses_nothing(
    engine: Engine, relay: Relay, handler: Handler
) -> None:
    fill(engine)
    handler.recipient = lambda address: "550 5.7.1 Relaying denied"
    assert send_waiting(engine, relay, clock=lambda: NOW) == SentCount(put_off=1)
    assert states(engine) == {State.WAITS: 1}


def test_a_text_that_is_refused_fails_and_one_that_is_put_off_waits(
    engine: Engine, relay: Relay, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    fill(engine, 2)
    answers = iter([f"554 Looks like spam: Ring {NUMBER}", "452 Disk full"])
    handler.text = lambda mail: next(answers)
    assert send_waiting(engine, relay, clock=lambda: NOW) == SentCount(refused=1, put_off=1)
    assert states(engine) == {State.FAILED: 1, State.WAITS: 1}
    assert problem(engine) == "554 Looks like spam: Ring [telefon]"
    assert "refused 554" in caplog.text
    assert "spam" not in caplog.text


def test_a_server_that_dies_over_the_text_leaves_one_unsure_and_the_others_waiting(
    engine: Engine, relay: Relay, handler: Handler
) -> None:
    messages = fill(engine, 3)
    handler.hang_up = lambda mail: True
    with pytest.raises(RelayAway, match="fell silent"):
        send_waiting(engine, relay)
    assert states(engine) == {State.UNSURE: 1, State.WAITS: 2}
    handler.hang_up = lambda mail: False
    assert send_waiting(engine, relay) == SentCount(accepted=2)
    assert send_waiting(engine, relay) == SentCount()
    assert came(handler) == ids(messages)
    assert states(engine) == {State.UNSURE: 1, State.SENT: 2}


def test_tls_is_believed_when_it_is_signed_by_somebody_trusted(engine: Engine, handler: Handler) -> None:
    fill(engine)
    with running(handler, tls_context=server_context(), security=Security.STARTTLS) as relay:
        with pytest.raises(RelayAway, match="not trusted"):
            send_waiting(engine, relay)
        assert states(engine) == {State.WAITS: 1}
        assert send_waiting(engine, replace(relay, ca_file=CERTIFICATE)) == SentCount(accepted=1)
    with running(handler) as plain, pytest.raises(RelayAway, match="STARTTLS"):
        send_test(replace(plain, security=Security.STARTTLS), "kari@example.invalid")
    with running(handler) as plain, pytest.raises(RelayAway, match="TLS"):
        send_test(replace(plain, security=Security.TLS), "kari@example.invalid")
    with running(handler, ssl_context=server_context(), security=Security.TLS) as relay:
        assert "took the test" in send_test(replace(relay, ca_file=CERTIFICATE), "kari@example.invalid")


def test_what_was_sent_before_a_backup_was_put_back_is_unsure_and_not_sent_again(
    engine: Engine, relay: Relay, handler: Handler, tmp_path: Path
) -> None:
    sent_ids = SentIds(tmp_path / FILE)
    sent, waits = fill(engine, 2)
    sent_ids.add(str(sent.id))
    before = NOW - timedelta(minutes=5)
    assert send_waiting(engine, relay, clock=lambda: before, sent_ids=SentIds(tmp_path / FILE)) == SentCount(accepted=1)
    assert came(handler) == ids([waits])
    assert states(engine) == {State.UNSURE: 1, State.SENT: 1}
    with writing(engine) as session:
        store.say(session, sent.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
    assert send_waiting(engine, relay, sent_ids=SentIds(tmp_path / FILE)) == SentCount(accepted=1)


def came_back(engine: Engine, message: Message) -> None:
    to = NewAddress(address="drift@example.invalid", recipient="Drift", number=NUMBER, text="Skrevet om igjen")
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.CAME_BACK, by="kari", now=NOW)
        assert store.readdress(session, message.id, to, NOW)


def test_what_came_back_and_was_written_anew_gets_past_greylisting_as_another_email(
    engine: Engine, relay: Relay, handler: Handler, tmp_path: Path
) -> None:
    [message], sent_ids = fill(engine), SentIds(tmp_path / FILE)
    send_waiting(engine, relay, sent_ids=sent_ids)
    came_back(engine, message)
    handler.text = lambda mail: "451 4.7.1 Greylisted"
    assert send_waiting(engine, relay, clock=lambda: NOW, sent_ids=sent_ids) == SentCount(put_off=1)
    handler.text = lambda mail: ""
    later = NOW + timedelta(minutes=1)
    assert send_waiting(engine, relay, clock=lambda: later, sent_ids=sent_ids) == SentCount(accepted=1)
    first, second = (str(each["Message-ID"]) for each in handler.came)
    assert first != second
    assert str(message.id) in second


def test_what_a_person_has_sent_again_gets_past_greylisting_as_the_same_email(
    engine: Engine, relay: Relay, handler: Handler, tmp_path: Path
) -> None:
    [message], sent_ids = fill(engine), SentIds(tmp_path / FILE)
    sent_ids.add(str(message.id))
    send_waiting(engine, relay, clock=lambda: NOW - timedelta(minutes=5), sent_ids=sent_ids)
    with writing(engine) as session:
        assert store.say(session, message.id, MessageEvent.SEND_AGAIN, by="kari", now=NOW)
    handler.text = lambda mail: "451 4.7.1 Greylisted"
    assert send_waiting(engine, relay, clock=lambda: NOW, sent_ids=sent_ids) == SentCount(put_off=1)
    handler.text = lambda mail: ""
    later = NOW + timedelta(minutes=1)
    assert send_waiting(engine, relay, clock=lambda: later, sent_ids=sent_ids) == SentCount(accepted=1)
    assert came(handler) == ids([message])


def test_what_was_written_anew_and_sent_is_unsure_as_well_when_a_backup_from_before_is_put_back(
    engine: Engine, relay: Relay, handler: Handler, tmp_path: Path
) -> None:
    [message], sent_ids = fill(engine), SentIds(tmp_path / FILE)
    send_waiting(engine, relay, sent_ids=sent_ids)
    came_back(engine, message)
    with reading(engine) as session:
        [waits] = store.waiting(session, NOW, 10)
    sent_ids.add(waits.mail_id)  # by a database that is newer than this one
    assert send_waiting(engine, relay, sent_ids=sent_ids) == SentCount()
    assert states(engine) == {State.UNSURE: 1}


def test_whoever_gets_the_lease_knows_what_another_sent_meanwhile(
    engine: Engine, relay: Relay, handler: Handler, tmp_path: Path
) -> None:
    sender = MailSender(lambda: engine, relay, tmp_path / "mail.lease")
    [sent] = fill(engine)
    SentIds(tmp_path / FILE).add(str(sent.id))
    assert sender.send_once() == SentCount()
    assert handler.came == []
    assert states(engine) == {State.UNSURE: 1}


@pytest.mark.long
def test_two_that_send_at_once_send_nothing_twice(
    tmp_path: Path, engine: Engine, relay: Relay, handler: Handler
) -> None:
    messages = fill(engine, 60)
    other = open_engine(f"sqlite:///{tmp_path / 'kontakt.sqlite'}")
    senders = [Thread(target=send_waiting, args=(each, relay)) for each in (engine, other)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    other.dispose()
    assert came(handler) == ids(messages)
    assert states(engine) == {State.SENT: 60}
