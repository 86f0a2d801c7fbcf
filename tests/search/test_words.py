"""Folding, stems, and the two written languages."""

import pytest

from kontakt.search import fold
from kontakt.search.spellings import SHARED, canonical
from kontakt.search.words import folded_words, stem, tokens


@pytest.mark.parametrize(
    "spellings",
    [
        ("Søke", "soeke", "SOKE", "söke"),
        ("nær", "naer", "när"),
        ("gård", "gaard", "gard", "ga\u030ard"),
        ("idé", "ide", "ide\u0301"),
        ("vêr", "ver"),
    ],
)
def test_spellings_of_one_word_fold_to_one_string(spellings: tuple[str, ...]) -> None:
    assert len({fold(each) for each in spellings}) == 1


def test_words_are_parted_by_anything_but_letters_and_digits() -> None:
    assert folded_words("CO2-kvote/HC-kort (blå)") == ["co2", "kvote", "hc", "kort", "bla"]


def test_tokens_know_where_they_stand() -> None:
    text = "Bo- og «omsorg»"

    assert [text[token.start : token.end] for token in tokens(text)] == ["Bo", "og", "omsorg"]


@pytest.mark.parametrize(
    "forms",
    [
        ("bil", "bilen", "biler", "bilene", "bilar", "bilane"),
        ("veterinær", "veterinæren", "veterinærer", "veterinærene"),
        ("middel", "midler", "midlene", "middelet"),
        ("nummer", "nummeret", "numre", "numrene"),
        ("søknad", "søknaden", "søknader", "søknadene", "søknadane"),
        ("fornyelse", "fornyelsen", "fornying", "fornyinga"),
        ("bevis", "beviset", "bevisene", "bevisa"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(canonical(fold(form))) for form in forms}) == 1, [stem(canonical(fold(form))) for form in forms]


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("skule", "skole"),
        ("sjukeheim", "sykehjem"),
        ("bustad", "bolig"),
        ("byggjeløyve", "byggetillatelse"),
        ("opphald", "opphold"),
        ("arbeidsgjevar", "arbeidsgiver"),
        ("eigedomsskatt", "eiendomsskatt"),
        ("vassmålar", "vannmåler"),
        ("køyretøy", "kjøretøy"),
        ("kyrkjegard", "kirkegård"),
        ("tilskot", "tilskudd"),
        ("verksemd", "virksomhet"),
        ("einsleg", "enslig"),
        ("rettleiing", "veiledning"),
        ("oppseiing", "oppsigelse"),
        ("symjehall", "svømmehall"),
        ("borgarleg", "borgerlig"),
        ("røykvarslar", "røykvarsler"),
        ("tenester", "tjenester"),
        ("ulukke", "ulykke"),
        ("øydelagd", "ødelagt"),
        ("gammal", "gammel"),
        ("burettslag", "borettslag"),
        ("leilegheita", "leiligheten"),
        ("tøme", "tømme"),
        ("slepp", "slipp"),
        ("usamd", "uenig"),
        ("misnøgd", "misfornøyd"),
        ("tek", "tar"),
        ("sjå", "se"),
        ("seie", "si"),
        ("leidning", "ledning"),
        ("kvardag", "hverdag"),
        ("naboane", "naboene"),
        ("stengje", "stenge"),
        ("registrerast", "registreres"),
        ("vedteken", "vedtatt"),
        ("omn", "ovn"),
        ("rømingsveg", "rømningsvei"),
        ("skeisebane", "skøytebane"),
    ],
)
def test_bokmaal_and_nynorsk_are_one_language(nynorsk: str, bokmaal: str) -> None:
    assert stem(canonical(fold(nynorsk))) == stem(canonical(fold(bokmaal)))


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("foreldreutval", "foreldreutvalg"),
        ("sambuar", "samboer"),
        ("førehandsrøysting", "forhåndsstemming"),
        ("heimeteneste", "hjemmetjeneste"),
        ("gravstad", "gravsted"),
        ("eldstad", "ildsted"),
        ("trafikktryggleik", "trafikksikkerhet"),
        ("statsborgarskap", "statsborgerskap"),
        ("førarkort", "førerkort"),
        ("barneheim", "barnehjem"),
        ("gjeldsrådgjeving", "gjeldsrådgivning"),
        ("høyring", "høring"),
        ("drikkevatn", "drikkevann"),
        ("vidaregåande", "videregående"),
        ("straumbrot", "strømbrudd"),
    ],
)
def test_compounds_of_both_forms_meet_too(nynorsk: str, bokmaal: str) -> None:
    assert stem(canonical(fold(nynorsk))) == stem(canonical(fold(bokmaal)))


@pytest.mark.parametrize(
    ("said", "written"), [("dau", "død"), ("høl", "hull"), ("onga", "unger"), ("brøite", "brøyte"), ("exen", "eksen")]
)
def test_what_is_written_as_it_is_said_is_the_same_word(said: str, written: str) -> None:
    assert stem(canonical(fold(said))) == stem(canonical(fold(written)))


def test_no_spelling_of_the_table_has_letters_that_folding_takes_away() -> None:
    written = [spelling.strip("^$") for pair in SHARED.items() for spelling in pair]

    assert [spelling for spelling in written if fold(spelling) != spelling] == []


def test_a_shared_form_stays_as_it_is() -> None:
    shared = [spelling.strip("^$") for spelling in SHARED.values()]

    assert [spelling for spelling in shared if canonical(spelling) != spelling] == []
