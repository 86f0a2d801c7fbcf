"""What people give for a region, checked before it becomes one."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.files.validation import MunicipalityNumber, PeoplesInput, Place, Problems, Unique, explained, one_line
from kontakt.locale import _

Line = Annotated[str, AfterValidator(one_line(200))]
PlaceName = Annotated[str, AfterValidator(one_line(100))]
Inhabitants = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
Target = Annotated[int, Field(strict=True, ge=1, le=100)]


class MunicipalityInput(PeoplesInput):
    number: MunicipalityNumber
    name: Line
    language: LanguageForm = LanguageForm.NEUTRAL
    inhabitants: Inhabitants | None = None
    target: Target | None = None
    places: Annotated[tuple[PlaceName, ...], Field(max_length=1000), Unique] = ()


class RegionInput(PeoplesInput):
    name: Line
    inhabitants_source: Line | None = None
    municipalities: Annotated[tuple[MunicipalityInput, ...], Field(max_length=400)]


class InvalidRegion(Problems):
    """``places`` has, for each of the ``problems``, the field it is in."""

    def __init__(self, problems: Iterable[tuple[Place, str]]) -> None:
        problems = tuple(problems)
        self.places = tuple(place for place, _sentence in problems)
        super().__init__(sentence for _place, sentence in problems)


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
            places=municipality.places,
        )
        for municipality in valid.municipalities
    )
    return Region(valid.name, members, valid.inhabitants_source or "", comment)


def _twice(valid: RegionInput) -> Iterable[tuple[Place, str]]:
    """Numbers and names that two municipalities share."""
    seen: set[str] = set()
    for at, municipality in enumerate(valid.municipalities):
        for key, value in (("number", municipality.number), ("name", municipality.name.casefold())):
            if value in seen:
                text = _("the {key} of this municipality is another one's too: correct one of them.")
                yield ("municipalities", at, key), text.format(key=key)
            seen.add(value)
