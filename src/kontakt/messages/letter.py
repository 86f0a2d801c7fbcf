"""The e-mail that a message becomes. Its headers are built by the standard library, which lets no text begin another
one."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kontakt.locale import _
from kontakt.messages.checked import one_line
from kontakt.messages.message import Message


def letter(message: Message, sender: str, at: datetime, id: str) -> EmailMessage:
    """As it goes to the server, dated ``at`` (aware). ``id`` is that of what was written, so that a server which gets
    it twice can tell."""
    return _email(message.address, one_line(message.recipient), message.subject, _body(message), sender, at, id)


def letter_of_test(address: str, sender: str, at: datetime, id: str) -> EmailMessage:
    """An e-mail that says that e-mail works."""
    body = _("kontakt can send e-mail: this is the test that was asked for.")
    return _email(address, "", _("Test from kontakt"), body, sender, at, id)


def _email(address: str, name: str, subject: str, body: str, sender: str, at: datetime, id: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address("kontakt", addr_spec=sender)
    mail["To"] = Address(name, addr_spec=address)
    mail["Subject"] = one_line(subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # nobody's holiday answers it
    mail.set_content(body, charset="utf-8", cte="quoted-printable")  # any server takes seven bits
    return mail


def _body(message: Message) -> str:
    ring = _("Ring: {number}").format(number=message.number) if message.number else ""
    return "\n\n".join(filter(None, (message.intro, message.text, ring))) + "\n"
