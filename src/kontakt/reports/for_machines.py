"""A document's figures for machines and pivot tables: simple cells alone, with every digit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontakt.firstline import Difference, Proportion
from kontakt.lead.labels import hidden
from kontakt.locale import _
from kontakt.reports.document import (
    FigureKind,
    Hidden,
    NamedValue,
    ReportColumn,
    ReportDocument,
    ReportTable,
    Value,
    bounds,
    exact,
)

Simple = str | int | float | date | None


class FigureForm(StrEnum):
    """How a simple cell is written: POINTS is a difference of shares (in −1–1), shown in percentage points."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    POINTS = "points"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class SimpleColumn:
    title: str
    form: FigureForm


_FORMS = {
    FigureKind.NAME: FigureForm.TEXT,
    FigureKind.COUNT: FigureForm.COUNT,
    FigureKind.RATE: FigureForm.SHARE,
    FigureKind.SHARE: FigureForm.SHARE,
    FigureKind.NUMBER: FigureForm.NUMBER,
    FigureKind.DIFFERENCE: FigureForm.POINTS,
    FigureKind.DAY: FigureForm.DAY,
}


def spread(table: ReportTable) -> tuple[list[SimpleColumn], list[list[Simple]]]:
    """The table with a simple column for each thing that its values hold: a rate's share, bounds and counts."""
    columns = [spread for column in table.columns for spread in _spread_column(column)]
    rows = [
        [cell for column, value in zip(table.columns, row, strict=True) for cell in _spread_value(column, value)]
        for row in table.rows
    ]
    return columns, rows


def _spread_column(column: ReportColumn) -> Iterator[SimpleColumn]:
    if column.codes:
        yield SimpleColumn(column.codes, FigureForm.TEXT)
    yield SimpleColumn(column.title, _FORMS[column.kind])
    if column.kind in (FigureKind.RATE, FigureKind.DIFFERENCE):
        yield SimpleColumn(_("{measure}: from").format(measure=column.title), _FORMS[column.kind])
        yield SimpleColumn(_("{measure}: to").format(measure=column.title), _FORMS[column.kind])
    if column.kind is FigureKind.RATE:
        yield SimpleColumn(_("{measure}: resolved").format(measure=column.title), FigureForm.COUNT)
        yield SimpleColumn(_("{measure}: of").format(measure=column.title), FigureForm.COUNT)


def _spread_value(column: ReportColumn, value: Value) -> list[Simple]:
    code: list[Simple] = [(value.code or None) if isinstance(value, NamedValue) else None] if column.codes else []
    match value:
        case Proportion():
            interval = bounds(value)
            return [exact(value.share), interval.low, interval.high, value.resolved, value.total]
        case Difference():
            interval = bounds(value)
            return [exact(value.share), interval.low, interval.high]
        case Hidden():
            return [hidden(), None, None, None, None]
        case None:
            return [None] * len(list(_spread_column(column)))
    return [*code, simple(value)]


def simple(value: Value) -> Simple:
    """The one simple cell that stands for a value: a rate's share, a name, a number with all its digits."""
    match value:
        case NamedValue():
            return value.name
        case Proportion() | Difference():
            return exact(value.share)
        case Hidden():
            return hidden()
        case float():
            return exact(value)
    return value


# --- one fact a row -------------------------------------------------------------------------------------------


def facts(document: ReportDocument) -> tuple[list[str], list[list[Simple]]]:
    """Headings and rows of one long table: what the fact is about, the measure, its value, and for a rate its bounds
    and what it is of. What is said in words, such as a verdict or the lead's comment, stands in the last column."""
    keys: dict[str, ReportColumn] = {}
    for table in document.tables:
        for column in _keys(table):
            keys.setdefault(column.id, column)
    titles = [
        title
        for column in keys.values()
        for title in ((column.codes, column.title) if column.codes else (column.title,))
    ]
    headings = [_("Table"), *titles, _("Measure"), _("Value"), _("From"), _("To"), _("Of"), _("In words")]
    rows = [fact for table in document.tables for fact in _facts(table, list(keys.values()))]
    if document.comment:
        rows.append([_("The lead's comment"), *([None] * (len(headings) - 2)), document.comment])
    return headings, rows


def _keys(table: ReportTable) -> Sequence[ReportColumn]:
    """The columns that say what a row is about: those before its first measure."""
    measured = next(
        (at for at, column in enumerate(table.columns) if column.kind not in (FigureKind.NAME, FigureKind.DAY)),
        len(table.columns),
    )
    return table.columns[:measured]


def _facts(table: ReportTable, keys: Sequence[ReportColumn]) -> Iterator[list[Simple]]:
    own = _keys(table)
    for row in table.rows:
        about = {column.id: value for column, value in zip(own, row, strict=False)}
        cells: list[Simple] = [table.title]
        for key in keys:
            cells += _spread_value(key, about.get(key.id))
        for column, value in zip(table.columns[len(own) :], row[len(own) :], strict=True):
            if value is not None:
                yield [*cells, column.title, *_fact(value)]


def _fact(value: Value) -> list[Simple]:
    """Value, from, to, of, in words."""
    match value:
        case Proportion():
            interval = bounds(value)
            return [exact(value.share), interval.low, interval.high, value.total, None]
        case Difference():
            interval = bounds(value)
            return [exact(value.share), interval.low, interval.high, None, None]
        case NamedValue() | Hidden():
            return [None, None, None, None, simple(value)]
    return [simple(value), None, None, None, None]
