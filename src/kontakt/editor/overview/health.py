"""The state of each article: how it is used, what is reported of it, and whether it is to be reviewed again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kontakt.editor.overview.overview import CoverageRow, Due, DueReason, Gap, GapKind, Health
from kontakt.firstline import Count, first_line_rate
from kontakt.inquiries.log.demand import AskedArticle
from kontakt.knowledge.article import Article, Status
from kontakt.knowledge.coverage import LocalState, looked
from kontakt.knowledge.revisions import Revision
from kontakt.knowledge.rule_changes import RuleChange

OLD = timedelta(days=365)
"""How long a review holds where no date for the next one was set."""

_URGENCY = tuple(DueReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFigures:
    """What the log and the laws say of the articles, by id; ids that were merged are those of their articles."""

    counts: Mapping[str, list[Count]]
    asked: Mapping[str, Mapping[str, int]]
    recently: Mapping[str, Mapping[str, int]]
    rule_changes: tuple[RuleChange, ...]


def figures_by_article(
    counts: Mapping[str, list[Count]],
    asked: Iterable[AskedArticle],
    redirects: Mapping[str, str],
    rule_changes: tuple[RuleChange, ...],
) -> ArticleFigures:
    """The figures of each article, those of merged ones with the article they were merged into."""
    by_article: defaultdict[str, list[Count]] = defaultdict(list)
    for id, each in counts.items():
        by_article[redirects.get(id, id)] += each
    times: defaultdict[str, Counter[str]] = defaultdict(Counter)
    recent: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in asked:
        if one.municipality is None:
            continue  # nobody can look at an article for a municipality that is unknown
        id = redirects.get(one.article, one.article)
        times[id][one.municipality] += one.times
        recent[id][one.municipality] += one.recent
    return ArticleFigures(counts=by_article, asked=times, recently=recent, rule_changes=rule_changes)


def health_of(
    articles: Iterable[Article],
    revisions: Mapping[str, Revision],
    figures: ArticleFigures,
    gaps: Iterable[Gap],
    numbers: Iterable[str],
    today: date,
) -> dict[str, Health]:
    """Every article's health, by id. ``numbers`` are the region's municipalities, ``gaps`` what stands open."""
    flags = {gap.article: gap.times for gap in gaps if gap.kind is GapKind.UNCLEAR}
    numbers = tuple(numbers)
    return {
        article.id: _health(article, revisions[article.id], figures, flags.get(article.id, 0), numbers, today)
        for article in articles
    }


def _health(
    article: Article, revision: Revision, figures: ArticleFigures, flags: int, numbers: tuple[str, ...], today: date
) -> Health:
    rate = first_line_rate(figures.counts.get(article.id, ()))
    return Health(
        article=article,
        revision=revision.number,
        changed_at=revision.at,
        changed_by=revision.by,
        uses=rate.inquiries,
        resolved=rate.gross,
        flags=flags,
        looked={number: looked(article, number) for number in numbers},
        due=due_of(article, figures.rule_changes, today),
    )


def due_of(article: Article, changes: Iterable[RuleChange], today: date) -> Due | None:
    """Why a published article is to be looked at again, the most pressing reason; None when it is not.

    A rule it rests on has changed, by today, since it was checked against it; the date to review it by has passed;
    nobody has ever reviewed it; or the last review is more than a year back and no date was set.
    """
    if article.status is not Status.PUBLISHED:
        return None
    for change in changes:
        if change.day <= today and change.concerns(article):
            return Due(article.id, DueReason.RULE_CHANGED, change.day, change.rule)
    if article.review_by and article.review_by < today:
        return Due(article.id, DueReason.OVERDUE, article.review_by)
    if article.reviewed is None:
        return Due(article.id, DueReason.NEVER)
    if article.review_by is None and article.reviewed < today - OLD:
        return Due(article.id, DueReason.OLD, article.reviewed + OLD)
    return None


def all_due(health: Mapping[str, Health]) -> tuple[Due, ...]:
    """What is due: by reason, then what is used most first."""
    due = (each.due for each in health.values() if each.due)
    return tuple(sorted(due, key=lambda each: (_URGENCY.index(each.reason), -health[each.article].uses, each.article)))


def coverage_rows(health: Mapping[str, Health], figures: ArticleFigures) -> tuple[CoverageRow, ...]:
    """The published articles by municipalities: where most ask and nobody has looked first."""
    rows = (
        CoverageRow(article=id, looked=each.looked, asked=dict(figures.asked.get(id, {})))
        for id, each in health.items()
        if each.article.status is Status.PUBLISHED
    )
    return tuple(sorted(rows, key=lambda row: (-row.unlooked, -sum(row.asked.values()), row.article)))


def recently_unlooked(row: CoverageRow, figures: ArticleFigures) -> int:
    """As ``row.unlooked``, of the last 30 days."""
    recent = figures.recently.get(row.article, {})
    return sum(recent.get(number, 0) for number, each in row.looked.items() if each is LocalState.NOT_LOOKED)
