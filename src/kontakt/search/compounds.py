"""Compounds as they are typed: apart, cut short, or made of a known word and an unknown one."""

from collections.abc import Set
from functools import lru_cache
from itertools import takewhile

from kontakt.search.answer import Why
from kontakt.search.lexicon import Lexicon
from kontakt.search.spellings import canonical
from kontakt.search.word_match import Matches, WordMatch, keep
from kontakt.search.words import even, stem, stem_of_trunk, trunk

LINKS = ("", "s", "e")
IN_PARTS = 0.93  # fit of two words that are a compound together
_PART_OF_TYPED, _PART_SHARE = 0.45, 0.25
_SHORTEST_PART, _SHORTEST_UNKNOWN = 4, 3
_UNMISTAKABLE = 5  # letters from which an ending is a word, whatever stands before it
_CUT, _CUT_TO_ITS_END = 0.74, 0.78
_SHORTEST_CUT, _LEAST_LEFT_OUT = 7, 3
_MOST_BEGUN, _MOST_HALF_TYPED = 500, 80


def compounds(lexicon: Lexicon, words: list[str], heavy: Set[int]) -> dict[str, tuple[int, int]]:
    """The terms that two neighbouring words make together, letter for letter but for the ending, in either order
    (``jord skifte``, ``plass grav``), and the positions of the two. Both must be among the ``heavy`` positions."""
    known: dict[str, tuple[int, int]] = {}
    for at in sorted(heavy & {place - 1 for place in heavy}):
        for first, last in ((at, at + 1), (at + 1, at)):
            for stem_of_both, evened in _together(words[first], words[last]):
                for term in lexicon.by_stem.get(stem_of_both, ()):
                    if evened == even(trunk(term)):
                        known.setdefault(term, (first, last))
    return known


@lru_cache(maxsize=64)
def _together(first: str, last: str) -> tuple[tuple[str, str], ...]:
    """The stems of two words as one, each with its trunk evened out. They are asked for again at the next key."""
    bases = [(joined, trunk(canonical(joined))) for joined in _joined(first, last)]
    return tuple(
        (stem_of_trunk(base), even(base))
        for joined, base in bases
        if len(base) >= len(joined) - len(last) + 2  # else the last word is all ending: ski, låne are no skille
    )


def _joined(first: str, last: str) -> list[str]:
    """Two words as one; of three equal letters between them only two are written (``buss stopp``, *busstopp*)."""
    joined = [first + link + last for link in LINKS]
    return [*joined, first + last[1:]] if first[-2:] == 2 * last[0] else joined


def parts_of_typed(lexicon: Lexicon, word: str, matched: Matches) -> None:
    """The known words that an unknown compound, in its shared form, begins or ends with: ``asbest`` of
    ``asbestplater``, ``tolk`` of ``døvetolk``. A hint, and more of one the more of the word it is."""
    size = len(word)
    for at in range(_SHORTEST_UNKNOWN, size - _SHORTEST_UNKNOWN + 1):
        first, last = word[:at], word[at:]
        before = [first[: at - len(link)] for link in LINKS if first.endswith(link)]
        for beginning in before:
            if len(beginning) >= _SHORTEST_PART and beginning in lexicon.term_of:
                match = WordMatch(_PART_OF_TYPED + _PART_SHARE * len(beginning) / size, 1.0, Why.COMPOUND)
                keep(matched, lexicon.term_of[beginning], match)
        base = trunk(last)
        if len(base) < _SHORTEST_PART:
            continue
        if len(base) >= _UNMISTAKABLE or any(stem(beginning) in lexicon.by_stem for beginning in before):
            match = WordMatch(_PART_OF_TYPED + _PART_SHARE * (size - at) / size, 1.0, Why.COMPOUND)
            for term in lexicon.by_stem.get(stem_of_trunk(base), ()):
                if even(base) == even(trunk(term)):
                    keep(matched, term, match)


def half_typed(lexicon: Lexicon, word: str, matched: Matches) -> None:
    """The words that begin with what is typed of the second part of a compound, after a first part that is known:
    ``brøyting`` for ``snøbrøy``. Of several ways to part it, the one with the longest first part that leads to one."""
    size = len(word)
    for at in range(size - _SHORTEST_PART, _SHORTEST_UNKNOWN - 1, -1):
        first = word[:at]
        known = any(first.endswith(link) and first[: at - len(link)] in lexicon.term_of for link in LINKS)
        begun = lexicon.beginning(word[at:], _MOST_HALF_TYPED) if known else ()
        for spelling in begun:
            share = (size - at) / len(spelling)
            fit = _PART_OF_TYPED + _PART_SHARE * share * (size - at) / size
            keep(matched, lexicon.term_of[spelling], WordMatch(fit, 0.8 + 0.2 * share, Why.COMPOUND))
        if begun:
            return


def cut_short(lexicon: Lexicon, word: str, matched: Matches) -> None:
    """Compounds of which a middle was left out, as in notes: ``dokavgift``, ``spesundervisn``."""
    if len(word) < _SHORTEST_CUT:
        return
    end = word[-_SHORTEST_PART:]
    for spelling in lexicon.beginning(word[:3], _MOST_BEGUN):
        if end not in spelling:
            continue
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, spelling, strict=False))
        common = len(list(alike))
        rest = word[common:]
        if len(rest) >= _SHORTEST_PART and spelling.find(rest, common + _LEAST_LEFT_OUT) > 0:
            fit = _CUT_TO_ITS_END if spelling.endswith(rest) else _CUT
            keep(matched, lexicon.term_of[spelling], WordMatch(fit, 0.9, Why.COMPOUND))
