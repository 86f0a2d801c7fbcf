"""Where each municipality stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kontakt.directory.region import Region
from kontakt.firstline import Count, Difference, Period, Rate, difference, first_line_rate
from kontakt.firstline.periods import OSLO
from kontakt.inquiries.columns.query import Cell
from kontakt.inquiries.inquiry import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one municipality stands (UNKNOWN: the inquiries of no known one), or the region (None). ``before`` is its
    rate in the period it is compared with, ``change`` the difference of the gross rates. ``weeks`` are the rates of the
    last weeks, the latest last. ``calls_answered`` is how many calls the phone system answered in the period,
    ``calls_logged`` how many were logged as calls on the days that it reported; both None where nothing was
    imported."""

    municipality: str | None
    rate: Rate
    before: Rate | None = None
    change: Difference | None = None
    weeks: tuple[Rate, ...] = ()
    calls_answered: int | None = None
    calls_logged: int | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """The region, and its municipalities in their order; those that have left it stand last, if anything was logged for
    them, and UNKNOWN below them all, if anything was: so that they add up to the region. ``weeks`` are the periods of
    each ``Standing.weeks``."""

    region: Standing
    municipalities: tuple[Standing, ...]
    weeks: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Calls that the phone system answered, and calls that were logged, by municipality; under "" those of the
    region."""

    answered: Mapping[str, int] = field(default_factory=dict)
    logged: Mapping[str, int] = field(default_factory=dict)


def standings(
    region: Region,
    now: Iterable[Cell],
    before: Iterable[Cell] | None,
    weekly: Iterable[Cell],
    weeks: Sequence[Period],
    calls: CallCounts,
) -> Standings:
    """The standings from cells by municipality (``now``, and ``before`` if there is a period to compare with) and by
    week and municipality (``weekly``)."""
    current = {cell.key[0]: cell.counts for cell in now}
    earlier = {cell.key[0]: cell.counts for cell in before} if before is not None else None
    mondays = [week.start.astimezone(OSLO).date() for week in weeks]
    by_week: defaultdict[str | None, dict[object, list[Count]]] = defaultdict(dict)
    for cell in weekly:
        monday, number = cell.key
        for municipality in (number, None):
            by_week[municipality].setdefault(monday, []).extend(cell.counts)

    def standing(municipality: str | None) -> Standing:
        rate = first_line_rate(_of(current, municipality))
        compared = first_line_rate(_of(earlier, municipality)) if earlier is not None else None
        return Standing(
            municipality=municipality,
            rate=rate,
            before=compared,
            change=difference(rate.gross, compared.gross) if compared else None,
            weeks=tuple(first_line_rate(by_week[municipality].get(monday, ())) for monday in mondays),
            calls_answered=calls.answered.get(municipality or ""),
            calls_logged=calls.logged.get(municipality or ""),
        )

    members = [member.number for member in region.municipalities]
    # One that has left the co-operation keeps its figures.
    former = (current.keys() | (earlier or {}).keys()) - set(members)
    shown = [*members, *sorted(former - {UNKNOWN}), *sorted(former & {UNKNOWN})]
    return Standings(standing(None), tuple(map(standing, shown)), tuple(weeks))


def _of(counts: Mapping[str, Sequence[Count]], municipality: str | None) -> Iterable[Count]:
    if municipality is not None:
        return counts.get(municipality, ())
    return (count for of_one in counts.values() for count in of_one)
