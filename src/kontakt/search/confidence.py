"""How far an answer may be trusted, why a hit is there, and what may have been meant."""

import math
from collections.abc import Mapping, Sequence, Set

from kontakt.search.answer import Hit, Why
from kontakt.search.everyday import ORDINARY
from kontakt.search.fillers import DENYING, TURNING
from kontakt.search.inverted_index import Terms
from kontakt.search.lexicon import Lexicon
from kontakt.search.query import Query
from kontakt.search.scoring import EXACT_BUT_FOR_THE_PLACE, EXACT_TITLE, Evidence, Scored
from kontakt.search.word_match import WordMatch
from kontakt.search.words import tokens_of_label, trunk

_STRENGTH = (Why.KEYWORD, Why.PREFIX, Why.FORM, Why.SYNONYM, Why.COMPOUND, Why.SPELLING, Why.PARTLY)
_UNEXPLAINED = 0.35
_LEAST_SAID = 0.35
_HEAVY = 0.1  # of the query's weight
_GUESSED = 0.6  # fit under which a correction is a guess
_SHORT_STEM = 4  # letters; alone, the form of so short a word may be another word: master are not always masts
_LEAST_SURE, _LEAST_MISSPELLED = 0.65, 0.6
_LEAD, _LEAD_IN_A_SENTENCE = 0.06, 0.12  # of a score of _SURE at least
_SURE, _MORE, _MORE_IN_A_SENTENCE = 0.9, 2.0, 0.6  # more lead for each hundredth that is missing
_TYPED_OUT = 0.9  # cover
_LITERAL = 0.85  # fit
_RIVALS = 8  # articles after the first
_LABELS_ABOUT = 2
_WORTH_A_CORRECTION, _SURE_CORRECTION, _NEARLY_WHOLE = 0.4, 0.68, 0.95


def reason(scored: Scored, evidence: Evidence) -> Why:
    """The weakest of the reasons for which the words of the query met the label; ``PARTLY`` when a good part
    of the query is not in it."""
    title = scored.label < scored.article.titles
    if scored.score >= EXACT_BUT_FOR_THE_PLACE:
        return Why.TITLE if title else Why.KEYWORD
    best = _met(scored, evidence)
    if _explained(best, evidence) < 1 - _UNEXPLAINED:
        return Why.PARTLY
    weakest = max((match.why for match, _ in _heavy(best, evidence)), key=_STRENGTH.index, default=Why.PARTLY)
    return Why.TITLE if weakest is Why.KEYWORD and title else weakest


