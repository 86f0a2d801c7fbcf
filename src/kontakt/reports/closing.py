"""What would bring a municipality to its target."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import ceil

from kontakt.firstline import Cause, Count, CountsAs, Proportion, first_line_rate, gain, kind_of
from kontakt.inquiries.columns import Cell
from kontakt.reports.figures import NO_THEME, Closing, Contribution, Lever

_MONTH = 30  # days

_LEVERS = {
    Cause.NO_ANSWER: Lever.MISSING_ANSWER,
    Cause.WRONG_ANSWER: Lever.UNCLEAR_ANSWER,
    Cause.NO_ACCESS: Lever.ACCESS,
}


def closing(municipality: str, cells: Iterable[Cell], theme_of: Callable[[str | None], str], days: float) -> Closing:
    """What would close the gap, from cells by municipality and article of every municipality. ``days`` is how long the
    period has lasted until now."""
    mine: list[Count] = []
    by_theme: defaultdict[str, defaultdict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    causes: Counter[tuple[Lever, str, str | None]] = Counter()
    for cell in cells:
        number, article = cell.key
        theme = theme_of(article)
        by_theme[theme][number].extend(cell.counts)
        if number == municipality:
            mine.extend(cell.counts)
            for count in cell.counts:
                if kind_of(count) is CountsAs.FORWARDED and count.cause in _LEVERS:
                    lever = _LEVERS[count.cause]
                    causes[lever, theme, article if lever is Lever.UNCLEAR_ANSWER else None] += count.n
    rate = first_line_rate(mine)
    contributions = [
        *_best_practice(municipality, by_theme),
        *(
            Contribution(lever=lever, inquiries=n, theme=theme, article=article)
            for (lever, theme, article), n in causes.items()
        ),
    ]
    return Closing(
        municipality=municipality,
        rate=rate,
        monthly=ceil(rate.missing * _MONTH / days) if rate.missing is not None and days > 0 else None,
        contributions=tuple(
            sorted(contributions, key=lambda each: (-each.inquiries, each.lever, each.theme, each.article or ""))
        ),
    )


def _best_practice(municipality: str, by_theme: dict[str, defaultdict[str, list[Count]]]) -> Iterator[Contribution]:
    for theme, by_number in by_theme.items():
        if theme == NO_THEME:
            continue  # inquiries without an article have no more in common than that
        rates: dict[str, Proportion] = {}
        for number, counts in by_number.items():
            if (gross := first_line_rate(counts).gross) is not None:
                rates[number] = gross
        if found := gain(rates, municipality):
            yield Contribution(
                lever=Lever.BEST_PRACTICE,
                inquiries=found.inquiries,
                theme=theme,
                best=found.best,
                theirs=found.theirs,
                own=found.own,
            )
