"""Where the municipalities stand, as tables."""

from collections.abc import Iterable, Iterator

from kontakt.firstline import LeftOut, Verdict
from kontakt.firstline.periods import OSLO
from kontakt.firstline.rate import FEW
from kontakt.lead.figures import LeadFigures
from kontakt.lead.labels import DIRECTIONS, municipality_name, verdict_name
from kontakt.lead.sentences import judged_of
from kontakt.lead.standing import Standing
from kontakt.library.labels import VERDICT_SIGNS, verdict_in_words
from kontakt.library.names import KnownNames
from kontakt.locale import N_, _
from kontakt.locale.formats import number, percent
from kontakt.reports.document import (
    Chart,
    ChartKind,
    FigureKind,
    Grid,
    NamedValue,
    ReportColumn,
    ReportSection,
    ReportTable,
    Value,
)

_LEFT_OUT = {
    LeftOut.DECISION: N_("Need a decision"),
    LeftOut.ONGOING_CASE: N_("Ongoing cases"),
    LeftOut.NEVER: N_("No first line can resolve"),
}


def standings_section(figures: LeadFigures, names: KnownNames) -> ReportSection:
    shown = list(_shown(figures))
    tables = [_standings(shown, names), _net(shown, names)]
    if figures.scope.against is not None:
        tables.append(_changes(shown, names))
    tables.append(_trend(figures, shown, names))
    if figures.standings.region.calls_answered is not None:
        tables.append(_coverage(shown, names))
    return ReportSection("municipalities", _("Municipalities"), (), tuple(tables))


def municipality_cell(municipality: str | None, names: KnownNames) -> NamedValue:
    """A municipality by number and name; None stands for the region."""
    return NamedValue(municipality or "", municipality_name(municipality, names))


def _shown(figures: LeadFigures) -> Iterator[Standing]:
    """The municipalities of the scope; all of them, with the region below."""
    chosen = figures.scope.municipality
    for standing in figures.standings.municipalities:
        if chosen in (None, standing.municipality):
            yield standing
    if chosen is None:
        yield figures.standings.region


def municipality_column() -> ReportColumn:
    return ReportColumn("municipality", _("Municipality"), FigureKind.NAME, codes=_("Municipality number"))


def _standings(shown: Iterable[Standing], names: KnownNames) -> ReportTable:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            municipality_cell(standing.municipality, names),
            standing.rate.inquiries,
            standing.rate.gross,
            standing.rate.judged,
            standing.rate.target / 100 if standing.rate.target is not None else None,
            NamedValue(
                standing.rate.verdict.value,
                verdict_name(standing.rate),
                sign=VERDICT_SIGNS.get(standing.rate.verdict, ""),
            ),
            standing.rate.missing if standing.rate.verdict is not Verdict.REACHED else None,
        )
        for standing in shown
    )
    return ReportTable(
        id="standings",
        title=_("The first-line rate"),
        columns=(
            municipality_column(),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
            ReportColumn("judged", _("Of those with a target"), FigureKind.RATE, unless_as="gross"),
            ReportColumn("target", _("Target"), FigureKind.SHARE),
            ReportColumn("verdict", _("Verdict"), FigureKind.NAME),
            ReportColumn("missing", _("Short of the target by"), FigureKind.COUNT),
        ),
        rows=rows,
        chart=Chart(
            ChartKind.INTERVALS,
            _("Gross rate with its 95 % interval, against the target"),
            " ".join(_in_words(standing, names) for standing in shown),
        ),
        note=_(
            "Reached: the whole interval is at the target or above. Not reached: the whole interval is below. "
            "Uncertain: the target is inside the interval. Of few: there are fewer than {few} inquiries, and one more may "
            "change it. The last column is how many more would have had to be resolved. "
            "Target, verdict and the last column are of the inquiries that had a target when they were logged."
        ).format(few=FEW),
    )


