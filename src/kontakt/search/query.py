"""A typed text, read: its words, its place, and how much of the subject each word may carry."""

from dataclasses import dataclass

from kontakt.search.fillers import FILLERS, OFFICE
from kontakt.search.places import Gazetteer
from kontakt.search.words import Token, tokens

_MOST_LETTERS = 1000
_MOST_WORDS = 24
_FILLER, _OFFICE = 0.01, 0.2
_FILLER_OF_TWO, _OFFICE_OF_TWO = 0.3, 0.5
_BEFORE_A_PLACE = frozenset(("i", "pa", "ved", "fra", "til", "for"))


@dataclass(frozen=True, slots=True)
class Query:
    """The words to search for, in order and each once, and what the text says about the municipality.

    ``weights`` (0–1) say how much of the subject each word may carry, before its rarity is known. ``joined``
    are the ways to write the whole text without spaces, with and without its places. ``places`` are the words
    that name a place: they only break ties.
    """

    text: str
    words: tuple[Token, ...]
    weights: tuple[float, ...]
    joined: tuple[str, ...]
    places: tuple[str, ...]
    municipality: str | None
    chosen: bool


def read(text: str, gazetteer: Gazetteer) -> Query:
    """Read a typed text. Of a very long one only the beginning counts."""
    found = tokens(text[:_MOST_LETTERS])
    named = gazetteer.read([token.folded for token in found], _marked(text, found))
    beside = _beside(found, named.words)
    rest = [token for at, token in enumerate(found) if at not in named.words | beside]
    words = tuple({token.folded: token for token in reversed(rest)}.values())[::-1][:_MOST_WORDS]
    joined = ("".join([token.folded for token in each]) for each in (found, rest))
    return Query(
        text=text,
        words=words,
        weights=_weights([word.folded for word in words]),
        joined=tuple(dict.fromkeys(joined)),
        places=tuple(found[at].folded for at in sorted(named.words)),
        municipality=named.municipality,
        chosen=named.chosen,
    )


def _marked(text: str, found: list[Token]) -> frozenset[int]:
    """The words that an @ stands before; the one inside an e-mail address is none."""
    return frozenset(
        at
        for at, token in enumerate(found)
        if token.start and text[token.start - 1] == "@" and text[: token.start - 1][-1:].strip() == ""
    )


def _beside(found: list[Token], places: frozenset[int]) -> frozenset[int]:
    """The words that only tie a place to the sentence: ``i`` Tinn ``kommune``."""
    return frozenset(
        at
        for at, token in enumerate(found)
        if (at + 1 in places and token.folded in _BEFORE_A_PLACE) or (at - 1 in places and token.folded == "kommune")
    )


def _weights(words: list[str]) -> tuple[float, ...]:
    """In one or two words every one counts; so does it where nothing but fillers is left."""
    if all(word in FILLERS or word in OFFICE for word in words):
        return (1.0,) * len(words)
    filler, office = (_FILLER_OF_TWO, _OFFICE_OF_TWO) if len(words) <= 2 else (_FILLER, _OFFICE)
    return tuple(filler if word in FILLERS else office if word in OFFICE else 1.0 for word in words)
