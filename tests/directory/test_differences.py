"""What differs between two states of the region, in words."""

from dataclasses import replace
from datetime import date

import pytest

from kontakt.directory.differences import differences, told
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.directory.targets import with_target, without_coming
from kontakt.locale import use_language

TINN = Municipality(number="4026", name="Tinn", target=75, inhabitants=5533)
ROLLAG = Municipality(number="3336", name="Rollag")
REGION = Region("Regionen", (TINN, ROLLAG))
NEW_YEAR = date(2027, 1, 1)


def said(after: Region, before: Region = REGION) -> list[str]:
    use_language("nb")
    return [f"{each.name}: {told(each)}".replace("\xa0", " ") for each in differences(before, after)]


def tinn(changed: Municipality) -> Region:
    return replace(REGION, municipalities=(changed, ROLLAG))


def test_of_a_target_it_is_told_from_when_it_counts_and_what_it_was() -> None:
    assert said(tinn(with_target(TINN, 80, NEW_YEAR))) == ["Tinn: mål fra 01.01.2027: 80 % (før: 75 %)"]


def test_a_target_to_come_that_is_taken_away_is_told_as_what_counts_then() -> None:
    coming = with_target(TINN, None, NEW_YEAR)
    assert said(tinn(without_coming(coming, NEW_YEAR)), tinn(coming)) == ["Tinn: mål fra 01.01.2027: 75 % (før: ingen)"]


def test_a_target_whose_day_is_forgotten_is_no_difference() -> None:
    coming = with_target(TINN, 80, NEW_YEAR)
    assert said(tinn(coming.as_of(NEW_YEAR)), tinn(coming)) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (replace(TINN, inhabitants=5600), "Tinn: innbyggere: 5 600 (før: 5 533)"),
        (replace(TINN, name="Tinn og Rjukan"), "Tinn og Rjukan: navn: Tinn og Rjukan (før: Tinn)"),
        (replace(TINN, language=LanguageForm.NYNORSK), "Tinn: målform: nynorsk (før: nøytral)"),
        (replace(TINN, places=("Rjukan", "Atrå")), "Tinn: stedsnavn: Rjukan, Atrå (før: ingen)"),
    ],
)
def test_every_field_is_told(changed: Municipality, sentence: str) -> None:
    assert said(tinn(changed)) == [sentence]


def test_who_joins_and_who_leaves_is_told() -> None:
    other = Municipality(number="3303", name="Kongsberg")
    assert said(replace(REGION, municipalities=(TINN, other))) == [
        "Kongsberg: er ny i regionen",
        "Rollag: har gått ut av regionen",
    ]


def test_of_the_region_its_name_its_source_and_its_order_are_told() -> None:
    assert said(Region("Andre", (ROLLAG, TINN), "SSB")) == [
        "Andre: navn: Andre (før: Regionen)",
        "Andre: kilde for innbyggertallene: SSB (før: ingen)",
        "Andre: rekkefølgen på kommunene: Rollag, Tinn",
    ]
