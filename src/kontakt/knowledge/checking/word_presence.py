"""Whether a word stands in a text, in whatever form: inflected, in the other form of Norwegian, or as a part of a
longer word."""

from collections.abc import Collection

from kontakt.search.spellings import canonical
from kontakt.search.words import folded_words

_SHORTEST_PART = 4
_SAME_BEGINNING = 5
"""In letters. Words that begin alike are taken for one: *skader* and *skadet*, *brøyting* and *brøytebil*."""


def plain_words(*texts: str) -> frozenset[str]:
    """The words of these texts, as they are compared here."""
    return frozenset(canonical(word) for text in texts for word in folded_words(text))


def stands_among(word: str, words: Collection[str]) -> bool:
    """Whether a plain word is one of these, a part of one, or begins as one does."""
    return word in words or any(_alike(word, other) for other in words)


def _alike(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < _SHORTEST_PART:
        return False
    return shorter in longer or word[:_SAME_BEGINNING] == other[:_SAME_BEGINNING]
