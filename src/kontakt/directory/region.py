"""The region and its municipalities."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class LanguageForm(StrEnum):
    """The form a municipality has chosen under the language act."""

    BOKMAAL = "nb"
    NYNORSK = "nn"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class ComingTarget:
    """A target (None: none any more) that counts from the beginning of ``day``, in Oslo."""

    day: date
    target: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A member of the region. ``number`` is the official four-digit number as text ("0301"), ``places`` the place names
    callers use. ``target`` is a whole per cent of the gross first-line rate or None, in force until the first of the
    ``coming`` targets, which stand in the order of their days: see ``target_on``."""

    number: str
    name: str
    language: LanguageForm = LanguageForm.NEUTRAL
    inhabitants: int | None = None
    target: int | None = None
    coming: tuple[ComingTarget, ...] = ()
    places: tuple[str, ...] = ()

    def target_on(self, day: date) -> int | None:
        """The target that is in force on a day (in Oslo)."""
        begun = [each.target for each in self.coming if each.day <= day]
        return begun[-1] if begun else self.target

    def as_of(self, day: date) -> "Municipality":
        """The same, with the target that is in force on the day and those that come after it."""
        later = tuple(each for each in self.coming if each.day > day)
        return replace(self, target=self.target_on(day), coming=later)


@dataclass(frozen=True, slots=True)
class Region:
    """The co-operation. ``inhabitants_source`` names where the figures come from, and their date; ``comment``
    is what people wrote above it all, for people. ``note_days`` is for how many days notes and searches are kept,
    ``tally_days`` how many days the desk's tally looks back; None: as each desk's own settings say."""

    name: str
    municipalities: tuple[Municipality, ...]
    inhabitants_source: str = ""
    comment: str = ""
    note_days: int | None = None
    tally_days: int | None = None

    def as_of(self, day: date) -> "Region":
        """The same, every municipality as of the day."""
        return replace(self, municipalities=tuple(each.as_of(day) for each in self.municipalities))

    def municipality(self, number: str | None) -> Municipality | None:
        return next((municipality for municipality in self.municipalities if municipality.number == number), None)

    @property
    def words_in_names(self) -> frozenset[str]:
        """The words in the names of its municipalities and their places."""
        names = (name for each in self.municipalities for name in (each.name, *each.places))
        return frozenset(word for name in names for word in name.split())

    def name_of(self, number: str) -> str:
        """The municipality's name; its number where the region does not have it, or not any longer."""
        found = self.municipality(number)
        return found.name if found else number


NO_REGION = Region("", ())
"""Where no region is stored: no name, no municipality."""


@dataclass(frozen=True, slots=True)
class RegionRevision:
    """What the region was from ``at`` (UTC) on, ``by`` whom."""

    by: str
    at: datetime
    region: Region
