"""Keywords that the search finds without: which they are, and which are not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.checking import check_article, check_articles, entry_without_variants
from kontakt.knowledge.checking.redundant_keywords import redundant_keywords
from kontakt.search import Index


@pytest.fixture
def needless(sound: Article, waste: Article) -> Callable[..., Any]:
    def needless(*keywords: str, nn: tuple[str, ...] = (), others: tuple[Article, ...] = (waste,)) -> set[str]:
        article = replace(sound, keywords=keywords, keywords_nn=nn)
        return set(redundant_keywords([article, *others])[article.id])

    return needless


@pytest.mark.parametrize(
    ("keyword", "variant"),
    [
        ("brøytebil", "brøytebiler"),
        ("brøytebil", "Brøytebilen"),
        ("brøytebil", "broytebil er"),
        ("uframkommelig vei", "uframkommelige veier"),
        ("uframkommelig vei", "uframkomeleg veg"),
        ("brøytestikker", "brøytestikke"),
        ("innkjørselen", "innkjørslen"),
        ("snø i innkjørselen", "snø på innkjørselen"),
    ],
)
def test_another_form_or_spelling_of_a_keyword_is_needless(
    needless: Callable[..., Any], keyword: str, variant: str
) -> None:
    assert needless(keyword, variant) == {variant}


def test_another_form_of_the_title_is_needless(needless: Callable[..., Any]) -> None:
    assert needless("brøyting av kommunale veier") == {"brøyting av kommunale veier"}


@pytest.mark.parametrize("keyword", ["snørydding", "måke", "hjelp"])
def test_another_word_for_the_thing_is_not(needless: Callable[..., Any], keyword: str) -> None:
    assert needless("brøytebil", keyword) == set()


def test_the_same_word_in_both_language_forms_is_one_keyword(needless: Callable[..., Any]) -> None:
    assert needless("snørydding", nn=("snørydding",)) == set()


def test_of_two_forms_one_stays(needless: Callable[..., Any]) -> None:
    assert needless("brøytebiler", "brøytebil") == {"brøytebil"}


def test_a_form_that_would_leave_the_search_unsure_stays(needless: Callable[..., Any], waste: Article) -> None:
    assert needless("brøytebil", "brøytebiler", others=(replace(waste, keywords=("brøytebilene",)),)) == set()


def test_fillers_alone_are_no_form_of_each_other(needless: Callable[..., Any]) -> None:
    assert needless("hvor er det", "når er det") == set()


def test_an_article_of_few_municipalities_is_searched_for_there(sound: Article) -> None:
    here = replace(sound, only=("4026",), keywords=("brøytebil", "brøytebiler"))
    assert redundant_keywords([here])["broeyting"] == ("brøytebiler",)


def test_an_archived_article_is_not_looked_at(sound: Article) -> None:
    assert redundant_keywords([replace(sound, status=Status.ARCHIVED)]) == {}


def test_every_article_is_tracked(sound: Article, waste: Article) -> None:
    handed_on = []

    def track(items: Sequence[Any]) -> Iterator[Any]:
        for each in items:
            handed_on.append(each.id)
            yield each

    redundant_keywords([sound, waste], track)
    assert handed_on == ["broeyting", "avfall"]


def test_the_finding_names_the_keywords_of_each_language_form(
    sound: Article, themes: tuple[Theme, ...], today: date
) -> None:
    article = replace(sound, keywords=(*sound.keywords, "brøytebiler"), keywords_nn=("brøytebilar", "snø i innkøyrsla"))
    found = check_articles([article], themes, today)
    assert [(each.rule, each.place) for each in found] == [
        ("needless-keyword", ("keywords",)),
        ("needless-keyword", ("keywords_nn",)),
    ]
    assert "“brøytebiler”" in found[0].sentence
    assert "“brøytebilar”" in found[1].sentence


def test_one_article_is_held_against_an_index_where_one_is_given(
    sound: Article, waste: Article, themes: tuple[Theme, ...], today: date
) -> None:
    article = replace(sound, keywords=(*sound.keywords, "brøytebiler"))
    index = Index.build(map(entry_without_variants, [article, waste]))
    (found,) = check_article(article, [waste], themes, today, index)
    assert found.rule == "needless-keyword"
