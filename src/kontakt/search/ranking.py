"""Which articles answer a query: every word of it votes for the articles that hold a term it may mean, and
those with most votes are looked at label by label."""

import math
from collections.abc import Mapping, Sequence
from heapq import nlargest

from kontakt.search.answer import Hit, SearchAnswer, Why
from kontakt.search.compounds import IN_PARTS, compounds
from kontakt.search.confidence import did_you_mean, is_sure, reason
from kontakt.search.explaining import Explanation, explanation
from kontakt.search.highlight import spans, whole
from kontakt.search.inverted_index import InvertedIndex
from kontakt.search.meaning import Meaning, Meanings
from kontakt.search.ordering import ordered
from kontakt.search.query import Query
from kontakt.search.scoring import EXACT_BUT_FOR_THE_PLACE, LABEL_SHARE, Evidence, Scored, score
from kontakt.search.word_match import WordMatch

_LOOKED_AT = 32  # articles
_BEHIND, _BEHIND_IN_A_SENTENCE = 0.55, 0.45  # of the most votes, under which an article is not looked at
_LEAST_VOTE = 0.1  # of the query's weight, under which a word does not vote
_USED = 0.12
_ENOUGH = 10.0  # uses; where the most used article has fewer, usage says less
_HEAVY = 0.25
_DAMPING = (1.0, 1.0, 0.8, 0.5, 0.3)
_WORST = 0.2

_Counted = tuple[list[tuple[Meaning, float]], dict[str, float]]
"""Words by their meanings with their weights, and the votes that they come to."""


