"""What the rules need beside an article to judge it: the other articles, the list of themes, and the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.by_id import redirects_of
from kontakt.knowledge.checking.spelling import Spelling, SpellingCheck
from kontakt.knowledge.similarity import answer_words, by_label, similar_answers, similarity
from kontakt.locale import _, language

ALIKE = 0.75
"""The share of common words from which two answers are nearly the same. Answers on neighbouring subjects share up to
0.6."""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """``themes`` is empty where any theme will do. ``statuses`` are by id, ``redirects`` from old ids to new ones.
    ``keywords`` and ``titles`` say which articles have a plain label (see similarity.by_label), archived ones left out.
    ``alike`` has the articles that say nearly the same, with the share, the most alike first; ``redundant`` the
    keywords that the search finds without; both by id. ``named`` are the articles whose titles are known, by id.
    Without ``spelling`` no words are looked up."""

    today: date
    themes: frozenset[str]
    statuses: Mapping[str, Status]
    redirects: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, Sequence[tuple[str, float]]]
    redundant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[str, Article] = field(default_factory=dict)
    spelling: SpellingCheck | None = None

    def name(self, id: str) -> str:
        """An article as a sentence names it: by its title, or by its id where only that is known."""
        article = self.named.get(id)
        title = ((article.title_nn if language() == "nn" else "") or article.title) if article else id
        return _("“{title}”").format(title=title)


def context_of_one(
    article: Article,
    others: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    redundant: Mapping[str, tuple[str, ...]],
) -> CheckContext:
    """The surroundings of one article; of the ``others`` one with its id is what it was before, and left out."""
    others = [other for other in others if other.id != article.id]
    mine = answer_words(article)
    shares = ((other.id, similarity(mine, answer_words(other))) for other in _live(others))
    alike = sorted((share for share in shares if share[1] >= ALIKE), key=lambda share: (-share[1], share[0]))
    return _context([*others, article], themes, today, {article.id: alike}, redundant)


def context_of_all(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    redundant: Mapping[str, tuple[str, ...]],
    spelling: Spelling | None = None,
) -> CheckContext:
    """The surroundings that all of ``articles`` are to each other."""
    articles = tuple(articles)
    alike: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for id, other_id, share in similar_answers(_live(articles), ALIKE):
        alike[id].append((other_id, share))
        alike[other_id].append((id, share))
    context = _context(articles, themes, today, alike, redundant)
    return replace(context, spelling=spelling.among(articles)) if spelling else context


def _context(
    articles: Iterable[Article],
    themes: Iterable[Theme],
    today: date,
    alike: Mapping[str, Sequence[tuple[str, float]]],
    redundant: Mapping[str, tuple[str, ...]],
) -> CheckContext:
    articles = tuple(articles)
    keywords, titles = by_label(_live(articles))
    return CheckContext(
        today=today,
        themes=frozenset(theme.id for theme in themes),
        statuses={article.id: article.status for article in articles},
        redirects=redirects_of(articles),
        keywords=keywords,
        titles=titles,
        alike=alike,
        redundant=redundant,
        named={article.id: article for article in articles},
    )


def _live(articles: Iterable[Article]) -> Iterable[Article]:
    return (article for article in articles if article.status is not Status.ARCHIVED)
