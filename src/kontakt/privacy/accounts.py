"""Numbers that money is paid with or to: bank accounts, IBAN and payment cards."""

import re

from kontakt.privacy.plain import Span
from kontakt.privacy.references import that_are_no_reference

_ACCOUNT = re.compile(r"(?<![\d.,-])\d{4}(?P<gap>[ .-]?)\d\d(?P=gap)\d{5}(?!\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?:[ .-]?[A-Z\d]){11,30}", re.IGNORECASE)
_CARD = re.compile(r"(?<![\d.,-])\d(?:[ .-]?\d){13,15}(?!\d)")
_OF_A_CARD = re.compile(
    r"(?:4\d{15}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|5\d\d)\d{12})"
)
"""Visa, Mastercard (two rows), American Express, Diners Club and Discover: a longer or another number with the same
control digit is a KID more often than a card."""
_SHORTEST_IBAN = 15


def accounts(plain: str) -> list[Span]:
    """Where a plain text holds Norwegian bank accounts (eleven digits, together or in groups of 4, 2 and 5, modulo 11)
    or IBANs of any country."""
    from stdnum.no import kontonr  # noqa: PLC0415

    account_spans = [match.span() for match in _ACCOUNT.finditer(plain) if kontonr.is_valid(_digits(match.group()))]
    ibans = [span for match in _IBAN.finditer(plain) if (span := _iban(plain, match.span()))]
    return _apart([*that_are_no_reference(plain, account_spans), *ibans])


def cards(plain: str) -> list[Span]:
    """Where a plain text holds the numbers of payment cards, in any grouping."""
    from stdnum import luhn  # noqa: PLC0415

    card_spans = (
        match.span()
        for match in _CARD.finditer(plain)
        if _OF_A_CARD.fullmatch(digits := _digits(match.group())) and luhn.is_valid(digits)
    )
    return that_are_no_reference(plain, card_spans)


def _iban(plain: str, span: Span) -> Span | None:
    """The part of the span that is an IBAN: words may follow it without a break."""
    from stdnum import iban  # noqa: PLC0415

    first, last = span
    for end in range(last, first + _SHORTEST_IBAN - 1, -1):
        if not plain[end : end + 1].isalnum() and iban.is_valid(plain[first:end], check_country=False):
            return first, end
    return None


def _apart(spans: list[Span]) -> list[Span]:
    apart: list[Span] = []
    for span in sorted(spans):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
