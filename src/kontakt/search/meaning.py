"""What the words of a query mean to the articles: the terms each may stand for, and for which articles that speaks."""

import math
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from kontakt.search.abbreviations import long_forms
from kontakt.search.answer import Why
from kontakt.search.everyday import ORDINARY
from kontakt.search.inverted_index import InvertedIndex
from kontakt.search.nouns import noun_in_o
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
_FORM_OF_A_NOUN = 0.95
_OF_ANOTHER = {Why.KEYWORD: Why.FORM, Why.PREFIX: Why.COMPOUND}  # it is no beginning: nothing is to come
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
    """A word as it was read: ``whole`` and ``english`` only where it would mean something else otherwise. ``noun`` is
    the one in -o that it may be a form of."""

    word: str
    whole: bool
    english: bool
    noun: str

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
            read = self._read(token.folded, whole, noun_in_o(query.text[token.start : token.end]))
            for part in self._parts(read, weight, len(query.words)):
                words.append(part.word)
                weights.append(weight * len(part.word) / len(read.word))
                meanings.append(self._meaning(part, weight, len(query.words)))
                lately.add(part)
            lately.add(read)
        self._remembered = {read: self._remembered[read] for read in lately & self._remembered.keys()}
        return words, weights, meanings

    def _read(self, word: str, whole: bool, noun: str = "") -> _Read:
        lexicon = self._index.lexicon
        return _Read(word, whole and may_go_on(lexicon, word), self._english and lexicon.is_english(word), noun)

    def _parts(self, read: _Read, weight: float, among: int) -> tuple[_Read, ...]:
        """What a word is made of, where it is not understood as one: itself else."""
        if weight < _LIGHT or (read.whole and read.word in ORDINARY):
            return (read,)
        understood = self._meaning(read, weight, among).understood
        if understood >= _KNOWN:
            return (read,)
        parts = segments(self._index.lexicon, read.word, strictly=understood >= _LIKELY)
        return tuple(self._read(part, read.whole) for part in parts) or (read,)

    def _meaning(self, read: _Read, weight: float, among: int) -> Meaning:
        if weight < _LIGHT or len(read.word) == 1 < among:
            return Meaning(known_matches(self._index.lexicon, read.word), {})
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
        """What the word may mean, and what it may stand for. An English word among others of that
        language means no Norwegian one that is spelled much like it: a *snake* does not *snakke*."""
        word = read.word
        matched = matches(self._index.lexicon, word, whole=read.whole)
        if read.english:
            return {term: match for term, match in matched.items() if self._index.lexicon.is_english(term)}
        for other, fit in self._stands_for(read):
            for term, match in matches(self._index.lexicon, other, whole=True).items():
                keep(matched, term, WordMatch(fit * match.fit, match.cover, _OF_ANOTHER.get(match.why, match.why)))
        for other in synonyms(word):
            for term, match in known_matches(self._index.lexicon, other).items():
                keep(matched, term, WordMatch(_SYNONYM * match.fit, match.cover, Why.SYNONYM))
        return matched

    def _stands_for(self, read: _Read) -> Iterator[tuple[str, float]]:
        """The long forms of an abbreviation and the noun of a form in -oer, and how well each fits."""
        known = read.word in self._index.lexicon.term_of
        for long in long_forms(read.word):
            yield long, _ABBREVIATED_AND_KNOWN if known else _ABBREVIATED
        if read.noun and known_matches(self._index.lexicon, read.noun):
            yield read.noun, _FORM_OF_A_NOUN

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
