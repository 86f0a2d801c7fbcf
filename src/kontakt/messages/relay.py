"""The server that takes the region's e-mail, and one conversation with it.

A conversation is cut into its steps here, because one of them is not like the others: once the text has gone to the
server, a silence means that nobody knows whether it came. Everything before that may be tried again.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from kontakt.errors import KontaktError
from kontakt.messages.checked import one_line
from kontakt.messages.problem import MessageProblem, in_words, stored
from kontakt.privacy import guard, without_private_numbers

_DOTS = re.compile(rb"(?m)^\.")
_WORD_LENGTH = 200
_GO_ON = 354
_POLICY = b"5.7."
"""Begins what a server says that does not take anything from this region, whoever it is for: somebody mends that."""


class Security(StrEnum):
    """How the way to the server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """``sender`` is the address that the region writes from. ``ca_file`` holds the certificates that are trusted beside
    the system's own. ``seconds`` is how long one answer is waited for."""

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = ""
    ca_file: Path | None = None
    seconds: float = 30.0


class RelayAway(KontaktError):
    """The server cannot be talked to at all: nothing was sent, and everything waits."""


class SendResult(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PUT_OFF = "put_off"
    UNSURE = "unsure"
    """It had the text, and said nothing."""
    NOT_TAKEN = "not_taken"
    """It is not to be sent any more: nothing was."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it, and the server's ``word``, fit to be stored; where it had none to say, what happened (see
    ``problem``)."""

    result: SendResult
    word: str = ""


class RelayConnection:
    """A conversation, in which several messages may go. Raises RelayAway where it cannot begin."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        try:
            self._server = self._begun()
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            raise RelayAway(in_words(_why(self._relay, problem))) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
            self._server.close()

    @property
    def is_open(self) -> bool:
        """Whether another message can go."""
        return self._server is not None and self._server.sock is not None

    def send(self, mail: EmailMessage, address: str, take: Callable[[], bool] = lambda: True) -> Sent:
        """Send one e-mail. ``take`` is asked right before its text goes, and says whether it is to go; where it is
        never asked, or says no, nothing was sent."""
        server = self._server
        if server is None:
            raise RelayAway(in_words(_why(self._relay, OSError())))
        try:
            text = _DOTS.sub(b"..", mail.as_bytes())
            code, word = server.mail(self._relay.sender)
            if code >= 400:  # no message's fault: it is the region that the server does not take mail from
                server.close()
                raise RelayAway(in_words(_why(self._relay, smtplib.SMTPResponseException(code, word))))
            code, word = server.rcpt(address)
            if code >= 400:
                return _answered(server, code, word)
        except (UnicodeError, MessageError):
            server.close()
            return Sent(SendResult.REFUSED, stored(MessageProblem.BAD_ADDRESS, address=address))
        except (OSError, smtplib.SMTPException) as problem:
            server.close()
            return Sent(SendResult.PUT_OFF, _why(self._relay, problem))
        return self._send_text(server, text, take)

    def _send_text(self, server: smtplib.SMTP, text: bytes, take: Callable[[], bool]) -> Sent:
        if not take():
            with suppress(OSError, smtplib.SMTPException):
                server.rset()
            return Sent(SendResult.NOT_TAKEN)
        try:
            code, word = server.docmd("DATA")
        except (OSError, smtplib.SMTPException) as problem:
            server.close()
            return Sent(SendResult.PUT_OFF, _why(self._relay, problem))
        if code != _GO_ON:
            return _answered(server, code, word)
        try:
            server.send(text + b".\r\n")
            code, word = server.getreply()
        except (OSError, smtplib.SMTPException):
            server.close()
            return Sent(SendResult.UNSURE, stored(MessageProblem.SILENT))
        return _answered(server, code, word)

    def _begun(self) -> smtplib.SMTP:
        relay = self._relay
        context = ssl.create_default_context()
        if relay.ca_file:
            context.load_verify_locations(relay.ca_file)
        if relay.security is Security.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=relay.seconds, context=context)
        else:
            server = smtplib.SMTP(relay.host, relay.port, timeout=relay.seconds)
        try:
            if relay.security is Security.STARTTLS:
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if relay.user:
                server.login(relay.user, relay.password)
        except BaseException:
            server.close()
            raise
        return server


def _why(relay: Relay, problem: Exception) -> str:
    """Why the server cannot be talked to, as it is stored."""
    values: dict[str, str] = {}
    match problem:
        case ssl.SSLCertVerificationError():
            what, values = MessageProblem.NOT_TRUSTED, {"reason": problem.verify_message}
        case ssl.SSLError():
            what, values = MessageProblem.NO_TLS, {"reason": problem.reason or "TLS"}
        case smtplib.SMTPNotSupportedError():
            what, values = MessageProblem.NOT_SUPPORTED, {"reason": str(problem)}
        case smtplib.SMTPAuthenticationError():
            what, values = MessageProblem.NOT_LET_IN, {"user": relay.user}
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            what = MessageProblem.NO_ANSWER
        case smtplib.SMTPServerDisconnected():
            what = MessageProblem.HUNG_UP
        case smtplib.SMTPResponseException():
            what, values = MessageProblem.SAYS, {"word": _word(problem.smtp_code, problem.smtp_error)}
        case _:
            reason = getattr(problem, "strerror", None) or type(problem).__name__
            what, values = MessageProblem.NOT_REACHED, {"reason": reason}
    return stored(what, where=f"{relay.host}:{relay.port}", **values)


def _answered(server: smtplib.SMTP, code: int, word: bytes) -> Sent:
    if 200 <= code < 300:
        return Sent(SendResult.ACCEPTED, _word(code, word))
    try:
        server.rset()
    except (OSError, smtplib.SMTPException):
        server.close()
    for_good = code >= 500 and not word.startswith(_POLICY)
    return Sent(SendResult.REFUSED if for_good else SendResult.PUT_OFF, _word(code, word))


def _word(code: int, word: bytes | str) -> str:
    """What the server said, in one line. A server may say again what it was told: no number or address of a person
    stays in it."""
    text = word.decode("utf-8", "replace") if isinstance(word, bytes) else word
    return f"{code} {guard(without_private_numbers(one_line(text)))}".strip()[:_WORD_LENGTH]
