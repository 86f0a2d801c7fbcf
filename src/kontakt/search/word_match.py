"""How a typed word meets a word of the labels."""

from typing import NamedTuple

from kontakt.search.answer import Why


class WordMatch(NamedTuple):
    """``fit`` (0–1) is how well the term explains the typed word, ``cover`` (0–1) how much of the term
    counts as typed."""

    fit: float
    cover: float
    why: Why


Matches = dict[str, WordMatch]


def keep(matched: Matches, term: str, match: WordMatch) -> None:
    """Note a match of a term, if it is the best so far."""
    other = matched.get(term)
    if other is None or other < match:
        matched[term] = match
