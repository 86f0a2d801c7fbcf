"""Which articles a list shows."""

from dataclasses import replace

import pytest

from kontakt.editor.list_filter import ListFilter, owners, parts, split
from kontakt.knowledge.article import Article, Source, Status

SNOW = Article(
    id="snoe",
    theme="vei",
    title="Snø",
    answer="Ja.",
    owner="teknisk drift",
    sources=(Source("veglova § 20"), Source("forskrift om vei, kapittel 2")),
)
DRAFT = Article(id="utkast", theme="vei", title="Utkast", answer="Ja.", status=Status.DRAFT)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (ListFilter(), [True, True]),
        (ListFilter(status=Status.DRAFT), [False, True]),
        (ListFilter(owner="teknisk drift"), [True, False]),
        (ListFilter(owner=""), [False, True]),
        (ListFilter(source="veglova"), [True, False]),
        (ListFilter(source="forskrift om vei"), [True, False]),
        (ListFilter(source="veg"), [False, False]),
        (ListFilter(status=Status.DRAFT, owner="teknisk drift"), [False, False]),
    ],
)
def test_an_article_fits_what_is_given(wanted: ListFilter, fits: list[bool]) -> None:
    assert [wanted.fits(each) for each in (SNOW, DRAFT)] == fits


def test_what_there_is_to_choose_is_counted_status_first() -> None:
    found = parts([SNOW, SNOW, DRAFT])
    assert found[:2] == [(ListFilter(status=Status.PUBLISHED), 2), (ListFilter(status=Status.DRAFT), 1)]
    assert (ListFilter(source="veglova"), 2) in found
    assert (ListFilter(owner=""), 1) in found


def test_a_part_takes_the_place_of_one_of_its_kind_and_stands_beside_others() -> None:
    both = ListFilter(owner="a").with_part(ListFilter(source="veglova")).with_part(ListFilter(owner=""))
    assert split(both) == (ListFilter(owner=""), ListFilter(source="veglova"))


def test_an_owner_in_two_spellings_is_one_in_the_spelling_used_most() -> None:
    three = [replace(SNOW, owner=name) for name in ("Teknisk drift", "teknisk drift", "teknisk drift")]
    found = [(filter.owner, count) for filter, count in parts(three) if filter.owner is not None]
    assert found == [("teknisk drift", 3)]
    assert all(ListFilter(owner="TEKNISK DRIFT").fits(each) for each in three)
    assert owners(each.owner for each in three) == {"teknisk drift": "teknisk drift"}
