"""What is asked: the draw of an article, and of what the agent types to find it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import accumulate
from operator import mul
from random import Random

from kontakt.demo.seasons import seasons_of
from kontakt.directory.region import LanguageForm, Municipality
from kontakt.inquiries.inquiry import CallerType
from kontakt.knowledge.article import Article, Status

_THEMES = {
    "avfall": 2.6,
    "vei": 1.7,
    "skatt": 1.6,
    "bygg": 1.5,
    "helse": 1.2,
    "vann": 1.2,
    "barnehage": 1.1,
    "natur": 1.1,
    "politikk": 0.5,
    "innvandring": 0.4,
    "livshendelser": 0.6,
}
"""How much is asked about a theme's articles, by a word of the theme's id; 1 for any other."""

_SHORTEST_QUERY = 5


class Mix:
    """The published articles, each asked as often as its theme, the season and a draw have it."""

    def __init__(self, articles: Iterable[Article], rng: Random) -> None:
        self.articles = [article for article in articles if article.status is Status.PUBLISHED]
        self._usual = [theme_weight(article) * rng.lognormvariate(0, 0.35) for article in self.articles]
        self._seasons = [seasons_of(article) for article in self.articles]
        self._may_be_asked = cache(self._asked_by)  # the same for every day of half a year
        self._by_day: dict[date, list[float]] = {}
        self._drawn_from: dict[tuple[date, str, CallerType | None], list[float]] = {}

    @property
    def usual(self) -> dict[Article, float]:
        """How much is asked about each article in a year without seasons."""
        return dict(zip(self.articles, self._usual, strict=True))

    def article(self, rng: Random, day: date, municipality: str, caller: CallerType | None) -> Article | None:
        """One that this caller may have asked about that day; None when there is none."""
        key = (day, municipality, caller)
        if key not in self._drawn_from:
            self._drawn_from[key] = list(accumulate(self.weights(*key)))
        limits = self._drawn_from[key]
        return rng.choices(self.articles, cum_weights=limits)[0] if limits and limits[-1] else None

    def weights(self, day: date, municipality: str, caller: CallerType | None) -> list[float]:
        """How much this caller asks about each of ``articles`` that day, beside the others; 0: never."""
        return list(map(mul, self._of_day(day), self._may_be_asked(municipality, caller)))

    def _asked_by(self, municipality: str, caller: CallerType | None) -> list[bool]:
        return [
            (not article.only or municipality in article.only)
            and (not article.audience or caller is None or caller in article.audience)
            for article in self.articles
        ]

    def _of_day(self, day: date) -> list[float]:
        if day not in self._by_day:
            weights = []
            for weight, seasons in zip(self._usual, self._seasons, strict=True):
                for season in seasons:
                    weight *= season.factor(day)  # noqa: PLW2901
                weights.append(weight)
            self._by_day[day] = weights
        return self._by_day[day]


def query_for(rng: Random, article: Article, municipality: Municipality, *, whole: bool = False) -> str:
    """What the agent types: one of the article's keywords, often only its beginning unless ``whole``."""
    keywords = article.keywords
    if municipality.language is LanguageForm.NYNORSK and rng.random() < 0.6:
        keywords = article.keywords_nn or keywords
    keyword = rng.choice(keywords or (article.title,)).lower()
    if whole or len(keyword) <= _SHORTEST_QUERY or rng.random() < 0.35:
        return keyword
    return keyword[: rng.randint(_SHORTEST_QUERY, len(keyword))].rstrip()


def theme_weight(article: Article) -> float:
    """How much is asked about the articles of its theme; 1 for most."""
    words = article.theme.split("-")
    return next((weight for word, weight in _THEMES.items() if word in words), 1.0)
