"""Titles as lists of what they name: ``Nav – dagpenger, sykepenger og pensjon`` names four things."""

import re
from collections.abc import Iterable

_BREAK = re.compile(r" [–—-] |: |; |, ")
_LAST_OF_A_LIST = re.compile(r" (?:og|eller|samt) ")


def title_labels(titles: Iterable[str]) -> tuple[str, ...]:
    """The titles as they are written, and after them the parts of those that are lists, each once."""
    titles = tuple(titles)
    return tuple(dict.fromkeys((*titles, *(part for title in titles for part in _parts(title)))))


def _parts(title: str) -> list[str]:
    """What stands between dashes, commas and colons, and in a list of commas before and after its last ``og``."""
    parts = _BREAK.split(title)
    if len(parts) == 1:
        return []
    if ", " in title:
        parts[-1:] = _LAST_OF_A_LIST.split(parts[-1])
    return [part for part in map(str.strip, parts) if part]
