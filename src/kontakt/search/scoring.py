"""How well one article answers a query: its labels against what the typed words may mean."""

import math
from typing import NamedTuple

from kontakt.search.answer import Why
from kontakt.search.fillers import OFFICE
from kontakt.search.inverted_index import IndexedArticle, Terms
from kontakt.search.word_match import WordMatch

# How a label's score is made up.
LABEL_SHARE = 0.2  # of the score, what depends on how many letters of the label were typed
WORD_TO_COME = 0.045  # for every word of the label that was not typed
_FIT_IN_FULL = 0.9
_WORTH_IN_FULL = 0.04  # the whole label stands in the query
_SEVERAL_WORDS_IN_FULL, _PART_IN_FULL = 0.1, 0.2  # in a sentence: of two words or more; of what it says of the query
_LINK_WORDS = frozenset(
    ["a", "av", "ei", "ein", "en", "et", "eit", "for", "fra", "i", "med", "og", "om", "pa", "som", "til", "ved"]
)  # may be missing in it
_NOT_AT_THE_START = 0.06
_TITLE = 0.03
_IN_PARTS = 0.9  # fit of words that together make up a compound
_ACROSS = 0.93  # of the score when the words stand in different labels of one article
_OTHERS, _OTHERS_IN_A_SENTENCE, _OTHERS_BEGUN = 0.1, 0.2, 0.01
DEVOTED, _DEVOTED_OTHERWISE = 0.28, 0.15  # for the part of an article's labels that begins so, or meets the query
BEST_WITHOUT_BEING_EXACT = 0.98
_NEARLY, _BEST_WHILE_TYPING = 0.95, 0.98  # of what the words typed would come to in full
_AS_GOOD, _NEAR_ENGLISH = 0.02, 0.1
EXACT_TITLE, EXACT_KEYWORD = 1.0, 0.99
EXACT_BUT_FOR_THE_PLACE = 0.985


class Evidence(NamedTuple):
    """What the words of a query may mean, turned round: for each term the words that may mean it, by
    position, and how; each word's weight and what the weights come to; how many of the words are heavy; whether
    they are a sentence; each term's weight in letters; the words."""

    by_term: dict[str, list[tuple[int, WordMatch]]]
    weights: tuple[float, ...]
    total: float
    heavy: int
    sentence: bool
    letters: dict[str, int]
    words: tuple[str, ...]


class Scored(NamedTuple):
    """An article's score (0–1), its best label, whether a word of it is still being typed, whether it stands in the
    query in full, the scores of all labels that met the query, and what the score was in its steps: by the best label,
    with the words that stand in different ones, with its other labels, and with the part of them that meets the query.
    """

    article: IndexedArticle
    score: float
    label: int
    open: bool
    in_full: bool
    labels: dict[Terms, float]
    steps: tuple[float, float, float, float]

    @property
    def english(self) -> bool:
        """Whether it answers in English: its best label is English alone, and no other one comes near."""
        article = self.article
        if self.label not in article.english:
            return False
        least = self.labels.get(article.terms[self.label], 0.0) - _NEAR_ENGLISH
        return all(
            at in article.english or self.labels.get(terms, -1.0) < least for at, terms in enumerate(article.terms)
        )

    def equals(self) -> list[int]:
        """The labels that are about as good as the best, itself among them."""
        least = self.labels[self.article.terms[self.label]] - _AS_GOOD
        return [at for at, terms in enumerate(self.article.terms) if self.labels.get(terms, -1.0) >= least]


class _LabelScore(NamedTuple):
    score: float
    share: float
    fits: list[float]
    begun: bool
    open: bool
    in_full: bool


