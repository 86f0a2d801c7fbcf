"""Words written together: which known words a long one is made of."""

from kontakt.search.compounds import LINKS
from kontakt.search.fillers import FILLERS
from kontakt.search.lexicon import Lexicon
from kontakt.search.spellings import canonical
from kontakt.search.words import stem_of_trunk, trunk

_SHORTEST = 3
_LONGEST = 64


def segments(lexicon: Lexicon, word: str, *, strictly: bool = False) -> tuple[str, ...]:
    """The words of the lexicon that a folded word is made of (``kulturogmusikkskole``), or none.

    Of several ways to take it apart, the one with the longest parts. An s or e between parts is a link, and of three
    equal letters only two are written (``busstopp``); the last part may be inflected, and ``strictly`` it holds its
    word letter for letter (no ``skote`` in ``snøskotter``). A word that is known as it is, is not taken apart.
    """
    size = len(word)
    if not 6 <= size <= _LONGEST:
        return ()
    best: list[tuple[int, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0, ())
    for start in range(size):
        so_far = best[start]
        if so_far is None:
            continue
        for end in range(start + 1, size + 1):
            part = word[start:end]
            if not _known(lexicon, part, last=end == size, strictly=strictly):
                continue
            worth = so_far[0] + len(part) ** 2
            for reached in _reached(word, part, end):
                there = best[reached]
                if there is None or there[0] < worth:
                    best[reached] = (worth, (*so_far[1], part))
    whole = best[size]
    return whole[1] if whole and len(whole[1]) > 1 else ()


def _reached(word: str, part: str, end: int) -> list[int]:
    """Where the next part may begin after one that ends here."""
    size = len(word)
    after = [end + len(link) for link in LINKS if word.startswith(link, end) and (not link or end + len(link) < size)]
    return [*after, end - 1] if part[-1] == part[-2:-1] and end < size else after


def _known(lexicon: Lexicon, part: str, *, last: bool, strictly: bool) -> bool:
    if len(part) < _SHORTEST:
        return part in FILLERS and part in lexicon.term_of
    if part in lexicon.term_of or not last:
        return part in lexicon.term_of
    base = trunk(canonical(part))
    terms = lexicon.by_stem.get(stem_of_trunk(base), ())
    return any(trunk(term) == base for term in terms) if strictly else bool(terms)
