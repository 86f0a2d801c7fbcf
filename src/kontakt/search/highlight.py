"""Which letters of a label to highlight."""

from collections.abc import Mapping
from itertools import takewhile

from kontakt.search.answer import Why
from kontakt.search.word_match import WordMatch
from kontakt.search.words import fold, tokens_of_label, trunk

Span = tuple[int, int]


def spans(label: str, term_of: Mapping[str, str], typed: Mapping[str, list[tuple[str, WordMatch]]]) -> tuple[Span, ...]:
    """The letters of a label that what was typed accounts for: half-open, in order, apart from each other.

    ``typed`` gives, for each term of the label, the typed words (folded) that met it and how; ``term_of`` the
    term of each folded spelling.
    """
    stretches: list[Span] = []
    for token in tokens_of_label(label):
        for word, match in typed.get(term_of.get(token.folded, ""), ()):
            first, last = _letters(token.folded, word, match)
            written = label[token.start : token.end]
            if len(written) != len(token.folded):
                first, last = _place(written, first), _place(written, last)
            stretches.append((token.start + first, token.start + last))
    return _merged(stretches)


def whole(label: str) -> tuple[Span, ...]:
    """All words of a label."""
    return tuple([(token.start, token.end) for token in tokens_of_label(label)])


def _letters(spelling: str, word: str, match: WordMatch) -> Span:
    """The part of a folded spelling that a typed word accounts for."""
    if match.why in (Why.KEYWORD, Why.FORM, Why.SYNONYM):
        return 0, len(spelling)
    at = spelling.find(word)
    if at >= 0:
        return at, at + len(word)
    if match.why is Why.PREFIX:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(spelling, word, strict=False))
        common = len(list(alike))
        return 0, common if common > 1 else len(spelling)
    if match.why is Why.SPELLING and match.cover < 1:
        return 0, min(len(word), len(spelling))
    base = trunk(word)
    at = spelling.find(base)
    if match.why is not Why.SPELLING and at >= 0:
        return at, at + len(base)
    return 0, len(spelling)


def _place(written: str, folded: int) -> int:
    """Where in a word as it is written so many of its folded letters end: ``aa`` is one letter."""
    return max(end for end in range(len(written) + 1) if len(fold(written[:end])) <= folded)


def _merged(stretches: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
