"""Why inquiries were not resolved at the first line, the largest reasons first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate

from kontakt.firstline import Cause, CountsAs, Proportion, first_line_rate, kind_of
from kontakt.inquiries.columns.query import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One bar of the Pareto: what was forwarded for one cause on one theme. ``cause`` is None where the inquiry had
    been resolved, but was repeated. ``cumulative`` (0–1) is the share of this bar and all larger ones. ``articles``
    counts by article id (None: no article), most first."""

    theme: str
    cause: Cause | None
    n: int
    share: float
    cumulative: float
    articles: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why inquiries were forwarded: the bars, largest first, and the same by cause and by theme alone. ``gross`` is the
    rate that they keep down; None where there is nothing to measure."""

    gross: Proportion | None
    forwarded: int
    reasons: tuple[Reason, ...]
    by_cause: Mapping[Cause | None, int]
    by_theme: Mapping[str, int]


def why_not(by_article: Collection[Cell], theme_of: Callable[[str | None], str]) -> WhyNot:
    """The reasons, from cells by article. ``theme_of`` gives an article's theme by its id."""
    bars: defaultdict[tuple[str, Cause | None], Counter[str | None]] = defaultdict(Counter)
    by_cause: Counter[Cause | None] = Counter()
    by_theme: Counter[str] = Counter()
    for cell in by_article:
        (article,) = cell.key
        for count in cell.counts:
            if kind_of(count) is CountsAs.FORWARDED:
                bars[theme_of(article), count.cause][article] += count.n
                by_cause[count.cause] += count.n
                by_theme[theme_of(article)] += count.n
    total = by_cause.total()
    largest = sorted(bars.items(), key=lambda bar: (-bar[1].total(), bar[0][0], str(bar[0][1] or "")))
    reached = accumulate(articles.total() for _, articles in largest)
    return WhyNot(
        gross=first_line_rate(count for cell in by_article for count in cell.counts).gross,
        forwarded=total,
        reasons=tuple(
            Reason(
                theme=theme,
                cause=cause,
                n=articles.total(),
                share=articles.total() / total,
                cumulative=so_far / total,
                articles=tuple(sorted(articles.items(), key=lambda counted: (-counted[1], counted[0] or ""))),
            )
            for ((theme, cause), articles), so_far in zip(largest, reached, strict=True)
        ),
        by_cause=dict(by_cause.most_common()),
        by_theme=dict(by_theme.most_common()),
    )
