"""What callers say and agents type: sentences, abbreviations, letters, and how far an answer is trusted then."""

import pytest

from kontakt.search import Index, SearchAnswer, fold
from kontakt.search.abbreviations import ABBREVIATIONS, long_forms
from kontakt.search.fillers import FILLERS, PHRASES

from .conftest import entry


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]


CALLS = Index.build(
    [
        entry("asbest", "Asbest", "asbestplater, eternitt"),
        entry("riving", "Riving av bygg", "rive uthus"),
        entry("skolestart", "Skolestart og innskriving", "begynne på skolen, skrive inn"),
        entry("evakuering", "Evakuering og nødvarsel", "må vi flytte ut"),
        entry("evaluering", "Karakterer og evaluering", "grunngiving for karakter"),
        entry("flom", "Flom og skred", "vann i kjelleren"),
        entry("klage", "Klage på vedtak", "klagefrist, grunngiving, hvem klager jeg til"),
        entry("skoleskyss", "Skoleskyss", "skolebuss, buss til skolen"),
        entry("barnehage", "Barnehageplass", "barnehage, plass til høsten"),
        entry("permisjon", "Permisjon fra skolen", "fri fra skolen"),
        entry("idrett", "Idrett og friluftsliv", "idrettslag, fritak for idrettslag"),
        entry("innhold", "Fullmakt", "opplysninger om mannen min"),
        entry("nabo", "Nabovarsel", "nabo bygger"),
        entry("skadedyr", "Skadedyr", "rotter, mus"),
        entry("røtter", "Trær og stubber", "røtter fra naboens tre"),
        entry("stopp", "Avtalegiro", "stoppe avtalegiro"),
        entry("skilsmisse", "Skilsmisse", "skille seg, separasjon"),
        entry("utstyr", "Låne utstyr", "låne skøyter"),
        entry("snøscooter", "Snøscooter", "løyve til snøskuter"),
        entry("elg", "Elgjakt", "eg har skote elg"),
        entry("bredbånd", "Bredbånd og fiber", "5g-mast, mobildekning"),
        entry("parkering", "Parkeringsbot og kontrollsanksjon"),
        entry("park", "Parken", "benk i parken"),
        entry("avgift", "Tinglysing", "dokumentavgift, skjøte"),
        entry("vei", "Fylkesvei og riksvei", "hull i fylkesveien"),
        entry("bedrift", "Starte bedrift", "organisasjonsnummer"),
        entry("tolk", "Tolk", "tolketjeneste"),
    ]
)


def test_a_phrase_carries_no_subject() -> None:
    assert ids(CALLS.search("Vi må evakuere på grunn av flom, hvor drar vi?"))[:2] == ["flom", "evakuering"]


def test_the_words_of_a_phrase_count_where_they_stand_alone() -> None:
    index = Index.build([entry("a", "Utrygg grunn"), entry("b", "Flom")])

    assert ids(index.search("på grunn av at huset har utrygg grunn"))[0] == "a"


def test_a_word_that_stands_in_a_label_brings_its_article_among_the_hits() -> None:
    found = ids(CALLS.search("Skolebussen kjører forbi gutten min hver morgen, hvem klager jeg til?"))

    assert "skoleskyss" in found[:3]


def test_a_word_that_only_ends_another_does_not_mean_it() -> None:
    fits = {each.id: max(word.fit for word in each.words) for each in CALLS.explain("rivinga")}

    assert fits["riving"] > 0.9
    assert fits["skolestart"] < 0.7


def test_a_short_word_in_a_sentence_is_not_half_a_longer_one() -> None:
    assert ids(CALLS.search("Jeg vil ha fri på id, er det greit?"))[0] == "permisjon"


def test_the_word_that_a_sentence_ends_with_may_still_be_typed() -> None:
    assert ids(CALLS.search("hei jeg lurer på noe om skolesk"))[0] == "skoleskyss"


