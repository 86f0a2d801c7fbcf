"""What one typed word may mean: terms of the lexicon, each with how well it fits and why.

The fits below are the scale of the whole ranking: a word as it is written 1, another form of it 0.95, the
beginning of a word a little less for every letter not yet typed, the last part of a compound 0.7–0.9,
a misspelling 0.93 less what its edits weigh in a word of that length.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kontakt.search.answer import Why
from kontakt.search.compounds import LINKS, cut_short, half_typed, parts_of_typed
from kontakt.search.english import forms
from kontakt.search.everyday import ORDINARY
from kontakt.search.lexicon import Lexicon
from kontakt.search.nouns import other_forms
from kontakt.search.spellings import canonical
from kontakt.search.verbs import tenses
from kontakt.search.word_match import Matches, WordMatch, keep
from kontakt.search.words import even, root, stem, stem_of_trunk, trunk, verb_root

_SHARED_FORM, _SAME_STEM, _DOUBLED, _SAME_VERB, _SAME_ROOT, _LONGER_VERB = 0.98, 0.95, 0.92, 0.9, 0.86, 0.75
_BEGINNING, _LETTER_TO_COME, _SHORTEST_BEGINNING = 0.88, 0.003, 0.7
_DOUBLED_EDIT, _MOST_EDITS_OF_DOUBLED = 0.01, 3  # takkras is no form of tak
_SHORT_WORD, _SHORTEST_MODIFIER = 5, 3  # letters of a word that is not being typed
_IN_THE_OTHER_FORM = 0.96
_HEAD, _HEAD_SHARE, _AS_TYPED = 0.70, 0.20, 0.02
_MODIFIER = 0.55
_FITS_WELL = 0.6  # beside a word that does, the half-typed part of a compound is not looked for
_INSIDE, _INSIDE_SHARE = 0.40, 0.30
_MISSPELLED, _EDIT, _EDIT_IN_A_BEGINNING = 0.93, 1.15, 1.3
_FORM_EDIT, _SHARED_FORM_EDIT = 0.2, 0.4
_BESIDE_A_BEGINNING = 0.8
_REPEATED, _DOUBLED_LETTER = re.compile(r"(\D)\1+"), 0.3  # edits, where one is missing or too many
_OF_COMPOUNDS = (Why.COMPOUND, Why.PARTLY)
_LONGEST = 48  # letters; no Norwegian word that is written has more
_MOST_ALIKE, _MOST_BEGUN, _MOST_PARTS, _MOST_OF_A_ROOT = 250, 500, 300, 80


def matches(lexicon: Lexicon, word: str, *, whole: bool = False) -> Matches:
    """Every term a folded word may mean, at its best fit. A ``whole`` word is not still being typed.

    Misspellings are looked for only when the word is not known as it is, and count less when it begins
    a known word.
    """
    matched = known_matches(lexicon, word)
    if len(word) > _LONGEST:
        return matched
    shared = canonical(word)
    _of_one_root(lexicon, shared, matched)
    finished = word in ORDINARY and whole
    known = finished or any(match.fit >= _SAME_ROOT and match.why is not Why.SPELLING for match in matched.values())
    _beginnings(lexicon, word, 1.0, matched, whole=whole, finished=finished)
    _parts(lexicon, word, matched, finished=finished)
    if shared != word:
        _beginnings(lexicon, shared, _IN_THE_OTHER_FORM, matched, whole=whole, finished=finished)
        _parts(lexicon, shared, matched, finished=finished)
    if not known and len(word) >= 4:
        begins = any(match.why is Why.PREFIX for match in matched.values())
        factor = _BESIDE_A_BEGINNING if begins else 1.0
        _misspelled(lexicon, word, 0.0, factor, matched)
        if shared != word:
            _misspelled(lexicon, shared, _SHARED_FORM_EDIT, factor, matched)
    if not known:
        cut_short(lexicon, word, matched)
        parts_of_typed(lexicon, shared, matched)
        if not whole and all(match.fit < _FITS_WELL for match in matched.values()):
            half_typed(lexicon, shared, matched)
    if not matched and not finished:
        _fragments(lexicon, shared, matched)
    if lexicon.english:
        _without_english_compounds(lexicon, matched)
    return matched


def may_go_on(lexicon: Lexicon, word: str) -> bool:
    """Whether a word means something else while it is still being typed than it does as a ``whole`` one. A known one of
    some letters does not: both are the beginning of longer words."""
    term = lexicon.term_of.get(word)
    return term is None or min(len(word), len(term)) < _SHORT_WORD or word in ORDINARY


def _without_english_compounds(lexicon: Lexicon, matched: Matches) -> None:
    """English writes its compounds apart, so that no part of a word is met in it: ``kinobill`` holds no English
    bill."""
    for term in [term for term, match in matched.items() if match.why in _OF_COMPOUNDS]:
        if lexicon.is_english(term):
            del matched[term]


def known_matches(lexicon: Lexicon, word: str) -> Matches:
    """The terms that are the folded word itself, in any form."""
    matched: Matches = {}
    shared = canonical(word)
    _of_one_stem(lexicon, shared, matched)
    for form in tenses(word):
        if form in lexicon.term_of:
            keep(matched, lexicon.term_of[form], WordMatch(_SAME_VERB, 1.0, Why.FORM))
    for form in other_forms(word):
        if form in lexicon.term_of:
            keep(matched, lexicon.term_of[form], WordMatch(_SAME_STEM, 1.0, Why.FORM))
    if lexicon.english:
        for form in forms(word):
            if lexicon.english.get(form):
                keep(matched, lexicon.term_of[form], WordMatch(_SAME_STEM, 1.0, Why.FORM))
    if shared in lexicon.stem_of:
        keep(matched, shared, WordMatch(_SHARED_FORM, 1.0, Why.FORM))
    if word in lexicon.term_of:
        keep(matched, lexicon.term_of[word], WordMatch(1.0, 1.0, Why.KEYWORD))
    return matched


def _of_one_stem(lexicon: Lexicon, shared: str, matched: Matches) -> None:
    """The Norwegian forms of a word. *Lice* is none of *license*."""
    base = trunk(shared)
    for term in lexicon.by_stem.get(stem_of_trunk(base), ()):
        if lexicon.english and lexicon.is_english(term):
            continue
        same = even(base) == even(trunk(term))
        if not same:
            edits = OSA.distance(shared, term)
            if edits <= _MOST_EDITS_OF_DOUBLED:
                keep(matched, term, WordMatch(_DOUBLED - _DOUBLED_EDIT * edits, 1.0, Why.SPELLING))
        elif _is_longer_verb(shared, term):
            keep(matched, term, WordMatch(_LONGER_VERB, 1.0, Why.FORM))
        else:
            keep(matched, term, WordMatch(_SAME_STEM, 1.0, Why.FORM))


def _is_longer_verb(word: str, term: str) -> bool:
    """Whether one of two words with one stem is a verb in -ere and the other is none of its forms: ``leve`` and
    ``levere``, ``park`` and ``parkere``. They may be of one origin, or not."""
    roots = verb_root(word), verb_root(term)
    return any(roots) and not all(each.startswith(root) for each, root in ((term, roots[0]), (word, roots[1])))


def _beginnings(
    lexicon: Lexicon, letters: str, factor: float, matched: Matches, *, whole: bool, finished: bool
) -> None:
    """Words that begin so. A whole word that is known, or has few letters, is the first part of a compound at most: it
    is not the beginning of a longer word."""
    short = finished or (whole and len(letters) < _SHORT_WORD)
    if short and len(letters) < _SHORTEST_MODIFIER:
        return
    by_size: dict[int, WordMatch] = {}
    for spelling in lexicon.beginning(letters, _MOST_BEGUN):
        match = by_size.get(len(spelling))
        if match is None:
            match = by_size[len(spelling)] = _beginning(len(letters), len(spelling), factor, short=short)
        keep(matched, lexicon.term_of[spelling], match)


def _beginning(size: int, spelled: int, factor: float, *, short: bool) -> WordMatch:
    """How so many letters meet the beginning of a word of so many; ``short`` ones only as part of a compound."""
    share = size / spelled
    if short:
        return WordMatch(factor * (_MODIFIER + _HEAD_SHARE * share), share, Why.COMPOUND)
    fit = max(_SHORTEST_BEGINNING, _BEGINNING - _LETTER_TO_COME * (spelled - size))
    return WordMatch(factor * fit, _cover_of_a_beginning(share), Why.PREFIX)


def _cover_of_a_beginning(share: float) -> float:
    """A word that is being typed counts nearly as a whole: the rest is to come."""
    return 0.8 + 0.2 * min(1.0, share)


def _parts(lexicon: Lexicon, letters: str, matched: Matches, *, finished: bool) -> None:
    """Compounds that begin or end with the word (in any form), and words that hold it somewhere. A short one is
    the end only of what is made with a known word: ``doen`` is no end of radon; a short ordinary one that is
    ``finished`` is the end of none: ``sen`` and ``grensen``."""
    base = trunk(letters)
    size = len(base)
    if size < 3 or (size < 4 and base != letters):
        return
    begun = base.removesuffix("ing")
    trunk_of, term_of, made = lexicon.trunk_of, lexicon.term_of, dict[tuple[_Part, int], WordMatch]()
    for spelling in lexicon.containing(base, _MOST_PARTS):
        at = spelling.find(base)
        if at == 0:
            if size < 4 or len(spelling) < size + 4:
                continue
            part = _Part.MODIFIER
        elif at == 1:
            continue
        elif spelling.endswith(letters) or trunk_of[spelling].endswith(base):
            part = _Part.HEAD_AS_TYPED if spelling.endswith(letters) else _Part.HEAD
            if size < 4 and finished:
                continue
            short = size < 4 and not _is_made_with(lexicon, spelling[:at])
            if short or _ends_a_longer_word(lexicon, spelling, at, begun):
                part = _Part.INSIDE
        elif _begins_a_part(lexicon, spelling, at):
            part = _Part.MODIFIER
        elif size >= 4:
            part = _Part.INSIDE
        else:
            continue
        match = made.get((part, len(spelling)))
        if match is None:
            match = made[part, len(spelling)] = _of_a_compound(part, size / len(spelling))
        keep(matched, term_of[spelling], match)


class _Part(IntEnum):
    """Where in a compound a word stands."""

    MODIFIER = 0
    HEAD = 1
    HEAD_AS_TYPED = 2
    INSIDE = 3


def _of_a_compound(part: _Part, share: float) -> WordMatch:
    """How a word meets a compound of which it is so large a share."""
    if part is _Part.MODIFIER:
        return WordMatch(_MODIFIER + _HEAD_SHARE * share, share, Why.COMPOUND)
    if part is _Part.INSIDE:
        return WordMatch(_INSIDE + _INSIDE_SHARE * share, share, Why.PARTLY)
    as_typed = _AS_TYPED if part is _Part.HEAD_AS_TYPED else 0.0
    return WordMatch(_HEAD + _HEAD_SHARE * share + as_typed, 0.35 + 0.65 * share, Why.COMPOUND)


def _of_one_root(lexicon: Lexicon, word: str, matched: Matches) -> None:
    """The noun of a verb and the verb of a noun, and their compounds: ``brøyta`` and ``brøyting``, ``parkert`` and
    ``parkeringsbot``."""
    for begun in {root(trunk(word)), verb_root(word)}:
        if len(begun) < 4:
            continue
        for spelling in lexicon.beginning(begun, _MOST_OF_A_ROOT):
            if len(spelling) <= len(begun) + 6 and begun in (root(lexicon.trunk_of[spelling]), verb_root(spelling)):
                match = WordMatch(_SAME_ROOT, 1.0, Why.FORM)
            else:
                share = len(begun) / len(spelling)
                match = WordMatch(_MODIFIER + _HEAD_SHARE * share, share, Why.COMPOUND)
            keep(matched, lexicon.term_of[spelling], match)


def _is_made_with(lexicon: Lexicon, beginning: str) -> bool:
    """Whether what stands before a short word in a longer one is a known word in any form, or one and the letter that
    joins the two."""
    words = {beginning.removesuffix(link) for link in LINKS} - {""}
    return any(word in lexicon.term_of or stem(word) in lexicon.by_stem for word in words)


def _ends_a_longer_word(lexicon: Lexicon, spelling: str, at: int, begun: str) -> bool:
    """Whether what ends a compound is only the end of its last word, which is known: ``riving`` in ``innskriving``
    of ``skrive``. ``begun`` is what was typed without its ending."""
    known = lexicon.term_of
    for start in (at - 1, at - 2):
        if start >= 2 and (spelling[start:] in known or spelling[start:at] + begun + "e" in known):
            return True
    return False


def _begins_a_part(lexicon: Lexicon, spelling: str, at: int) -> bool:
    """Whether a word of its own begins here inside a compound: what follows or what precedes is known."""
    before = spelling[:at]
    return (
        spelling[at:] in lexicon.term_of
        or before in lexicon.term_of
        or (before[-1] in "se" and before[:-1] in lexicon.term_of)
    )


def _misspelled(lexicon: Lexicon, word: str, extra: float, factor: float, matched: Matches) -> None:
    """Words within a few edits (a swap of neighbours is one), as a whole, by their trunks or as beginnings."""
    size, base = len(word), trunk(word)
    allowed = _edits_allowed(size)
    near = lexicon.alike(word, allowed, _MOST_ALIKE)
    whole = _within(word, near, allowed)
    if len(base) > 3:
        trunks = [lexicon.trunk_of[spelling] for spelling in near]
        of_forms = {other: edits + _FORM_EDIT for other, edits in _within(base, set(trunks), allowed).items()}
        _keep_fewest(whole, near, trunks, of_forms)
    for spelling, edits in whole.items():
        fit = factor * (_MISSPELLED - _EDIT * (edits + extra) / size)
        keep(matched, lexicon.term_of[spelling], WordMatch(fit, 1.0, Why.SPELLING))
    longer = [spelling for spelling in near if len(spelling) > size and spelling not in whole]
    begun: dict[str, float] = {}
    for end in (size - 1, size, size + 1):
        beginnings = [spelling[:end] for spelling in longer]
        _keep_fewest(begun, longer, beginnings, _within(word, set(beginnings), allowed))
    for spelling, edits in begun.items():
        fit = factor * (_MISSPELLED - _EDIT_IN_A_BEGINNING * (edits + extra) / size)
        fit *= 0.82 + 0.18 * size / len(spelling)
        cover = _cover_of_a_beginning(len(word) / len(spelling))
        keep(matched, lexicon.term_of[spelling], WordMatch(fit, cover, Why.SPELLING))


def _keep_fewest(
    edits: dict[str, float], spellings: Sequence[str], parts: Sequence[str], of_parts: Mapping[str, float]
) -> None:
    """Note for each spelling the edits of its part, where they are fewer."""
    if of_parts:
        for spelling, part in zip(spellings, parts, strict=True):
            if part in of_parts and of_parts[part] < edits.get(spelling, math.inf):
                edits[spelling] = of_parts[part]


def _within(word: str, others: Collection[str], edits: int) -> dict[str, float]:
    """Those of some other words that lie within so many edits of a word, and how many it takes."""
    near = process.extract(word, others, scorer=OSA.distance, score_cutoff=edits, limit=None)
    size, squeezed = len(word), _squeezed(word)
    return {
        found: _DOUBLED_LETTER * distance if len(found) != size and _squeezed(found) == squeezed else distance
        for found, distance, _ in near
    }


def _squeezed(word: str) -> str:
    """A word with each letter that is doubled, or written three times, once."""
    return _REPEATED.sub(r"\1", word)


def _fragments(lexicon: Lexicon, word: str, matched: Matches) -> None:
    """For a word that met nothing: what begins or ends as it does, as far as that goes (``reisetillatelse``
    meets ``reisebevis`` and ``oppholdstillatelse``). Never more than a hint."""
    for size in range(len(word) - 1, 3, -1):
        begun = lexicon.beginning(word[:size], _MOST_PARTS)
        ended = [each for each in lexicon.containing(word[-size:], _MOST_PARTS) if each.endswith(word[-size:])]
        for spelling in begun + ended:
            share = size / max(len(word), len(spelling))
            keep(matched, lexicon.term_of[spelling], WordMatch(0.25 + 0.3 * share, share, Why.PARTLY))
        if matched:
            return


def _edits_allowed(size: int) -> int:
    if size <= 5:
        return 1
    return 2 if size <= 11 else 3
