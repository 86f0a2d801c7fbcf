"""A municipality on the command line: its number or its name, as ``@`` reads it at the desk."""

import pytest

from kontakt.cli.parse import municipality_number
from kontakt.directory.region import Municipality, Region
from kontakt.errors import KontaktError

REGION = Region(
    "Prøveregionen",
    (
        Municipality(number="4005", name="Notodden", places=("Hovin",)),
        Municipality(number="4026", name="Tinn", places=("Rjukan", "Hovin")),
        Municipality(number="3338", name="Nore og Uvdal"),
    ),
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4026", "4026"),
        ("Tinn", "4026"),
        ("tinn kommune", "4026"),
        ("NORE OG UVDAL", "3338"),
        ("nor", "3338"),
        ("Rjukan", "4026"),
        (None, None),
    ],
)
def test_a_number_a_name_and_the_beginning_of_one_alone_are_understood(typed: str | None, number: str | None) -> None:
    assert municipality_number(typed, REGION) == number


@pytest.mark.parametrize("typed", ["Drammen", "0301", "Tinn by", "rjuk", ""])
def test_one_that_is_not_in_the_region_is_refused_with_those_that_are(typed: str) -> None:
    with pytest.raises(KontaktError, match=r"is not in the region\. It has 4005 Notodden, 4026 Tinn"):
        municipality_number(typed, REGION)


@pytest.mark.parametrize("typed", ["No", "n", "Hovin"])
def test_one_that_fits_several_is_refused_with_their_names(typed: str) -> None:
    with pytest.raises(KontaktError, match=r"fits several: .*4005 Notodden"):
        municipality_number(typed, REGION)
