"""Which past searches may find something else, once some labels have come or gone: searching them all again takes
long, and most find what they found."""

from collections.abc import Collection, Iterator, Mapping, Set

from kontakt.knowledge.article import Article
from kontakt.knowledge.similarity import plain
from kontakt.search.lexicon import Lexicon
from kontakt.search.word_matching import matches
from kontakt.search.words import folded_words, trunk


def labels(article: Article | None) -> frozenset[str]:
    """What an article is found by, folded; nothing of none."""
    if article is None:
        return frozenset()
    texts = (*article.titles, *article.all_keywords)
    return frozenset(map(plain, texts)) - {""}


def to_repeat(hits: Mapping[str, Collection[str]], articles: Set[str], changed: Set[str]) -> Iterator[str]:
    """The searches among ``hits`` (text → ids found) that may find something else, when labels of these ``articles``
    have ``changed`` (folded, come or gone): those that found one of the articles, and those with a word that may mean
    a word of the labels. Every other search finds first what it found: its words mean the same terms of the same
    articles, and are as rare as before. Further down, a hit may move where very many words share a word's letters."""
    if not changed:
        return
    near = _words_near({word for label in changed for word in label.split()}, hits)
    for text, found in hits.items():
        if not articles.isdisjoint(found) or not near.isdisjoint(folded_words(text)):
            yield text


def _words_near(changed: Set[str], texts: Collection[str]) -> frozenset[str]:
    """The words of the texts that may mean one of the changed words, or hold it as a part."""
    lexicon = Lexicon()
    lexicon.fill(changed)
    trunks = [trunk(word) for word in changed]
    asked = {word for text in texts for word in folded_words(text)}
    return frozenset(word for word in asked if any(part in word for part in trunks) or matches(lexicon, word))
