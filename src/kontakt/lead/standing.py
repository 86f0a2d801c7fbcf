"""Where each municipality stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kontakt.directory.region import Region
from kontakt.firstline import Count, Period, difference, first_line_rate
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.columns.store import Cell
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.figures import Standing, Standings


@dataclass(frozen=True, slots=True)
class Phoned:
    """Calls that were answered and calls that were logged, by municipality; under "" those of the region."""

    answered: Mapping[str, int] = field(default_factory=dict)
    logged: Mapping[str, int] = field(default_factory=dict)


def standings(
    region: Region,
    now: Iterable[Cell],
    before: Iterable[Cell] | None,
    weekly: Iterable[Cell],
    weeks: Sequence[Period],
    phoned: Phoned,
) -> Standings:
    """The standings from cells by municipality (``now``, and ``before`` if there is a period to compare with) and by
    week and municipality (``weekly``)."""
    current = {cell.key[0]: cell.counts for cell in now}
    earlier = {cell.key[0]: cell.counts for cell in before} if before is not None else None
    mondays = [week.start.astimezone(OSLO).date() for week in weeks]
    by_week: defaultdict[str | None, dict[object, list[Count]]] = defaultdict(dict)
    for cell in weekly:
        monday, municipality = cell.key
        for whose in (municipality, None):
            by_week[whose].setdefault(monday, []).extend(cell.counts)

    def standing(municipality: str | None) -> Standing:
        rate = first_line_rate(_of(current, municipality))
        compared = first_line_rate(_of(earlier, municipality)) if earlier is not None else None
        return Standing(
            municipality=municipality,
            rate=rate,
            before=compared,
            change=difference(rate.gross, compared.gross) if compared else None,
            weeks=tuple(first_line_rate(by_week[municipality].get(monday, ())) for monday in mondays),
            answered=phoned.answered.get(municipality or ""),
            phoned=phoned.logged.get(municipality or ""),
        )

    members = [each.number for each in region.municipalities]
    # One that has left the co-operation keeps its figures.
    others = (current.keys() | (earlier or {}).keys()) - set(members)
    shown = [*members, *sorted(others - {UNKNOWN}), *sorted(others & {UNKNOWN})]
    return Standings(standing(None), tuple(map(standing, shown)), tuple(weeks))


def _of(counts: Mapping[str, Sequence[Count]], municipality: str | None) -> Iterable[Count]:
    if municipality is not None:
        return counts.get(municipality, ())
    return (count for each in counts.values() for count in each)
