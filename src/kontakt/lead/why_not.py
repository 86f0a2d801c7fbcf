"""Why inquiries were not resolved at the first line, the largest reasons first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate

from kontakt.firstline import Cause, CountsAs, kind_of
from kontakt.inquiries.columns.store import Cell
from kontakt.lead.figures import Reason, WhyNot


def why_not(by_article: Iterable[Cell], theme_of: Callable[[str | None], str]) -> WhyNot:
    """The reasons from cells by article; ``theme_of`` names an article's theme."""
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
        forwarded=total,
        reasons=tuple(
            Reason(
                theme=theme,
                cause=cause,
                n=articles.total(),
                share=articles.total() / total,
                cumulative=so_far / total,
                articles=tuple(sorted(articles.items(), key=lambda each: (-each[1], each[0] or ""))),
            )
            for ((theme, cause), articles), so_far in zip(largest, reached, strict=True)
        ),
        by_cause=dict(by_cause.most_common()),
        by_theme=dict(by_theme.most_common()),
    )