def is_sure(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether the first of the articles may be trusted without a look: it is a whole title, or as good as exact and no
    other article has that label, or what was met is a good part of the query and far enough ahead of the rest; and no
    other article is as much about it by its titles."""
    if not ranked or _is_named_by_other_titles(ranked, evidence):
        return False
    first, others = ranked[0], ranked[1 : 1 + _RIVALS]
    second = others[0].score if others else 0.0
    if first.score >= EXACT_TITLE:
        return second < first.score
    if first.score >= EXACT_BUT_FOR_THE_PLACE:
        terms = first.article.terms[first.label]
        alike = any(other.article.terms[other.label] == terms for other in others)
        return second < EXACT_BUT_FOR_THE_PLACE and not alike
    if evidence.sentence and (_speaks_of_more(ranked, evidence) or _denies_what_was_met(first, evidence)):
        return False
    return _is_trusted(first, evidence) and first.score - second >= _lead_needed(first, evidence)


def _lead_needed(scored: Scored, evidence: Evidence) -> float:
    """How far ahead of the next article one must be: the further, the lower its score. What only a slip of the keys
    keeps from being met has a lower score by nature."""
    if evidence.sentence:
        least, lead, more = _LEAST_SURE, _LEAD_IN_A_SENTENCE, _MORE_IN_A_SENTENCE
    elif reason(scored, evidence) is Why.SPELLING:
        least, lead, more = _LEAST_MISSPELLED, _LEAD if _is_typed_out(scored, evidence) else 2 * _LEAD, 0.0
    else:
        least, lead, more = _LEAST_SURE, _LEAD, _MORE
    return lead + more * max(0.0, _SURE - scored.score) if scored.score >= least else math.inf


def _is_typed_out(scored: Scored, evidence: Evidence) -> bool:
    """Whether no word of the label is missing in the query, or only begun."""
    return all(
        evidence.letters[term] <= 1 or sum(match.cover for _, match in evidence.by_term.get(term, ())) >= _TYPED_OUT
        for term in scored.article.terms[scored.label]
    )


def _is_named_by_other_titles(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether the titles of one of the next articles hold every heavy word and those of the first do not, or those of
    several do: what a title says literally is surer than a keyword (``depositum`` and *Garanti eller hjelp til
    depositum*). An article with one such label among others only mentions them."""
    first = ranked[0]
    heavy = {at for at, weight in enumerate(evidence.weights) if weight >= _HEAVY * evidence.total}
    names_it_too = heavy <= _in_titles(first, evidence)
    if first.score >= EXACT_TITLE or (first.score >= EXACT_BUT_FOR_THE_PLACE and names_it_too):
        return False
    named = [
        scored
        for scored in ranked[1 : 1 + _RIVALS]
        if heavy <= _in_titles(scored, evidence) and _is_about(heavy, scored, evidence)
    ]
    return len(named) > 1 or (bool(named) and not names_it_too)


def _is_about(heavy: Set[int], scored: Scored, evidence: Evidence) -> bool:
    """Whether more than one label of an article hold all of these words of the query, or one of a few."""
    labels = scored.article.terms
    return sum(heavy <= _held(terms, evidence) for terms in labels) >= min(_LABELS_ABOUT, math.ceil(len(labels) / 5))


def _in_titles(scored: Scored, evidence: Evidence) -> set[int]:
    """The words of the query that the article's titles hold, by position."""
    titles = scored.article.terms[: scored.article.titles]
    return {at for terms in titles for at in _held(terms, evidence)}


def _held(terms: Terms, evidence: Evidence) -> set[int]:
    """The words of the query that a label holds as they are or nearly so, by position."""
    met = (match for term in terms for match in evidence.by_term.get(term, ()))
    return {at for at, match in met if match.fit >= _LITERAL}


def _denies_what_was_met(scored: Scored, evidence: Evidence) -> bool:
    """Whether *ikke* or *uten* stands beside a word that the label holds, and not in the label: ``trenger ikke
    plassen`` says the opposite of ``trenger plass``."""
    met = _met(scored, evidence)
    denials = [at for at, word in enumerate(evidence.words) if word in DENYING and at not in met]
    return any(at - 1 in met or at + 1 in met for at in denials)


def _speaks_of_more(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether a heavy word that no label of the first article meets stands in a whole label of another one."""
    explained = {at for terms in ranked[0].article.terms for term in terms for at, _ in evidence.by_term.get(term, ())}
    left = {at for at, weight in enumerate(evidence.weights) if weight >= _HEAVY * evidence.total} - explained
    return any(other.in_full and not left.isdisjoint(_met(other, evidence)) for other in ranked[1 : 1 + _RIVALS])


def _is_trusted(scored: Scored, evidence: Evidence) -> bool:
    """Whether the label leaves no good part of the query unexplained, or stands in it in full and is a fair part
    of it, and whether nothing in it is a mere guess."""
    best = _met(scored, evidence)
    heavy, last = _heavy(best, evidence), len(evidence.words) - 1
    if any(match.why is Why.SPELLING and match.fit < _GUESSED for match, _ in heavy):
        return False
    if TURNING & {term for term in scored.article.terms[scored.label] if term not in evidence.by_term}:
        return False
    if any(match.why is Why.PREFIX and evidence.words[at] in ORDINARY for at, (match, _) in best.items() if at < last):
        return False  # a word of its own, though a longer one begins so
    if scored.in_full:
        return _explained(best, evidence) >= _LEAST_SAID
    alone = len(heavy) == 1 and heavy[0][0].why is Why.FORM and len(trunk(heavy[0][1])) <= _SHORT_STEM
    return not alone and reason(scored, evidence) is not Why.PARTLY


def _met(scored: Scored, evidence: Evidence) -> dict[int, tuple[WordMatch, str]]:
    """The words of the query that met the label, by position: how at best, and which term."""
    best: dict[int, tuple[WordMatch, str]] = {}
    for term in scored.article.terms[scored.label]:
        for at, match in evidence.by_term.get(term, ()):
            if at not in best or best[at][0] < match:
                best[at] = match, term
    return best


def _explained(best: Mapping[int, tuple[WordMatch, str]], evidence: Evidence) -> float:
    return sum([evidence.weights[at] for at in best]) / evidence.total


def _heavy(best: Mapping[int, tuple[WordMatch, str]], evidence: Evidence) -> list[tuple[WordMatch, str]]:
    return [met for at, met in best.items() if evidence.weights[at] >= _HEAVY * evidence.total]


def did_you_mean(
    query: Query,
    hits: Sequence[Hit],
    words: Sequence[str],
    evidence: Evidence,
    lexicon: Lexicon,
) -> str | None:
    """The query with its misspelled words as the first hit's label writes them, if that is what was met."""
    if not hits or hits[0].score < _WORTH_A_CORRECTION:
        return None
    label = hits[0].label
    better: dict[str, str] = {}
    for token in tokens_of_label(label):
        for at, match in evidence.by_term.get(lexicon.term_of.get(token.folded, ""), ()):
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