def _in_words(standing: Standing, names: KnownNames) -> str:
    name, gross = municipality_name(standing.municipality, names), standing.rate.gross
    if gross is None:
        return _("{municipality}: nothing to measure.").format(municipality=name)
    text = _("{municipality}: {share} of {total}, {verdict}.")
    verdict = judged_of(standing.rate, verdict_in_words(standing.rate))
    return text.format(municipality=name, share=percent(gross.share), total=number(gross.total), verdict=verdict)


def _net(shown: Iterable[Standing], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="net",
        title=_("Net, and what it leaves out"),
        columns=(
            municipality_column(),
            ReportColumn("net", _("Net"), FigureKind.RATE),
            *(ReportColumn(reason.value, _(title), FigureKind.COUNT) for reason, title in _LEFT_OUT.items()),
        ),
        rows=tuple(
            (
                municipality_cell(standing.municipality, names),
                standing.rate.net,
                *(standing.rate.left_out_of_net.get(reason, 0) for reason in _LEFT_OUT),
            )
            for standing in shown
        ),
    )


def _changes(shown: Iterable[Standing], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="changes",
        title=_("Change"),
        columns=(
            municipality_column(),
            ReportColumn("before", _("Before"), FigureKind.RATE),
            ReportColumn("now", _("Now"), FigureKind.RATE),
            ReportColumn("change", _("Change"), FigureKind.DIFFERENCE),
            ReportColumn("direction", _("Direction"), FigureKind.NAME),
        ),
        rows=tuple(
            (
                municipality_cell(standing.municipality, names),
                standing.before.gross if standing.before else None,
                standing.rate.gross,
                standing.change,
                NamedValue(standing.change.direction.value, _(DIRECTIONS[standing.change.direction]))
                if standing.change
                else None,
            )
            for standing in shown
        ),
        note=_("In percentage points, with a 95 % interval of its own: where that holds 0, nothing is certain."),
    )


def _trend(figures: LeadFigures, shown: Iterable[Standing], names: KnownNames) -> ReportTable:
    mondays = [week.start.astimezone(OSLO).date() for week in figures.standings.weeks]
    rows: list[tuple[Value, ...]] = []
    for standing in shown:
        for monday, rate in zip(mondays, standing.weeks, strict=True):
            iso = monday.isocalendar()
            week = NamedValue(f"{iso.year}-W{iso.week:02}", str(iso.week))
            target = rate.target / 100 if rate.target is not None else None
            named = municipality_cell(standing.municipality, names)
            rows.append((named, week, monday, rate.inquiries, rate.gross, target))
    return ReportTable(
        id="trend",
        title=_("The last weeks"),
        columns=(
            municipality_column(),
            ReportColumn("week", _("Week"), FigureKind.NAME),
            ReportColumn("monday", _("Begins"), FigureKind.DAY),
            ReportColumn("inquiries", _("Inquiries"), FigureKind.COUNT),
            ReportColumn("gross", _("Gross"), FigureKind.RATE),
            ReportColumn("target", _("Target"), FigureKind.SHARE),
        ),
        rows=tuple(rows),
        chart=Chart(
            ChartKind.TRENDS,
            _("Gross rate week by week"),
            _("A line for each municipality; a week without inquiries is a gap. The table has the same figures."),
        ),
        grids=(Grid(_("Gross rate by week number"), "municipality", "week", "gross"),),
    )


def _coverage(shown: Iterable[Standing], names: KnownNames) -> ReportTable:
    return ReportTable(
        id="coverage",
        title=_("Logged ÷ answered"),
        columns=(
            municipality_column(),
            ReportColumn("answered", _("Calls answered"), FigureKind.COUNT),
            ReportColumn("logged", _("Of them logged"), FigureKind.COUNT),
            ReportColumn("coverage", _("Logged ÷ answered"), FigureKind.SHARE),
        ),
        rows=tuple(
            (
                municipality_cell(standing.municipality, names),
                standing.calls_answered,
                standing.calls_logged,
                standing.calls_logged / standing.calls_answered
                if standing.calls_answered and standing.calls_logged is not None
                else None,
            )
            for standing in shown
        ),
        note=_(
            "A rate is only as good as the logging. Counted on the days that the phone system told of; a call with "
            "several inquiries is one call."
        ),
    )
