"""A report as a workbook: a sheet to read, with charts that Excel draws from its cells; then a sheet for each table,
and at last every figure in a row of its own."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from kontakt.files.spreadsheets import workbook
from kontakt.locale import _
from kontakt.locale.formats import day_and_clock
from kontakt.reports.document import ReportDocument, ReportTable
from kontakt.reports.for_machines import FigureForm, Simple, SimpleColumn, facts, spread
from kontakt.reports.html_style import ACT, QUIET, RULE
from kontakt.reports.text_file import summary_lines
from kontakt.reports.xlsx_charts import Charts

_NUMBER_FORMATS = {
    FigureForm.TEXT: None,
    FigureForm.COUNT: "#,##0",
    FigureForm.SHARE: "0.0 %",  # Excel shows the decimal mark of its own language
    FigureForm.POINTS: "+0.0 %;−0.0 %;0.0 %",
    FigureForm.NUMBER: "#,##0.0",
    FigureForm.DAY: "dd.mm.yyyy",
}
_NAME_LENGTH = 31  # of a sheet: Excel's limit
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_CHART_ROWS = 17

# Where things stand in a row of the standings.
_OF, _JUDGED_OF, _TARGET, _VERDICT = 7, 12, 13, 14


def as_workbook(document: ReportDocument) -> bytes:
    """The xlsx file. Shares are numbers in 0–1 shown in per cent, days are dates, and no text is a formula."""
    target = BytesIO()
    with workbook(target) as book:
        book.set_properties({"title": document.title, "subject": document.heading})
        writer = _Writer(book)
        _front(writer, document)
        for table in document.tables:
            writer.table(_sheet(book, table.title), *spread(table))
        headings, rows = facts(document)
        writer.table(
            _sheet(book, _("All figures")), [SimpleColumn(heading, FigureForm.TEXT) for heading in headings], rows
        )
    return target.getvalue()


def _sheet(book: Any, title: str) -> Any:
    return book.add_worksheet(title.translate(_NOT_IN_NAMES)[:_NAME_LENGTH].strip(" '"))


class _Writer:
    """Cells in the workbook's formats."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.plain = {
            form: book.add_format({"num_format": text} if text else {}) for form, text in _NUMBER_FORMATS.items()
        }
        heading = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": QUIET}
        self.word = book.add_format({"indent": 1})
        self.heading = book.add_format(heading)
        self.word_heading = book.add_format({**heading, "indent": 1})
        self.number_heading = book.add_format({**heading, "align": "right"})
        self.title = book.add_format({"bold": True, "font_size": 20})
        self.section = book.add_format(
            {"bold": True, "font_size": 13, "font_color": ACT, "bottom": 1, "bottom_color": RULE}
        )
        self.quiet = book.add_format({"font_color": QUIET, "text_wrap": True, "valign": "top"})

    def table(self, sheet: Any, columns: Sequence[SimpleColumn], rows: Sequence[Sequence[Simple]]) -> None:
        """A sheet of its own, with headings that stay and can be filtered."""
        self.rows(sheet, 0, columns, rows)
        for at, column in enumerate(columns):
            longest = max((len(str(row[at])) for row in rows if isinstance(row[at], str)), default=0)
            sheet.set_column(at, at, min(48, max(longest + 2, 12, len(column.title) // 2 + 3)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)

    def rows(self, sheet: Any, first: int, columns: Sequence[SimpleColumn], rows: Iterable[Sequence[Simple]]) -> None:
        """Headings in the line ``first``, the rows below."""
        for at, column in enumerate(columns):
            style = self.word_heading if column.form is FigureForm.TEXT else self.number_heading
            sheet.write_string(first, at, column.title, style if at else self.heading)
        for line, row in enumerate(rows, first + 1):
            for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.cell(sheet, line, at, cell, column.form)

    def cell(self, sheet: Any, line: int, at: int, cell: Simple, form: FigureForm) -> None:
        match cell:
            case str():
                sheet.write_string(line, at, cell, self.word if at else None)
            case int() | float():
                sheet.write_number(line, at, cell, self.plain[form])
            case date():
                sheet.write_datetime(line, at, cell, self.plain[FigureForm.DAY])


# --- the sheet to read ----------------------------------------------------------------------------------------


def _front(writer: _Writer, document: ReportDocument) -> None:
    sheet = _sheet(writer.book, _("Report"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 12, 13)
    sheet.write_string(0, 0, document.title, writer.title)
    sheet.set_row(0, 30)
    comment = [_("The lead's comment"), *document.comment.split("\n")] if document.comment else []
    lines = [document.heading, *summary_lines(document.summary), *comment]
    for at, sentence in enumerate(lines, 1):
        sheet.write_string(at, 0, sentence)
    line = len(lines) + 2
    for sentence in (document.definition, _("Made {moment}.").format(moment=day_and_clock(document.made_at))):
        sheet.merge_range(line, 0, line, 10, "", writer.quiet)
        sheet.write_string(line, 0, sentence, writer.quiet)
        line += 1
    sheet.set_row(line - 2, 32)
    charts = Charts(writer.book, sheet)
    parts: list[
        tuple[str, Callable[[ReportTable], tuple[list[SimpleColumn], list[list[Simple]]]], Callable[..., None]]
    ] = [
        ("standings", _standings, charts.intervals),
        ("reasons", _reasons, charts.pareto),
        ("trend", _trend, charts.trends),
    ]
    breaks: list[int] = []
    for id, made, chart in parts:
        table = document.table(id)
        if table is None or not table.rows:
            continue
        columns, rows = made(table)
        line += 2
        sheet.merge_range(line, 0, line, 12, "", writer.section)
        sheet.write_string(line, 0, table.title, writer.section)
        writer.rows(sheet, line + 1, columns, rows)
        sheet.set_row(line + 1, 46)
        breaks.append(line)
        below = line + len(rows) + 3
        if table.chart:
            chart(table.chart.title, columns, rows, first=line + 2, at=below)
        line = below + _CHART_ROWS
    sheet.set_h_pagebreaks(breaks[1:])  # each table stands on one page with its chart


def _standings(table: ReportTable) -> tuple[list[SimpleColumn], list[list[Simple]]]:
    """Name, inquiries, the rate with its bounds, target, verdict, how many more; and for the chart how far it is from
    the rate to its bounds. A target that some inquiries alone had is not held against the rate of all: the sheet of the
    table has it, and the verdict an asterisk."""
    columns, rows = spread(table)
    splits = [1, 2, 3, 4, 5, _TARGET, _VERDICT, _VERDICT + 1]
    rows = [_without_a_target_of_some(row) if row[_JUDGED_OF] not in (None, row[_OF]) else row for row in rows]
    down, up = (
        SimpleColumn(_("Down to the bound"), FigureForm.SHARE),
        SimpleColumn(_("Up to the bound"), FigureForm.SHARE),
    )
    return (
        [*(columns[at] for at in splits), down, up],
        [[*(row[at] for at in splits), _apart(row[4], row[3]), _apart(row[3], row[5])] for row in rows],
    )


def _without_a_target_of_some(row: list[Simple]) -> list[Simple]:
    return [*row[:_TARGET], None, f"{row[_VERDICT]}*", *row[_VERDICT + 1 :]]


def _apart(low: Simple, high: Simple) -> Simple:
    return high - low if isinstance(low, float) and isinstance(high, float) else None


def _reasons(table: ReportTable) -> tuple[list[SimpleColumn], list[list[Simple]]]:
    """The reason in one cell, so that a chart can name its bar, how many, and the cumulative share."""
    columns, rows = spread(table.within_limit())
    return (
        [SimpleColumn(f"{columns[1].title} · {columns[0].title}", FigureForm.TEXT), columns[2], columns[4]],
        [[f"{row[1]} · {row[0]}", row[2], row[4]] for row in rows],
    )


def _trend(table: ReportTable) -> tuple[list[SimpleColumn], list[list[Simple]]]:
    """Municipalities down, weeks across."""
    columns, rows = spread(table)
    weeks = list(dict.fromkeys(str(row[2]) for row in rows))
    crosswise: dict[tuple[Simple, ...], list[Simple]] = {}
    for row in rows:
        crosswise.setdefault((row[0], row[1]), [row[1]]).append(row[5])  # names alone need not be different
    return (
        [columns[1], *(SimpleColumn(_("week {week}").format(week=week), FigureForm.SHARE) for week in weeks)],
        list(crosswise.values()),
    )
