"""Articles that get in each other's way."""

from collections.abc import Callable
from dataclasses import replace

from kontakt.editor.overview.overlaps import MOST, overlaps
from kontakt.editor.overview.overview import Overlap, OverlapKind
from kontakt.editor.service import EditorService
from kontakt.knowledge.article import Article, Status

LONG = "Kommunen brøyter alle kommunale veier når det har kommet mer enn fem centimeter snø siden i går kveld"
LAMP = Article(id="gatelys", theme="vei", title="Gatelys", answer="Si nummeret.", keywords=("veilys", "lampe"))
DARK = Article(id="moerkt", theme="vei", title="Mørk vei", answer="Noe annet.", keywords=("Lampe",))
SNOW = Article(id="snoe", theme="vei", title="Snø", answer=LONG)


def found(*articles: Article, uses: dict[str, int] | None = None) -> list[Overlap]:
    return list(overlaps(articles, uses or {}))


def test_articles_of_their_own_do_not_overlap() -> None:
    assert found(LAMP, SNOW) == []


def test_articles_with_a_keyword_in_common_overlap() -> None:
    [overlap] = found(LAMP, DARK)
    assert (overlap.kinds, overlap.keywords) == (frozenset({OverlapKind.KEYWORD}), ("lampe",))


def test_an_article_whose_title_is_anothers_keyword_overlaps_with_it() -> None:
    [overlap] = found(LAMP, replace(DARK, keywords=("gatelys",)))
    assert (overlap.kinds, overlap.keywords) == (frozenset({OverlapKind.TITLE}), ("gatelys",))


def test_articles_that_say_nearly_the_same_overlap() -> None:
    [overlap] = found(SNOW, replace(DARK, answer=LONG + " igjen", keywords=()))
    assert overlap.kinds == frozenset({OverlapKind.ANSWER})
    assert 0.9 < overlap.similarity < 1


def test_two_articles_are_one_overlap_however_many_ways_they_meet() -> None:
    [overlap] = found(replace(LAMP, answer=LONG), replace(DARK, answer=LONG, keywords=("lampe", "veilys", "gatelys")))
    assert overlap.kinds == frozenset(OverlapKind)
    assert set(overlap.keywords) == {"lampe", "veilys", "gatelys"}
    assert overlap.similarity == 1


def test_the_one_that_is_asked_for_more_stands_first() -> None:
    assert [(each.one, each.other) for each in found(LAMP, DARK)] == [("gatelys", "moerkt")]
    assert [(each.one, each.other) for each in found(LAMP, DARK, uses={"moerkt": 1})] == [("moerkt", "gatelys")]


def test_answers_that_are_the_same_come_before_a_keyword_in_common() -> None:
    twin = replace(SNOW, id="snoe-2", title="Brøyting")
    assert [each.one for each in found(LAMP, DARK, SNOW, twin)] == ["snoe", "gatelys"]


def test_a_keyword_that_a_careless_import_gave_to_everything_shows_the_first_pairs_alone() -> None:
    many = [replace(LAMP, id=f"a{number:04}", title=f"T{number}", answer=f"S{number}.") for number in range(2_000)]
    overlapping = found(*many)
    assert len(overlapping) == MOST
    assert {frozenset(each.keywords) for each in overlapping} == {frozenset(LAMP.keywords)}


def test_only_what_agents_read_is_compared(service: EditorService, change: Callable[..., int]) -> None:
    change("gatelys", keywords=("glatt",))
    assert [each.keywords for each in service.overlaps()] == [("glatt",)]
    service.set_status("gatelys", Status.ARCHIVED, based_on=2)
    assert service.overlaps() == ()


def test_a_merge_ends_the_overlap(service: EditorService, change: Callable[..., int]) -> None:
    change("gatelys", keywords=("glatt",))
    service.merge("stroeing", "gatelys")
    assert service.overlaps() == ()
