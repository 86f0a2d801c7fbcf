"""A test of the way out: one e-mail to somebody who waits for it."""

from datetime import UTC, datetime
from uuid import uuid4

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages.checked import is_address
from kontakt.messages.letter import letter_of_test
from kontakt.messages.problem import in_words
from kontakt.messages.relay import Relay, RelayConnection, SendResult


def send_test(relay: Relay, address: str) -> str:
    """Send it; what the server answered, in one sentence. Raises KontaktError where it did not take it."""
    if not is_address(address):
        raise KontaktError(
            _("“{address}” is no e-mail address: write it as post@example.invalid.").format(address=address)
        )
    mail = letter_of_test(address, relay.sender, datetime.now(UTC), str(uuid4()))
    with RelayConnection(relay) as connection:
        sent = connection.send(mail, address)
    where = f"{relay.host}:{relay.port}"
    if sent.result is SendResult.ACCEPTED:
        text = _("{where} took the test to {address}: {word}. Look whether it comes.")
        return text.format(where=where, address=address, word=sent.word)
    raise KontaktError(
        _("{where} did not take the test to {address}: {word}").format(
            where=where, address=address, word=in_words(sent.word)
        )
    )
