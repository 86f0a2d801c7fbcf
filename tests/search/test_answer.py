"""What an answer says beside the order: why, which letters, how sure, what was meant."""

import pytest

from kontakt.search import Hit, Index, SearchEntry, Why


def top(index: Index, typed: str) -> Hit:
    return index.search(typed).hits[0]


def letters(hit: Hit) -> list[str]:
    return [hit.label[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("gatelys", Why.TITLE),
        ("renovasjon", Why.KEYWORD),
        ("gatel", Why.PREFIX),
        ("gatelyset", Why.FORM),
        ("skulebuss", Why.FORM),
        ("tømming", Why.COMPOUND),
        ("renovasjoon", Why.SPELLING),
        ("startlån ukjentord annetord", Why.PARTLY),
    ],
)
def test_the_reason_is_named(index: Index, typed: str, why: Why) -> None:
    assert top(index, typed).why is why


@pytest.mark.parametrize(
    ("typed", "highlighted"),
    [
        ("gatel", ["Gatel"]),
        ("søppeltømming", ["søppeltømming"]),
        ("soeppel", ["søppel"]),
        ("tømming", ["tømming"]),
        ("kort parkering", ["Parkering", "kort"]),
        ("bevilling skjenke", ["Skjenkebevilling"]),
        ("brøyt vei", ["Brøyt", "vei"]),
        ("bålbr", ["Bålbr"]),
    ],
)
def test_the_letters_that_were_typed_are_highlighted(index: Index, typed: str, highlighted: list[str]) -> None:
    assert letters(top(index, typed)) == highlighted


def test_two_letters_that_stand_for_one_are_highlighted_together() -> None:
    index = Index.build([SearchEntry(id="haand", titles=("Haandverk",))])

    assert letters(top(index, "hånd")) == ["Haand"]


def test_a_title_written_apart_is_highlighted_as_a_whole() -> None:
    index = Index.build([SearchEntry(id="ab", titles=("AB",))])

    assert letters(top(index, "a b")) == ["AB"]


def test_of_labels_that_mean_the_same_the_one_typed_is_shown(index: Index) -> None:
    assert top(index, "hvor finner jeg kulturskulen").label == "Kulturskule"
    assert top(index, "hvor finner jeg kulturskolen").label == "Kulturskole"


def test_two_articles_with_the_title_typed_are_not_sure() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Bad",)), SearchEntry(id="b", titles=("Bad",))])

    assert not index.search("bad").sure


def test_a_title_is_sure_though_it_is_a_keyword_elsewhere() -> None:
    index = Index.build(
        [SearchEntry(id="a", titles=("Bad",)), SearchEntry(id="b", titles=("Basseng",), keywords=("bad",))]
    )

    assert index.search("bad").sure


def test_a_sentence_about_something_else_is_not_sure(index: Index) -> None:
    assert not index.search("kan jeg få oppskrift på lapskaus med mye kjøtt").sure


def test_how_sure_an_answer_is_does_not_depend_on_how_many_hits_are_asked_for(index: Index) -> None:
    for typed in ("skole", "barnehage", "gatelyset", "basseng"):
        assert index.search(typed, limit=1).sure == index.search(typed).sure


def test_an_exact_title_is_sure(index: Index) -> None:
    assert index.search("Startlån").sure


def test_nonsense_is_not_sure(index: Index) -> None:
    assert not index.search("flervkømakblo").sure
    assert not index.search("hvem vant eurovision i fjor").sure


def test_a_misspelling_is_answered_with_what_may_have_been_meant(index: Index) -> None:
    assert index.search("eiendomskatt").did_you_mean == "eiendomsskatt"


def test_the_rest_of_the_query_stays_as_typed_in_what_may_have_been_meant(index: Index) -> None:
    assert index.search("søke skjenkebeviling").did_you_mean == "søke skjenkebevilling"


def test_a_word_that_is_right_is_not_corrected(index: Index) -> None:
    assert index.search("eiendomsskatt").did_you_mean is None
    assert index.search("eiend").did_you_mean is None


@pytest.mark.parametrize("typed", ["", "   ", "?!", "@", "Tinn", "@tinn", "3303"])
def test_a_text_without_a_word_to_search_for_has_no_hits(index: Index, typed: str) -> None:
    assert index.search(typed).hits == ()


def test_the_query_is_given_back_as_it_was_typed(index: Index) -> None:
    assert index.search(" Gatelys! ").query == " Gatelys! "
