"""Who rings, and from where: inhabitants, and the owners of cabins."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kontakt.demo.draws import BUSY_DAYS, DAYS, EARLIER
from kontakt.directory.region import Municipality, Region
from kontakt.inquiries.inquiry import CallerType

INQUIRIES = 9200
"""The most inquiries that are made up: enough for every screen, and few enough to be ready in seconds."""

_PER_PERSON = 0.0015  # inquiries a day
_UNKNOWN_INHABITANTS = 4000
_CABINS_PER_PLACE = (110, 190)
_CABIN = 0.4  # a cabin brings as many inquiries as this part of an inhabitant
_OTHERS: dict[CallerType | None, float] = {
    CallerType.RESIDENT: 0.72,
    None: 0.14,  # the agent does not always say
    CallerType.BUSINESS: 0.07,
    CallerType.BUILDER: 0.05,
    CallerType.PUBLIC_BODY: 0.02,
}


@dataclass(frozen=True, slots=True)
class Callers:
    """Those who ring about one municipality. ``people`` counts inhabitants, with the cabins' share added;
    ``cabin_share`` (0–1) is the part of the inquiries that comes from cabin owners."""

    municipality: Municipality
    people: float
    cabin_share: float


def callers_of(region: Region, rng: Random) -> list[Callers]:
    """The callers of each municipality, in the region's order.

    Nothing in the region says how many cabins there are. Place names stand in for it: the more of them callers
    use, the wider the municipality lies, and the more cabins lie in it.
    """
    return [
        _callers(municipality, len(municipality.places) * rng.randint(*_CABINS_PER_PLACE))
        for municipality in region.municipalities
    ]


def how_many(callers: Sequence[Callers]) -> int:
    """How many inquiries they make in all the days."""
    days = BUSY_DAYS + EARLIER * (DAYS - BUSY_DAYS)
    return min(INQUIRIES, round(_PER_PERSON * days * sum(caller.people for caller in callers)))


def caller_type(rng: Random, callers: Callers) -> CallerType | None:
    if rng.random() < callers.cabin_share:
        return CallerType.CABIN_OWNER
    return rng.choices(list(_OTHERS), list(_OTHERS.values()))[0]


def _callers(municipality: Municipality, cabins: int) -> Callers:
    inhabitants = municipality.inhabitants or _UNKNOWN_INHABITANTS
    people = inhabitants + _CABIN * cabins
    return Callers(municipality, people, cabin_share=_CABIN * cabins / people)
