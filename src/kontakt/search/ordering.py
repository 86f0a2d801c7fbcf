"""The final order of the scored articles: exact labels first, then small differences between about equal scores."""

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from kontakt.search.query import Query
from kontakt.search.scoring import (
    BEST_WITHOUT_BEING_EXACT,
    EXACT_BUT_FOR_THE_PLACE,
    EXACT_KEYWORD,
    EXACT_TITLE,
    Evidence,
    Scored,
)
from kontakt.search.special_letters import meant, weight_in_other_letters
from kontakt.search.words import folded_words

_COMPARED = 20  # articles whose letters are compared with the query's
_LITERALLY = 0.03
_OTHER_LETTERS = 0.15  # less, where æ, ø or å was typed and the label has another letter there
_CLOSENESS_OF_A_BEGINNING = 0.6
_USED, _USED_WHILE_TYPING = 0.02, 0.12
_NAMED_PLACE = 0.004
_IN_ENGLISH = 0.03  # of a label in English, where English is spoken
_MENTIONED, _MOST_NAMED = 0.05, 2  # articles whose titles hold a word that one of them lists


class _Likeness(NamedTuple):
    words: int
    letters: float


def ordered(
    scored: list[Scored],
    query: Query,
    words: Sequence[str],
    evidence: Evidence,
    exact: Set[str],
    named: Set[str],
    usage: Mapping[str, float],
) -> list[Scored]:
    """The articles by score, adjusted, best first; equals by title, then id.

    ``words`` are those of ``evidence``, ``exact`` the articles with a label of just the query's letters, ``named``
    those that name a place of it, ``usage`` how much each article is used (0–1): it counts for more while a word is
    still being typed.
    """
    scored.sort(key=lambda candidate: (-round(candidate.score, 6), candidate.article.entry.id))
    most = max([usage.get(candidate.article.entry.id, 0.0) for candidate in scored], default=0.0) if usage else 0.0
    letters = meant(query, words)
    adjusted = []
    for at, candidate in enumerate(scored):
        article = candidate.article.entry.id
        result = _exact(candidate, query) if article in exact else None
        if result is None or (letters and weight_in_other_letters(result, result.label, words, letters, evidence)):
            result = (
                _compared(candidate, query)
                if at < _COMPARED
                else candidate._replace(score=candidate.score - _LITERALLY)
            )
            if article in exact and _is_only_mentioned(result, scored):
                result = result._replace(score=result.score - _MENTIONED)
            if letters and at < _COMPARED:
                lost = _OTHER_LETTERS * weight_in_other_letters(result, result.label, words, letters, evidence)
                result = result._replace(score=result.score - lost)
            # The less used are lowered, not the most used lifted: the best would else all be cut off at one highest
            # score.
            lift = usage_lift(candidate, usage.get(article, 0.0) - most)
            if article in named:
                lift += _NAMED_PLACE
            if query.english and result.label in result.article.english:
                lift += _IN_ENGLISH
            result = result._replace(score=max(0.0, min(result.score + lift, BEST_WITHOUT_BEING_EXACT)))
        adjusted.append(result)
    adjusted.sort(
        key=lambda candidate: (-round(candidate.score, 5), candidate.article.entry.titles, candidate.article.entry.id)
    )
    return adjusted


def _is_only_mentioned(candidate: Scored, among: Sequence[Scored]) -> bool:
    """Whether the label is one thing of a title that is a list, and the titles of others speak of the same: *Drosje –
    bestille og klage*."""
    article, label = candidate.article, candidate.label
    if label >= article.titles or article.is_whole_title(label):
        return False
    terms = set(article.terms[label])
    named = (any(terms.issubset(title) for title in each.article.terms[: each.article.titles]) for each in among)
    return sum(named) > _MOST_NAMED


def usage_lift(scored: Scored, used: float) -> float:
    """What being used (0–1) is worth to an article: more while a word is still being typed."""
    return (_USED_WHILE_TYPING if scored.open else _USED) * used


def _exact(scored: Scored, query: Query) -> Scored | None:
    written = ["".join(_words_of(text)) for text in scored.article.texts]
    for joined in query.joined:
        if joined in written:
            label = written.index(joined)
            if scored.article.is_whole_title(label):
                exact_score = EXACT_TITLE
            elif label >= scored.article.titles:
                exact_score = EXACT_KEYWORD
            else:  # one thing of a list
                return None
            if joined != query.joined[0]:
                exact_score = EXACT_BUT_FOR_THE_PLACE
            return scored._replace(score=exact_score, label=label, open=False)
    return None


def _compared(scored: Scored, query: Query) -> Scored:
    """Of labels about as good, the one most like what was typed; and a little for how like it is."""
    label, closeness = scored.label, _CLOSENESS_OF_A_BEGINNING
    equals = scored.equals()
    if len(equals) > 1 or not scored.open:
        typed = {word.folded for word in query.words}
        alike = {number: _alike(scored.article.texts[number], typed, query.joined[-1]) for number in equals}
        label = max(alike, key=lambda number: (alike[number], -number))
        if not scored.open:
            closeness = alike[label].letters
    return scored._replace(score=scored.score - _LITERALLY * (1 - closeness), label=label)


def _alike(text: str, typed: Set[str], joined: str) -> _Likeness:
    """How many words of a label were typed as they are, and how close its letters are to the whole query's."""
    words = _words_of(text)
    letters = Indel.normalized_similarity(joined, "".join(words))
    return _Likeness(sum([word in typed for word in words]), letters)


@lru_cache(maxsize=512)
def _words_of(label: str) -> tuple[str, ...]:
    """The folded words of a label; the next letter meets most of the same ones."""
    return tuple(folded_words(label))
