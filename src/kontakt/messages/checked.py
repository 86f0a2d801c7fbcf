"""What of a message may be stored and sent: the number that a caller is rung at, the text, and an address."""

import re
import unicodedata
from itertools import pairwise

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.messages.message import TEXT_LENGTH
from kontakt.privacy import IdentityNumberFound, guard, holds_masks, refuse_split

_AT_HOME = re.compile(r"(?:(?:\+|00)47)?([2-9]\d{7})")
_ABROAD = re.compile(r"(?:\+|00)(?!47)([1-9]\d{6,13})")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class MessageRefused(KontaktError):
    """A message may not be stored as it is. Nothing was."""


def checked_number(text: str) -> str:
    """The number in one form: eight digits by twos and threes, or + and the country. "" stays so. Raises
    MessageRefused."""
    written = re.sub(r"[\s().-]", "", text)
    if not written:
        return ""
    if home := _AT_HOME.fullmatch(written):
        digits = home[1]
        groups = (3, 5) if digits[0] in "489" else (2, 4, 6)
        cuts = (0, *groups, 8)
        return " ".join(digits[begin:end] for begin, end in pairwise(cuts))
    if abroad := _ABROAD.fullmatch(written):
        return f"+{abroad[1]}"
    raise MessageRefused(_("The number is not a phone number: write its eight digits, or + and the country."))


def checked_text(text: str, number: str = "") -> str:
    """What the caller wants, as it may be stored beside ``number``: numbers and addresses in it are masked. Raises
    MessageRefused."""
    plain = one_line(text, keep="\n").strip()
    if len(plain) > TEXT_LENGTH:
        sentence = _("The message has {length} characters: shorten it to {limit}.")
        raise MessageRefused(sentence.format(length=len(plain), limit=TEXT_LENGTH))
    try:
        refuse_split(number, plain)
        return guard(plain)[:TEXT_LENGTH]  # a mask may be longer than what it hides
    except IdentityNumberFound:
        raise MessageRefused(_("The message holds an identity number, which is never sent: take it out.")) from None


def remark_on_text(text: str, number: str = "") -> str:
    """What to remark on a message while it is written: why it may not be sent, or that not all of it is; empty for
    nothing."""
    try:
        return masked_text(checked_text(text, number))
    except MessageRefused as refused:
        return str(refused)


def masked_text(checked: str) -> str:
    """What is told of a checked text in which something is masked; empty for any other."""
    if not holds_masks(checked):
        return ""
    return _("Phone numbers and addresses in the text are not sent: the number to ring back has its own field.")


def is_address(text: str) -> bool:
    """Whether an e-mail can be sent there: one address and nothing more, so that nothing of it becomes another
    header."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def one_line(text: str, keep: str = "") -> str:
    """The text without control characters and lone halves of signs, which no header and no database takes."""
    return "".join(
        " " if each not in keep and unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} else each for each in text
    )
