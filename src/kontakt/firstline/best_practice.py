"""What a municipality would gain if it resolved each theme as often as the best one does.

Small counts swing: three of three is no lesson. So every rate is first drawn toward what all of them together
do, the more the fewer inquiries stand behind it, and only then compared (empirical Bayes, with a beta prior whose
weight is estimated from how much the municipalities really differ).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import sqrt

from kontakt.firstline.rate import Proportion, Z

ENOUGH = 20
"""Inquiries that a municipality must have on a theme before the others may learn from it."""

_LIGHTEST, _HEAVIEST = 2.0, 1000.0  # the prior's weight, in inquiries


@dataclass(frozen=True, slots=True)
class Gain:
    """``inquiries`` is how many more would have been resolved, between ``least`` and ``most`` (95 %), ``best`` who
    shows the way, and ``theirs`` and ``own`` (0–1) are the two rates after they were drawn together."""

    best: str
    inquiries: float
    least: float
    most: float
    theirs: float
    own: float


class BestPractice:
    """What there is to learn on one theme; ``rates`` holds every municipality's rate on it."""

    def __init__(self, rates: Mapping[str, Proportion]) -> None:
        self._rates = rates
        resolved, total = sum(rate.resolved for rate in rates.values()), sum(rate.total for rate in rates.values())
        self._weight = prior_weight(rates)
        self._drawn_to = self._weight * (resolved / total) if total else 0.0
        enough = (number for number, rate in rates.items() if rate.total >= ENOUGH)
        self._best_two = nlargest(2, enough, key=lambda number: (self._drawn(number), number))

    def gain(self, municipality: str) -> Gain | None:
        """What the municipality would gain; None where it has no inquiries, and where nobody else with ENOUGH of them
        is better."""
        best = next((leader for leader in self._best_two if leader != municipality), None)
        mine = self._rates.get(municipality)
        if best is None or mine is None or mine.resolved == mine.total:
            return None
        own, theirs = self._drawn(municipality), self._drawn(best)
        if theirs <= own:
            return None
        ahead, total, forwarded = theirs - own, mine.total, mine.total - mine.resolved
        half = Z * sqrt(self._variance(best) + self._variance(municipality))
        return Gain(
            best,
            inquiries=min(ahead * total, forwarded),
            least=min(max(0.0, ahead - half) * total, forwarded),
            most=min((ahead + half) * total, forwarded),
            theirs=theirs,
            own=own,
        )

    def _drawn(self, municipality: str) -> float:
        """Its rate, drawn toward the common one."""
        rate = self._rates[municipality]
        return (rate.resolved + self._drawn_to) / (rate.total + self._weight)

    def _variance(self, municipality: str) -> float:
        """That of the beta distribution which its rate has once it was drawn toward the common one."""
        drawn = self._drawn(municipality)
        return drawn * (1 - drawn) / (self._rates[municipality].total + self._weight + 1)


def prior_weight(rates: Mapping[str, Proportion]) -> float:
    """How many inquiries the common rate weighs, against each municipality's own: few where they really differ, many
    where what differs is no more than chance.

    The method of moments for the beta-binomial distribution (Kleinman 1973, Journal of the American Statistical
    Association 68:46–54), with weights by inquiries, kept between 2 and 1000.
    """
    groups = len(rates)
    if groups < 2:
        return _HEAVIEST
    total = sum(rate.total for rate in rates.values())
    share = sum(rate.resolved for rate in rates.values()) / total
    spread = share * (1 - share)
    inner = total - sum(rate.total**2 for rate in rates.values()) / total
    if not spread or not inner:
        return _HEAVIEST
    scatter = sum((rate.resolved - share * rate.total) ** 2 / rate.total for rate in rates.values())
    correlation = (scatter / spread - (groups - 1)) / (inner - (groups - 1)) if inner > groups - 1 else 0.0
    if correlation <= 0:
        return _HEAVIEST
    return min(_HEAVIEST, max(_LIGHTEST, 1 / correlation - 1))
