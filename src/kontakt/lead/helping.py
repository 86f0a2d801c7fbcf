"""Whose agents answered for whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kontakt.directory.region import Region
from kontakt.inquiries.columns.query import Cell
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.enough_agents import ENOUGH_AGENTS

OTHERS = "others"
"""In place of a home municipality: all those with too few agents to be shown on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """Whose agents answered for whom. ``homes`` are the rows: municipality numbers in the region's order, then OTHERS
    (homes with fewer than ENOUGH_AGENTS agents, and inquiries whose agent's home is not known). ``municipalities`` end
    with UNKNOWN where anything was logged for none; that is in nobody's balance. ``matrix`` counts by home and
    municipality. ``balance`` is, for each home that is shown on its own, what its agents answered for others less what
    others answered for it."""

    homes: tuple[str, ...]
    municipalities: tuple[str, ...]
    matrix: Mapping[tuple[str, str], int]
    balance: Mapping[str, int]


def helping(region: Region, by_home: Iterable[Cell], numbers: Mapping[tuple[str | None, str], int]) -> Helping:
    """Who answered for whom. ``by_home`` are cells by the agents' home municipality, ``numbers`` counts inquiries by
    home and municipality."""
    enough = {cell.key[0] for cell in by_home if cell.agents >= ENOUGH_AGENTS}
    members = [member.number for member in region.municipalities]
    shown = [number for number in members if number in enough]
    matrix: defaultdict[tuple[str, str], int] = defaultdict(int)
    balance = dict.fromkeys(shown, 0)
    for (agents_home, municipality), n in numbers.items():
        home = agents_home if agents_home is not None and agents_home in balance else OTHERS
        matrix[home, municipality] += n
        if municipality not in (home, UNKNOWN):
            if home in balance:
                balance[home] += n
            if municipality in balance:
                balance[municipality] -= n
    former = {municipality for _home, municipality in numbers} - set(members)
    return Helping(
        homes=(*shown, OTHERS) if any(home == OTHERS for home, _ in matrix) else tuple(shown),
        municipalities=(*members, *sorted(former - {UNKNOWN}), *sorted(former & {UNKNOWN})),
        matrix=dict(matrix),
        balance=balance,
    )