def score(article: IndexedArticle, evidence: Evidence) -> Scored:
    """The score of an article's best label, a little for its others, and some for how large a part of its labels
    meets the query: an article that is about it has several, one that mentions it has one of many. Words
    that stand in different labels count together, somewhat less."""
    best, label, is_open, in_full, begun = -1.0, 0, False, False, 0
    support = devoted = devoted_english = 0.0
    seen: dict[Terms, _LabelScore] = {}
    met = evidence.by_term.keys()
    for number, terms in enumerate(article.terms):
        if met.isdisjoint(terms):
            continue
        label_score = seen.get(terms)
        if label_score is None:
            label_score = seen[terms] = _label_score(terms, evidence)
        worth = label_score.score + (_TITLE if number < article.titles else 0.0)
        begun += label_score.begun
        met_by = label_score.score * (1.0 if label_score.begun else _DEVOTED_OTHERWISE)
        if number in article.english:
            devoted_english += met_by
        else:
            devoted += met_by
        support += worth
        if worth > best:
            best, label, is_open, in_full = worth, number, label_score.open, label_score.in_full
    support -= best
    total = best
    if evidence.heavy > 1 and len(seen) > 1:
        total = max(best, _ACROSS * _across(list(seen.values()), evidence))
    together = total
    others = _OTHERS_IN_A_SENTENCE if evidence.sentence else _OTHERS
    total += max(0.0, BEST_WITHOUT_BEING_EXACT - total) * others * support / (support + 2)
    english = len(article.english)
    part = max(devoted / max(1, len(article.terms) - english), devoted_english / max(1, english))
    lifted = total + _OTHERS_BEGUN * math.log(max(1, begun)) + DEVOTED * part
    if is_open:
        lifted = _while_typing(lifted, total, _explained(seen[article.terms[label]], evidence))
    scores = {terms: label_score.score for terms, label_score in seen.items()}
    reached = min(lifted, BEST_WITHOUT_BEING_EXACT)
    return Scored(article, reached, label, is_open, in_full, scores, (best, together, total, reached))


def _while_typing(lifted: float, total: float, full: float) -> float:
    """A half-typed word counts for less than it would in full, however much speaks for it, and in order still."""
    knee = max(total, _NEARLY * full)
    room = _BEST_WHILE_TYPING * full - knee
    if lifted <= knee or room <= 0:
        return lifted
    return knee + room * (1 - math.exp((knee - lifted) / 0.1))


def _explained(label: _LabelScore, evidence: Evidence) -> float:
    """The weight of the words that met a label: what they would come to had they been typed in full."""
    met = [weight for weight, fit in zip(evidence.weights, label.fits, strict=True) if fit]
    return sum(met) / evidence.total


def _across(labels: list[_LabelScore], evidence: Evidence) -> float:
    """The score of all labels together, each word where it fits best."""
    shared = [[fit * label.share for fit in label.fits] for label in labels]
    return _weighed([max(fits) for fits in zip(*shared, strict=True)], evidence)


def _label_score(terms: Terms, evidence: Evidence) -> _LabelScore:
    by_term, letters_of = evidence.by_term, evidence.letters
    fits = [0.0] * len(evidence.weights)
    covered = whole = 0.0
    to_come, start = 0, -1
    is_open, in_full = False, True
    for number, term in enumerate(terms):
        letters = letters_of[term]
        whole += letters
        if start < 0 and letters > 1 and term not in OFFICE:
            start = number
        term_matches = by_term.get(term)
        if term_matches is None:
            in_full = in_full and term in _LINK_WORDS
            to_come += letters > 1
            continue
        cover = sum([match[1] for _, match in term_matches])
        together = len(term_matches) > 1 and cover >= 0.9
        for at, (fit, _, why) in term_matches:
            if together and fit < _IN_PARTS and why is not Why.SPELLING:
                fits[at] = max(fits[at], _IN_PARTS)
            elif fit > fits[at]:
                fits[at] = fit
            is_open = is_open or why is Why.PREFIX
            in_full = in_full and fit >= _FIT_IN_FULL
        covered += letters * min(1.0, cover)
    begins = by_term.get(terms[0])
    begun = begins is not None and begins[0][1].why is Why.PREFIX
    share = 1 - WORD_TO_COME * min(4, to_come)
    if not is_open:
        share -= LABEL_SHARE * (1 - covered / whole)
    worth = share * _weighed(fits, evidence)
    if in_full and not is_open:
        worth += _worth_in_full(terms, worth, evidence)
    if terms[max(0, start)] not in by_term:
        worth *= 1 - _NOT_AT_THE_START
    return _LabelScore(worth, share, fits, begun, is_open, in_full and not is_open)


def _worth_in_full(terms: Terms, worth: float, evidence: Evidence) -> float:
    """What it is worth to a label to stand in the query from its first word to its last. In a sentence a label of one
    word may stand there by chance, one of several hardly."""
    if not evidence.sentence:
        return _WORTH_IN_FULL
    several = sum([evidence.letters[term] > 1 for term in terms]) > 1
    return (_SEVERAL_WORDS_IN_FULL if several else _WORTH_IN_FULL) + _PART_IN_FULL * worth


def _weighed(fits: list[float], evidence: Evidence) -> float:
    return sum([weight * fit for weight, fit in zip(evidence.weights, fits, strict=True)]) / evidence.total
