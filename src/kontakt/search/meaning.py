"""What the words of a query mean to the articles: the terms each may stand for, and for which articles that speaks."""

import math
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from kontakt.search.abbreviations import long_forms
from kontakt.search.answer import Why
from kontakt.search.everyday import ORDINARY
from kontakt.search.inverted_index import InvertedIndex
from kontakt.search.query import Query
from kontakt.search.scoring import DEVOTED, LABEL_SHARE, WORD_TO_COME
from kontakt.search.segments import segments
from kontakt.search.synonyms import synonyms
from kontakt.search.word_match import Matches, WordMatch, keep
from kontakt.search.word_matching import known_matches, matches, may_go_on

_FIRST_LETTERS, _MOST_COMMON = 2, 64  # letters; words that are remembered beyond a query
_MOST_VOTES = 700  # articles; of a word that may mean nearly everything, the best will do
_KNOWN = 0.76  # fit from which a word is not taken apart
_LIKELY = 0.62  # fit from which it is rather misspelled than made of words that it does not quite hold
_LIGHT = 0.16  # weight under which a word is only looked up as it stands
_NEAR_THE_BEST = 0.85
_ABBREVIATED, _ABBREVIATED_AND_KNOWN = 0.96, 0.88
_SYNONYM = 0.8
_OF_AN_ABBREVIATION = {Why.KEYWORD: Why.FORM, Why.PREFIX: Why.COMPOUND}  # it is no beginning: nothing is to come
_RARITY_IN_A_SENTENCE, _NOT_UNDERSTOOD = 1.5, 0.5
_NOBODY: Mapping[str, float] = {}
_LEAST_RARITY, _RARITY_OF_THE_UNKNOWN = 0.4, 0.8


class Meaning(NamedTuple):
    """The terms a word may mean, how strongly that speaks for each article, how rare it is and how well it is
    understood: the fit of its best match (both 0–1)."""

    matches: Matches
    votes: dict[str, float]
    rarity: float = 1.0
    understood: float = 1.0

    def speaks(self, *, sentence: bool) -> float:
        """The word's part in the weight (0–1). In a sentence most words lie beside its subject: there the rare
        ones say more still, and those that no label holds, or only by a guess, less."""
        if not sentence:
            return self.rarity
        return math.pow(self.rarity, _RARITY_IN_A_SENTENCE) * math.sqrt(max(self.understood, _NOT_UNDERSTOOD))


class _Read(NamedTuple):
    """A word as it was read: ``whole`` and ``english`` only where it would mean something else otherwise."""

    word: str
    whole: bool
    english: bool

    @property
    def is_common(self) -> bool:
        """Whether call after call has it: the first letters of many words, and what carries every sentence."""
        return len(self.word) <= _FIRST_LETTERS or self.word in ORDINARY


