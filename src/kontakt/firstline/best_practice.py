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


def gains(rates: Mapping[str, Proportion]) -> dict[str, Gain]:
    """What each municipality would gain on one theme; ``rates`` holds every municipality's rate on it.

    Those are absent of whom nobody else with ENOUGH inquiries is better.
    """
    if not rates:
        return {}
    together = Proportion(sum(rate.resolved for rate in rates.values()), sum(rate.total for rate in rates.values()))
    weight = prior_weight(rates)
    drawn_to = weight * together.share
    drawn = {number: (rate.resolved + drawn_to) / (rate.total + weight) for number, rate in rates.items()}
    enough = (number for number, rate in rates.items() if rate.total >= ENOUGH)
    best_two = nlargest(2, enough, key=lambda number: (drawn[number], number))
    variance = {number: _variance(drawn[number], rates[number], weight) for number in best_two}
    by_municipality = {}
    for number, mine in rates.items():
        own, total, forwarded = drawn[number], mine.total, mine.total - mine.resolved
        best = next((leader for leader in best_two if leader != number), None)
        if best is None or drawn[best] <= own or not forwarded:
            continue
        ahead = drawn[best] - own
        half = Z * sqrt(variance[best] + _variance(own, mine, weight))
        by_municipality[number] = Gain(
            best,
            inquiries=min(ahead * total, forwarded),
            least=min(max(0.0, ahead - half) * total, forwarded),
            most=min((ahead + half) * total, forwarded),
            theirs=drawn[best],
            own=own,
        )
    return by_municipality


def gain(rates: Mapping[str, Proportion], municipality: str) -> Gain | None:
    """What ``municipality`` would gain, as ``gains`` says; None where it has no inquiries or nobody is better."""
    return gains(rates).get(municipality)


def _variance(drawn: float, rate: Proportion, weight: float) -> float:
    """That of the beta distribution which a rate has once it was drawn toward the common one."""
    return drawn * (1 - drawn) / (rate.total + weight + 1)


def prior_weight(rates: Mapping[str, Proportion]) -> float:
    """How many inquiries the common rate weighs, against each municipality's own: few where they really differ, many
    where what differs is no more than chance.

    The method of moments for the beta-binomial distribution (Kleinman 1973, Journal of the American Statistical
    Association 68:46–54), with weights by inquiries, kept between 2 and 1000.
    """
    total = sum(rate.total for rate in rates.values())
    share = sum(rate.resolved for rate in rates.values()) / total
    spread = share * (1 - share)
    groups = len(rates)
    inner = total - sum(rate.total**2 for rate in rates.values()) / total
    if groups < 2 or not spread or not inner:
        return _HEAVIEST
    scatter = sum((rate.resolved - share * rate.total) ** 2 / rate.total for rate in rates.values())
    correlation = (scatter / spread - (groups - 1)) / (inner - (groups - 1)) if inner > groups - 1 else 0.0
    if correlation <= 0:
        return _HEAVIEST
    return min(_HEAVIEST, max(_LIGHTEST, 1 / correlation - 1))
