"""What decides in whole sentences: labels that stand in them, ordinary words beside the subject, and when to be
sure."""

import pytest

from kontakt.search import Index, Why
from kontakt.search.everyday import EVERYDAY
from kontakt.search.fillers import FILLERS, OFFICE, PHRASES
from kontakt.search.titles import title_labels

from .conftest import entry


def first(index: Index, text: str) -> str | None:
    hits = index.search(text).hits
    return hits[0].id if hits else None


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Vann borte, lekkasje og kokevarsel", ["Vann borte", "lekkasje", "kokevarsel"]),
        ("Nav – dagpenger, sykepenger og pensjon", ["Nav", "dagpenger", "sykepenger", "pensjon"]),
        ("Politi: hva kommunen ikke kan hjelpe med", ["Politi", "hva kommunen ikke kan hjelpe med"]),
        ("Papp og papir", []),
        ("Leie av hall", []),
        ("E-faktura", []),
        ("Regning fra lege, legevakt eller sykehus", []),
        (
            "Melde fra om sykdom – fravær i skole, SFO og barnehage",
            ["Melde fra om sykdom", "fravær i skole, SFO og barnehage"],
        ),
    ],
)
def test_a_title_that_is_a_list_is_a_label_for_each_thing_it_names(title: str, parts: list[str]) -> None:
    assert title_labels([title]) == (title, *parts)


def test_a_part_of_a_title_comes_and_goes_with_its_article() -> None:
    index = Index.build([entry("nett", "Internett")])
    index.add(entry("vann", "Brudd: Vann borte"))
    assert first(index, "hei nå er det vann borte igjen her hos oss") == "vann"
    assert index.search("vann borte").hits[0].why is Why.TITLE
    index.remove("vann")
    assert first(index, "vann borte") is None


def test_a_label_that_stands_in_the_sentence_from_end_to_end_goes_before_one_that_is_met_in_part() -> None:
    index = Index.build(
        [
            entry("bytte", "Barnehage", "bytte barnehage"),
            entry("tilsyn", "Tilsyn", "barnet trives ikke i barnehagen, klage på barnehagen"),
        ]
    )
    assert first(index, "hun har det ikke bra så vi vil bytte barnehage nå etter jul") == "bytte"


def test_a_particle_that_is_not_said_is_no_part_of_what_was_said() -> None:
    entries = [entry("inn", "Ny elev", "melde inn barnet"), entry("ut", "Utenlands", "melde barnet ut av skolen")]
    assert not Index.build(entries).search("vi vil melde barnet vårt inn på skolen her hos dere").sure


def test_ordinary_words_give_way_to_the_subject_and_count_in_full_where_they_are_all_there_is() -> None:
    index = Index.build([entry("beskjed", "Beskjed", "legge igjen beskjed"), entry("ovn", "Ildsted", "ny vedovn")])
    assert first(index, "jeg har satt inn ny vedovn og hvem må få beskjed om det da") == "ovn"
    assert first(index, "legge igjen beskjed") == "beskjed"
    assert first(index, "kan jeg ikke bare få legge igjen en beskjed til henne der") == "beskjed"


def test_a_word_is_in_one_list_alone() -> None:
    assert not EVERYDAY & (FILLERS | OFFICE)


@pytest.mark.parametrize("phrase", ["med omsyn til", "i tillegg til", "i stedet for", "lyst til"])
def test_a_phrase_ends_where_its_line_does(phrase: str) -> None:
    words = tuple(phrase.split())
    assert words in PHRASES[words[0]]


def test_a_sentence_that_speaks_of_something_else_too_is_no_sure_answer() -> None:
    index = Index.build([entry("korps", "Musikkskole", "korps"), entry("støtte", "Tilskudd", "nye instrumenter")])
    assert index.search("hvordan er det med korps her hos dere da").sure
    assert not index.search("hvordan får korps til nye instrumenter her hos dere da").sure


def test_an_ordinary_word_is_no_other_word_misspelled_in_a_sentence() -> None:
    index = Index.build([entry("skatt", "Skatt på hytte"), entry("uthus", "Ulovlig bygging", "satt opp hytte")])
    assert first(index, "jeg tror de har satt opp den hytta uten å spørre noen") == "uthus"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("kan dere komme hit, for nå har rørene våre frosset igjen", "rør som fryser"),
        ("det er flere år siden noen var her og feide hos oss", "feie"),
        ("jeg skled i bakken i dag, hvem er det som har ansvar", "skli på isen"),
        ("vi selger nå, og hvem er det som får regningen da", "solgt huset"),
    ],
)
def test_a_verb_is_met_in_its_other_tenses(said: str, label: str) -> None:
    assert first(Index.build([entry("a", label), entry("b", "bod"), entry("c", "gatelys")]), said) == "a"


def test_a_citizens_word_finds_what_is_written_with_the_offices_word() -> None:
    index = Index.build([entry("dyr", "Løs hund"), entry("bad", "Svømmehall")])
    hit = index.search("bikkja").hits[0]
    assert (hit.id, hit.why) == ("dyr", Why.SYNONYM)
    assert index.search("løs hund").hits[0].score > index.search("løs bikkje").hits[0].score


def test_in_a_few_typed_words_a_particle_decides() -> None:
    index = Index.build([entry("søke", "Barnehage"), entry("slutt", "Oppsigelse", "si opp barnehageplassen")])
    assert first(index, "si opp bhg") == "slutt"


def test_a_keyword_is_not_sure_where_another_title_holds_all_that_was_typed() -> None:
    index = Index.build([entry("a", "Husleietvist", "depositum"), entry("b", "Garanti for depositum")])
    answer = index.search("depositum")
    assert (answer.hits[0].id, answer.sure) == ("a", False)


def test_a_verb_in_ere_is_no_form_of_a_shorter_word() -> None:
    index = Index.build([entry("skatt", "Skattemelding", "levere"), entry("krise", "Krise", "vil ikke leve mer")])
    assert first(index, "jeg vil ikke leve lenger") == "krise"


def test_what_turns_a_sentence_round_weighs_more_than_what_carries_it() -> None:
    index = Index.build(
        [entry("inn", "Vannskade", "vann inn i huset"), entry("borte", "Vannbrudd", "ikke vann i huset")]
    )
    assert first(index, "nei nå har vi ikke vann her i huset igjen") == "borte"


def test_a_short_word_that_is_none_of_the_subject_ends_no_compound_in_a_sentence() -> None:
    index = Index.build([entry("toll", "Hva du kan ta over grensen"), entry("gren", "Gren")])
    assert first(index, "hei jeg var altfor sen til det der i går") is None


def test_a_short_word_is_less_surely_the_end_of_what_is_made_with_no_known_word() -> None:
    index = Index.build([entry("bobil", "Campingbil")])
    beside_nothing = index.search("bil").hits[0].score
    index.add(entry("plass", "Camping"))
    assert index.search("bil").hits[0].score > beside_nothing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tann", "tenner"),
        ("hånd", "hendene"),
        ("kne", "knær"),
        ("kua", "kyr"),
        ("museum", "museet"),
        ("nabo", "naboer"),
    ],
)
def test_a_noun_is_met_in_its_irregular_forms(one: str, other: str) -> None:
    for written, typed in ((one, other), (other, one)):
        index = Index.build([entry("nearest", f"{written} ødelagt"), entry("beside", "Ødelagt grav")])
        assert first(index, f"{typed} ødelagt") == "nearest"
