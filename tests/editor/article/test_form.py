"""An article as fields of text: what comes back from them, and what is wrong with which."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.editor.article.form import ArticleForm, article_of, form_of, problems
from kontakt.files.validation import refused_character
from kontakt.knowledge.article import Article, Link, Source, Status
from kontakt.knowledge.article_input import InvalidArticle, make_article
from kontakt.knowledge.new_id import new_id

awkward = st.lists(
    st.sampled_from(["|", " | ", "||", "a", "Å", " ", "\u00a0", "2026-11-21", "https://x.no"]), max_size=6
)
texts = awkward.map("".join) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
lines = texts.filter(lambda text: bool(text.strip()) and not refused_character(text))
drafts = st.fixed_dictionaries(
    {"id": st.just("glass"), "theme": st.just("avfall"), "title": lines, "answer": lines},
    optional={
        "keywords": st.lists(lines.filter(lambda text: any(map(str.isalnum, text))), max_size=4),
        "links": st.lists(st.fixed_dictionaries({"text": lines, "url": st.just("https://a.no/?b|c")}), max_size=3),
        "sources": st.lists(
            st.fixed_dictionaries(
                {"rule": lines},
                optional={
                    "checked": st.dates(date(1900, 1, 1)),
                    "exception": st.sampled_from(["ikke på søndager", "a 1. mai"]),
                },
            ),
            max_size=3,
        ),
        "ask": st.lists(lines, max_size=3),
        "steps": st.lists(lines, max_size=3),
        "ask_nn": st.lists(lines, max_size=3),
        "steps_nn": st.lists(lines, max_size=3),
        "review_by": st.dates(date(1900, 1, 1)),
        "reviewed": st.dates(),
        "status": st.sampled_from(list(Status)),
        "redirects": st.just(["boss"]),
        "only": st.just(["4026"]),
        "as_shared": st.just({"3303": date(2026, 1, 1)}),
        "local": st.just({"4026": "I Tinn er det annerledes.\n\nMer."}),
    },
)


@pytest.fixture
def snow(articles: tuple[Article, ...]) -> Article:
    return next(each for each in articles if each.id == "broeyting")


@given(drafts)
def test_any_article_comes_back_from_its_fields(draft: dict[str, object]) -> None:
    article = make_article(draft)
    assert article_of(form_of(article), article) == article


def test_sources_and_links_are_one_a_line(snow: Article) -> None:
    form = form_of(snow)
    assert form.sources == "veglova § 20 | 01.11.2026"
    assert form.links == "Vegkart | https://example.invalid/vegkart"


def test_what_is_typed_in_lines_becomes_items(snow: Article) -> None:
    form = replace(
        form_of(snow),
        ask="Hvilken vei?\r\n\r\n  Når?  ",
        sources="veglova § 20\nplan- og bygningsloven|2026-11-02\nveglova § 9 | | ikke privat vei\na | 1.11.2026 | b",
        links="Kart|https://a.no",
    )
    article = article_of(form, snow)
    assert article.ask == ("Hvilken vei?", "Når?")
    assert article.sources == (
        Source("veglova § 20"),
        Source("plan- og bygningsloven", date(2026, 11, 2)),
        Source("veglova § 9", None, "ikke privat vei"),
        Source("a", date(2026, 11, 1), "b"),
    )
    assert article.links == (Link("Kart", "https://a.no"),)


@pytest.mark.parametrize("day", ["01.11.2026", "1.11.2026", "2026-11-01"])
def test_a_day_is_read_in_both_forms(snow: Article, day: str) -> None:
    article = article_of(replace(form_of(snow), review_by=day, sources=f"veglova | {day}"), snow)
    assert article.review_by == date(2026, 11, 1)
    assert article.sources == (Source("veglova", date(2026, 11, 1)),)


def test_what_no_field_shows_is_kept(snow: Article) -> None:
    before = replace(snow, status=Status.ARCHIVED, only=("3303", "4026"))
    article = article_of(replace(form_of(before), title="Ny tittel"), before)
    assert article == replace(before, title="Ny tittel")


def test_a_new_article_is_a_draft() -> None:
    assert article_of(ArticleForm(id="glass", theme="avfall", title="Glass", answer="Ja."), None).status is Status.DRAFT


def test_an_empty_note_is_no_note(snow: Article) -> None:
    assert article_of(replace(form_of(snow), local={"4026": " \n"}), snow).local == {}


def test_a_new_note_says_that_something_differs_there(snow: Article) -> None:
    form = replace(form_of(snow), local={"3303": "Ring vakten."})
    assert article_of(form, snow).as_shared == {}


def test_an_article_that_cannot_differ_was_looked_at_nowhere(snow: Article) -> None:
    article = article_of(replace(form_of(snow), national=True), snow)
    assert (article.national, article.as_shared) == (True, {})


def test_every_field_that_is_wrong_has_its_sentence(snow: Article) -> None:
    form = replace(
        form_of(snow),
        title=" ",
        answer="Ja\x07",
        review_by="neste år",
        links="ingen adresse",
        sources="veglova | i fjor",
        keywords=("x" * 101,),
        local={"4026": "x" * 5001},
        first_line="kanskje",
    )
    found = problems(form, snow)
    assert set(found) == {
        "title",
        "answer",
        "review_by",
        "links",
        "sources",
        "keywords",
        "local.4026",
        "first_line",
    }
    assert found["answer"] == "“Answer” holds the control character U+0007: remove it."
    assert found["title"] == "“Title” is missing or empty: give it a text."


@pytest.mark.parametrize("field", ["title", "answer", "answer_nn", "ask", "steps", "owner"])
@pytest.mark.parametrize("number", ["010190 10046", "1234.56.78903", "4111 1111 1111 1111"])
def test_a_number_of_a_person_is_refused_in_every_field_and_not_repeated(
    snow: Article, field: str, number: str
) -> None:
    changed: dict[str, Any] = {field: f"Slik: {number}."}
    found = problems(replace(form_of(snow), **changed), snow)
    assert list(found) == [field]
    assert number not in found[field]


def test_an_article_that_stands_has_no_problem(articles: tuple[Article, ...]) -> None:
    assert [problems(form_of(each), each) for each in articles] == [{}] * len(articles)


@pytest.mark.parametrize("field", ["title", "answer", "answer_nn", "ask", "steps", "owner", "sources", "links"])
def test_a_paste_of_a_megabyte_is_refused_in_one_sentence(snow: Article, field: str) -> None:
    changed: dict[str, Any] = {field: "lorem ipsum " * 90_000}
    pasted = replace(form_of(snow), **changed)
    assert list(problems(pasted, snow)) == [field]
    with pytest.raises(InvalidArticle) as refused:
        article_of(pasted, snow)
    assert len(str(refused.value)) < 200


def test_a_paste_of_a_megabyte_of_lines_is_refused_in_one_sentence(snow: Article) -> None:
    with pytest.raises(InvalidArticle) as refused:
        article_of(replace(form_of(snow), steps="gjør det\n" * 120_000), snow)
    assert refused.value.problems == ("“Do this” has more than 50 items: remove some.",)


@pytest.mark.parametrize("keyword", ["Plogbil", "PLOGBIL", "plogbil"])
def test_a_keyword_that_is_there_in_another_case_is_refused(snow: Article, keyword: str) -> None:
    found = problems(replace(form_of(snow), keywords=(*snow.keywords, keyword)), snow)
    expected = f"The keyword “{keyword}” is there already, as “plogbil”: remove one of them."
    assert found == ({} if keyword == "plogbil" else {"keywords": expected})


def test_a_keyword_that_is_there_with_other_vowels_is_refused(snow: Article) -> None:
    assert list(problems(replace(form_of(snow), keywords=(*snow.keywords, "Snoerydding")), snow)) == ["keywords"]


def test_the_same_keyword_in_both_language_forms_is_no_problem(snow: Article) -> None:
    assert problems(replace(form_of(snow), keywords=("snørydding",), keywords_nn=("Snørydding",)), snow) == {}


def test_keywords_that_were_alike_before_do_not_hinder_another_edit(snow: Article) -> None:
    before = replace(snow, keywords=("plogbil", "Plogbil"))
    assert problems(replace(form_of(before), title="Ny tittel"), before) == {}


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Brøyting av kommunal vei", "broeyting-av-kommunal-vei"),
        ("Æres-Å, ØL!", "aeres-aa-oel"),
        ("Café Zoë", "cafe-zoe"),
        ("BRØYTING", "broeyting-2"),
        ("«?»", "artikkel"),
        ("", "artikkel"),
    ],
)
def test_an_id_comes_from_the_title(title: str, id: str) -> None:
    assert new_id(title, {"broeyting"}) == id


@given(st.text(max_size=200), st.sets(st.sampled_from(["artikkel", "artikkel-2", "a", "a-2", "0"])))
def test_a_new_id_is_always_one_that_is_free(title: str, taken: set[str]) -> None:
    id = new_id(title, taken)
    assert id not in taken
    assert problems(ArticleForm(id=id, theme="x", title="x", answer="x"), None) == {}


def test_a_long_title_is_cut_between_words() -> None:
    id = new_id("hvordan " * 30, ())
    assert id == "-".join(["hvordan"] * 10)
    assert len(new_id("x" * 300, {"x" * 80})) == 80
