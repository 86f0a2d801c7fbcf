"""What would bring the municipalities to their targets."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import ceil

from kontakt.firstline import Count, CountsAs, Gain, Proportion, first_line_rate, gains, kind_of
from kontakt.inquiries.columns.store import Cell
from kontakt.lead.figures import NO_THEME, Closing, Contribution, Lever
from kontakt.lead.grouping import LEVERS

MOST = 30
"""How many contributions each municipality is shown, at most."""

_MONTH = 30  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFigures:
    """What everything is made from: cells of every municipality, by municipality, and by municipality and theme; and how
    many were forwarded because the answer was wrong or unclear, by municipality and article."""

    rates: Iterable[Cell]
    by_theme: Iterable[Cell]
    unclear: Mapping[tuple[str, str | None], int]


def closings(
    chosen: Sequence[str], ground: ClosingFigures, theme_of: Callable[[str | None], str], days: float
) -> tuple[Closing, ...]:
    """What would close the gap of each of the ``chosen`` municipalities. ``days`` is how long the period has lasted until
    now."""
    counts = {cell.key[0]: cell.counts for cell in ground.rates}
    found: dict[str, list[_Lesson]] = {number: [] for number in chosen}
    for number, lesson in _lessons(ground, theme_of):
        if number in found:
            found[number].append(lesson)
    return tuple(_closing(number, counts.get(number, ()), lessons, days) for number, lessons in found.items())


_Lesson = tuple[float, Lever, str, str | None, Gain | None]
"""A contribution to be: how many inquiries, the lever, the theme, the article, and what is learnt from whom."""


def _lessons(ground: ClosingFigures, theme_of: Callable[[str | None], str]) -> Iterator[tuple[str, _Lesson]]:
    rates: defaultdict[str, dict[str, Proportion]] = defaultdict(dict)
    for cell in ground.by_theme:
        number, theme = cell.key
        if (gross := first_line_rate(cell.counts).gross) is not None:
            rates[theme][number] = gross
        for count in cell.counts:
            if count.cause is not None and count.cause in LEVERS and kind_of(count) is CountsAs.FORWARDED:
                yield number, (count.n, LEVERS[count.cause], theme, None, None)
    for (number, article), n in ground.unclear.items():
        yield number, (n, Lever.UNCLEAR_ANSWER, theme_of(article), article, None)
    for theme, by_number in rates.items():
        if theme != NO_THEME:  # inquiries without an article have no more in common than that
            for number, gain in gains(by_number).items():
                yield number, (gain.inquiries, Lever.BEST_PRACTICE, theme, None, gain)


def _closing(municipality: str, counts: Iterable[Count], lessons: Iterable[_Lesson], days: float) -> Closing:
    rate = first_line_rate(counts)
    largest = nsmallest(MOST, lessons, key=lambda each: (-each[0], each[1], each[2], each[3] or ""))
    return Closing(
        municipality=municipality,
        rate=rate,
        monthly=ceil(rate.missing * _MONTH / days) if rate.missing is not None and days > 0 else None,
        contributions=tuple(
            Contribution(
                lever=lever,
                inquiries=inquiries,
                theme=theme,
                article=article,
                best=gain.best if gain else None,
                theirs=gain.theirs if gain else None,
                own=gain.own if gain else None,
            )
            for inquiries, lever, theme, article, gain in largest
        ),
    )
