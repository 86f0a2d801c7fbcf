"""A vocabulary's concepts beside the articles that agents see: what suggestions and coverage both ask."""

from collections import defaultdict

from kontakt.knowledge.article import Article
from kontakt.knowledge.similarity import plain
from kontakt.library.library import Library
from kontakt.search import Hit, SearchAnswer, Why
from kontakt.vocabulary.concept import Concept, ConceptVocabulary

FIRST_HITS = 3
"""An agent reads the first three hits at a glance."""

_WHOLE = frozenset({Why.TITLE, Why.KEYWORD, Why.PREFIX, Why.FORM, Why.COMPOUND})


def own_labels(article: Article) -> dict[str, str]:
    """The article's titles and keywords as they are written, by what they fold to."""
    texts = (*article.titles, *article.all_keywords)
    return {plain(text): text for text in reversed(texts) if text}


def meets_whole(hit: Hit) -> bool:
    """Whether the hit met the whole of what was searched for, and not by likeness of spelling alone."""
    return hit.why in _WHOLE


class VocabularyMatching:
    """A vocabulary and a library, with what each search found: most labels are asked about more than once."""

    def __init__(self, vocabulary: ConceptVocabulary, library: Library) -> None:
        self.vocabulary, self.library = vocabulary, library
        self._answers: dict[str, SearchAnswer] = {}
        self._los = {theme.id: theme.los for theme in library.themes if theme.los}
        self._above = {path: vocabulary.above(path) for path in (*vocabulary.by_path, *self._los.values())}
        self._carriers: defaultdict[str, set[str]] = defaultdict(set)
        for article in library.articles.values():
            for label in own_labels(article):
                self._carriers[label].add(article.id)

    def search(self, label: str) -> SearchAnswer:
        """What an agent finds with a label: the first three hits."""
        if label not in self._answers:
            self._answers[label] = self.library.index.search(label, limit=FIRST_HITS)
        return self._answers[label]

    def carriers(self, label: str) -> frozenset[str]:
        """The ids of the articles that have this label as a title or keyword."""
        return frozenset(self._carriers.get(plain(label), ()))

    def in_one_branch(self, concept: Concept, article: Article) -> bool:
        """Whether the Los theme of the article's theme is one of those the concept stands under, or above or below
        one of them."""
        los = self._los.get(article.theme)
        if los is None:
            return False
        return los in self._above[concept.path] or not self._above[los].isdisjoint((concept.path, *concept.broader))
