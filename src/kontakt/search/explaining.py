"""Why a hit stands where it does, for an editor who wonders: made on request, from what the ranking holds."""

from dataclasses import dataclass, replace
from itertools import pairwise

from kontakt.search.answer import Why
from kontakt.search.ordering import usage_lift
from kontakt.search.scoring import EXACT_BUT_FOR_THE_PLACE, Evidence, Scored
from kontakt.search.words import folded_words

_BY_MORE_THAN_FILLERS = 0.05  # score


@dataclass(frozen=True, slots=True)
class Meeting:
    """How one typed word met the label. ``weight`` (0–1) is the word's part of the query; ``met`` the label's
    word (folded), ``why`` and ``fit`` (0–1) how; None and 0 when the word is not in the label. ``elsewhere`` is another
    label of the article that has it then, "" for none."""

    typed: str
    weight: float
    met: str | None = None
    why: Why | None = None
    fit: float = 0.0
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one hit stands there. ``label`` is the best title or keyword, ``exact`` whether it is just what was typed.
    ``of_query`` and ``of_label`` (0–1) are how much of each the other covers; ``meeting`` of the article's ``labels``
    meet the query; ``usage`` is how far being used puts it before one that nobody uses. The ``parts`` add up to the
    score: of the label, of words in other labels, of other labels for the same, of how much of the article meets the
    query, and of small differences in order (letters, usage, place)."""

    id: str
    score: float
    label: str
    title: bool
    exact: bool
    words: tuple[Meeting, ...]
    of_query: float
    of_label: float
    meeting: int
    labels: int
    usage: float
    parts: tuple[float, ...]


def explanation(scored: Scored, words: list[str], evidence: Evidence, used: float) -> Explanation:
    """The explanation of one ranked article; ``used`` (0–1) is how much it is used."""
    terms = scored.article.terms[scored.label]
    written = folded_words(scored.article.texts[scored.label])
    best = [Meeting(word, weight / evidence.total) for word, weight in zip(words, evidence.weights, strict=True)]
    covered = 0.0
    for spelling, term in zip(written, terms, strict=True):
        met = evidence.by_term.get(term, ())
        covered += evidence.letters[term] * min(1.0, sum(match.cover for _, match in met))
        for at, match in met:
            if match.fit > best[at].fit:
                best[at] = Meeting(words[at], best[at].weight, spelling, match.why, match.fit)
    exact = scored.score >= EXACT_BUT_FOR_THE_PLACE
    return Explanation(
        id=scored.article.entry.id,
        score=scored.score,
        label=scored.article.texts[scored.label],
        title=scored.label < scored.article.titles,
        exact=exact,
        words=tuple([_elsewhere(meeting, at, scored, evidence) for at, meeting in enumerate(best)]),
        of_query=sum(meeting.weight for meeting in best if meeting.met),
        of_label=covered / sum(evidence.letters[term] for term in terms),
        meeting=sum(scored.labels.get(terms, 0.0) > _BY_MORE_THAN_FILLERS for terms in scored.article.terms),
        labels=len(scored.article.terms),
        usage=0.0 if exact else usage_lift(scored, used),
        parts=(scored.score,) if exact else _parts(scored),
    )


def _parts(scored: Scored) -> tuple[float, ...]:
    """What each step added to the score."""
    return tuple(after - before for before, after in pairwise((0.0, *scored.steps, scored.score)))


def _elsewhere(meeting: Meeting, at: int, scored: Scored, evidence: Evidence) -> Meeting:
    """A word that is not in the label, with the label of the article that it fits best."""
    if meeting.met:
        return meeting
    fits = [
        (match.fit, -number)
        for number, terms in enumerate(scored.article.terms)
        for term in terms
        for word, match in evidence.by_term.get(term, ())
        if word == at
    ]
    return replace(meeting, elsewhere=scored.article.texts[-max(fits)[1]]) if fits else meeting
