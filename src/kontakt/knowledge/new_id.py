"""Ids for what somebody begins, made from its title."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST_ID = 80
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "đ": "d", "ł": "l", "ß": "ss"})


def new_id(title: str, taken: Collection[str]) -> str:
    """An id from a title, æ written ae, ø oe and å aa; with a number after it where that one is ``taken``."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", title).casefold().translate(_LETTERS))
    words = re.findall("[a-z0-9]+", "".join(each for each in spread if not unicodedata.combining(each)))
    base = _cut("-".join(words), _LONGEST_ID) or "artikkel"
    id, number = base, 2
    while id in taken:
        id, number = f"{_cut(base, _LONGEST_ID - len(f'-{number}'))}-{number}", number + 1
    return id


def _cut(id: str, longest: int) -> str:
    """The id without the words that make it too long; of one endless word, the beginning."""
    if len(id) <= longest:
        return id
    whole = id[: longest + 1].rpartition("-")[0]
    return whole or id[:longest]
