"""Which of the vocabulary's municipal words lead to a right article: the map of what is missing.

Nobody can look at a thousand labels by hand, so "right" is judged by rule, and the faces say by which:

- A word is municipal if the vocabulary itself counts it among the municipalities' (``Concept.municipal``).
- It leads RIGHT if among the first three hits one has any label of the word as its title or keyword (an author has
  said that it is about this), or one met the whole label, or is sure, and lies in the same branch of themes.
- It leads ELSEWHERE if a hit met the whole label, but in another branch: to be looked at by a person.
- It leads NOWHERE otherwise.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kontakt.editor.keywords.vocabulary_matching import VocabularyMatching, meets_whole
from kontakt.library.library import Library
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Label, Role


class Leads(StrEnum):
    """Where a label leads, from the best to the worst."""

    RIGHT = "right"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class LabelLead:
    """Where one label leads. ``hits`` are the ids of the first three articles found with it."""

    label: Label
    leads: Leads
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordLead:
    """Where a word leads: ``leads`` is the worse of its names in bokmål and nynorsk. ``labels`` holds every label
    once, the names first; ``theme`` is the path of the theme at the top of the word."""

    concept: Concept
    theme: str
    leads: Leads
    labels: tuple[LabelLead, ...]


@dataclass(frozen=True, slots=True)
class CoverageTally:
    """How many words, and how many labels of any kind, lead where."""

    words: Counter[Leads]
    labels: Counter[Leads]


def coverage(vocabulary: ConceptVocabulary, library: Library) -> tuple[WordLead, ...]:
    """Where each municipal word leads, by the path of its theme and its name."""
    matching = VocabularyMatching(vocabulary, library)
    words = (_word(each, matching) for each in vocabulary.concepts if each.municipal)
    return tuple(sorted(words, key=lambda each: (each.theme, each.concept.name)))


def tally(words: Iterable[WordLead]) -> CoverageTally:
    words = tuple(words)
    return CoverageTally(
        Counter(word.leads for word in words), Counter(label.leads for word in words for label in word.labels)
    )


def _word(concept: Concept, matching: VocabularyMatching) -> WordLead:
    carriers = frozenset(id for label in concept.labels() for id in matching.carriers(label.text))
    once = {label.text: label for label in reversed([*concept.labels()])}
    labels = tuple(_label(label, concept, carriers, matching) for label in reversed(once.values()))
    worst = max((each.leads for each in labels if each.label.role is Role.PREFERRED), key=list(Leads).index)
    return WordLead(concept, matching.vocabulary.top(concept.path), worst, labels)


def _label(label: Label, concept: Concept, carriers: frozenset[str], matching: VocabularyMatching) -> LabelLead:
    answer = matching.search(label.text)
    whole = [hit.id for hit in answer.hits if meets_whole(hit)]
    trusted = [*whole, *(hit.id for hit in answer.hits[:1] if answer.sure)]
    hits = tuple(hit.id for hit in answer.hits)
    if carriers.intersection(hits) or any(
        matching.in_one_branch(concept, matching.library.articles[id]) for id in trusted
    ):
        return LabelLead(label, Leads.RIGHT, hits)
    return LabelLead(label, Leads.ELSEWHERE if whole else Leads.NOWHERE, hits)
