"""English labels beside Norwegian ones: what they find, in which form, and that they take nothing from Norwegian."""

from dataclasses import replace

import pytest

from kontakt.search import Index, SearchEntry
from kontakt.search.english import forms

ENTRIES = [
    SearchEntry(
        id="avfall",
        titles=("Henting av avfall",),
        keywords=("søppeldunk", "tømmedag", "renovasjon"),
        titles_en=("Waste collection",),
        keywords_en=("trash bin", "rubbish", "broken bin"),
    ),
    SearchEntry(
        id="byggesak",
        titles=("Søke om byggetillatelse",),
        keywords=("garasje", "tilbygg", "byggesak"),
        titles_en=("Building permit",),
        keywords_en=("build garage", "planning permission", "extension"),
    ),
    SearchEntry(
        id="barnehage",
        titles=("Søke barnehageplass",),
        keywords=("barnehage", "opptak"),
        titles_en=("Applying for kindergarten",),
        keywords_en=("nursery", "daycare", "childcare"),
    ),
    SearchEntry(id="is", titles=("Is på veien",), keywords=("glatt vei", "strøing")),
    SearchEntry(id="skole", titles=("Skolestart",), keywords=("skole", "innskriving")),
]


@pytest.fixture
def bilingual() -> Index:
    return Index.build(ENTRIES)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("my trash bin is broken", "avfall"),
        ("When do you collect the rubbish bins?", "avfall"),
        ("I want build garage, need paper?", "byggesak"),
        ("do I need permits for building an extension", "byggesak"),
        ("jeg trenger nursery til datter", "barnehage"),
        ("nurseries", "barnehage"),
        ("we want to build two garages", "byggesak"),
    ],
)
def test_english_and_mixed_words_find_the_article(bilingual: Index, said: str, found: str) -> None:
    hit = bilingual.search(said).hits[0]
    assert (hit.id, hit.english) == (found, True)


@pytest.mark.parametrize("said", ["søppeldunk", "når hentes avfallet hos meg", "gara"])
def test_what_norwegian_words_find_is_not_english(bilingual: Index, said: str) -> None:
    assert not bilingual.search(said).hits[0].english


def test_a_norwegian_compound_holds_no_english_word() -> None:
    index = Index.build(
        [
            SearchEntry(id="kino", titles=("Kino",), keywords=("kinobilletter",)),
            SearchEntry(id="faktura", titles=("Faktura",), keywords_en=("wrong bill",)),
        ]
    )
    assert [hit.id for hit in index.search("kinobill").hits] == ["kino"]


def test_a_word_that_is_english_grammar_and_a_norwegian_thing_is_the_thing_in_norwegian(bilingual: Index) -> None:
    assert bilingual.search("is veien").hits[0].id == "is"


def test_english_labels_take_nothing_from_the_norwegian_ones() -> None:
    plain = Index.build([replace(entry, titles_en=(), keywords_en=()) for entry in ENTRIES])
    for query in ("barnehage", "garasj", "tømmedag avfall", "søke om plass i barnehagen til høsten"):
        (first, *_), (other, *_) = Index.build(ENTRIES).search(query).hits, plain.search(query).hits
        assert (first.id, round(first.score, 2)) == (other.id, round(other.score, 2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bin", "bins"),
        ("nursery", "nurseries"),
        ("move", "moving"),
        ("plan", "planning"),
        ("tax", "taxes"),
        ("apply", "applied"),
    ],
)
def test_forms_of_a_word_meet_both_ways(one: str, other: str) -> None:
    assert other in set(forms(one))
    assert one in set(forms(other))


FALSE_FRIENDS = Index.build(
    [
        SearchEntry(id="hodelus", titles=("Hodelus",), titles_en=("Head lice",), keywords_en=("lice",)),
        SearchEntry(id="foererkort", titles=("Førerkort",), titles_en=("Driving license",), keywords_en=("license",)),
        SearchEntry(id="rovdyr", titles=("Rovdyr",), titles_en=("Predators",), keywords_en=("bear",)),
        SearchEntry(id="oelsalg", titles=("Salg av øl",), titles_en=("Sale of beer",), keywords_en=("buy beer",)),
        SearchEntry(id="oppsagt", titles=("Oppsagt",), titles_en=("Losing a job",), keywords_en=("my boss fired me",)),
        SearchEntry(
            id="henting", titles=("Henting av søppel",), keywords=("hente boss", "søppel"), titles_en=("Waste",)
        ),
        SearchEntry(id="hoggorm", titles=("Hoggorm",), titles_en=("Vipers",), keywords_en=("snake",)),
        SearchEntry(id="snakke", titles=("Snakke med saksbehandler",), titles_en=("Talk to an officer",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lice in school", "hodelus"),
        ("licenses", "foererkort"),
        ("there is a bear here", "rovdyr"),
        ("I want beer", "oelsalg"),
        ("my boss is angry with me", "oppsagt"),
        ("there was a snake", "hoggorm"),
        ("hente boss", "henting"),
        ("snakker", "snakke"),
    ],
)
def test_an_english_word_is_no_word_that_is_spelled_much_like_it(text: str, found: str) -> None:
    assert FALSE_FRIENDS.search(text).hits[0].id == found
