"""What ``kontakt doctor`` says of sending messages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kontakt.database import open_engine, writing
from kontakt.installation.finding import looked_at
from kontakt.installation.mail_soundness import MAIL_SERVER, is_kept_from_others, outbox_findings, relay_findings
from kontakt.messages import store
from kontakt.messages.message import Message, MessageStep, StepKind
from kontakt.messages.relay import Relay, Security
from kontakt.settings import Settings

from ..messages.conftest import NOW, Handler, a_message, running

pytestmark = pytest.mark.embedded


def of_relay(settings: Settings) -> tuple[bool | None, str]:
    [finding] = looked_at(MAIL_SERVER, lambda: relay_findings(settings))
    return finding.sound, finding.sentence


def test_the_mail_server_of_the_settings_is_spoken_to_and_nothing_is_sent(settings: Settings) -> None:
    assert of_relay(settings) == (True, "none is set")
    handler = Handler()
    with running(handler) as relay:
        with_mail = replace(
            settings, mail_host=relay.host, mail_port=relay.port, mail_from=relay.sender, mail_security="none"
        )
        assert of_relay(with_mail) == (True, f"127.0.0.1:{relay.port} answers")
        sound, sentence = of_relay(replace(with_mail, mail_security="starttls"))
        assert (sound, "STARTTLS" in sentence) == (False, True)
    sound, sentence = of_relay(with_mail)  # it is down
    assert (sound, "cannot be reached" in sentence) == (False, True)
    sound, sentence = of_relay(replace(with_mail, mail_from="ingen"))
    assert (sound, "mail_from" in sentence) == (False, True)
    assert handler.came == []


@pytest.mark.parametrize(
    ("host", "security", "kept"),
    [
        ("127.0.0.1", Security.NONE, True),
        ("localhost", Security.NONE, True),
        ("::1", Security.NONE, True),
        ("smtp.example.invalid", Security.NONE, False),
        ("smtp.example.invalid", Security.TLS, True),
    ],
)
def test_a_way_that_anybody_can_read_on_is_told_of(host: str, security: Security, kept: bool) -> None:
    assert is_kept_from_others(Relay(host=host, port=25, sender="a@b.no", security=security)) is kept


def test_how_many_wait_failed_and_are_unsure_is_counted_with_what_to_do(filled: Settings) -> None:
    def outbox() -> tuple[bool | None, str]:
        [finding] = outbox_findings(filled, NOW)
        return finding.sound, finding.sentence

    def put(*messages: Message) -> None:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in messages])

    assert outbox() == (True, "this region sends none")
    engine = open_engine(filled.database_url)
    with writing(engine) as session:
        put(a_message())
    assert outbox() == (True, "waiting: 1, failed: 0, unsure: 0")
    failed, unsure = a_message(), a_message()
    with writing(engine) as session:
        put(a_message(made_at=NOW - timedelta(hours=2)), failed, unsure)
        store.refused(session, failed.id, "550 5.1.1 Unknown")
        store.take(session, unsure.id, NOW - timedelta(hours=1))
    engine.dispose()
    sound, sentence = outbox()
    assert not sound
    assert sentence.startswith("waiting: 2, failed: 1, unsure: 1; look at those")
    assert "kontakt messages list" in sentence
    assert "more than 60 minutes" in sentence