def test_a_verb_meets_its_noun_and_not_a_word_of_like_letters() -> None:
    assert ids(CALLS.search("evakuere"))[0] == "evakuering"
    assert "evaluering" not in ids(CALLS.search("evakuere"))


def test_a_verb_meets_the_compounds_of_its_noun() -> None:
    assert "parkering" in ids(CALLS.search("parkert"))


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("asbesttak", "asbest"),
        ("døvetolk", "tolk"),
        ("dokavgift", "avgift"),
        ("org.nr", "bedrift"),
        ("treutst", "utstyr"),
    ],
)
def test_a_compound_that_no_label_holds_leads_to_what_it_is_made_of(typed: str, article: str) -> None:
    assert ids(CALLS.search(typed))[0] == article


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("bhg", "barnehage"),
        ("orgnr", "bedrift"),
        ("fv40 hull", "vei"),
        ("fv. 40 hull", "vei"),
        ("rv 36", "vei"),
        ("E134", "vei"),
    ],
)
def test_an_abbreviation_means_its_long_form(typed: str, article: str) -> None:
    assert ids(CALLS.search(typed))[0] == article


def test_an_abbreviation_with_a_dot_inside_is_one_word() -> None:
    index = Index.build([entry("a", "Hjemmesykepleie"), entry("b", "Hjertestarter"), entry("c", "Spill")])

    assert ids(index.search("hj.spl"))[0] == "a"


def test_an_abbreviation_keeps_what_its_letters_mean() -> None:
    index = Index.build([entry("a", "IG og ferdigattest"), entry("b", "Igangsettingstillatelse")])

    assert sorted(ids(index.search("ig"))) == ["a", "b"]
    assert Index.build([entry("a", "BV")]).search("bv").sure


def test_neither_an_abbreviation_nor_its_long_form_is_a_filler() -> None:
    for short, long in ABBREVIATIONS.items():
        assert short not in FILLERS
        assert all(not long_forms(word) and word not in FILLERS for word in long)


def test_no_phrase_is_a_single_word() -> None:
    assert [phrase for each in PHRASES.values() for phrase in each if len(phrase) < 2] == []


def test_one_who_types_a_letter_means_it() -> None:
    found = ids(CALLS.search("røtter"))

    assert found.index("røtter") < found.index("skadedyr")
    assert not any(hit.score > 0.9 for hit in CALLS.search("røtter").hits if hit.id == "skadedyr")


def test_one_who_types_without_the_letter_finds_both() -> None:
    assert set(ids(CALLS.search("rotter"))[:2]) == {"skadedyr", "røtter"}
    assert ids(CALLS.search("roetter fra naboens tre"))[0] == "røtter"


def test_o_and_e_are_no_o_alone() -> None:
    index = Index.build(
        [
            entry("bot", "Parkeringsbot", "bot"),
            entry("arv", "Arv", "ta over boet"),
            entry("kontor", "Åpningstider", "kontor"),
            entry("bank", "Bank", "konto"),
        ]
    )

    assert ids(index.search("boet")) == ["arv", "bot"]
    assert ids(index.search("kontoer")) == ["bank", "kontor"]
    assert ids(index.search("kontor")) == ["kontor"]


@pytest.mark.parametrize("typed", ["datoer", "datoen", "datoene", "datoens"])
def test_a_noun_in_o_is_met_in_each_of_its_forms(typed: str) -> None:
    index = Index.build([entry("dato", "Frister", "dato"), entry("dator", "Datamaskiner", "dator")])

    assert ids(index.search(typed))[0] == "dato"
    assert ids(Index.build([entry("other", "Frister", typed)]).search("dato"))


def test_oe_is_o_with_a_stroke_where_no_noun_in_o_is_meant() -> None:
    index = Index.build([entry("hår", "Frisører", "frisør"), entry("dør", "Dører", "dør"), entry("do", "Utedo", "do")])

    assert ids(index.search("frisoer"))[0] == "hår"
    assert ids(index.search("doer"))[0] == "dør"


