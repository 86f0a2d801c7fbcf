"""Why inquiries were forwarded, what that has to do with a change, and what would close the gap, as tables."""

from collections.abc import Iterator

from kontakt.firstline import Cause, Difference
from kontakt.lead.closing import Closing, Contribution
from kontakt.lead.figures import LeadFigures
from kontakt.lead.labels import LEVERS, article_name, cause_name, change_name, municipality_name, theme_name
from kontakt.lead.why_changed import WhyChanged, with_parts
from kontakt.lead.why_not import Reason, WhyNot
from kontakt.library.names import KnownNames
from kontakt.locale import _
from kontakt.locale.formats import number, percent
from kontakt.reports import in_words
from kontakt.reports.document import (
    Chart,
    ChartKind,
    FigureKind,
    Limit,
    NamedValue,
    ReportColumn,
    ReportSection,
    ReportTable,
    Value,
)
from kontakt.reports.document_standings import municipality_cell, municipality_column

REPEATED = "repeated"
"""The code of the cause of what had been resolved, and rang again."""

_LARGEST_SHOWN = 3


def why_not_section(figures: LeadFigures, names: KnownNames) -> ReportSection:
    why_not = figures.why_not
    tables = (
        _causes(why_not, figures.changed),
        _themes(why_not, figures.changed, names),
        _reasons(why_not, names),
        _articles(why_not.reasons, names),
    )
    return ReportSection("why_not", _("Why not"), tuple(_what_has_changed(figures)), tables)


def _what_has_changed(figures: LeadFigures) -> Iterator[str]:
    if figures.changed and figures.scope.against:
        yield f"{change_name(figures.scope.against)}: {in_words.change(figures.changed.rate)}"
        yield _(
            "Part of the change, in percentage points: above zero where a smaller part of all that counts was forwarded "
            "than before. Those of all causes add up to the change of the gross rate, and so do those of all themes."
        )


def closing_section(figures: LeadFigures, names: KnownNames) -> ReportSection:
    sentences = (
        _(
            "Doing as the best: what would be gained if the municipality resolved the theme as often as the one that "
            "does it best. Small counts are drawn toward what all of them do, so that chance does not look like a lesson."
        ),
        _("The same inquiry may be gained in more than one way: the lines do not add up."),
    )
    return ReportSection(
        "closing",
        _("What would close the gap"),
        sentences,
        (_gaps(figures.closing, names), _contributions(figures.closing, names)),
    )


def cause(cause: Cause | None) -> NamedValue:
    return NamedValue(cause.value if cause else REPEATED, cause_name(cause))


def _theme(id: str, names: KnownNames) -> NamedValue:
    return NamedValue(id, theme_name(id, names))


def _causes(why_not: WhyNot, changed: WhyChanged | None) -> ReportTable:
    shares = with_parts(why_not.by_cause, changed.by_cause if changed else {})
    return ReportTable(
        id="causes",
        title=_("By cause"),
        columns=(ReportColumn("cause", _("Cause"), FigureKind.NAME), *_share_columns(changed)),
        rows=tuple((cause(code), *_share(n, why_not, part, changed)) for code, n, part in shares),
    )


def _themes(why_not: WhyNot, changed: WhyChanged | None, names: KnownNames) -> ReportTable:
    shares = with_parts(why_not.by_theme, changed.by_theme if changed else {})
    return ReportTable(
        id="themes",
        title=_("By theme"),
        columns=(ReportColumn("theme", _("Theme"), FigureKind.NAME), *_share_columns(changed)),
        rows=tuple((_theme(id, names), *_share(n, why_not, part, changed)) for id, n, part in shares),
    )


def _share_columns(changed: WhyChanged | None) -> Iterator[ReportColumn]:
    yield ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT)
    yield ReportColumn("share", _("Share"), FigureKind.SHARE)
    if changed:
        yield ReportColumn("part", _("Part of the change"), FigureKind.DIFFERENCE)


def _share(n: int, why_not: WhyNot, part: Difference | None, changed: WhyChanged | None) -> Iterator[Value]:
    yield n
    yield n / why_not.forwarded if why_not.forwarded else None
    if changed:
        yield part


