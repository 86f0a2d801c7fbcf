"""How far an answer may be trusted, why a hit is there, and what may have been meant."""

from collections.abc import Sequence

from kontakt.search.answer import Hit, Why
from kontakt.search.matching import Match
from kontakt.search.query import Query
from kontakt.search.scoring import EXACT_BUT_FOR_THE_PLACE, Evidence, Scored
from kontakt.search.vocabulary import Vocabulary
from kontakt.search.words import tokens

_STRENGTH = (Why.KEYWORD, Why.PREFIX, Why.FORM, Why.COMPOUND, Why.SPELLING, Why.PARTLY)
_UNEXPLAINED = 0.35
_SURE, _MARGIN = 0.65, 0.06
_WORTH_A_CORRECTION, _SURE_CORRECTION, _NEARLY_WHOLE = 0.4, 0.68, 0.95


def reason(each: Scored, evidence: Evidence) -> Why:
    """The weakest of the reasons for which the words of the query met the label; ``PARTLY`` when a good part
    of the query is not in it."""
    title = each.label < each.article.titles
    if each.score >= EXACT_BUT_FOR_THE_PLACE:
        return Why.TITLE if title else Why.KEYWORD
    best: dict[int, Match] = {}
    for term in each.article.terms[each.label]:
        for at, match in evidence.by_term.get(term, ()):
            if at not in best or best[at] < match:
                best[at] = match
    explained = sum(evidence.weights[at] for at in best)
    if explained < (1 - _UNEXPLAINED) * evidence.total:
        return Why.PARTLY
    heavy = [match for at, match in best.items() if evidence.weights[at] >= 0.1 * evidence.total]
    weakest = max((match.why for match in heavy), key=_STRENGTH.index, default=Why.PARTLY)
    return Why.TITLE if weakest is Why.KEYWORD and title else weakest


def is_sure(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether the first of the articles may be trusted without a look: nothing else is exact, or what was met
    is a good part of the query and well ahead of the rest."""
    if not ranked:
        return False
    first = ranked[0].score
    second = ranked[1].score if len(ranked) > 1 else 0.0
    if first >= EXACT_BUT_FOR_THE_PLACE:
        return second < first
    whole = ranked[0].said or reason(ranked[0], evidence) is not Why.PARTLY
    return whole and first >= _SURE and first - second >= _MARGIN


def did_you_mean(
    query: Query,
    hits: Sequence[Hit],
    words: Sequence[str],
    evidence: Evidence,
    vocabulary: Vocabulary,
) -> str | None:
    """The query with its misspelled words as the first hit's label writes them, if that is what was met."""
    if not hits or hits[0].score < _WORTH_A_CORRECTION:
        return None
    label = hits[0].label
    better: dict[str, str] = {}
    for token in tokens(label):
        for at, match in evidence.by_term.get(vocabulary.term_of.get(token.folded, ""), ()):
            if match.why is Why.SPELLING and match.fit >= _SURE_CORRECTION and match.cover >= _NEARLY_WHOLE:
                better[words[at]] = _uncapitalised(label[token.start : token.end])
    text = query.text
    for token in reversed(query.words):
        if token.folded in better:
            text = text[: token.start] + better[token.folded] + text[token.end :]
    return text if text != query.text else None


def _uncapitalised(word: str) -> str:
    """A word without the capital of a sentence's beginning; NAV and d-Nummer keep theirs."""
    return word.lower() if word[1:] == word[1:].lower() else word
