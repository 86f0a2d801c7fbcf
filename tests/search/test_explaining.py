"""Why a hit stands there."""

import pytest

from kontakt.search import Index, SearchEntry, Why


def test_hits_are_explained_in_their_order(index: Index) -> None:
    for typed in ("skole", "barn pla", "hei, hvordan søker jeg barnehageplass", "zzz", ""):
        found = index.search(typed, limit=5).hits
        explained = index.explain(typed, limit=5)

        assert [(each.id, each.label) for each in explained] == [(hit.id, hit.label) for hit in found]
        assert [round(each.score, 4) for each in explained] == [hit.score for hit in found]


def test_each_typed_word_is_told_apart(index: Index) -> None:
    first = index.explain("brøyt vei")[0]

    assert [(word.typed, word.met, word.why) for word in first.words] == [
        ("broyt", "broyting", Why.PREFIX),
        ("vei", "vei", Why.KEYWORD),
    ]
    assert sum(word.weight for word in first.words) == pytest.approx(1)


def test_a_word_that_is_not_in_the_label_covers_nothing_of_it(index: Index) -> None:
    first = index.explain("gatelys ukjentord")[0]

    assert [word.met for word in first.words] == ["gatelys", None]
    assert 0 < first.of_query < 1
    assert first.of_label == 1


def test_the_parts_add_up_to_the_score_whatever_is_typed(index: Index) -> None:
    for typed in ("gatelys", "brøyt vei", "barn pla", "hei, hvordan søker jeg barnehageplass til høsten", "skole bss"):
        for each in index.explain(typed):
            assert sum(each.parts) == pytest.approx(each.score, abs=1e-3)


def test_a_word_that_another_label_has_is_told_with_that_label() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",), keywords=("mørk vei",))])
    words = {word.typed: word for word in index.explain("gatelys mørk")[0].words}
    assert {word.elsewhere for word in words.values()} in ({"", "mørk vei"}, {"", "Gatelys"})


def test_an_exact_title_and_an_exact_keyword_are_told_apart(index: Index) -> None:
    title, keyword = index.explain("gatelys")[0], index.explain("renovasjon")[0]

    assert (title.exact, title.title) == (True, True)
    assert (keyword.exact, keyword.title) == (True, False)


def test_how_many_of_an_articles_labels_meet_the_query_is_told() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Bad",), keywords=("badetider", "badekort", "basseng"))])

    assert (index.explain("bad")[0].meeting, index.explain("bad")[0].labels) == (3, 4)


def test_what_usage_lifts_is_told() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Brøyting",)), SearchEntry(id="b", titles=("Brøytekant",))])
    index.set_usage({"b": 50.0})

    assert {each.id: each.usage > 0 for each in index.explain("brøy")} == {"a": False, "b": True}
