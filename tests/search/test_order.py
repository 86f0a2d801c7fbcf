"""The right article stands first: hand-chosen ways in which people write Norwegian."""

import pytest

from kontakt.search import Index, SearchEntry

FIRST = [
    # As it is written, in any case and spelling of the letters.
    ("Eiendomsskatt", "eiendomsskatt"),
    ("EIENDOMSSKATT", "eiendomsskatt"),
    ("soppeltomming", "avfall"),
    ("soeppeltoemming", "avfall"),
    ("baalbrenning", "bål"),
    ("hc kort", "parkering"),
    # The beginning of a word.
    ("brøy", "brøyting"),
    ("eiend", "eiendomsskatt"),
    ("skjen", "skjenking"),
    ("gatel", "gatelys"),
    ("bostø", "bostøtte"),
    ("kulturs", "kulturskole"),
    ("svømm", "svømmehall"),
    # Another form of a word.
    ("gatelysene", "gatelys"),
    ("sykehjemmet", "sykehjem"),
    ("pianotimen", "kulturskole"),
    ("barnehager", "barnehage"),
    # Misspelled: left out, doubled, swapped, wrong.
    ("eiendomskatt", "eiendomsskatt"),
    ("skjenkebeviling", "skjenking"),
    ("parkernigskort", "parkering"),
    ("renovasjoon", "avfall"),
    ("kloak", "vann"),
    ("bryting av vei", "brøyting"),
    # Compounds: apart, turned round, together, half.
    ("kultur skole", "kulturskole"),
    ("kort parkering", "parkering"),
    ("eiendoms skatt", "eiendomsskatt"),
    ("vannogavløp", "vann"),
    ("bevilling", "skjenking"),
    ("tømming", "avfall"),
    ("musikkskoleplass", "kulturskole"),
    ("hageavfallbrenning", "bål"),
    # The other written language.
    ("byggjeløyve", "byggesak"),
    ("vassmålar", "vann"),
    ("heimesjukepleie", "hjemmesykepleie"),
    ("musikkskule", "kulturskole"),
    ("bustadlån", "startlån"),
    ("skulebuss", "skoleskyss"),
    ("handikapparkeringa", "parkering"),
    ("opne eld og brenning av hageavfall", "bål"),
    # The verb and its noun.
    ("brøyta ikke", "brøyting"),
    ("brenne bål", "bål"),
    # Half words, and two of them.
    ("barn pla", "barnehage"),
    ("bet barneh", "barnehagebetaling"),
    ("brø vei", "brøyting"),
    ("husleie hjelp", "bostøtte"),
    # Whole sentences.
    ("hei jeg lurer på hvordan jeg kan søke om barnehageplass", "barnehage"),
    ("korleis melder eg frå om vasslekkasje", "vann"),
    ("det er ikke brøytet i veien vår, kommer dere snart?", "brøyting"),
    ("kan du hjelpe meg med å gifte meg i Tinn?", "vigsel"),
    ("god dag, når kommer feieren til oss", "feiing"),
]


@pytest.mark.parametrize(("typed", "article"), FIRST, ids=[typed for typed, _ in FIRST])
def test_the_article_meant_stands_first(index: Index, typed: str, article: str) -> None:
    hits = index.search(typed).hits

    assert hits[0].id == article, [(hit.id, hit.label, hit.score) for hit in hits[:3]]


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("skoleskyss", "skoleskyss", "skole"),
        ("barnehage", "barnehage", "barnehagebetaling"),
        ("betaling barnehage", "barnehagebetaling", "barnehage"),
        ("bytte skole", "skole", "barnehage"),
        ("bytte barnehage", "barnehage", "skole"),
        ("skolebuss", "skoleskyss", "sfo"),
        ("bolig", "startlån", "bostøtte"),
        ("glatt vei", "brøyting", "gatelys"),
        ("lys i gata", "gatelys", "brøyting"),
        ("hjelp hjemme", "hjemmesykepleie", "bostøtte"),
        ("basseng", "svømmehall", "vann"),
        ("skatt hytte", "eiendomsskatt", "vann"),
        ("barneh", "barnehage", "barnehagebetaling"),
        ("skolesk", "skoleskyss", "skole"),
    ],
)
def test_one_article_stands_before_another(index: Index, typed: str, better: str, worse: str) -> None:
    found = [hit.id for hit in index.search(typed).hits]

    assert found.index(better) < (found.index(worse) if worse in found else len(found))


def test_hits_stand_in_order_of_their_score(index: Index) -> None:
    scores = [hit.score for hit in index.search("skole").hits]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 2


def test_no_more_hits_than_asked_for(index: Index) -> None:
    assert len(index.search("s", limit=3).hits) == 3


def test_of_articles_that_begin_alike_the_one_with_more_of_its_labels_so_stands_first() -> None:
    index = Index.build(
        [
            SearchEntry(id="mentions", titles=("Fritid",), keywords=("hundekjøring", "turlag", "friluftsliv")),
            SearchEntry(id="about", titles=("Hundelufting",), keywords=("hundepose", "hunderemmer")),
        ]
    )

    assert [hit.id for hit in index.search("hunde").hits] == ["about", "mentions"]


def test_an_exact_keyword_in_a_sentence_stands_before_a_title_that_only_begins_so() -> None:
    index = Index.build(
        [
            SearchEntry(id="stråling", titles=("Strålevern",), keywords=("radon", "mobilmast", "solarium", "stråling")),
            SearchEntry(id="måling", titles=("Radonmåling",)),
        ]
    )

    assert index.search("hei, jeg lurer på hvordan jeg kan spørre om radon").hits[0].id == "stråling"
