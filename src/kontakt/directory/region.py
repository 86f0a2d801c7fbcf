"""The region and its municipalities."""

from dataclasses import dataclass
from enum import StrEnum


class LanguageForm(StrEnum):
    """The form a municipality has chosen under the language act."""

    BOKMAAL = "nb"
    NYNORSK = "nn"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A member of the region. ``number`` is the official four-digit number as text ("0301"), ``target`` a
    whole per cent of the gross first-line rate or None, ``places`` the place names callers use."""

    number: str
    name: str
    language: LanguageForm = LanguageForm.NEUTRAL
    inhabitants: int | None = None
    target: int | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """The co-operation. ``inhabitants_source`` names where the figures come from, and their date; ``comment``
    is what people wrote above it all, for people."""

    name: str
    municipalities: tuple[Municipality, ...]
    inhabitants_source: str = ""
    comment: str = ""

    def municipality(self, number: str | None) -> Municipality | None:
        return next((municipality for municipality in self.municipalities if municipality.number == number), None)

    def name_of(self, number: str) -> str:
        """The municipality's name; its number where the region does not have it, or not any longer."""
        found = self.municipality(number)
        return found.name if found else number
