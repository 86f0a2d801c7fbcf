"""The difference between two rates, with its uncertainty."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from kontakt.firstline.rate import Interval, Proportion


class Direction(StrEnum):
    """What may be said of a difference: a change that its interval does not reach is no news."""

    UP = "up"
    DOWN = "down"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Difference:
    """``share`` (in −1–1) is how much higher the later rate is; ``interval`` its 95 % interval."""

    share: float
    interval: Interval

    @property
    def direction(self) -> Direction:
        if self.interval.low > 0:
            return Direction.UP
        return Direction.DOWN if self.interval.high < 0 else Direction.UNCERTAIN


def difference(later: Proportion | None, earlier: Proportion | None) -> Difference | None:
    """``later`` minus ``earlier``; None where one of them has nothing to measure.

    The 95 % interval is the hybrid score interval without continuity correction, for independent proportions
    (Newcombe 1998, Statistics in Medicine 17:873–890, method 10).
    """
    if later is None or earlier is None:
        return None
    share = later.share - earlier.share
    now, before = later.interval, earlier.interval
    return Difference(
        share,
        Interval(
            low=share - hypot(later.share - now.low, before.high - earlier.share),
            high=share + hypot(now.high - later.share, earlier.share - before.low),
        ),
    )