class Ranking:
    """Ranks the articles of an index."""

    def __init__(self, index: InvertedIndex) -> None:
        self._index = index
        self._meanings = Meanings(index)
        self._usage: dict[str, float] = {}
        self._before: _Counted = ([], {})

    def set_usage(self, usage: Mapping[str, float]) -> None:
        """How much each article is used: weights ≥ 0, brought to 0–1. A handful of uses does not make much."""
        most = max([_ENOUGH, *usage.values()])
        self._usage = {
            article: math.log1p(weight) / math.log1p(most) for article, weight in usage.items() if weight > 0
        }

    def forget(self) -> None:
        """Forget the meanings of words and their votes: the index has changed."""
        self._meanings.forget()
        self._before = [], {}

    def answer(self, query: Query, municipality: str | None, limit: int) -> SearchAnswer:
        """The hits of a query with at least one word, for a municipality if one is known."""
        words, evidence, ranked = self._ranked(query, municipality, limit)
        hits = tuple([self._hit(scored, words, evidence) for scored in _shown(ranked, limit)])
        return SearchAnswer(
            query.text,
            hits,
            sure=bool(hits) and is_sure(ranked, evidence),
            did_you_mean=did_you_mean(query, hits, words, evidence, self._index.lexicon),
            municipality=query.municipality,
            chosen=query.chosen,
            outright=query.outright,
            fitting=query.fitting,
        )

    def explain(self, query: Query, municipality: str | None, limit: int) -> tuple[Explanation, ...]:
        """Why each hit of ``answer`` stands there, in the same order."""
        words, evidence, ranked = self._ranked(query, municipality, limit)
        return tuple(
            explanation(scored, words, evidence, self._usage.get(scored.article.entry.id, 0.0))
            for scored in _shown(ranked, limit)
        )

    def _ranked(self, query: Query, municipality: str | None, limit: int) -> tuple[list[str], Evidence, list[Scored]]:
        """The words of a query taken apart, what they may mean, and the articles looked at, best first."""
        words, bare, meanings = self._meanings.of(query)
        evidence = self._evidence(words, bare, meanings, sentence=query.sentence)
        votes = self._votes(meanings, evidence)
        exact = {article for joined in query.joined for article in self._index.holding_whole(joined)}
        most = max(votes.values(), default=1.0)
        votes.update(dict.fromkeys(exact, most))
        if municipality is not None:
            for article, municipalities in self._index.only.items():
                if municipality not in municipalities:
                    votes.pop(article, None)
        elected = _elected(votes, max(_LOOKED_AT, limit), _BEHIND_IN_A_SENTENCE if query.sentence else _BEHIND)
        scored = [score(self._index.articles[article], evidence) for article in elected]
        named = self._naming(query.places, elected)
        return words, evidence, ordered(scored, query, words, evidence, exact, named, self._usage)

    def _naming(self, places: Sequence[str], articles: Sequence[str]) -> set[str]:
        """Those of some articles that name one of these places."""
        terms = [self._index.lexicon.term_of.get(place, "") for place in places]
        holders = [self._index.holders[term] for term in terms if term in self._index.holders]
        return {article for held in holders for article in articles if article in held}

    def _evidence(self, words: list[str], bare: list[float], meanings: list[Meaning], *, sentence: bool) -> Evidence:
        weights = tuple(
            [weight * meaning.speaks(sentence=sentence) for weight, meaning in zip(bare, meanings, strict=True)]
        )
        by_term: dict[str, list[tuple[int, WordMatch]]] = {}
        for at, meaning in enumerate(meanings):
            for term, match in meaning.matches.items():
                met = by_term.get(term)
                if met is None:
                    by_term[term] = [(at, match)]
                else:
                    met.append((at, match))
        heavy = {at for at, weight in enumerate(bare) if weight > _HEAVY}
        for term, pair in compounds(self._index.lexicon, words, heavy).items():
            match = WordMatch(IN_PARTS, 0.5, Why.COMPOUND)
            others = [match for match in by_term.get(term, ()) if match[0] not in pair]
            by_term[term] = others + [(at, match) for at in pair]
        return Evidence(by_term, weights, _damped(weights), len(heavy), sentence, self._index.weight, tuple(words))

    def _votes(self, meanings: list[Meaning], evidence: Evidence) -> dict[str, float]:
        least = _LEAST_VOTE * evidence.total
        weighed = zip(meanings, evidence.weights, strict=True)
        votes = self._counted([(meaning, weight) for meaning, weight in weighed if weight >= least])
        for term, met in evidence.by_term.items():
            if len(met) > 1:
                weight = sum([evidence.weights[at] * match.fit for at, match in met])
                for article, share in self._index.holders[term].items():
                    vote = weight * (1 - LABEL_SHARE + LABEL_SHARE * share)
                    votes[article] = max(votes.get(article, 0.0), vote)
        for article, used in self._usage.items():
            if article in votes:
                votes[article] += _USED * used * evidence.total
        return votes

    def _counted(self, voting: list[tuple[Meaning, float]]) -> dict[str, float]:
        """The votes of these words, by their weights. At a key press only the last word is new: those of the others are
        kept from the key before."""
        before, votes = self._before
        if before != voting[:-1]:
            before, votes = voting[:-1], {}
            for meaning, weight in before:
                _count(meaning.votes, weight, votes)
            self._before = before, votes
        votes = votes.copy()
        for meaning, weight in voting[-1:]:
            _count(meaning.votes, weight, votes)
        return votes

    def _hit(self, scored: Scored, words: list[str], evidence: Evidence) -> Hit:
        text = scored.article.texts[scored.label]
        if scored.score >= EXACT_BUT_FOR_THE_PLACE:
            return Hit(
                scored.article.entry.id, scored.score, reason(scored, evidence), text, whole(text), scored.english
            )
        typed: dict[str, list[tuple[str, WordMatch]]] = {}
        for term in scored.article.terms[scored.label]:
            met = evidence.by_term.get(term, ())
            typed[term] = [(words[at], match) for at, match in met]
        highlighted = spans(text, self._index.lexicon.term_of, typed)
        return Hit(
            scored.article.entry.id,
            round(scored.score, 4),
            reason(scored, evidence),
            text,
            highlighted,
            scored.english,
        )


def _shown(ranked: list[Scored], limit: int) -> list[Scored]:
    return [scored for scored in ranked[: max(0, limit)] if scored.score > _WORST]


def _count(votes: Mapping[str, float], weight: float, counted: dict[str, float]) -> None:
    """Add the votes of one word to those counted."""
    if not counted:
        counted.update({article: weight * vote for article, vote in votes.items()})
        return
    for article, vote in votes.items():
        counted[article] = counted.get(article, 0.0) + weight * vote


def _damped(weights: tuple[float, ...]) -> float:
    """The sum of the weights of which the later ones count less: nobody's question has ten subjects."""
    heaviest = sorted(weights, reverse=True)
    return sum([weight * _DAMPING[min(at, len(_DAMPING) - 1)] for at, weight in enumerate(heaviest)])


def _elected(votes: Mapping[str, float], seats: int, part: float) -> list[str]:
    """The articles with most votes, and at least a part (0–1) of the first's; of equals the first by id, so that
    the order of entry does not matter."""
    if not votes:
        return []
    most = nlargest(seats, votes.values())
    least = max(most[-1], part * most[0]) - 1e-6
    near = [(-round(vote, 5), article) for article, vote in votes.items() if vote >= least]
    return [article for _, article in sorted(near)[:seats]]
