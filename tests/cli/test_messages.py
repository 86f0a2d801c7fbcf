"""``kontakt messages`` and ``kontakt mail``: for scripts and screen readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kontakt.cli.messages import _one
from kontakt.database import open_engine, reading, writing
from kontakt.desk.message_service import FoundMessages, MessageService
from kontakt.desk.open_messages import MessageChange
from kontakt.errors import KontaktError
from kontakt.installation.mail import PASSWORD, relay_of
from kontakt.messages import store
from kontakt.messages.message import MessageKind, MessageState, MessageStep, OpenMessage, StepKind
from kontakt.messages.relay import Security
from kontakt.settings import Settings

from ..messages.conftest import NUMBER, a_message
from .conftest import Run

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def message(id: str) -> OpenMessage:
    return OpenMessage(
        id=uuid4().__class__(id + "0" * (32 - len(id))),
        kind=MessageKind.MESSAGE,
        state=MessageState.SENT,
        made_at=NOW,
        agent="kari",
        municipality="4026",
        unit="",
        recipient="Teknisk drift",
        address="drift@tinn.example.invalid",
        subject="Message: Snow (Tinn)",
        intro="",
        article=None,
        inquiry=None,
        follows=None,
        due_at=NOW + timedelta(days=1),
        sent_at=NOW,
        reminded_at=None,
        problem="",
    )


def test_a_message_is_named_by_the_beginning_of_its_id() -> None:
    one, other = message("abc1"), message("abd2")
    both = FoundMessages((one, other))
    assert _one("ABC", both) is one
    assert _one(f"<{one.id}.20261120103000000000@example.invalid>", both) is one  # a Message-ID
    for which, said in (("ab", "Several begin"), ("x", "No message of the list"), ("", "No message of the list")):
        with pytest.raises(KontaktError, match=said):
            _one(which, both)
    with pytest.raises(KontaktError, match="away"):
        _one("x", FoundMessages((one, other), "The database is away."))


def test_what_failed_is_readdressed_corrected_and_withdrawn_and_what_was_sent_said_to_have_come_back(
    run: Run, data_dir: Path
) -> None:
    assert "No message is open." in run("messages", "list").out
    refused, sent, waits = (
        replace(a_message(), id=UUID(each * 32), agent="kari", municipality="4026") for each in ("1", "2", "3")
    )
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in (refused, sent, waits)])
        for each in (refused, sent):
            store.take(session, each.id, each.made_at)
        store.refused(session, refused.id, "550 5.1.1 Unknown")
        store.accepted(session, sent.id, sent.made_at)
    listed = run("messages", "list").out
    assert "550 5.1.1 Unknown" in listed
    assert NUMBER not in listed
    run("messages", "readdress", "1", "nowhere").refused("not the name of one")
    run("messages", "arrived", "1").refused("could not be sent")
    assert "drift@tinn.example.invalid" in run("messages", "readdress", "1", "drift@tinn.example.invalid").out
    assert "came back" in run("messages", "returned", "2").out
    run("messages", "again", "2").refused("came back undelivered")
    run("messages", "readdress", "2", "drift@tinn.example.invalid").refused("--text")
    anew = ("--number", "41234567", "--text", "Skrevet om igjen")
    assert run("messages", "readdress", "2", "drift@tinn.example.invalid", *anew).code == 0
    run("messages", "correct", "3").refused("Nothing was changed")
    assert "as it stands now" in run("messages", "correct", "3", "--text", "-", stdin=b"Vannet er klart.\n").out

    def waiting() -> dict[UUID, tuple[str, str]]:
        with reading(engine) as session:
            found = store.waiting(session, NOW + timedelta(days=999), 9)
        return {each.message.id: (each.message.number, each.message.text) for each in found}

    assert waiting() == {
        refused.id: (refused.number, refused.text),
        sent.id: ("412 34 567", "Skrevet om igjen"),
        waits.id: (waits.number, "Vannet er klart."),
    }
    run("messages", "correct", "3", "--number", "")
    assert waiting()[waits.id] == ("", "Vannet er klart.")
    run("messages", "correct", "3", "--number", "-", "--text", "-", stdin=b"41234567\nBrunt igjen\n")
    assert waiting()[waits.id] == ("412 34 567", "Brunt igjen")
    assert "Withdrawn" in run("messages", "withdraw", "3").out
    run("messages", "done", "3").refused("No message of the list")
    engine.dispose()


def test_a_case_that_was_sent_is_listed_said_to_have_come_back_and_sent_again_or_noted(
    run: Run, data_dir: Path
) -> None:
    assert "None." in run("messages", "sent").out
    case = a_message(kind=MessageKind.CASE)
    cases = [replace(case, id=UUID(id * 32), agent=agent) for id, agent in (("1", "ola"), ("2", "kari"))]
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, each) for each in cases])
        for each in cases:
            store.take(session, each.id, each.made_at)
            store.accepted(session, each.id, datetime.now(UTC))
    assert "No message is open." in run("messages", "list").out
    listed = run("messages", "sent").out
    assert "11111111" in listed
    assert NUMBER not in listed
    run("messages", "done", "1").refused("No message of the list")
    for each in cases:
        assert "open again" in run("messages", "returned", f"<{each.id}@example.invalid>").out
    assert "None." in run("messages", "sent").out
    assert "write both anew" in run("messages", "list").out
    run("messages", "returned", "1").refused("came back undelivered")
    assert "another way" in run("messages", "done", "1").out
    anew = ("--number", "41234567", "--text", "Skrevet om igjen")
    assert "It is sent to" in run("messages", "readdress", "2", "drift@tinn.example.invalid", *anew).out
    with reading(engine) as session:
        [waits] = store.waiting(session, NOW + timedelta(days=999), 9)
    assert (waits.message.id, waits.message.text) == (cases[1].id, "Skrevet om igjen")
    engine.dispose()


@pytest.mark.parametrize(
    ("typed", "change", "said"),
    [
        (("correct", "3", "--text", "Brunt vann"), MessageChange.CLOSED, "closed meanwhile"),
        (("withdraw", "3"), MessageChange.TOO_LATE, "had been sent"),
    ],
)
def test_what_came_too_late_ends_with_an_error(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], change: MessageChange, said: str
) -> None:
    waits = replace(a_message(), id=UUID("3" * 32), agent="kari", municipality="4026")
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, waits)])
    engine.dispose()
    monkeypatch.setattr(MessageService, "change", lambda *_arguments: change)
    run("messages", *typed).refused(said)


def test_a_text_that_is_written_for_a_message_which_has_its_own_still_is_not_dropped_in_silence(
    run: Run, data_dir: Path
) -> None:
    refused = replace(a_message(), id=UUID("1" * 32), agent="kari", municipality="4026")
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    with writing(engine) as session:
        store.put(session, [MessageStep(StepKind.WRITTEN, refused)])
        store.take(session, refused.id, refused.made_at)
        store.refused(session, refused.id, "550 5.1.1 Unknown")
    engine.dispose()
    said = run("messages", "readdress", "1", "drift@tinn.example.invalid", "--number", "", "--text", "Noe annet").out
    assert "goes with these" in said


def test_a_database_that_is_away_is_not_taken_for_one_without_messages(run: Run, data_dir: Path) -> None:
    run("messages", "list")  # leaves the local copy
    (data_dir / "kontakt.sqlite").unlink()
    (data_dir / "kontakt.sqlite").mkdir()
    run("messages", "list").refused("kontakt.sqlite")
    run("messages", "done", "1").refused("kontakt.sqlite")


def settings_with(**mail: object) -> Settings:
    return Settings(data_dir=Path("folder"), agent="kari", mail_host="smtp.example.invalid", **mail)  # type: ignore[arg-type]


def test_the_mail_server_is_what_the_settings_say_and_its_password_stands_elsewhere(tmp_path: Path) -> None:
    assert relay_of(Settings(data_dir=tmp_path, agent="kari")) is None
    file = tmp_path / "password"
    file.write_text("hemmelig\n", encoding="utf-8")
    sender = "kontakt@example.invalid"
    relay = relay_of(settings_with(mail_from=sender, mail_user="kontakt", mail_password_file=file), {})
    assert (relay.port, relay.security, relay.password) == (587, Security.STARTTLS, "hemmelig")
    relay = relay_of(
        settings_with(mail_from=sender, mail_security="tls", mail_user="kontakt"), {PASSWORD: "fra omgivelsene"}
    )
    assert (relay.port, relay.password) == (465, "fra omgivelsene")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: settings_with(mail_from="ingen"), "mail_from: write the address"),
        (lambda: settings_with(mail_from="a@b.no", mail_user="kontakt"), "password is missing"),
        (
            lambda: settings_with(mail_from="a@b.no", mail_user="k", mail_password_file=Path("/nowhere")),
            "cannot be read",
        ),
        (lambda: settings_with(mail_from="a@b.no", mail_ca_file=Path("/nowhere")), "there is no file"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said_in_one_sentence(make: Callable[[], Settings], said: str) -> None:
    with pytest.raises(KontaktError, match=said):
        relay_of(make(), {})
