"""What would bring the municipalities to their targets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil

from kontakt.firstline import BestPractice, Proportion, Rate, first_line_rate
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


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What would bring one municipality to its target. ``monthly`` is how many more a month (30 days) would have to be
    resolved, rounded up; None without a target or without inquiries, and for what has lasted less than a month: a day
    is never blown up to thirty. ``find`` gives the contributions."""

    municipality: str
    rate: Rate
    monthly: int | None
    find: Callable[[], tuple[Contribution, ...]] = field(repr=False, compare=False)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """The largest, in falling order. Found when they are asked for: of hundreds of municipalities the screen shows
        one."""
        return self.find()


MOST_CONTRIBUTIONS = 30
"""How many contributions a municipality is shown, at most."""

_DAYS_A_MONTH = 30
_SHORTEST_MONTH = 28  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFigures:
    """What the contributions are computed from: ``rates`` has a cell for each municipality; ``by_theme`` counts the
    inquiries of each of ``grouping.CONTRIBUTIONS``, by theme and municipality; ``unclear`` those that were forwarded
    because the answer was wrong or unclear, by municipality and article id. ``themes`` has the theme of each
    article."""

    rates: Iterable[Cell]
    by_theme: Mapping[str, Mapping[str, Sequence[int]]]
    unclear: Mapping[str, Mapping[str | None, int]]
    themes: Mapping[str | None, str]


def closings(municipalities: Iterable[str], figures: ClosingFigures, days: float) -> tuple[Closing, ...]:
    """What would bring each of the ``municipalities`` (numbers) to its target. ``days`` is how long the period has
    lasted until now."""
    counts = {cell.key[0]: cell.counts for cell in figures.rates}
    lessons = {
        theme: BestPractice({number: Proportion(own[0], sum(own)) for number, own in by_municipality.items()})
        for theme, by_municipality in figures.by_theme.items()
        if theme != NO_THEME  # inquiries without an article have no more in common than that
    }

    def closing(number: str) -> Closing:
        rate = first_line_rate(counts.get(number, ()))
        monthly = _monthly(rate.missing, days)
        found = partial(_largest, number, figures, lessons)
        return Closing(municipality=number, rate=rate, monthly=monthly, find=found)

    return tuple(map(closing, municipalities))


def _largest(
    municipality: str, figures: ClosingFigures, lessons: Mapping[str, BestPractice]
) -> tuple[Contribution, ...]:
    found = sorted(
        _contributions(municipality, figures, lessons),
        key=lambda each: (-each.inquiries, each.lever, each.theme, each.article or ""),
    )
    return tuple(found[:MOST_CONTRIBUTIONS])


def _contributions(
    municipality: str, figures: ClosingFigures, lessons: Mapping[str, BestPractice]
) -> Iterator[Contribution]:
    """Every possible one."""
    for theme, by_municipality in figures.by_theme.items():
        _resolved, missing_answer, access, _other = by_municipality.get(municipality, (0, 0, 0, 0))
        if missing_answer:
            yield Contribution(lever=Lever.MISSING_ANSWER, inquiries=missing_answer, theme=theme)
        if access:
            yield Contribution(lever=Lever.ACCESS, inquiries=access, theme=theme)
    for article, n in figures.unclear.get(municipality, {}).items():
        yield Contribution(lever=Lever.UNCLEAR_ANSWER, inquiries=n, theme=figures.themes[article], article=article)
    for theme, lesson in lessons.items():
        if gain := lesson.gain(municipality):
            yield Contribution(
                lever=Lever.BEST_PRACTICE,
                inquiries=gain.inquiries,
                theme=theme,
                least=gain.least,
                most=gain.most,
                best=gain.best,
                theirs=gain.theirs,
                own=gain.own,
            )


def _monthly(missing: int | None, days: float) -> int | None:
    if missing is None or days < _SHORTEST_MONTH:
        return None
    return ceil(missing * _DAYS_A_MONTH / days)