def _reasons(why_not: WhyNot, names: KnownNames) -> ReportTable:
    return ReportTable(
        id="reasons",
        title=_("By theme and cause"),
        columns=(
            ReportColumn("theme", _("Theme"), FigureKind.NAME),
            ReportColumn("cause", _("Cause"), FigureKind.NAME),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("share", _("Share"), FigureKind.SHARE),
            ReportColumn("cumulative", _("Cumulative"), FigureKind.SHARE),
        ),
        rows=tuple(
            (_theme(reason.theme, names), cause(reason.cause), reason.n, reason.share, reason.cumulative)
            for reason in why_not.reasons
        ),
        chart=Chart(
            ChartKind.PARETO, _("What was forwarded: bars, and their cumulative share"), _largest(why_not, names)
        ),
        limit=Limit(12),
    )


def _largest(why_not: WhyNot, names: KnownNames) -> str:
    text = _("{theme}, {cause}: {count} ({share}).")
    return " ".join(
        text.format(
            theme=theme_name(reason.theme, names),
            cause=cause_name(reason.cause),
            count=number(reason.n),
            share=percent(reason.share),
        )
        for reason in why_not.reasons[:3]
    )


def _articles(reasons: tuple[Reason, ...], names: KnownNames) -> ReportTable:
    rows = [(article, reason, n) for reason in reasons for article, n in reason.articles]
    rows.sort(key=lambda row: -row[2])
    return ReportTable(
        id="articles",
        title=_("The articles behind them"),
        columns=(
            ReportColumn("article", _("Article"), FigureKind.NAME),
            ReportColumn("theme", _("Theme"), FigureKind.NAME),
            ReportColumn("cause", _("Cause"), FigureKind.NAME),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
        ),
        rows=tuple(
            (
                NamedValue(article or "", article_name(article, names)),
                _theme(reason.theme, names),
                cause(reason.cause),
                n,
            )
            for article, reason, n in rows
        ),
        limit=Limit(12),
    )


def _gaps(closing: tuple[Closing, ...], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="gaps",
        title=_("How far it is to the target"),
        columns=(
            municipality_column(),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
            ReportColumn("judged", _("Of those with a target"), FigureKind.RATE, unless_as="gross"),
            ReportColumn("target", _("Target"), FigureKind.SHARE),
            ReportColumn("missing", _("More resolved in the period"), FigureKind.COUNT),
            ReportColumn("monthly", _("More resolved a month"), FigureKind.COUNT),
        ),
        rows=tuple(
            (
                municipality_cell(gap.municipality, names),
                gap.rate.gross,
                gap.rate.judged,
                gap.rate.target / 100 if gap.rate.target is not None else None,
                gap.rate.missing,
                gap.monthly,
            )
            for gap in closing
        ),
    )


def _contributions(closing: tuple[Closing, ...], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="contributions",
        title=_("What would add to it"),
        columns=(
            municipality_column(),
            ReportColumn("lever", _("How"), FigureKind.NAME),
            ReportColumn("theme", _("Theme"), FigureKind.NAME),
            ReportColumn("article", _("Article"), FigureKind.NAME),
            ReportColumn("best", _("As"), FigureKind.NAME),
            ReportColumn("own", _("Own rate"), FigureKind.SHARE),
            ReportColumn("theirs", _("Their rate"), FigureKind.SHARE),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.NUMBER),
            ReportColumn("least", _("At least (95 %)"), FigureKind.NUMBER),
            ReportColumn("most", _("At most (95 %)"), FigureKind.NUMBER),
        ),
        rows=tuple(
            _contribution(gap.municipality, contribution, names)
            for gap in closing
            for contribution in gap.contributions
        ),
        chart=Chart(
            ChartKind.BARS,
            _("The {count} largest for each municipality, in inquiries gained").format(count=_LARGEST_SHOWN),
            " ".join(_first(gap, names) for gap in closing if gap.contributions),
        ),
        limit=Limit(_LARGEST_SHOWN, per="municipality"),
    )


def _contribution(municipality: str, contribution: Contribution, names: KnownNames) -> tuple[Value, ...]:
    return (
        municipality_cell(municipality, names),
        NamedValue(contribution.lever.value, _(LEVERS[contribution.lever])),
        _theme(contribution.theme, names),
        NamedValue(contribution.article, article_name(contribution.article, names)) if contribution.article else None,
        municipality_cell(contribution.best, names) if contribution.best else None,
        contribution.own,
        contribution.theirs,
        float(contribution.inquiries),
        contribution.least,
        contribution.most,
    )


def _first(closing: Closing, names: KnownNames) -> str:
    largest = closing.contributions[0]
    return _("{municipality}: {lever}, {theme}, {count}.").format(
        municipality=municipality_name(closing.municipality, names),
        lever=_(LEVERS[largest.lever]),
        theme=theme_name(largest.theme, names),
        count=number(round(largest.inquiries)),
    )
