"""How far an answer may be trusted, why a hit is there, and what may have been meant."""

from collections.abc import Mapping, Sequence

from kontakt.search.answer import Hit, Why
from kontakt.search.fillers import TURNING
from kontakt.search.lexicon import Lexicon
from kontakt.search.query import Query
from kontakt.search.scoring import EXACT_BUT_FOR_THE_PLACE, EXACT_TITLE, Evidence, Scored
from kontakt.search.word_match import WordMatch
from kontakt.search.words import tokens, trunk

_STRENGTH = (Why.KEYWORD, Why.PREFIX, Why.FORM, Why.SYNONYM, Why.COMPOUND, Why.SPELLING, Why.PARTLY)
_UNEXPLAINED = 0.35
_LEAST_SAID = 0.35
_HEAVY = 0.1  # of the query's weight
_GUESSED = 0.6  # fit under which a correction is a guess
_SHORT_STEM = 4  # letters; alone, the form of so short a word may be another word: master are not always masts
_SURE, _MARGIN, _MARGIN_IN_A_SENTENCE = 0.8, 0.06, 0.12
_IN_A_TITLE = 0.85  # fit
_RIVALS = 8  # articles after the first
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
    """Whether the first of the articles may be trusted without a look: it alone is a whole title or as good as exact,
    or what was met is a good part of the query and well ahead of the rest; and no other title names all that was
    typed."""
    if not ranked or _is_named_by_another_title(ranked, evidence):
        return False
    first = ranked[0].score
    second = ranked[1].score if len(ranked) > 1 else 0.0
    if first >= EXACT_BUT_FOR_THE_PLACE:
        return second < (first if first >= EXACT_TITLE else EXACT_BUT_FOR_THE_PLACE)
    if evidence.sentence and _speaks_of_more(ranked, evidence):
        return False
    margin = _MARGIN_IN_A_SENTENCE if evidence.sentence else _MARGIN
    return _is_trusted(ranked[0], evidence) and first >= _SURE and first - second >= margin


def _is_named_by_another_title(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether the titles of one of the next articles hold every heavy word, and those of the first do not: what a title
    says literally is surer than a keyword (``depositum`` and *Garanti eller hjelp til depositum*)."""
    heavy = {at for at, weight in enumerate(evidence.weights) if weight >= _HEAVY * evidence.total}
    first, *others = [heavy <= _in_titles(scored, evidence) for scored in ranked[: 1 + _RIVALS]]
    return not first and any(others)


def _in_titles(scored: Scored, evidence: Evidence) -> set[int]:
    """The words of the query that the article's titles hold, by position."""
    titles = scored.article.terms[: scored.article.titles]
    met = (match for terms in titles for term in terms for match in evidence.by_term.get(term, ()))
    return {at for at, match in met if match.fit >= _IN_A_TITLE}


def _speaks_of_more(ranked: Sequence[Scored], evidence: Evidence) -> bool:
    """Whether a heavy word that no label of the first article meets stands in a whole label of another one."""
    explained = {at for terms in ranked[0].article.terms for term in terms for at, _ in evidence.by_term.get(term, ())}
    left = {at for at, weight in enumerate(evidence.weights) if weight >= _HEAVY * evidence.total} - explained
    return any(other.in_full and not left.isdisjoint(_met(other, evidence)) for other in ranked[1 : 1 + _RIVALS])


def _is_trusted(scored: Scored, evidence: Evidence) -> bool:
    """Whether the label leaves no good part of the query unexplained, or stands in it in full and is a fair part
    of it, and whether nothing in it is a mere guess."""
    best = _met(scored, evidence)
    heavy = _heavy(best, evidence)
    if any(match.why is Why.SPELLING and match.fit < _GUESSED for match, _ in heavy):
        return False
    if TURNING & {term for term in scored.article.terms[scored.label] if term not in evidence.by_term}:
        return False
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
    for token in tokens(label):
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