def test_a_letter_typed_lowers_a_word_that_is_another() -> None:
    assert CALLS.search("støpe").hits[0].score < CALLS.search("stope").hits[0].score


@pytest.mark.parametrize(
    ("typed", "label"),
    [("frådeling", "Fradeling"), ("lågt trykk", "Lavt trykk"), ("hånd", "Haandverk"), ("værvarsel", "Vêrvarsel")],
)
def test_the_two_languages_and_spellings_may_differ_in_a_letter(typed: str, label: str) -> None:
    index = Index.build([entry("a", label), entry("b", "Flom")])

    assert index.search(typed).hits[0].score == index.search(fold(typed)).hits[0].score


def test_two_words_that_are_no_compound_do_not_make_one() -> None:
    answer = CALLS.search("låne ski")

    assert not answer.sure
    assert all(hit.score < 0.6 for hit in answer.hits if hit.id == "skilsmisse")


@pytest.mark.parametrize("typed", ["snøskuter", "snøskooter", "snøskotter", "snoscooter", "løyve snøskotter"])
def test_a_borrowed_word_is_found_in_every_spelling(typed: str) -> None:
    assert ids(CALLS.search(typed))[0] == "snøscooter"


def test_a_label_that_leaves_most_of_the_query_unexplained_is_not_sure() -> None:
    assert not CALLS.search("Dere har gitt naboen min opplysninger om meg").sure


def test_the_form_of_a_short_word_is_not_sure_alone() -> None:
    answer = CALLS.search("master")

    assert (ids(answer)[0], answer.sure) == ("bredbånd", False)


def test_the_form_of_a_short_word_that_is_the_whole_label_is_sure() -> None:
    assert Index.build([entry("a", "Mast"), entry("b", "Flom")]).search("master").sure


def test_a_guess_at_a_spelling_is_not_sure() -> None:
    index = Index.build([entry("a", "Mobbing i barnehagen"), entry("b", "Flom")])

    assert not index.search("soving barnehage").sure


@pytest.mark.parametrize("typed", ["blorfe", "skvorp", "hvor er blorfen min nå", "xyzzy"])
def test_an_unknown_word_finds_nothing(typed: str) -> None:
    assert CALLS.search(typed).hits == ()


def test_an_unknown_word_in_a_sentence_takes_little_from_what_is_known() -> None:
    known = CALLS.search("jeg lurer på hvor det er skolebuss nå").hits[0]
    beside = CALLS.search("jeg lurer på hvor blorfene har skolebuss nå").hits[0]

    assert (known.id, beside.id) == ("skoleskyss", "skoleskyss")
    assert beside.score > 0.55 * known.score


def test_what_meets_a_filler_alone_is_not_counted_as_meeting_the_query() -> None:
    index = Index.build([entry("a", "Flom", "hjelp til oss, vakt på kvelden, vann i kjelleren")])

    assert index.explain("det er flom på tunet til naboen")[0].meeting == 1


@pytest.mark.parametrize("typed", ["busstopp", "buss stopp", "bussstopp"])
@pytest.mark.parametrize("label", ["Busstopp", "Buss og stopp"])
def test_of_three_equal_letters_in_a_compound_two_are_written(typed: str, label: str) -> None:
    index = Index.build([entry("buss", label), entry("støtte", "Bustad, Støtte")])
    assert index.search(typed).hits[0].id == "buss"


def test_a_long_sentence_is_heard_to_its_end() -> None:
    said = (
        "Hei, det er Kari, jeg sitter her sammen med svigermor og vi har snakket litt fram og tilbake om det vi leste "
        "i går, og så sa hun at jeg heller burde ringe dere og spørre om det der med tinglysing"
    )

    assert ids(CALLS.search(said))[0] == "avgift"
