"""Where articles overlap."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.knowledge.article import Article
from kontakt.knowledge.similarity import (
    MOST_ALIKE,
    SharedKeyword,
    answer_words,
    plain,
    shared_keywords,
    similar_answers,
    similarity,
)


def article(id: str, answer: str = "Svar.", title: str = "", **fields: Any) -> Article:
    return Article(id=id, theme="t", title=title or id, answer=answer, **fields)


@pytest.mark.parametrize("other", ["SØPPEL", "soeppel", "sóppel", " Søppel! "])
def test_labels_that_are_one_to_the_search_are_plainly_equal(other: str) -> None:
    assert plain(other) == plain("søppel")


def test_a_shared_keyword_is_told_as_it_is_written_with_everybody_who_has_it() -> None:
    articles = [article("a", keywords=("Boss", "bare a")), article("b", keywords_nn=("boss",)), article("c")]
    assert shared_keywords(articles) == (SharedKeyword("Boss", ("a", "b"), ()),)


def test_a_keyword_that_is_another_article_s_title_is_shared() -> None:
    articles = [article("a", keywords=("avfall",)), article("b", title="Avfall")]
    assert shared_keywords(articles) == (SharedKeyword("avfall", ("a",), ("b",)),)


def test_a_keyword_that_is_the_article_s_own_title_is_not_shared() -> None:
    assert shared_keywords([article("a", title="Avfall", keywords=("avfall",))]) == ()


def test_the_keyword_of_most_articles_comes_first() -> None:
    articles = [article("a", keywords=("x", "y")), article("b", keywords=("x", "y")), article("c", keywords=("y",))]
    assert [each.keyword for each in shared_keywords(articles)] == ["y", "x"]


def test_keywords_without_a_letter_are_not_shared() -> None:
    assert shared_keywords([article("a", keywords=("!",)), article("b", keywords=("?",))]) == ()


def test_equal_answers_are_wholly_alike() -> None:
    assert similar_answers([article("b", "Ring oss."), article("a", "ring OSS")], 1.0) == (("a", "b", 1.0),)


def test_likeness_is_the_share_of_common_words() -> None:
    one, other = article("a", "en to tre fire"), article("b", "en to tre fem")
    assert similarity(answer_words(one), answer_words(other)) == 0.75


def test_answers_without_a_word_are_like_nothing() -> None:
    assert similar_answers([article("a", "–"), article("b", "…")], 0.1) == ()


def test_the_most_alike_come_first(snow: Article) -> None:
    twin, cousin = replace(snow, id="tvilling"), replace(snow, id="fetter", answer=snow.answer + " Ring vakten.")
    assert similar_answers([cousin, twin, snow], 0.5)[0] == ("broeyting", "tvilling", 1.0)


def test_of_very_many_equal_answers_each_is_paired_with_a_few_before_it() -> None:
    pairs = similar_answers([article(f"a{number:03}", "Ring oss.") for number in range(3 * MOST_ALIKE)], 1.0)
    assert Counter(later for _earlier, later, _share in pairs) == {
        f"a{number:03}": min(number, MOST_ALIKE) for number in range(1, 3 * MOST_ALIKE)
    }


answers = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8).map(" ".join), max_size=8)


@given(answers, st.sampled_from([0.01, 0.25, 0.5, 2 / 3, 0.75, 0.8, 0.9, 1.0]))
def test_no_pair_is_missed_or_made_up(texts: list[str], at_least: float) -> None:
    articles = [article(f"a{number}", text) for number, text in enumerate(texts)]
    wanted = {
        (one.id, other.id)
        for one, other in combinations(articles, 2)
        if similarity(answer_words(one), answer_words(other)) >= at_least
    }
    assert {pair[:2] for pair in similar_answers(articles, at_least)} == wanted
