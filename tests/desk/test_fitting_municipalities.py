"""Choosing a municipality by letters: names and numbers before places, places before what stands inside a name."""

import pytest

from kontakt.desk.fitting_municipalities import fitting_municipalities
from kontakt.directory.region import Region


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tin", [("Tinn", "")]),
        ("40", [("Tinn", ""), ("Hjartdal", "")]),
        ("rju", [("Tinn", "Rjukan")]),
        ("atrå", [("Tinn", "Atrå")]),
        ("S", [("Kongsberg", "Skollenborg"), ("Hjartdal", "Sauland")]),
        ("dal", [("Hjartdal", "")]),
        ("oslo", []),
    ],
)
def test_the_beginning_of_a_name_a_number_or_a_place_fits_or_any_part_of_a_name(
    region: Region, text: str, expected: list[tuple[str, str]]
) -> None:
    fitting = fitting_municipalities(region, text, None)
    assert [(fit.municipality.name, fit.place) for fit in fitting] == expected


def test_without_letters_all_fit_and_the_suggested_one_stands_first(region: Region) -> None:
    fitting = fitting_municipalities(region, " ", "4024")
    assert [fit.municipality.name for fit in fitting] == ["Hjartdal", "Kongsberg", "Tinn"]
