"""Where articles overlap: keywords that lead to more than one, and answers that say nearly the same."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from kontakt.knowledge.article import Article
from kontakt.search.words import folded_words

MOST_ALIKE = 20
"""With how many answers before it one is paired at most. Nobody looks at more; and of thousands that are all alike,
which a careless import makes, there are millions of pairs."""


@dataclass(frozen=True, slots=True)
class SharedKeyword:
    """A keyword that leads to more than one article, as one of them writes it. ``holders`` are the ids of the
    articles that have it as a keyword, ``titled`` of those that have it as a title, both in order."""

    keyword: str
    holders: tuple[str, ...]
    titled: tuple[str, ...]


def plain(label: str) -> str:
    """A keyword or title without case, accents, signs and the spelling of æ, ø and å: equal ones are one to the
    search."""
    return " ".join(folded_words(label))


def by_label(articles: Iterable[Article]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """For each plain keyword the ids of its articles, and the same for each plain title."""
    keywords: defaultdict[str, dict[str, None]] = defaultdict(dict)
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article in sorted(articles, key=lambda article: article.id):
        for keyword in article.all_keywords:
            keywords[plain(keyword)][article.id] = None
        for title in article.titles:
            titles[plain(title)][article.id] = None
    return _ids(keywords), _ids(titles)


def _ids(holders: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {label: tuple(ids) for label, ids in holders.items() if label}


def shared_keywords(articles: Iterable[Article]) -> tuple[SharedKeyword, ...]:
    """The keywords that several articles hold, or that are another article's title: those that lead to most articles
    first, then in alphabetical order."""
    articles = tuple(articles)
    written = {plain(keyword): keyword for article in reversed(articles) for keyword in reversed(article.all_keywords)}
    keywords, titles = by_label(articles)
    shared = [
        SharedKeyword(written[label], ids, titles.get(label, ()))
        for label, ids in keywords.items()
        if len({*ids, *titles.get(label, ())}) > 1
    ]
    return tuple(
        sorted(shared, key=lambda keyword: (-len({*keyword.holders, *keyword.titled}), keyword.keyword.casefold()))
    )


def answer_words(article: Article) -> frozenset[str]:
    """What answers are compared by: the words of the bokmål answer, each once, in plain letters."""
    return frozenset(folded_words(article.answer))


def similarity(first: Set[str], second: Set[str]) -> float:
    """The share (0–1) of their words that two answers have in common: twice the words of both, by the words of
    each (Dice's coefficient)."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def similar_answers(articles: Iterable[Article], at_least: float) -> tuple[tuple[str, str, float], ...]:
    """The pairs of articles whose answers are alike by ``at_least`` (above 0, at most 1), as their ids and the share;
    the most alike first. An answer that is like more than MOST_ALIKE of those before it is paired with so many.

    Two sets that are so alike must share one of the rarest words of each (prefix filtering: Chaudhuri, Ganti and
    Kaushik, «A primitive operator for similarity joins in data cleaning», ICDE 2006), so few pairs are compared.
    """
    sets = {article.id: answer_words(article) for article in sorted(articles, key=lambda article: article.id)}
    seen: defaultdict[str, list[str]] = defaultdict(list)
    pairs: list[tuple[str, str, float]] = []
    for id, rarest in _by_rarity(sets).items():
        mine = sets[id]
        prefix = rarest[: len(mine) - _fewest_shared(len(mine), at_least) + 1]
        near = ((other, id, similarity(mine, sets[other])) for other in _once(seen[word] for word in prefix))
        pairs += islice((pair for pair in near if pair[2] >= at_least), MOST_ALIKE)
        for word in prefix:
            seen[word].append(id)
    return tuple(sorted(pairs, key=lambda pair: (-pair[2], pair[:2])))


def _once(lists: Iterable[Iterable[str]]) -> Iterator[str]:
    """Each id in the lists once, as it comes."""
    met: set[str] = set()
    for id in (id for ids in lists for id in ids):
        if id not in met:
            met.add(id)
            yield id


def _by_rarity(sets: Mapping[str, Set[str]]) -> dict[str, Sequence[str]]:
    """The words of each answer, those in fewest answers first."""
    answers = Counter(word for words in sets.values() for word in words)
    return {id: sorted(words, key=lambda word: (answers[word], word)) for id, words in sets.items()}


def _fewest_shared(size: int, at_least: float) -> int:
    """How many words an answer of ``size`` shares at least with any other that is so like it. The smallest such answer
    has ``size`` × t ÷ (2 − t) words, all of them shared; of a larger one more are."""
    return math.ceil(size * at_least / (2 - at_least) - 1e-9)
