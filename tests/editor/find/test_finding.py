"""Where a text stands in the articles, and what they are when another is put in its place."""

from dataclasses import replace

import pytest

from kontakt.editor.find.finding import Replacement, find
from kontakt.editor.find.query import TextQuery
from kontakt.editor.find.texts import article_texts, with_texts
from kontakt.knowledge.article import Article, Link, Source
from kontakt.knowledge.article_input import InvalidArticle

NAV = Article(
    id="nav",
    theme="sosial",
    title="Penger fra NAV",
    title_nn="Pengar frå NAV",
    title_en="Money from NAV",
    answer="Ring NAV.\n\nNAV svarer.",
    answer_nn="Ring NAV.",
    answer_en="Call NAV.",
    keywords=("nav", "trygd"),
    keywords_nn=("nav", "stønad"),
    keywords_en=("nav office",),
    owner="NAV-kontoret",
    ask=("Har du snakket med NAV?",),
    steps=("Sett over til NAV.",),
    ask_nn=("Har du snakka med NAV?",),
    steps_nn=("Set over til NAV.",),
    sources=(Source("NAV-loven § 1"),),
    links=(Link("NAV", "https://nav.no/"),),
    local={"4026": "NAV i Tinn."},
)
OTHER = Article(id="annet", theme="sosial", title="Annet", answer="Nei. Ring NAV.")


def test_every_text_is_searched_and_what_has_it_most_often_comes_first() -> None:
    found = find([OTHER, NAV], TextQuery("nav"))
    assert [(each.article.id, each.places) for each in found] == [("nav", 19), ("annet", 1)]
    fields = {text.field for text in found[0].texts}
    assert fields == {name for name, _text in article_texts(NAV)}
    assert {"local.4026", "links", "sources"} < fields


def test_every_text_that_is_searched_is_replaced() -> None:
    after = with_texts(NAV, lambda text: f"{text}x")
    assert [text for _name, text in article_texts(after)] == [f"{text}x" for _name, text in article_texts(NAV)]


def test_a_replacement_gives_an_article_and_what_no_text_holds_stays() -> None:
    before = replace(NAV, redirects=("trygd",), only=("4026",))
    after = Replacement(TextQuery("Ring NAV"), "Ring Nav på 55 55 33 33").article(before)
    assert after == replace(
        before, answer="Ring Nav på 55 55 33 33.\n\nNAV svarer.", answer_nn="Ring Nav på 55 55 33 33."
    )


def test_keywords_that_become_one_stand_there_once() -> None:
    assert Replacement(TextQuery("trygd"), "nav").article(replace(NAV, redirects=())).keywords == ("nav",)


@pytest.mark.parametrize(
    ("query", "by"), [("annet", ""), ("nei", "010190 10046"), ("annet", "x" * 201), ("nei", "a\x07")]
)
def test_what_would_be_no_article_is_refused(query: str, by: str) -> None:
    with pytest.raises(InvalidArticle):
        Replacement(TextQuery(query), by).article(OTHER)
