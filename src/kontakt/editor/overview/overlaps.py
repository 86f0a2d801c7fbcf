"""Articles that get in each other's way: they collide in the search, or say nearly the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from itertools import combinations

from kontakt.editor.overview.overview import Overlap, OverlapKind
from kontakt.knowledge.article import Article
from kontakt.knowledge.similarity import shared_keywords, similar_answers

ALIKE = 0.6
"""The share of words from which two answers are shown as nearly the same: below the checker's, as a person looks."""

MOST = 500
"""How many pairs are shown: nobody looks through more, and a careless import can make hundreds of thousands."""

_HOLDERS = 100
"""How many holders of one keyword are paired: they alone make many times MOST."""

Pair = tuple[str, str]


def overlaps(articles: Iterable[Article], uses: Mapping[str, int]) -> tuple[Overlap, ...]:
    """The pairs of articles that overlap, at most MOST: those that meet in most ways and keywords first. ``uses`` tells
    which of two is asked for more."""
    articles = tuple(articles)
    keywords: defaultdict[Pair, dict[str, None]] = defaultdict(dict)
    kinds: defaultdict[Pair, set[OverlapKind]] = defaultdict(set)
    for kind, pair, keyword in _colliding(articles):
        kinds[pair].add(kind)
        keywords[pair][keyword] = None
    alike = {_pair(one, other): share for one, other, share in similar_answers(articles, ALIKE)}
    for pair in alike:
        kinds[pair].add(OverlapKind.ANSWER)
    found = (
        Overlap(
            one=one,
            other=other,
            kinds=frozenset(kinds[pair]),
            keywords=tuple(keywords.get(pair, ())),
            similarity=alike.get(pair, 0.0),
        )
        for pair in kinds
        for one, other in [sorted(pair, key=lambda id: (-uses.get(id, 0), id))]
    )
    return tuple(nsmallest(MOST, found, key=lambda each: _weight(each, uses)))


def _colliding(articles: tuple[Article, ...]) -> Iterator[tuple[OverlapKind, Pair, str]]:
    for shared in shared_keywords(articles):
        for one, other in combinations(shared.holders[:_HOLDERS], 2):
            yield OverlapKind.KEYWORD, _pair(one, other), shared.keyword
        for holder in shared.holders:
            for titled in shared.titled[:_HOLDERS]:
                if holder != titled:
                    yield OverlapKind.TITLE, _pair(holder, titled), shared.keyword


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _weight(each: Overlap, uses: Mapping[str, int]) -> tuple[float, int, int, Pair]:
    """A near-duplicate answer weighs as much as many keywords: those two are to be merged."""
    ways = len(each.keywords) + len(each.kinds) + 10 * each.similarity
    return -ways, -uses.get(each.one, 0), -uses.get(each.other, 0), (each.one, each.other)
