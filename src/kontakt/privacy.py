"""What may not be stored: identity numbers are refused, phone numbers and e-mail addresses are masked.

Refused is every valid fødselsnummer, D-number and H-number (date and both control digits), in whatever digits
it is written and whatever short punctuation or space breaks it up, also with the year in full ("01.02.1990
12345"). A number must begin and end where a group of digits does: an unbroken run of more than eleven digits
(a KID, a metering point, a parcel) is not searched. One in a thousand eleven-digit windows passes the control
digits by chance, so one in a hundred such references would be refused, with no way for the agent to mend
it, while nobody writes an identity number glued to other digits. Words between its parts hide it too.

Masked are e-mail addresses, numbers with a country code, and Norwegian eight-digit numbers as they are
usually grouped. Numbers in the 8 series (800, 815, …) and with fewer digits (113, 116 117, 02800) belong to
services, not to people.
"""

import re
import unicodedata

PHONE_MASK = "[telefon]"
EMAIL_MASK = "[e-post]"


class IdentityNumberFound(ValueError):
    """The text holds a valid fødselsnummer or D-number. The number is not in the message."""


def guard(text: str) -> str:
    """``text`` as it may be stored: the same, but for masked phone numbers and e-mail addresses.

    Guarding twice changes nothing more. Raises IdentityNumberFound.
    """
    if _holds_identity_number(_plain(text)[0]):
        raise IdentityNumberFound("the text holds a national identity number")
    return _masked(_masked(text, _EMAIL, EMAIL_MASK), _PHONE, PHONE_MASK)


_DIGIT_GROUPS = re.compile(r"\d+(?:[\W_]{1,3}\d+)*")

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+(?:@| @ )[\w-]+(?:\.[\w-]+)+")

_PHONE = re.compile(
    r"""
    (?<![\d+]) (?<!kr) (?<!kr\ ) (?<!kr\.\ ) (?<!nok\ )
    (?:
        \(? (?:\+\ ?|00) 47 \)? [ .-]? \d (?:[ .-]?\d){7}
      | (?:\+|00) [1-9] (?:[ .()-]{0,2}\d){6,13}             # another country
      | (?!20) (?:                                           # 20261122 is a date; no number begins with 20
            [2-79]\d{7}
          | [2-79]\d\d (?P<three>[ .-]) \d\d (?P=three) \d{3}
          | [2-79]\d   (?P<two>[ .-])   \d\d (?P=two)   \d\d (?P=two) \d\d
          | [2-79]\d\d [ .-] \d{5}
          | (?:9\d|4[13-57-9])\d\d [ .-] \d{4}               # not 4026 3303: two municipalities
        )
    )
    (?!\d) (?!,\d\d(?!\d)) (?!\ ?(?:,-|kr\b|kroner\b|nok\b)) # an amount is not a phone number
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _plain(text: str) -> tuple[str, list[int]]:
    """``text`` with every digit, space and dash in its ASCII form and without invisible characters; and, for
    each character of that, its place in ``text``. Letters stay as they are."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character if character.isascii() and not character.isspace() else _ascii_form(character)
        if plain and not (plain == " " and characters and characters[-1] == " "):
            characters.append(plain)
            places.append(place)
    return "".join(characters), places


def _ascii_form(character: str) -> str:
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    category = unicodedata.category(character)
    if character.isspace() or category.startswith("Z"):
        return " "
    if category == "Pd":
        return "-"
    if category in {"Cf", "Mn", "Me"}:  # zero-width space, soft hyphen, the key cap of an emoji digit
        return ""
    # Full-width @ and +, and the like; what would become several characters stays one.
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


def _masked(text: str, pattern: re.Pattern[str], mask: str) -> str:
    plain, places = _plain(text)
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(plain):
        pieces += [text[end : places[found.start()]], mask]
        end = places[found.end() - 1] + 1
    return "".join([*pieces, text[end:]])


def _holds_identity_number(plain: str) -> bool:
    for found in _DIGIT_GROUPS.finditer(plain):
        groups = re.findall(r"\d+", found.group())
        for first in range(len(groups)):
            digits = ""
            for group in groups[first:]:
                digits += group
                if len(digits) > 13:
                    break
                if _is_identity_number(digits):
                    return True
    return False


def _is_identity_number(digits: str) -> bool:
    if len(digits) == 13:  # ddmmyyyy and five more
        short = digits[:4] + digits[6:]
        return _is_identity_number(short) and str(_birth_year(short)) == digits[4:8]
    if len(digits) != 11:
        return False
    # Late, because a desk starts without it. Not its validate(), which asks what day it is.
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    return (
        digits[9] == fodselsnummer.calc_check_digit1(digits)
        and digits[10] == fodselsnummer.calc_check_digit2(digits)
        and _birth_year(digits) is not None
    )


def _birth_year(digits: str) -> int | None:
    from stdnum.exceptions import ValidationError  # noqa: PLC0415
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    try:
        return int(fodselsnummer.get_birth_date(digits).year)
    except ValidationError:
        return None
