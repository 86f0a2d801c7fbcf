"""When the first hit may be trusted without a look."""

from kontakt.search import Index

from .conftest import entry


def test_a_keyword_is_sure_where_another_title_only_mentions_it() -> None:
    others = "klinikk, vaktliste, brosjyre, parkering ute, garderobe"
    index = Index.build([entry("a", "Tobakk", "røykfri"), entry("b", "Røykfri klinikk", others)])
    assert index.search("røykfri").sure


OTHER_PLACES = (
    entry("b", "Bytte barnehageplass", "annen barnehageplass"),
    entry("c", "Svar om barnehageplass", "tilbud om barnehageplass"),
)


def test_what_several_titles_name_is_not_sure() -> None:
    index = Index.build([entry("a", "Søke barnehageplass", "fikk ikke barnehageplass"), *OTHER_PLACES])
    assert not index.search("barnehageplass").sure


def test_what_several_titles_name_is_sure_where_an_editor_gave_it_to_one_of_them() -> None:
    index = Index.build([entry("a", "Søke barnehageplass", "barnehageplass"), *OTHER_PLACES])
    answer = index.search("barnehageplass")
    assert (answer.hits[0].id, answer.sure) == ("a", True)


def test_a_keyword_that_another_article_has_in_the_other_language_is_not_sure() -> None:
    index = Index.build([entry("a", "Jobb for ungdom", "sommarjobb"), entry("b", "Ledige stillinger", "sommerjobb")])
    assert not index.search("sommarjobb").sure


def test_a_slip_of_the_keys_is_sure_where_nothing_else_comes_near() -> None:
    index = Index.build([entry("a", "Fravær"), entry("b", "Serveringssted"), entry("c", "Bibliotek")])
    assert index.search("fraævr").sure


def test_the_opposite_of_a_label_is_not_sure() -> None:
    index = Index.build([entry("a", "Barnehage", "trenger plass i barnehagen"), entry("b", "Gebyr", "faktura")])
    assert index.search("hei vi trenger plassen i barnehagen fra nyttår").sure
    assert not index.search("hei vi trenger ikke plassen i barnehagen fra nyttår").sure


def test_an_ordinary_word_is_not_sure_as_the_beginning_of_another() -> None:
    index = Index.build([entry("a", "Barn", "pass til nyfødt"), entry("b", "Gebyr", "faktura")])
    assert index.search("pass nyfø").sure
    assert not index.search("ny passet").sure


def test_a_misspelled_word_with_two_consonants_is_no_form_of_its_first_part() -> None:
    index = Index.build([entry("ras", "Takras"), entry("tak", "Tak")])
    assert index.search("takkras").hits[0].id == "ras"


LISTS = [
    entry("drosje", "Drosje – bestille og klage"),
    entry("klage", "Klage på vedtak", "klage på svar, klagefrist, klageskjema"),
    entry("skyss", "Klage på skoleskyss", "busskort"),
    entry("karakter", "Klage på karakter", "eksamen"),
]


def test_what_a_title_only_lists_is_neither_first_nor_sure_where_the_titles_of_others_speak_of_it() -> None:
    answer = Index.build(LISTS).search("klage")
    assert (answer.hits[0].id, answer.sure) == ("klage", False)


def test_what_a_title_lists_is_first_where_no_other_speaks_of_it() -> None:
    answer = Index.build(LISTS).search("drosje")
    assert (answer.hits[0].id, answer.sure) == ("drosje", True)
