"""What is typed raises the alarm when it means danger to life, and never otherwise.

Two lists decide, beside this file: ``urgent/raises.tsv`` (kind and text) and ``urgent/harmless.txt``. Where the calls
and queries that the search is measured on lie beside the checkout, they belong to the second.
"""

import json
from pathlib import Path

import pytest

from kontakt.knowledge.files.urgent import read_urgent
from kontakt.search.urgent import Alarm, Watch

ROOT = Path(__file__).parents[2]
LISTS = Path(__file__).parent / "urgent"
RAISES = [line.split("\t") for line in (LISTS / "raises.tsv").read_text(encoding="utf-8").splitlines()]
HARMLESS = (LISTS / "harmless.txt").read_text(encoding="utf-8").splitlines()

IN_DANGER = {"u036": "urgent", "u171": "violence"}
"""Of the measured calls those whose callers are in danger, or need a doctor now: a child with a high fever at a cabin
at night, and somebody who must get away from the person they live with tonight."""


@pytest.fixture(scope="module")
def watch() -> Watch:
    table = read_urgent((ROOT / "knowledge" / "urgent.yaml").read_text(encoding="utf-8"))
    return Watch(Alarm(each.id, each.phrases, each.unless) for each in table.kinds)


def measured() -> list[tuple[str, str]]:
    """The id and the text of every measured call and query that lies beside the checkout."""
    found = []
    for folder in {ROOT.parent, ROOT.parent.parent}:
        for name in ("*/shift/calls*.jsonl", "*/search-eval/dev.jsonl"):
            for file in folder.glob(name):
                for line in file.read_text(encoding="utf-8").splitlines():
                    case = json.loads(line)
                    found += [(case["id"], case[key]) for key in ("said", "typed", "query") if key in case]
    return found


@pytest.mark.parametrize(("kind", "text"), RAISES, ids=[text for _kind, text in RAISES])
def test_danger_is_raised_with_its_kind(watch: Watch, kind: str, text: str) -> None:
    assert watch.raised(text)[:1] == (kind,)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_danger_raises_nothing(watch: Watch, text: str) -> None:
    assert watch.raised(text) == ()


def test_no_measured_call_raises_anything_but_those_in_danger(watch: Watch) -> None:
    texts = [*measured(), *(("", text) for text in HARMLESS)]
    raised = {(id, kind) for id, text in texts for kind in watch.raised(text)}
    assert raised <= set(IN_DANGER.items())


def test_the_lists_are_long_enough_and_hold_what_was_asked_for() -> None:
    assert len({text for _kind, text in RAISES}) >= 80
    asked = [
        "brannsyn",
        "feiing",
        "brannstasjon",
        "selvmordsforebygging",
        "livredningskurs",
        "førstehjelpskurs",
        "dødsbo",
    ]
    assert set(asked) < set(HARMLESS)
    assert len(set(HARMLESS) - set(asked)) >= 24


@pytest.mark.parametrize(
    ("word", "raising"),
    [
        ("brannsyn", ["brann", "branns"]),
        ("brannstasjonen", ["brann", "branns"]),
        ("selvmordsforebygging", ["selvmor", "selvmord", "selvmords"]),
        ("feiing", []),
        ("livredningskurs", []),
        ("dødsbo", []),
        ("hjertestarter", []),
    ],
)
def test_a_longer_word_takes_back_what_its_beginning_has_raised(watch: Watch, word: str, raising: list[str]) -> None:
    typed = [word[:size] for size in range(1, len(word) + 1)]
    assert [each for each in typed if watch.raised(each)] == [each for each in typed if each in raising]
    assert watch.raised(word) == ()


def raised(text: str, *phrases: str, unless: tuple[str, ...] = ()) -> bool:
    return bool(Watch([Alarm("danger", phrases, unless)]).raised(text))


def test_a_word_is_met_in_any_form_and_in_both_forms_of_norwegian() -> None:
    for text in ("puster ikke", "pustar ikkje", "han pusta ikkje", "puster itte", "PUSTER IKKE", "puster  ikke!"):
        assert raised(text, "puster ikke"), text


def test_three_other_words_may_stand_between_and_no_more() -> None:
    assert raised("får han visst nesten ikke luft", "får ikke luft")
    assert not raised("får du svar, er du snill, ikke glem luft i dekkene", "får ikke luft")


def test_the_words_of_a_phrase_must_stand_in_their_order() -> None:
    assert not raised("ikke puster", "puster ikke")


def test_a_long_word_is_known_with_one_slip_and_a_short_one_is_not() -> None:
    assert raised("hjerteinfrakt", "hjerteinfarkt")
    assert raised("hjertinfarkt", "hjerteinfarkt")
    assert not raised("bran", "brann")
    assert not raised("brand", "brann")


def test_a_compound_that_looks_like_a_form_is_another_word() -> None:
    assert raised("brannen", "brann")
    assert not raised("brannfare", "brann")


def test_one_of_several_words_is_enough_and_an_open_word_has_more_letters() -> None:
    assert raised("tok livet sitt", "tar/tok livet sitt")
    assert raised("hjerteinfarkter", "hjerteinf-")
    assert raised("husbrann", "-brann")
    assert not raised("husbranner som var", "-brannstasjon")


def test_an_exception_covers_its_own_words_alone() -> None:
    unless = ("etter hjerteinfarkt",)
    assert not raised("trening etter hjerteinfarkt", "hjerteinfarkt", unless=unless)
    assert raised("etter hjerteinfarkt i fjor, og nå hjerteinfarkt igjen", "hjerteinfarkt", unless=unless)


def test_english_apostrophes_are_no_letters() -> None:
    assert raised("she can’t breathe", "cant breathe")
    assert raised("he isn't breathing", "not breathing")


def test_the_alarms_come_in_their_order_whatever_was_typed_first() -> None:
    watch = Watch([Alarm("worst", ("puster ikke",)), Alarm("bad", ("brann",))])
    assert watch.raised("brann, og hun puster ikke") == ("worst", "bad")


def test_without_alarms_nothing_is_raised() -> None:
    assert Watch().raised("brann") == ()
