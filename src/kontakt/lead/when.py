"""When inquiries come, by whom, and whose agents answer them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kontakt.directory.region import Region
from kontakt.firstline import Count, first_line_rate
from kontakt.inquiries.columns.store import Cell
from kontakt.inquiries.inquiry import UNKNOWN, CallerType, Channel
from kontakt.lead.figures import ENOUGH_AGENTS, OTHERS, Helping, Hour, When

_HOURS = 7 * 24


def when(by_hour: Iterable[Cell], by_channel: Iterable[Cell], by_caller_type: Iterable[Cell]) -> When:
    """When and how inquiries come, from cells by each of these."""
    hours = {cell.key[0]: cell for cell in by_hour}
    callers = {cell.key[0]: cell.counts for cell in by_caller_type}
    return When(
        hours=tuple(_hour(hour, hours.get(hour)) for hour in range(_HOURS)),
        by_channel=tuple(
            (channel, first_line_rate(counts)) for channel, counts in _in_order(by_channel, Channel).items()
        ),
        by_caller_type=tuple(
            (caller, first_line_rate(callers[caller])) for caller in (*CallerType, None) if caller in callers
        ),
    )


def _in_order(cells: Iterable[Cell], kind: type[Channel]) -> dict[Channel, tuple[Count, ...]]:
    found = {cell.key[0]: cell.counts for cell in cells}
    return {each: found[each] for each in kind if each in found}


def _hour(hour: int, cell: Cell | None) -> Hour:
    if cell is None:
        return Hour(hour, 0, None)
    gross = first_line_rate(cell.counts).gross
    hidden = gross is not None and cell.agents < ENOUGH_AGENTS
    return Hour(hour, cell.n, None if hidden else gross, hidden)


def helping(region: Region, by_home: Iterable[Cell], numbers: Mapping[tuple[str | None, str], int]) -> Helping:
    """Who answered for whom, from cells by home, and numbers by home and municipality."""
    enough = {cell.key[0] for cell in by_home if cell.agents >= ENOUGH_AGENTS}
    members = [each.number for each in region.municipalities]
    shown = [number for number in members if number in enough]
    matrix: defaultdict[tuple[str, str], int] = defaultdict(int)
    balance = dict.fromkeys(shown, 0)
    for (whose, municipality), n in numbers.items():
        home = whose if whose is not None and whose in balance else OTHERS
        matrix[home, municipality] += n
        if municipality not in (home, UNKNOWN):
            if home in balance:
                balance[home] += n
            if municipality in balance:
                balance[municipality] -= n
    others = {municipality for _home, municipality in numbers} - set(members)
    return Helping(
        homes=(*shown, OTHERS) if any(home == OTHERS for home, _ in matrix) else tuple(shown),
        municipalities=(*members, *sorted(others - {UNKNOWN}), *sorted(others & {UNKNOWN})),
        matrix=dict(matrix),
        balance=balance,
    )
