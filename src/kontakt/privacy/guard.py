"""What becomes of what is found: a text with an identity number is refused, the rest is masked.

What looks for each kind is imported when a text has digits enough for it: a desk starts without.
"""

import re

from kontakt.privacy.plain import Span, digits_in, plain_of, replaced

IDENTITY_MASK = "[fødselsnummer]"
ACCOUNT_MASK = "[konto]"
CARD_MASK = "[kort]"
PHONE_MASK = "[telefon]"
EMAIL_MASK = "[e-post]"
_MASKS = (ACCOUNT_MASK, CARD_MASK, PHONE_MASK, EMAIL_MASK)

_SHORTEST_ACCOUNT = 11
_SHORTEST_PHONE = 7
_FEWEST_OF_AN_IDENTITY = 3
"""With O for every 0 and I for every 1, few of the eleven are written as digits."""
_MAY_HOLD_AN_ADDRESS = re.compile(r"[@＠﹫(\[{]|krøll|snabel", re.IGNORECASE)


class IdentityNumberFound(ValueError):
    """The text holds an identity number. The number is not in the message."""


def guard(text: str) -> str:
    """``text`` as it may be stored: the same, but for masked phone numbers, e-mail addresses, bank accounts and cards.

    Guarding twice changes nothing more. Raises IdentityNumberFound.
    """
    if _holds_identity_number(text):
        raise IdentityNumberFound("the text holds an identity number")
    return _without_addresses(_without_accounts(text))


def holds_masks(text: str) -> bool:
    """Whether something of a guarded text is masked."""
    return any(mask in text for mask in _MASKS)


def refuse_split(first: str, second: str) -> None:
    """Refuse two texts that are stored together and hold an identity number between them: it may begin at the end of
    either, or in it, and go on with the first digits of the other. Raises IdentityNumberFound."""
    for earlier, later in ((first, second), (second, first)):
        begun = re.match(r".*\d", earlier, re.DOTALL)
        goes_on = re.search(r"\d.*", later, re.DOTALL)
        if begun and goes_on and _holds_identity_number(f"{begun.group()} {goes_on.group()}"):
            raise IdentityNumberFound("the texts hold an identity number between them")


def holds_private_number(text: str) -> bool:
    """Whether a text holds what may not even be published: an identity number, a bank account or a card. Phone numbers
    and e-mail addresses of offices may."""
    return _holds_identity_number(text) or _without_accounts(text) != text


def without_private_numbers(text: str) -> str:
    """``text`` with a mask for everything that ``holds_private_number`` finds, identity numbers too."""
    if digits_in(text) >= _FEWEST_OF_AN_IDENTITY:
        plain, places = plain_of(text)
        text = replaced(text, places, _identity_numbers(plain), IDENTITY_MASK)
    return _without_accounts(text)


def _holds_identity_number(text: str) -> bool:
    return digits_in(text) >= _FEWEST_OF_AN_IDENTITY and bool(_identity_numbers(plain_of(text)[0]))


def _identity_numbers(plain: str) -> list[Span]:
    from kontakt.privacy.identity_numbers import identity_numbers  # noqa: PLC0415

    return identity_numbers(plain)


def _without_accounts(text: str) -> str:
    if digits_in(text) < _SHORTEST_ACCOUNT:
        return text
    from kontakt.privacy.accounts import accounts, cards  # noqa: PLC0415

    for find, mask in ((cards, CARD_MASK), (accounts, ACCOUNT_MASK)):
        plain, places = plain_of(text)
        text = replaced(text, places, find(plain), mask)
    return text


def _without_addresses(text: str) -> str:
    if _MAY_HOLD_AN_ADDRESS.search(text):
        from kontakt.privacy.emails import emails  # noqa: PLC0415

        plain, places = plain_of(text)
        text = replaced(text, places, emails(plain), EMAIL_MASK)
    if digits_in(text) >= _SHORTEST_PHONE:
        from kontakt.privacy.phones import phones  # noqa: PLC0415

        plain, places = plain_of(text)
        text = replaced(text, places, phones(plain), PHONE_MASK)
    return text