class Meanings:
    """The meanings of words in an index, remembered until ``forget``. Those of one query are for the next: at a key
    press only the last word is new. Of those that are common the last ones are."""

    def __init__(self, index: InvertedIndex) -> None:
        self._index = index
        self._remembered: dict[_Read, Meaning] = {}
        self._common: dict[_Read, Meaning] = {}  # the one that came first goes first
        self._english = False  # whether English is spoken in the query

    def forget(self) -> None:
        """Forget all meanings: the index has changed."""
        self._remembered.clear()
        self._common.clear()

    def of(self, query: Query) -> tuple[list[str], list[float], list[Meaning]]:
        """The words of a query, those written together taken apart, with their weights and meanings."""
        words: list[str] = []
        weights: list[float] = []
        meanings: list[Meaning] = []
        lately: set[_Read] = set()
        self._english = query.english
        for token, weight, whole in zip(query.words, query.weights, query.whole, strict=True):
            word = token.folded
            for part in self._parts(word, weight, len(query.words), whole):
                words.append(part)
                weights.append(weight * len(part) / len(word))
                meanings.append(self._meaning(part, weight, len(query.words), whole))
                lately.add(self._read(part, whole))
            lately.add(self._read(word, whole))
        self._remembered = {read: self._remembered[read] for read in lately & self._remembered.keys()}
        return words, weights, meanings

    def _read(self, word: str, whole: bool) -> _Read:
        lexicon = self._index.lexicon
        return _Read(word, whole and may_go_on(lexicon, word), self._english and lexicon.is_english(word))

    def _parts(self, word: str, weight: float, among: int, whole: bool) -> tuple[str, ...]:
        if weight < _LIGHT or (whole and word in ORDINARY):
            return (word,)
        understood = self._meaning(word, weight, among, whole).understood
        if understood >= _KNOWN:
            return (word,)
        return segments(self._index.lexicon, word, strictly=understood >= _LIKELY) or (word,)

    def _meaning(self, word: str, weight: float, among: int, whole: bool) -> Meaning:
        if weight < _LIGHT or len(word) == 1 < among:
            return Meaning(known_matches(self._index.lexicon, word), {})
        read = self._read(word, whole)
        meaning = self._remembered.get(read) or self._common.get(read)
        if meaning is None:
            matched = self._matches(read)
            votes = self._votes(matched)
            meaning = Meaning(matched, votes, self._rarity(votes), _best_fit(matched))
            if read.is_common:
                self._remember_for_long(read, meaning)
            else:
                self._remembered[read] = meaning
        return meaning

    def _remember_for_long(self, read: _Read, meaning: Meaning) -> None:
        if len(self._common) >= _MOST_COMMON:
            del self._common[next(iter(self._common))]
        self._common[read] = meaning

    def _matches(self, read: _Read) -> Matches:
        """What the word may mean, and what it may stand for as an abbreviation. An English word among others of that
        language means no Norwegian one that is spelled much like it: a *snake* does not *snakke*."""
        word = read.word
        matched = matches(self._index.lexicon, word, whole=read.whole)
        if read.english:
            return {term: match for term, match in matched.items() if self._index.lexicon.is_english(term)}
        fit = _ABBREVIATED_AND_KNOWN if word in self._index.lexicon.term_of else _ABBREVIATED
        for long in long_forms(word):
            for term, match in matches(self._index.lexicon, long, whole=True).items():
                keep(
                    matched,
                    term,
                    WordMatch(fit * match.fit, match.cover, _OF_AN_ABBREVIATION.get(match.why, match.why)),
                )
        for other in synonyms(word):
            for term, match in known_matches(self._index.lexicon, other).items():
                keep(matched, term, WordMatch(_SYNONYM * match.fit, match.cover, Why.SYNONYM))
        return matched

    def _votes(self, matched: Matches) -> dict[str, float]:
        """An estimate of each article's score from the shares of its labels alone: enough to choose those to score."""
        votes: dict[str, float] = {}
        terms: dict[str, int] = {}
        holders, part = self._index.holders, self._index.part
        last = 1.0
        for term, match in sorted(matched.items(), key=itemgetter(1), reverse=True):
            fit, cover, why = match
            if fit < last and len(votes) > _MOST_VOTES:
                break
            last = fit
            if why is Why.PREFIX:
                alone, shared = fit * (1 - WORD_TO_COME), fit * WORD_TO_COME
            else:
                alone, shared = (1 - LABEL_SHARE) * fit, LABEL_SHARE * fit * cover
            for article, share in holders.get(term, _NOBODY).items():
                vote = alone + shared * share + DEVOTED * part[article]
                if article not in votes:
                    votes[article] = vote
                    continue
                terms[article] = terms.get(article, 1) + 1
                if votes[article] < vote:  # noqa: PLR1730 (a call for each would take half of the time)
                    votes[article] = vote
        for article, times in terms.items():
            votes[article] += (times - 1) * DEVOTED * part[article]
        return votes

    def _rarity(self, votes: dict[str, float]) -> float:
        if not votes:
            return _RARITY_OF_THE_UNKNOWN
        least = _NEAR_THE_BEST * max(votes.values())
        holders = sum([vote >= least for vote in votes.values()])
        everything = len(self._index.articles) + 1
        rarity = math.log(everything / holders) / math.log(everything)
        return _LEAST_RARITY + (1 - _LEAST_RARITY) * rarity


def _best_fit(matched: Matches) -> float:
    return max(matched.values())[0] if matched else 0.0
