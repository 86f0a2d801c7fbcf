"""Keywords that the search would find without: other forms and spellings of a label that the article has already.

They do no good, and a little harm: every label more makes the others say less of what the article is about.
"""

from collections.abc import Iterable

from rapidfuzz.distance import Indel

from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.files import Track, untracked
from kontakt.search import Index, SearchEntry
from kontakt.search.fillers import FILLERS
from kontakt.search.spellings import canonical
from kontakt.search.words import folded_words, stem

_ALIKE = 0.88
"""The share of letters in common from which two labels may be spellings of one: one letter in eight differs."""


def redundant_keywords(articles: Iterable[Article], track: Track = untracked) -> dict[str, tuple[str, ...]]:
    """For each article its keywords that are variants of labels before them, and that the search, knowing none of
    the variants, still leads to the article, first and surely."""
    live = [article for article in articles if article.status is not Status.ARCHIVED]
    index = Index.build(map(entry_without_variants, live))
    return {article.id: redundant_in(article, index) for article in track(live)}


def entry_without_variants(article: Article) -> SearchEntry:
    """What the search is to know of an article for found_without."""
    variants = set(_variants(article))
    norwegian = dict.fromkeys(article.keywords + article.keywords_nn)
    return SearchEntry(
        id=article.id,
        titles=tuple(filter(None, (article.title, article.title_nn))),
        keywords=tuple(keyword for keyword in norwegian if keyword not in variants),
        titles_en=tuple(filter(None, (article.title_en,))),
        keywords_en=tuple(keyword for keyword in article.keywords_en if keyword not in variants),
        only=article.only,
    )


def redundant_in(article: Article, index: Index) -> tuple[str, ...]:
    """The variants among the article's keywords that ``index`` leads to it all the same. The index holds
    entry_without_variants of it, and the other articles."""
    number = article.only[0] if article.only else None
    redundant = []
    for keyword in _variants(article):
        answer = index.search(keyword, number, limit=1)
        if answer.sure and answer.hits[0].id == article.id:
            redundant.append(keyword)
    return tuple(redundant)


def _variants(article: Article) -> list[str]:
    """The keywords that have the stems, or nearly the letters, of a label before them, titles first. One that several
    language forms write just so is a single keyword."""
    stems, letters = set[frozenset[str]](), list[str]()
    variants = []
    for label in dict.fromkeys(article.titles + article.all_keywords):
        words = folded_words(label)
        roots = frozenset(stem(canonical(word)) for word in words if word not in FILLERS)
        joined = "".join(words)
        if roots and (roots in stems or _spelled_alike(joined, letters)):
            variants.append(label)
        stems.add(roots)
        letters.append(joined)
    return [variant for variant in variants if variant not in article.titles]


def _spelled_alike(joined: str, others: Iterable[str]) -> bool:
    return any(Indel.normalized_similarity(joined, other, score_cutoff=_ALIKE) for other in others)
