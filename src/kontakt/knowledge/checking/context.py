"""What an article is held against: the other articles, the list of themes, and the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.similarity import answer_words, by_label, like_answers, likeness

ALIKE = 0.75
"""The share of common words from which two answers are nearly the same. Answers on neighbouring subjects share up to
0.6."""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """``themes`` is empty where any theme will do. ``statuses`` are by id, ``redirects`` from old ids to new ones.
    ``keywords`` and ``titles`` say which articles have a plain label (see likeness.by_label), archived ones left out.
    ``alike`` has the articles that say nearly the same, with the share, the most alike first; ``needless`` the keywords
    that the search finds without; both by id."""

    today: date
    themes: frozenset[str]
    statuses: Mapping[str, Status]
    redirects: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, Sequence[tuple[str, float]]]
    needless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def around_one(
    article: Article,
    others: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    needless: Mapping[str, tuple[str, ...]],
) -> CheckContext:
    """The surroundings of one article; of the ``others`` one with its id is what it was before, and left out."""
    others = [each for each in others if each.id != article.id]
    mine = answer_words(article)
    shares = ((each.id, likeness(mine, answer_words(each))) for each in _live(others))
    alike = sorted((each for each in shares if each[1] >= ALIKE), key=lambda each: (-each[1], each[0]))
    return _around([*others, article], themes, today, {article.id: alike}, needless)


def around_all(
    articles: Iterable[Article], themes: Iterable[Theme], today: date, needless: Mapping[str, tuple[str, ...]]
) -> CheckContext:
    """The surroundings that all of ``articles`` are to each other."""
    articles = tuple(articles)
    alike: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, share in like_answers(_live(articles), ALIKE):
        alike[one].append((other, share))
        alike[other].append((one, share))
    return _around(articles, themes, today, alike, needless)


def _around(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    alike: Mapping[str, Sequence[tuple[str, float]]],
    needless: Mapping[str, tuple[str, ...]],
) -> CheckContext:
    articles = tuple(articles)
    keywords, titles = by_label(_live(articles))
    return CheckContext(
        today=today,
        themes=frozenset(theme.id for theme in themes),
        statuses={each.id: each.status for each in articles},
        redirects={old: each.id for each in articles for old in each.redirects},
        keywords=keywords,
        titles=titles,
        alike=alike,
        needless=needless,
    )


def _live(articles: Iterable[Article]) -> Iterable[Article]:
    return (each for each in articles if each.status is not Status.ARCHIVED)
