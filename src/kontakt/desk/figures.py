"""What the shared log says to one desk: its tally, and what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kontakt.firstline import Count, Rate

ASKED_DAYS = 7
"""How many days the desk looks back to say how often an article was asked for."""


@dataclass(frozen=True, slots=True)
class DeskRate:
    """How a municipality, or the region, named ``name``, stands."""

    name: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Tally:
    """``today`` counts the agent's own inquiries since midnight in Oslo; the rates are those of the last
    ``days`` days. ``municipality`` is None until one is chosen."""

    today: int
    days: int
    region: DeskRate
    municipality: DeskRate | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """``usage`` weighs how much agents themselves have chosen each article lately, ``times_asked`` counts the last
    ASKED_DAYS days' inquiries by article, and ``suggestions`` are ids to offer before anything is typed.
    ``notice_counts`` are the numbers of inquiries about notices, by their ids; None while the region lacks some of
    one's own."""

    tally: Tally
    usage: Mapping[str, float]
    times_asked: Mapping[str, int]
    suggestions: tuple[str, ...]
    notice_counts: Mapping[UUID, int] | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """Today's counts: the agent's own, and those of the region named ``region``; and how many of each are of unknown
    municipality."""

    region: str
    own: tuple[Count, ...]
    all: tuple[Count, ...]
    own_unknown: int = 0
    all_unknown: int = 0
