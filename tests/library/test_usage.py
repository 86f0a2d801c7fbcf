"""What agents chose teaches the ranking: lately, and here, more."""

from datetime import date, timedelta

import pytest

from kontakt.inquiries.log.store import ArticleUse
from kontakt.library.usage import HALF_LIFE, weigh
from kontakt.search import Index, SearchEntry

TODAY = date(2026, 11, 22)


def used(article: str, times: int = 1, days: int = 0, municipality: str = "4026") -> ArticleUse:
    return ArticleUse(article, municipality, TODAY - timedelta(days=days), times)


def test_a_use_counts_half_after_two_weeks() -> None:
    weights = weigh([used("a", 8), used("b", 8, days=HALF_LIFE), used("c", 8, days=2 * HALF_LIFE)], TODAY, None)

    assert weights == {"a": 8, "b": 4, "c": 2}


def test_uses_of_several_days_and_municipalities_add_up() -> None:
    weights = weigh([used("a", 2), used("a", 2, days=HALF_LIFE), used("a", 1, municipality="3303")], TODAY, None)

    assert weights == {"a": 4}


def test_a_use_for_the_municipality_of_the_call_counts_more() -> None:
    weights = weigh([used("a", 2), used("b", 2, municipality="3303")], TODAY, "3303")

    assert weights["b"] > weights["a"]


def test_a_clock_that_is_behind_makes_no_use_count_for_more_than_one() -> None:
    assert weigh([used("a", days=-3)], TODAY, None) == {"a": 1}


@pytest.fixture
def index() -> Index:
    """Six articles that begin alike, and one with just these letters as its title."""
    titles = ["Skogbruk", "Skolebytte", "Skolestart", "Skoleskyss", "Skolemat", "Skoleferie"]
    return Index.build([SearchEntry(id=each.lower(), titles=(each,)) for each in [*titles, "Skole"]])


def rank(index: Index, typed: str, article: str) -> int:
    return [hit.id for hit in index.search(typed).hits].index(article)


SIMULATED = [
    *(used("skoleskyss", 5, days=day) for day in range(0, 28, 2)),
    *(used("skolestart", 12, days=day) for day in range(32, 42)),
    *(used("skolemat", 5, days=day, municipality="3303") for day in range(0, 28, 2)),
]


@pytest.mark.parametrize("typed", ["sko", "skol"])
def test_a_half_typed_word_finds_what_is_asked_for_lately_first(index: Index, typed: str) -> None:
    assert rank(index, typed, "skoleskyss") > 0
    index.set_usage(weigh(SIMULATED, TODAY, "4026"))

    found = [hit.id for hit in index.search(typed).hits if hit.score < 0.985]
    assert found[0] == "skoleskyss"


def test_letters_that_only_one_article_has_find_it_however_little_it_is_used(index: Index) -> None:
    index.set_usage(weigh(SIMULATED, TODAY, "4026"))

    assert index.search("skolef").hits[0].id == "skoleferie"


def test_the_same_letters_find_another_article_first_in_another_municipality(index: Index) -> None:
    index.set_usage(weigh(SIMULATED, TODAY, "4026"))
    here = index.search("sko").hits[0].id
    index.set_usage(weigh(SIMULATED, TODAY, "3303"))

    assert (here, index.search("sko").hits[0].id) == ("skoleskyss", "skolemat")


@pytest.mark.parametrize("typed", ["skole", "Skolestart", "skolebytte", "skogbruk"])
def test_an_exact_match_is_never_hidden_by_usage(index: Index, typed: str) -> None:
    index.set_usage(weigh([used("skoleskyss", 100_000), used("skolemat", 50_000)], TODAY, "4026"))

    assert index.search(typed).hits[0].id == typed.lower()


def test_one_use_alone_lifts_less_than_many(index: Index) -> None:
    index.set_usage({"skoleskyss": 1})
    (once,) = [each.usage for each in index.explain("skol") if each.id == "skoleskyss"]
    index.set_usage({"skoleskyss": 100})
    (often,) = [each.usage for each in index.explain("skol") if each.id == "skoleskyss"]

    assert 0 < once < often / 2
