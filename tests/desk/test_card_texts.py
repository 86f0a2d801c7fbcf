"""What the card says of the municipality of the call: four states in words of their own, in each language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.desk.card import Card, make_card
from kontakt.desk.card_texts import beside, local_rule
from kontakt.library.library import Library
from kontakt.locale import use_language

TODAY = date(2026, 11, 20)
STEP = "Se lokal merknad om brøyteplan."


@pytest.fixture
def card_of(library: Library) -> Callable[..., Any]:
    def make(number: str | None = None, **fields: Any) -> Card:
        article = replace(library.article("broeyting"), **fields)
        return make_card(article, library, number, language="nb", today=TODAY)

    return make


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("nb", "4026", "I Tinn: Ring vakten i helgene. [/ ny] er ingen kode."),
        ("nb", "3303", "Sett på 05.10.2026 for Kongsberg: ingenting er annerledes."),
        ("nb", "4024", "Ingen har sett på dette for Hjartdal ennå: ta forbehold om lokale regler."),
        ("nn", "4026", "I Tinn: Ring vakten i helgene. [/ ny] er ingen kode."),
        ("nn", "3303", "Sett på 05.10.2026 for Kongsberg: ingenting er annleis."),
        ("nn", "4024", "Ingen har sett på dette for Hjartdal enno: ta atterhald om lokale reglar."),
        ("en", "4026", "In Tinn: Ring vakten i helgene. [/ ny] er ingen kode."),
        ("en", "3303", "Looked at 5 Oct 2026 for Kongsberg: nothing differs."),
        ("en", "4024", "Nobody has looked at this for Hjartdal yet: say that local rules may differ."),
    ],
)
def test_what_is_known_is_said_and_what_is_not_known_is_never_said_as_if_it_were(
    card_of: Callable[..., Any], language: str, number: str, said: str
) -> None:
    use_language(language)
    assert local_rule(card_of(number)) == said


@pytest.mark.parametrize("number", [None, "4024"])
def test_of_what_cannot_differ_nothing_is_said(card_of: Callable[..., Any], number: str | None) -> None:
    assert local_rule(card_of(number, national=True, local={}, as_shared={})) == ""


def test_a_note_is_told_even_where_none_should_be(card_of: Callable[..., Any]) -> None:
    assert local_rule(card_of("4026", national=True)).startswith("In Tinn: Ring vakten")
    assert local_rule(card_of(national=True)) == "There are local notes: choose a municipality."


def test_without_a_municipality_it_is_said_that_local_notes_depend_on_it_where_there_are_any(
    card_of: Callable[..., Any],
) -> None:
    assert local_rule(card_of()) == "There are local notes: choose a municipality."
    assert local_rule(card_of(local={})) == ""


def test_without_a_municipality_it_is_said_whose_the_article_is(card_of: Callable[..., Any]) -> None:
    said = "This holds for Tinn alone. There are local notes: choose a municipality."
    assert local_rule(card_of(only=("4026",))) == said


def test_another_municipality_s_article_says_so_and_nothing_of_a_look(card_of: Callable[..., Any]) -> None:
    card = card_of("3303", only=("4026",))
    assert local_rule(card) == "Kongsberg does not have this. It holds for Tinn."
    assert beside(STEP, card) == ""


@pytest.mark.parametrize(
    ("number", "fields", "said"),
    [
        ("4026", {}, ""),
        ("3303", {}, "(ikke annerledes i Kongsberg)"),
        ("4024", {}, "(ingen lokal merknad for Hjartdal ennå)"),
        ("4024", {"national": True}, "(ingen lokal merknad for Hjartdal)"),
        (None, {}, "(velg kommune)"),
        ("0301", {}, "(velg kommune)"),
    ],
)
def test_a_step_that_points_to_a_note_says_where_there_is_none(
    card_of: Callable[..., Any], number: str | None, fields: dict[str, bool], said: str
) -> None:
    use_language("nb")
    assert beside(STEP, card_of(number, **fields)) == said


@pytest.mark.parametrize(
    "text",
    [
        "Se lokal merknad.",
        "se LOKAL merknad",
        "Hva den lokale merknaden sier, leser du høyt.",
        "Sjå dei lokale merknadene.",
        "Lokale merknader har forrang.",
        "Sjå lokale merknadane.",
        "se lokal\nmerknad",
    ],
)
def test_any_way_of_pointing_to_the_note_is_known(card_of: Callable[..., Any], text: str) -> None:
    assert beside(text, card_of("4024"))


@pytest.mark.parametrize("text", ["Send merknaden til naboen.", "Se lokale regler.", "Se lokalmerknadssystemet.", ""])
def test_what_does_not_point_to_the_note_has_nothing_beside_it(card_of: Callable[..., Any], text: str) -> None:
    assert beside(text, card_of("4024")) == ""
