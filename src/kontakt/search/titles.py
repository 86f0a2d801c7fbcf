"""Titles as lists of what they name: ``Nav – dagpenger, sykepenger og pensjon`` names four things."""

import re
from collections.abc import Iterable

_SIDE = re.compile(r" [–—-] |: ")
_COMMA = re.compile("[,;] ")
_LAST_OF_A_LIST = re.compile(r" (?:og|eller|samt) ")
_OF_ONE_THING = re.compile(r"\w (?:av|for|fra|frå|i|med|om|på|til|ved) ")


def title_labels(titles: Iterable[str]) -> tuple[str, ...]:
    """The titles as they are written, and after them the parts of those that are lists, each once."""
    titles = tuple(titles)
    return tuple(dict.fromkeys((*titles, *(part for title in titles for part in _parts(title)))))


def _parts(title: str) -> list[str]:
    """What stands between dashes and colons, and there between commas and before and after the last ``og``. A list that
    hangs on a preposition is one thing: ``Regning fra lege, legevakt eller sykehus`` is no label for sykehus."""
    parts: list[str] = []
    sides = _SIDE.split(title)
    for side in sides:
        items = _COMMA.split(side)
        if len(items) == 1 or _OF_ONE_THING.search(items[0]):
            parts.append(side)
        else:
            parts += [*items[:-1], *_LAST_OF_A_LIST.split(items[-1])]
    return [part for part in map(str.strip, parts) if part and part != title]
