"""Which municipality a query names."""

import pytest

from kontakt.search import Index, Place, SearchEntry


@pytest.mark.parametrize(
    ("typed", "municipality"),
    [
        ("@tinn brøyting", "4026"),
        ("brøyting @ti", "4026"),
        ("@not brøyting", "4005"),
        ("@nor brøyting", "3338"),
        ("@nore og u brøyting", "3338"),
        ("@nore og uvdal brøyting", "3338"),
        ("@rjukan brøyting", "4026"),
        ("@4026 brøyting", "4026"),
        ("3303 brøyting", "3303"),
        ("brøyting 4026", "4026"),
    ],
)
def test_an_at_sign_or_a_number_chooses_the_municipality(index: Index, typed: str, municipality: str) -> None:
    answer = index.search(typed)

    assert (answer.municipality, answer.chosen) == (municipality, True)
    assert answer.hits[0].id == "brøyting"


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [
        ("@no brøyting", ("4005", "3338")),
        ("@rjuk brøyting", ()),
        ("@drammen brøyting", ()),
        ("@tinn @rollag brøyting", ("4026", "3336")),
        ("@tinn @drammen brøyting", ()),
    ],
)
def test_what_fits_several_or_none_chooses_none(index: Index, typed: str, fitting: tuple[str, ...]) -> None:
    answer = index.search(typed)

    assert (answer.municipality, answer.chosen, answer.fitting) == (None, False, fitting)
    assert answer.hits[0].id == "brøyting"


@pytest.mark.parametrize(
    ("typed", "municipality"),
    [("brøyting i Rjukan", "4026"), ("tinn", "4026"), ("NORE OG UVDAL gatelys", "3338")],
)
def test_a_place_name_suggests_the_municipality(index: Index, typed: str, municipality: str) -> None:
    answer = index.search(typed)

    assert (answer.municipality, answer.chosen) == (municipality, False)


def test_a_place_in_two_municipalities_is_not_chosen() -> None:
    places = [Place("Tinn", "4026"), Place("Rollag", "3336"), Place("Hovin", "4026"), Place("Hovin", "3336")]
    answer = Index.build([], places).search("@hovin")

    assert (answer.chosen, answer.fitting) == (False, ("3336", "4026"))


def test_a_whole_name_is_chosen_although_another_begins_so() -> None:
    places = [Place("Nesodden", "3212"), Place("Nes", "3228")]

    assert Index.build([], places).search("@nes").municipality == "3228"


def test_a_place_in_two_municipalities_suggests_none(index: Index) -> None:
    assert index.search("brøyting på Blefjell").municipality is None


def test_an_address_is_not_a_choice(index: Index) -> None:
    assert not index.search("post@tinn gatelys").chosen


def test_a_number_inside_a_word_is_not_a_choice(index: Index) -> None:
    assert index.search("x3303 gatelys").municipality is None


def test_a_place_does_not_change_which_article_is_found(index: Index) -> None:
    assert index.search("gatelys i Rollag").hits[0].id == "gatelys"
    assert index.search("gatelys i Rollag").hits[0].score == index.search("gatelys i Tinn").hits[0].score


def test_a_place_breaks_a_tie() -> None:
    entries = [SearchEntry(id="a", titles=("Bad",), keywords=("Rollag bad",))]
    entries += [SearchEntry(id="b", titles=("Bad",), keywords=("Tinn bad",))]
    index = Index.build(entries, [Place("Rollag", "3336"), Place("Tinn", "4026")])

    assert index.search("tinn bada").hits[0].id == "b"
    assert index.search("rollag bada").hits[0].id == "a"


def test_an_article_for_one_municipality_is_shown_there(index: Index) -> None:
    assert "rjukanbadet" in [hit.id for hit in index.search("basseng", "4026").hits]


def test_an_article_for_one_municipality_is_not_shown_elsewhere(index: Index) -> None:
    assert "rjukanbadet" not in [hit.id for hit in index.search("basseng", "3336").hits]
    assert "rjukanbadet" not in [hit.id for hit in index.search("basseng @rollag", "4026").hits]


def test_an_article_for_one_municipality_is_shown_while_none_is_known(index: Index) -> None:
    assert "rjukanbadet" in [hit.id for hit in index.search("basseng").hits]


def test_a_place_in_the_query_does_not_overrule_the_desk(index: Index) -> None:
    assert "rjukanbadet" in [hit.id for hit in index.search("basseng rollag", "4026").hits]


def test_a_title_with_a_place_in_it_is_found_by_it() -> None:
    entries = [SearchEntry(id="a", titles=("Museum",)), SearchEntry(id="b", titles=("Tinn museum",))]
    index = Index.build(entries, [Place("Tinn", "4026")])

    assert index.search("tinn museum").hits[0].id == "b"
