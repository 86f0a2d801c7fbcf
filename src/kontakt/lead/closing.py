"""What would bring the municipalities to their targets."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from kontakt.firstline import Count, CountsAs, Gain, Proportion, Rate, first_line_rate, gains
from kontakt.inquiries.columns.query import Cell
from kontakt.lead.levers import Lever
from kontakt.lead.scope import NO_THEME


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one lever would add: ``inquiries`` more resolved in the period, of BEST_PRACTICE between ``least`` and
    ``most`` (95 %); of the others it is what was forwarded, and so the most that it can be.

    ``theme`` is that of the inquiries; ``article`` the one that is unclear. Of BEST_PRACTICE, ``best`` is whom to learn
    from, ``theirs`` and ``own`` (0–1) are the two rates, drawn toward the common one. The inquiries of two levers may
    be the same ones: contributions do not add up.
    """

    lever: Lever
    inquiries: float
    theme: str
    least: float | None = None
    most: float | None = None
    article: str | None = None
    best: str | None = None
    theirs: float | None = None
    own: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What would bring one municipality to its target. ``monthly`` is how many more a month (30 days) would have to be
    resolved, rounded up; None without a target or without inquiries, and for what has lasted less than a month: a day
    is never blown up to thirty. ``contributions`` are the largest, in falling order."""

    municipality: str
    rate: Rate
    monthly: int | None
    contributions: tuple[Contribution, ...]


MOST_CONTRIBUTIONS = 30
"""How many contributions a municipality is shown, at most."""

_DAYS_A_MONTH = 30
_SHORTEST_MONTH = 28  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFigures:
    """What the contributions are computed from: ``rates`` has a cell for each municipality, ``by_theme`` counts
    those of a municipality and theme by ``grouping.in_contributions``; ``unclear`` counts the inquiries that were
    forwarded because the answer was wrong or unclear, by municipality and article id."""

    rates: Iterable[Cell]
    by_theme: Mapping[tuple[Any, ...], Mapping[tuple[CountsAs, Lever | None], int]]
    unclear: Mapping[str, Mapping[str | None, int]]


def closings(
    municipalities: Sequence[str], figures: ClosingFigures, theme_of: Callable[[str | None], str], days: float
) -> tuple[Closing, ...]:
    """What would bring each of the ``municipalities`` (numbers) to its target. ``theme_of`` gives an article's theme by
    its id; ``days`` is how long the period has lasted until now."""
    counts = {cell.key[0]: cell.counts for cell in figures.rates}
    candidates: dict[str, list[_Candidate]] = {number: [] for number in municipalities}
    for number, candidate in _candidates(figures, theme_of):
        if number in candidates:
            candidates[number].append(candidate)
    return tuple(_closing(number, counts.get(number, ()), theirs, days) for number, theirs in candidates.items())


_Candidate = tuple[float, Lever, str, str, Gain | None]
"""A contribution before the largest are chosen, which come first when they are sorted: how many inquiries, negative;
the lever, the theme, the article or "", and the gain by best practice. No two agree in all of the first four."""


def _candidates(figures: ClosingFigures, theme_of: Callable[[str | None], str]) -> Iterator[tuple[str, _Candidate]]:
    """Every possible contribution, with the number of the municipality that it is for."""
    rates: defaultdict[str, dict[str, Proportion]] = defaultdict(dict)
    for (number, theme), numbers in figures.by_theme.items():
        rates[theme][number] = Proportion(numbers.get((CountsAs.RESOLVED, None), 0), sum(numbers.values()))
        for (_kind, lever), n in numbers.items():
            if lever is not None:
                yield number, (-n, lever, theme, "", None)
    theme_by_id = {article: theme_of(article) for article in set().union(*figures.unclear.values())}
    for number, by_article in figures.unclear.items():
        for article, n in by_article.items():
            yield number, (-n, Lever.UNCLEAR_ANSWER, theme_by_id[article], article or "", None)
    for theme, by_number in rates.items():
        if theme != NO_THEME:  # inquiries without an article have no more in common than that
            for number, gain in gains(by_number).items():
                yield number, (-gain.inquiries, Lever.BEST_PRACTICE, theme, "", gain)


def _closing(municipality: str, counts: Iterable[Count], candidates: Iterable[_Candidate], days: float) -> Closing:
    rate = first_line_rate(counts)
    return Closing(
        municipality=municipality,
        rate=rate,
        monthly=_monthly(rate.missing, days),
        contributions=tuple(
            Contribution(
                lever=lever,
                inquiries=-inquiries,
                theme=theme,
                least=gain.least if gain else None,
                most=gain.most if gain else None,
                article=article or None,
                best=gain.best if gain else None,
                theirs=gain.theirs if gain else None,
                own=gain.own if gain else None,
            )
            for inquiries, lever, theme, article, gain in sorted(candidates)[:MOST_CONTRIBUTIONS]
        ),
    )


def _monthly(missing: int | None, days: float) -> int | None:
    if missing is None or days < _SHORTEST_MONTH:
        return None
    return ceil(missing * _DAYS_A_MONTH / days)
