"""Sharing a cost between municipalities: a fixed part equally, the rest by a weight such as inhabitants.

All amounts are whole øre. The shares add up to the amount exactly: each is rounded down, and the øre that are left go
to those whose share lost most by it (the largest-remainder method, Hamilton's).
"""

from collections.abc import Mapping
from fractions import Fraction


def shares(amount: int, fixed_percent: int, weights: Mapping[str, int]) -> dict[str, int]:
    """What each member pays of ``amount`` (øre ≥ 0): ``fixed_percent`` (0–100) of it shared equally, the rest by
    ``weights`` (≥ 0), in their order. Without any weight at all everything is shared equally; no members, no shares.

    Of equal remainders the larger weight pays the øre, then the one that comes first.
    """
    if not weights:
        return {}
    together = sum(weights.values())
    fixed = Fraction(fixed_percent, 100) if together else Fraction(1)
    exact = {
        member: amount * (fixed / len(weights) + ((1 - fixed) * Fraction(weight, together) if together else 0))
        for member, weight in weights.items()
    }
    paid = {member: int(share) for member, share in exact.items()}
    left = amount - sum(paid.values())
    owed = sorted(weights, key=lambda member: (paid[member] - exact[member], -weights[member]))
    for member in owed[:left]:
        paid[member] += 1
    return paid
