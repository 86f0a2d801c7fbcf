"""Which municipalities fit what an agent types to choose one from the list."""

from typing import NamedTuple

from kontakt.directory.region import Municipality, Region
from kontakt.search import fold


class FittingMunicipality(NamedTuple):
    """``place`` is the name in it that fits; "" where its own name or number does."""

    municipality: Municipality
    place: str = ""


def fitting_municipalities(region: Region, text: str, suggested: str | None) -> list[FittingMunicipality]:
    """Those that the text fits, the best fit first: the beginning of the name or number, that of a place in it, any
    part of the name. Among equals the ``suggested`` one (its number) stands first, the others as in the region."""
    wanted = fold(text.strip())
    members = sorted(region.municipalities, key=lambda municipality: municipality.number != suggested)
    ranked = [fit for municipality in members if (fit := _fit(municipality, wanted))]
    return [fitting for _rank, fitting in sorted(ranked, key=lambda fit: fit[0])]


def _fit(municipality: Municipality, wanted: str) -> tuple[int, FittingMunicipality] | None:
    """How well it fits (0 is best), and by what; None where it does not."""
    name = fold(municipality.name)
    if name.startswith(wanted) or municipality.number.startswith(wanted):
        return 0, FittingMunicipality(municipality)
    place = next((place for place in municipality.places if fold(place).startswith(wanted)), None)
    if place:
        return 1, FittingMunicipality(municipality, place)
    return (2, FittingMunicipality(municipality)) if wanted in name else None
