"""What each municipality pays of a cost, by its inhabitants and by its inquiries.

Amounts are whole øre.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.lead.cost_shares import shares
from kontakt.locale import _

_AMOUNT = re.compile(
    r"(?P<kroner>[0-9]{1,15}|[0-9]{1,3}(?P<mark>[ .,'])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,3})"
    r"(?:(?P<decimal>[.,])(?P<oere>[0-9]{1,2}))?"
)
_CURRENCY = re.compile(r"^(?:kr\.?|NOK) ?| ?(?:kr\.?|NOK|,-)$", re.IGNORECASE)
_KEY = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})")


class Weight(StrEnum):
    """What the part that is not shared equally is shared by."""

    INHABITANTS = "inhabitants"
    INQUIRIES = "inquiries"


@dataclass(frozen=True, slots=True)
class CostShare:
    """What one municipality weighs and pays, by each weight that was asked for."""

    municipality: str
    weighs: Mapping[Weight, int]
    pays: Mapping[Weight, int]


@dataclass(frozen=True, slots=True)
class Split:
    """``amount`` shared between the region's municipalities, in their order: ``fixed_percent`` of it equally, the rest
    by each of ``weights``. What they pay by a weight adds up to the amount."""

    amount: int
    fixed_percent: int
    weights: tuple[Weight, ...]
    shares: tuple[CostShare, ...]

    def weight(self, by: Weight) -> int:
        """What all of them weigh together; where that is 0, everything is shared equally."""
        return sum(share.weighs[by] for share in self.shares)

    def paid(self, by: Weight) -> int:
        return sum(share.pays[by] for share in self.shares)


def split(
    region: Region, inquiries: Mapping[str, int], amount: int, fixed_percent: int, by: Weight | None = None
) -> Split:
    """Share ``amount`` (øre) by one weight, or by both beside each other. ``inquiries`` counts by municipality; those
    of a municipality that has left the region weigh nothing.

    Raises KontaktError for a region without municipalities, or one whose inhabitants are needed and not known.
    """
    members = region.municipalities
    if not members:
        raise KontaktError(_("The region has no municipalities to share between: import a region.yaml first."))
    weights = (by,) if by else tuple(Weight)
    unknown = [member.name for member in members if member.inhabitants is None]
    if unknown and Weight.INHABITANTS in weights:
        text = _("No inhabitants in region.yaml for {municipalities}: add them, or share --by inquiries.")
        raise KontaktError(text.format(municipalities=", ".join(unknown)))
    weighs = {
        Weight.INHABITANTS: {member.number: member.inhabitants or 0 for member in members},
        Weight.INQUIRIES: {member.number: inquiries.get(member.number, 0) for member in members},
    }
    pays = {weight: shares(amount, fixed_percent, weighs[weight]) for weight in weights}
    return Split(
        amount,
        fixed_percent,
        weights,
        tuple(
            CostShare(
                member.number,
                {weight: weighs[weight][member.number] for weight in weights},
                {weight: pays[weight][member.number] for weight in weights},
            )
            for member in members
        ),
    )


def read_amount(text: str) -> int:
    """An amount in kroner as people write it (``5466440.86``, ``5 466 440,86``, ``kr 5.466.440,86``), in øre.

    Raises KontaktError, also for one that may be meant in two ways, as ``5.466``.
    """
    plain = re.sub(r"\s+", " ", text.strip())
    if plain.startswith(("-", "−")):
        raise KontaktError(_("{amount} is less than nothing: write an amount to share.").format(amount=text))
    match = _AMOUNT.fullmatch(_CURRENCY.sub("", plain))
    if match is None or _two_ways(match):
        explained = _("{amount} is not an amount in kroner: write it as 5466440.86 or “5 466 440,86”.")
        raise KontaktError(explained.format(amount=text))
    kroner = int(re.sub(r"\D", "", match["kroner"]))
    return kroner * 100 + int((match["oere"] or "").ljust(2, "0"))


def _two_ways(match: re.Match[str]) -> bool:
    """Whether a mark may stand for thousands or for decimals: a single one before three digits, or one used for
    both."""
    mark = match["mark"]
    if mark not in (".", ","):
        return False
    return match["decimal"] == mark or (match["decimal"] is None and match["kroner"].count(mark) == 1)


def read_key(text: str) -> int:
    """The fixed part in per cent of a key such as ``40/60``. Raises KontaktError unless the two add up to 100."""
    match = _KEY.fullmatch(text.strip())
    if match is None or int(match[1]) + int(match[2]) != 100:
        raise KontaktError(
            _("--key {key} is not two whole numbers that add up to 100: write 40/60 for a fixed part of 40.").format(
                key=text
            )
        )
    return int(match[1])
