"""A text in its plain form, in which numbers and addresses are looked for, and the way back to the text."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Span = tuple[int, int]
"""The first and, exclusive, the last place of something in a plain text."""

_LIKE_ZERO, _LIKE_ONE = "Oo", "Il|"
_ANY_DIGIT = re.compile(
    "[\\d²³¹\u1369-\u1371\u19da\u2070-\u209f\u2460-\u24ff\u2776-\u2793"
    "\U00010a40-\U00010a48\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a]"
)
"""Every character of which ``unicodedata`` knows a digit."""
_TOKEN = re.compile(r"[\dOoIl|]+")


def plain_of(text: str) -> tuple[str, list[int]]:
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


@lru_cache(maxsize=1024)
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


def with_letters_as_digits(plain: str) -> str:
    """A plain text with O for 0 and I, l or | for 1 read as the digits they stand for: in a run that holds a digit, and
    alone beside one. Every other character keeps its place."""
    tokens = list(_TOKEN.finditer(plain))
    numeric = [any(letter.isdigit() for letter in token.group()) for token in tokens]
    pieces: list[str] = []
    end = 0
    for at, token in enumerate(tokens):
        if not (numeric[at] or _beside_a_number(plain, tokens, numeric, at)):
            continue
        pieces += [plain[end : token.start()], "".join(map(_digit, token.group()))]
        end = token.end()
    return "".join([*pieces, plain[end:]])


def _beside_a_number(plain: str, tokens: list[re.Match[str]], numeric: list[bool], at: int) -> bool:
    start, end = tokens[at].span()
    if plain[start - 1 : start].isalpha() or plain[end : end + 1].isalpha():
        return False
    before = at > 0 and numeric[at - 1] and start - tokens[at - 1].end() <= 2
    after = at + 1 < len(tokens) and numeric[at + 1] and tokens[at + 1].start() - end <= 2
    return before or after


def _digit(character: str) -> str:
    return "0" if character in _LIKE_ZERO else "1" if character in _LIKE_ONE else character


def replaced(text: str, places: list[int], spans: Iterable[Span], mask: str) -> str:
    """``text`` with ``mask`` for each of the spans, which are in order, of its plain form with these ``places``."""
    pieces: list[str] = []
    end = 0
    for first, last in spans:
        pieces += [text[end : places[first]], mask]
        end = places[last - 1] + 1
    return "".join([*pieces, text[end:]])


def digits_in(text: str) -> int:
    """How many digits stand in a text, in whatever script: the quick question before the slow ones."""
    return len(_ANY_DIGIT.findall(text))
