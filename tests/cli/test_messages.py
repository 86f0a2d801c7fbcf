"""``kontakt messages`` and ``kontakt mail``: for scripts and screen readers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kontakt.cli.messages import _one
from kontakt.errors import KontaktError
from kontakt.installation.mail import PASSWORD, relay_of
from kontakt.messages.message import MessageKind, MessageState, OpenMessage
from kontakt.messages.relay import Security
from kontakt.settings import Settings

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
    assert _one("ABC", (one, other)) is one
    for which, said in (("ab", "Several begin"), ("x", "No open message"), ("", "No open message")):
        with pytest.raises(KontaktError, match=said):
            _one(which, (one, other))


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
