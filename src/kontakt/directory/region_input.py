"""What people give for a region, checked before it becomes one."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from kontakt.directory.region import ComingTarget, LanguageForm, Municipality, Region
from kontakt.files.validation import (
    Day,
    MunicipalityNumber,
    PeoplesInput,
    Place,
    PlacedProblems,
    Unique,
    explained,
    one_line,
)
from kontakt.locale import _

Line = Annotated[str, AfterValidator(one_line(200))]
PlaceName = Annotated[str, AfterValidator(one_line(100))]
MOST_NOTE_DAYS = 3650
MOST_TALLY_DAYS = 366
MOST_INHABITANTS = 100_000_000
Inhabitants = Annotated[int, Field(strict=True, ge=0, le=MOST_INHABITANTS)]
Target = Annotated[int, Field(strict=True, ge=1, le=100)]
NO_TARGET = "none"
"""In the place of a coming target: from that day on there is none."""


def _none_or(value: object) -> object:
    return None if value == NO_TARGET else value


TargetToCome = Annotated[Target | None, BeforeValidator(_none_or)]


class MunicipalityInput(PeoplesInput):
    number: MunicipalityNumber
    name: Line
    language: LanguageForm = LanguageForm.NEUTRAL
    inhabitants: Inhabitants | None = None
    target: Target | None = None
    coming_targets: dict[Day, TargetToCome] = Field(default_factory=dict)
    places: Annotated[tuple[PlaceName, ...], Field(max_length=1000), Unique] = ()


class RegionInput(PeoplesInput):
    name: Line
    inhabitants_source: Line | None = None
    note_days: Annotated[int, Field(strict=True, ge=1, le=MOST_NOTE_DAYS)] | None = None
    tally_days: Annotated[int, Field(strict=True, ge=1, le=MOST_TALLY_DAYS)] | None = None
    municipalities: Annotated[tuple[MunicipalityInput, ...], Field(max_length=400)]


class _LineInput(PeoplesInput):
    text: Line


class _PlaceInput(PeoplesInput):
    text: PlaceName


class InvalidRegion(PlacedProblems):
    """What is wrong with a region that somebody gave."""


def make_region(values: Mapping[str, Any], comment: str = "") -> Region:
    """The region that a person's values make, normalised. Raises InvalidRegion."""
    try:
        valid = RegionInput.model_validate(values)
    except ValidationError as error:
        keys = [*RegionInput.model_fields, *MunicipalityInput.model_fields]
        raise InvalidRegion(explained(error, keys)) from error
    if not valid.municipalities:
        raise InvalidRegion([(("municipalities",), _("a region has at least one municipality: add it."))])
    if twice := list(_twice(valid)):
        raise InvalidRegion(twice)
    members = tuple(
        Municipality(
            number=municipality.number,
            name=municipality.name,
            language=municipality.language,
            inhabitants=municipality.inhabitants,
            target=municipality.target,
            coming=tuple(ComingTarget(day, target) for day, target in sorted(municipality.coming_targets.items())),
            places=municipality.places,
        )
        for municipality in valid.municipalities
    )
    return Region(valid.name, members, valid.inhabitants_source or "", comment, valid.note_days, valid.tally_days)


def make_line(text: str, name: str) -> str:
    """One line of text, normalised; ``name`` is what the person knows it as. Raises InvalidRegion."""
    return _made(_LineInput, text, name)


def make_place(text: str, name: str) -> str:
    """The same for the name of a place."""
    return _made(_PlaceInput, text, name)


def _made(model: type[_LineInput | _PlaceInput], text: str, name: str) -> str:
    try:
        return model.model_validate({"text": text}).text
    except ValidationError as error:
        raise InvalidRegion(explained(error, (), {"text": name})) from error


def _twice(valid: RegionInput) -> Iterable[tuple[Place, str]]:
    """Numbers and names that two municipalities share."""
    seen: set[str] = set()
    for at, municipality in enumerate(valid.municipalities):
        for key, value in (("number", municipality.number), ("name", municipality.name.casefold())):
            if value in seen:
                text = _("the {key} of this municipality is another one's too: correct one of them.")
                yield ("municipalities", at, key), text.format(key=key)
            seen.add(value)
