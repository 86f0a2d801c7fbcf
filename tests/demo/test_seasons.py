from collections import Counter
from datetime import date
from random import Random

import pytest

from kontakt.demo.mix import Mix
from kontakt.demo.seasons import SEASONS, Season, seasons_of
from kontakt.knowledge.article import Article


@pytest.fixture(scope="module")
def mix(articles: tuple[Article, ...]) -> Mix:
    return Mix(articles, Random(1))


def asked(mix: Mix, day: date, keyword: str) -> float:
    """The part of the questions of a day that are about articles with this keyword."""
    weights = mix.weights(day, "3303", None)
    about_it = zip(mix.articles, weights, strict=True)
    return sum(weight for article, weight in about_it if keyword in article.keywords) / sum(weights)


@pytest.mark.parametrize(
    ("keyword", "season", "otherwise"),
    [
        ("snørydding", date(2026, 2, 2), date(2026, 9, 1)),
        ("hovedopptak", date(2026, 2, 16), date(2026, 3, 2)),
        ("skatt på huset", date(2026, 3, 16), date(2026, 10, 1)),
        ("hytteeier", date(2026, 10, 1), date(2026, 7, 1)),
        ("viltulykke", date(2026, 10, 15), date(2026, 7, 1)),
    ],
)
def test_more_is_asked_in_season(mix: Mix, keyword: str, season: date, otherwise: date) -> None:
    assert asked(mix, season, keyword) > 1.5 * asked(mix, otherwise, keyword) > 0


def test_a_season_over_the_new_year_holds_both_its_ends() -> None:
    winter = Season(("snø",), (11, 1), (3, 31), within=3.0, outside=0.1)
    inside = [date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)]
    outside = [date(2026, 10, 31), date(2026, 7, 1), date(2027, 4, 1)]
    assert {winter.factor(day) for day in inside} == {3.0}
    assert {winter.factor(day) for day in outside} == {0.1}


def test_a_season_is_found_by_the_beginning_of_a_word_and_not_by_its_middle() -> None:
    season = Season(("bål",), (4, 15), (9, 15), within=2.0)
    bonfire = Article(id="b", theme="t", title="Bålplass", answer="")
    other = Article(id="o", theme="t", title="Sankthansbål", answer="")
    assert (seasons_of(bonfire, [season]), seasons_of(other, [season])) == ((season,), ())


def test_every_season_is_that_of_a_few_shipped_articles(articles: tuple[Article, ...]) -> None:
    found = Counter(season for each in articles for season in seasons_of(each))
    for season in SEASONS:
        assert 1 <= found[season] <= 15, season.stems
