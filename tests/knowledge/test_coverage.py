"""Articles × municipalities."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.coverage import LocalState, coverage, looked

NUMBERS = ("3303", "4026", "0301")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, LocalState.NOT_LOOKED),
        ({"as_shared": {"4026": date(2026, 11, 1)}}, LocalState.AS_SHARED),
        ({"local": {"4026": "Ring vakta."}}, LocalState.NOTE),
        ({"local": {"4026": "Ring vakta."}, "as_shared": {"4026": date(2026, 11, 1)}}, LocalState.NOTE),
        ({"local": {"3303": "Ring vakta."}}, LocalState.NOT_LOOKED),
        ({"only": ("3303",)}, LocalState.NOT_HERE),
        ({"only": ("4026",)}, LocalState.NOT_LOOKED),
        ({"national": True}, LocalState.NATIONAL),
        ({"national": True, "as_shared": {"4026": date(2026, 11, 1)}}, LocalState.NATIONAL),
        ({"national": True, "local": {"4026": "Ring vakta."}}, LocalState.NOTE),
        ({"national": True, "only": ("3303",)}, LocalState.NOT_HERE),
    ],
)
def test_what_is_known_of_an_article_in_a_municipality(
    waste: Article, values: dict[str, Any], expected: LocalState
) -> None:
    assert looked(replace(waste, **values), "4026") is expected


def test_the_matrix_has_a_row_for_each_article_and_a_column_for_each_municipality(
    snow: Article, waste: Article
) -> None:
    matrix = coverage([waste, snow], NUMBERS)
    assert [(row.article.id, row.looked) for row in matrix.rows] == [
        ("avfall", (LocalState.NOT_LOOKED, LocalState.NOT_LOOKED, LocalState.NOT_LOOKED)),
        ("broeyting", (LocalState.AS_SHARED, LocalState.NOTE, LocalState.NOT_HERE)),
    ]


def test_what_is_archived_needs_no_look(waste: Article) -> None:
    assert coverage([replace(waste, status=Status.ARCHIVED)], NUMBERS).rows == ()


def test_a_municipality_is_counted_in_all_and_by_theme(snow: Article, waste: Article) -> None:
    matrix = coverage([waste, snow], NUMBERS)
    assert matrix.counts("4026") == {LocalState.NOT_LOOKED: 1, LocalState.NOTE: 1}
    assert matrix.counts("4026", "avfall") == {LocalState.NOT_LOOKED: 1}


def test_what_cannot_differ_is_counted_and_needs_no_look(snow: Article, waste: Article) -> None:
    matrix = coverage([replace(waste, national=True), snow], NUMBERS)
    assert matrix.counts("0301") == {LocalState.NATIONAL: 1, LocalState.NOT_HERE: 1}
    assert matrix.not_looked("4026") == ()


def test_the_articles_that_nobody_has_looked_at_are_listed(snow: Article, waste: Article) -> None:
    matrix = coverage([waste, snow], NUMBERS)
    assert matrix.not_looked("4026") == (waste,)
    assert matrix.not_looked("0301") == (waste,)
