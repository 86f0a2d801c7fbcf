"""The keyword workbench: what callers' words find while an article's labels are changed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from kontakt.directory.region import Region
from kontakt.editor.keywords.workbench import DisplacedSearch, Workbench
from kontakt.editor.service import EditorService
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.knowledge.article import Article, Status
from kontakt.locale import use_language

from ...conftest import Clock
from ..conftest import Centre


def bench(
    articles: tuple[Article, ...], region: Region, id: str, asked: dict[str, int], wanted: dict[str, int] | None = None
) -> Workbench:
    article = next((each for each in articles if each.id == id), None)
    return Workbench(article, articles, region, asked=asked, wanted=wanted or {}, usage={})


def with_keywords(workbench: Workbench, *keywords: str) -> Article:
    return replace(workbench.article, keywords=(*workbench.article.keywords, *keywords))


# --- what finds it, and what should
# ------------------------------------------------------------------------------------


def test_the_searches_that_find_the_article_are_listed_the_most_frequent_first(
    articles: tuple[Article, ...], region: Region
) -> None:
    workbench = bench(articles, region, "gatelys", {"veilys": 2, "gatelys": 7, "søppel": 9})
    assert [(each.query, each.times, each.place, each.sure) for each in workbench.finds()] == [
        ("gatelys", 7, 1, True),
        ("veilys", 2, 1, True),
    ]


def test_a_search_that_should_find_the_article_says_what_it_finds_instead(
    articles: tuple[Article, ...], region: Region
) -> None:
    workbench = bench(articles, region, "gatelys", {}, {"søppel ved veien": 3, "gatelys": 1})
    [asked] = workbench.should_find()
    assert (asked.query, asked.times, asked.first, asked.place) == ("søppel ved veien", 3, "soeppel", None)


def test_a_new_keyword_finds_the_article_at_once(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "gatelys", {"asfaltdump": 3}, {"snøugle": 2})
    assert workbench.finds() == ()
    workbench.change(with_keywords(workbench, "snøugle", "asfaltdump"))
    assert [each.query for each in workbench.finds()] == ["asfaltdump", "snøugle"]
    assert workbench.should_find() == ()
    assert workbench.rank("snøugle").hits[0].id == "gatelys"


def test_a_keyword_that_is_taken_away_finds_nothing_any_more(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "gatelys", {"asfaltdump": 2})
    workbench.change(with_keywords(workbench, "asfaltdump"))
    assert "asfaltdump" in [each.query for each in workbench.finds() if each.sure]
    workbench.change(replace(workbench.article, keywords=()))
    assert "asfaltdump" not in [each.query for each in workbench.finds() if each.sure]


def test_a_query_is_ranked_with_its_reasons(articles: tuple[Article, ...], region: Region) -> None:
    trial = bench(articles, region, "gatelys", {}).rank("gatelys i tinn")
    assert [hit.id for hit in trial.hits] == [each.id for each in trial.explained]
    assert trial.sure
    assert trial.explained[0].exact


@pytest.mark.parametrize("text", ["", " ", "?", "x" * 100_000])
def test_nothing_and_far_too_much_can_be_tried(articles: tuple[Article, ...], region: Region, text: str) -> None:
    assert bench(articles, region, "gatelys", {}).rank(text).hits == ()


# --- what it disturbs
# ---------------------------------------------------------------------------------------------------


def test_a_keyword_that_takes_anothers_search_is_told_of(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "gatelys", {"søppel": 5, "barnehage": 4})
    workbench.change(replace(with_keywords(workbench, "søppel"), title="Søppel"))
    assert workbench.displaced() == (DisplacedSearch("søppel", 5, "soeppel", "gatelys"),)


def test_taking_the_keyword_back_ends_the_disturbance(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "gatelys", {"søppel": 5})
    before = workbench.article
    workbench.change(replace(before, title="Søppel"))
    workbench.change(before)
    assert workbench.displaced() == ()


def test_a_search_that_agents_choose_the_article_after_is_no_disturbance(
    articles: tuple[Article, ...], region: Region
) -> None:
    workbench = bench(articles, region, "gatelys", {"søppel": 5}, {"søppel": 2})
    workbench.change(replace(workbench.article, title="Søppel"))
    assert workbench.displaced() == ()


def test_a_search_that_found_nothing_is_not_disturbed(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "gatelys", {"xyzzyq": 5})
    workbench.change(with_keywords(workbench, "xyzzyq"))
    assert workbench.displaced() == ()
    assert [each.query for each in workbench.finds()] == ["xyzzyq"]


def test_a_draft_disturbs_as_if_it_were_published(articles: tuple[Article, ...], region: Region) -> None:
    draft = Article(id="dunk", theme="avfall", title="Søppel", answer="Ja.", status=Status.DRAFT)
    workbench = Workbench(draft, articles, region, asked={"søppel": 5}, wanted={}, usage={})
    assert [each.after for each in workbench.displaced()] == ["dunk"]


def test_a_new_article_is_put_on_an_empty_bench(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "", {"søppel": 5})
    assert (workbench.article, workbench.finds(), workbench.displaced()) == (None, (), ())
    workbench.change(Article(id="dunk", theme="avfall", title="Søppel", answer="Ja."))
    workbench.change(Article(id="dunker", theme="avfall", title="Søppel", answer="Ja."))
    assert workbench.displaced() == (DisplacedSearch("søppel", 5, "soeppel", "dunker"),)
    assert [hit.id for hit in workbench.rank("søppel").hits].count("dunk") == 0


QUERIES = (
    "brøyting", "snørydding vei", "glatt fortau", "is", "gate", "gatelys mørkt", "veilys", "barn", "barnehageplass",
    "skolebuss tider", "skyss", "melde fra", "piano", "musikk", "garasje", "bygge hytte", "hytte", "søppel hytte",
    "boss", "bossdunk full", "batteri", "maling", "avfall", "farlig", "skatt på eiendom", "takst", "rjukan vei",
)  # fmt: skip
LABELS = st.lists(
    st.sampled_from(
        [*QUERIES, "vei", "lys", "bos", "barnehagelys", "fortausis", "hyttevei", "søppelskatt", "skolegate", "dunk"]
    ),
    max_size=4,
)


@pytest.mark.long
@trials(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(LABELS, min_size=1, max_size=4), id=st.sampled_from(["gatelys", "soeppel", "hytteavgift"]))
def test_what_is_searched_again_is_all_that_has_changed(
    articles: tuple[Article, ...], region: Region, edits: list[list[str]], id: str
) -> None:
    """The bench repeats only some searches after an edit; one built anew repeats all."""
    workbench = bench(articles, region, id, dict.fromkeys(QUERIES, 1))
    for labels in edits:
        workbench.change(replace(workbench.article, keywords=tuple(dict.fromkeys(labels))))
    others = [each for each in articles if each.id != id]
    anew = Workbench(
        workbench.article, [*others, workbench.article], region, asked=dict.fromkeys(QUERIES, 1), wanted={}, usage={}
    )
    assert workbench.finds() == anew.finds()


# --- from the log
# -------------------------------------------------------------------------------------------------------


def test_the_bench_has_the_searches_of_the_last_ninety_days(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", query="veilys", times=2)
    centre.logs("gatelys", query="lyktestolpe", days_ago=91)
    [asked] = service.workbench("gatelys").finds()
    assert (asked.query, asked.times) == ("veilys", 2)


def test_the_bench_knows_after_which_searches_agents_chose_the_article(service: EditorService, centre: Centre) -> None:
    centre.logs("gatelys", query="søppel ved stolpen", linked_by=LinkedBy.MOVED)
    centre.logs("snoerydding", query="maling på veien", linked_by=LinkedBy.PINNED)
    assert [each.query for each in service.workbench("gatelys").should_find()] == ["søppel ved stolpen"]
    assert [each.query for each in service.workbench("broeyting").should_find()] == ["maling på veien"]


def test_the_bench_has_the_missed_searches_that_may_belong_to_the_article(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("lyktestolpa knust")
    clock.forward(minutes=1)
    gap = service.overview().gaps[0]
    assert "gatelys" in gap.suggestions
    workbench = service.workbench("gatelys")
    queries = [each.query for each in (*workbench.should_find(), *workbench.finds())]
    assert queries == ["lyktestolpa knust"]


def test_an_article_that_nobody_has_gives_an_empty_bench(service: EditorService) -> None:
    assert service.workbench("").article is None


def test_a_title_is_told_in_the_language_of_the_screen(articles: tuple[Article, ...], region: Region) -> None:
    workbench = bench(articles, region, "broeyting", {})
    use_language("nn")
    assert workbench.title("broeyting") == "Brøyting av kommunal veg"
    assert workbench.title("gatelys") == "Gatelys"
    assert workbench.title("finnes-ikke") == "finnes-ikke"
