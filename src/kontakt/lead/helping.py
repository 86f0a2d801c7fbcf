"""Whose agents answered for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.enough_agents import ENOUGH_AGENTS

OTHERS = "others"
"""In place of a home municipality: all those with too few agents to be shown on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """Whose agents answered for whom. ``homes`` are the rows: municipality numbers in the region's order, then OTHERS
    (homes with fewer than ENOUGH_AGENTS agents, and inquiries whose agent's home is not known). ``municipalities`` end
    with UNKNOWN where anything was logged for none; that is in nobody's balance. ``matrix`` counts by home and
    municipality, and lacks what is 0; ``asked`` counts by municipality. ``balance`` is, for each home that is shown on
    its own, what its agents answered for others less what others answered for it."""

    homes: tuple[str, ...]
    municipalities: tuple[str, ...]
    matrix: Mapping[str, Mapping[str, int]]
    asked: Mapping[str, int]
    balance: Mapping[str, int]


def helping(
    region: Region, agents: Mapping[tuple[str | None], int], numbers: Mapping[str | None, Mapping[str, int]]
) -> Helping:
    """Who answered for whom. ``agents`` counts them by their home municipality, ``numbers`` inquiries by home and
    municipality."""
    enough = {home for (home,), count in agents.items() if count >= ENOUGH_AGENTS and home in numbers}
    members = [member.number for member in region.municipalities]
    shown = [number for number in members if number in enough]
    matrix = {home: numbers[home] for home in shown}
    others = _summed(own for home, own in numbers.items() if home not in matrix)
    asked = _summed(numbers.values())
    balance = {home: sum(own.values()) - own.get(UNKNOWN, 0) - asked[home] for home, own in matrix.items()}
    former = asked.keys() - set(members)
    municipalities = (*members, *sorted(former - {UNKNOWN}), *sorted(former & {UNKNOWN}))
    return Helping(
        homes=(*shown, OTHERS) if others else tuple(shown),
        municipalities=municipalities,
        matrix=matrix | {OTHERS: others} if others else matrix,
        asked={municipality: asked[municipality] for municipality in municipalities},
        balance=balance,
    )


def _summed(rows: Iterable[Mapping[str, int]]) -> Counter[str]:
    together: Counter[str] = Counter()
    for row in rows:
        for municipality, n in row.items():
            together[municipality] += n
    return together
