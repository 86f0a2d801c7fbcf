"""A typed text, read: its words, its place, and how much of the subject each word may carry."""

from collections.abc import Set
from typing import NamedTuple

from kontakt.search.abbreviations import written_apart
from kontakt.search.english import FILLERS_AMONG_ENGLISH, is_english
from kontakt.search.everyday import EVERYDAY
from kontakt.search.fillers import FILLERS, OFFICE, PHRASES, TURNING
from kontakt.search.places import Gazetteer
from kontakt.search.words import Token, tokens

_MOST_LETTERS = 1000
_MOST_WORDS = 40
_FILLER, _TURNING, _OFFICE = 0.03, 0.15, 0.2
_FILLER_OF_TWO, _FILLER_OF_FEW, _OFFICE_OF_FEW = 0.3, 0.2, 0.5
_FEW = 4  # words that an agent types: each of them was chosen, *opp* of *si opp bhg* as well
_EVERYDAY = 0.5  # in a sentence
_WORDS_OF_A_SENTENCE, _FILLERS_OF_A_SENTENCE = 5, 2
_BEFORE_A_PLACE = frozenset(("i", "pa", "ved", "fra", "til", "for"))


class Query(NamedTuple):
    """The words to search for, in order and each once, and what the text says about the municipality.

    ``weights`` (0–1) say how much of the subject each word may carry, before its rarity is known, and ``whole``
    which of them are no longer being typed: in a ``sentence`` all but one that it ends with. ``english`` says that
    English is spoken. ``joined`` are the ways to write the whole text without spaces, with and without its places.
    ``places`` are the words that name a place: they only break ties. ``municipality``, ``chosen``, ``outright`` and
    ``fitting`` are as in Answer.
    """

    text: str
    words: tuple[Token, ...]
    weights: tuple[float, ...]
    whole: tuple[bool, ...]
    sentence: bool
    english: bool
    joined: tuple[str, ...]
    places: tuple[str, ...]
    municipality: str | None
    chosen: bool
    outright: tuple[str, ...]
    fitting: tuple[str, ...]


def read(text: str, gazetteer: Gazetteer) -> Query:
    """Read a typed text. Of a very long one only the beginning counts."""
    typed = _abbreviations_joined(text, tokens(text[:_MOST_LETTERS]))
    folded = [token.folded for token in typed]
    named = gazetteer.read(folded, _marked(text, typed))
    beside = _beside(typed, named.words)
    rest = [token for at, token in enumerate(typed) if at not in named.words | beside]
    words = tuple({token.folded: token for token in reversed(rest)}.values())[::-1][:_MOST_WORDS]
    joined = ("".join([token.folded for token in kept_words]) for kept_words in (typed, rest))
    idle = _idle(folded)
    fillers = sum([word in FILLERS or word in idle for word in folded])
    sentence = len(typed) >= _WORDS_OF_A_SENTENCE and fillers >= _FILLERS_OF_A_SENTENCE
    return Query(
        text=text,
        words=words,
        weights=_weights([word.folded for word in words], idle, sentence=sentence),
        whole=tuple([sentence and word.end < len(text) for word in words]),
        sentence=sentence,
        english=is_english(folded),
        joined=tuple(dict.fromkeys(joined)),
        places=tuple(typed[at].folded for at in sorted(named.words)),
        municipality=named.municipality,
        chosen=named.chosen,
        outright=tuple([text[typed[first].start : typed[end - 1].end] for first, end in named.outright]),
        fitting=named.fitting,
    )


def _abbreviations_joined(text: str, typed: list[Token]) -> list[Token]:
    """The words, those that are written apart though they are one abbreviation (``hj.spl``) in one."""
    joined: list[Token] = []
    for token in typed:
        before = joined[-1] if joined else None
        if before and written_apart(before.folded, text[before.end : token.start], token.folded):
            joined[-1] = Token(before.folded + token.folded, before.start, token.end)
        else:
            joined.append(token)
    return joined


def _idle(words: list[str]) -> frozenset[str]:
    """The words that stand nowhere but in phrases (``på grunn av``), and what carries an English sentence where one is
    spoken."""
    english = FILLERS_AMONG_ENGLISH.intersection(words) if is_english(words) else frozenset()
    inside: set[int] = set()
    for at, word in enumerate(words):
        for phrase in PHRASES.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                inside.update(range(at, at + len(phrase)))
    return english | frozenset(words[at] for at in inside) - {word for at, word in enumerate(words) if at not in inside}


def _marked(text: str, typed: list[Token]) -> frozenset[int]:
    """The words that an @ stands before; the one inside an e-mail address is none."""
    return frozenset(
        at
        for at, token in enumerate(typed)
        if token.start and text[token.start - 1] == "@" and text[: token.start - 1][-1:].strip() == ""
    )


def _beside(typed: list[Token], places: frozenset[int]) -> frozenset[int]:
    """The words that only tie a place to the sentence: ``i`` Tinn ``kommune``."""
    return frozenset(
        at
        for at, token in enumerate(typed)
        if (at + 1 in places and token.folded in _BEFORE_A_PLACE) or (at - 1 in places and token.folded == "kommune")
    )


def _weights(words: list[str], idle: Set[str], *, sentence: bool) -> tuple[float, ...]:
    """In one or two words every one counts; so does it where nothing but fillers is left."""
    empty = [word in FILLERS or word in idle for word in words]
    if all(is_empty or word in OFFICE for word, is_empty in zip(words, empty, strict=True)):
        return (1.0,) * len(words)
    filler, office = _FILLER, _OFFICE
    if len(words) <= _FEW and not sentence:
        filler, office = _FILLER_OF_TWO if len(words) <= 2 else _FILLER_OF_FEW, _OFFICE_OF_FEW
    weights = [
        (max(filler, _TURNING) if word in TURNING else filler) if is_empty else office if word in OFFICE else 1.0
        for word, is_empty in zip(words, empty, strict=True)
    ]
    ordinary = [sentence and weight == 1.0 and word in EVERYDAY for word, weight in zip(words, weights, strict=True)]
    if weights.count(1.0) > sum(ordinary):  # a subject is left
        weights = [_EVERYDAY if of_talk else weight for weight, of_talk in zip(weights, ordinary, strict=True)]
    return tuple(weights)
