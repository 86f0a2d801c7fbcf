"""A document's tables as people read them: written numbers, few columns, crosswise where that is easier."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kontakt.firstline import Difference, Interval, Proportion
from kontakt.lead.labels import hidden
from kontakt.locale import _, ngettext
from kontakt.locale.formats import decimal, number, percent, short_date
from kontakt.reports.document import FigureKind, Grid, Hidden, NamedValue, ReportColumn, ReportTable, Value

NOTHING = "–"
"""Where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class ReadableTable:
    """A table in writing: the first column names the rows. ``numeric`` says which columns hold numbers; ``notes``
    belong under it."""

    title: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def readable(table: ReportTable) -> Iterator[ReadableTable]:
    """What people see of a table: its grids, or its rows within its limit. Columns of names without any are left out,
    and those that say the same as another; a table of one row about nothing in particular stands upright."""
    if table.grids:
        grids = [_crosswise(table, grid) for grid in table.grids]
        yield from grids[:-1]
        yield _with_note(grids[-1], table.note)
        return
    shown = table.within_limit()
    if len(shown.rows) == 1 and shown.columns[0].kind is not FigureKind.NAME:
        yield _with_note(_upright(shown), table.note)
        return
    pages = [at for at, column in enumerate(shown.columns) if _says_something(shown, at, column)]
    columns = [shown.columns[at] for at in pages]
    headings = [heading for column in columns for heading in _headings(column)]
    more = len(table.rows) - len(shown.rows)
    text = ngettext("{count} smaller one is left out here.", "{count} smaller ones are left out here.", more)
    yield _with_note(
        ReadableTable(
            table.title,
            tuple(title for title, _numeric in headings),
            tuple(numeric for _title, numeric in headings),
            tuple(tuple(cell for at in pages for cell in _cells(shown.columns[at], row[at])) for row in shown.rows),
            (text.format(count=number(more)),) if more else (),
        ),
        table.note,
    )


def _says_something(table: ReportTable, at: int, column: ReportColumn) -> bool:
    if column.unless_as:
        return any(
            value not in (None, other)
            for value, other in zip(table.column(column.id), table.column(column.unless_as), strict=True)
        )
    return column.kind is not FigureKind.NAME or any(row[at] is not None for row in table.rows)


def _upright(table: ReportTable) -> ReadableTable:
    rows = zip(table.columns, table.rows[0], strict=True)
    return ReadableTable(
        table.title,
        ("", ""),
        (False, True),
        tuple((column.title, written(column.kind, value)) for column, value in rows),
    )


def _with_note(read: ReadableTable, note: str) -> ReadableTable:
    notes = (*read.notes, note) if note else read.notes
    return ReadableTable(read.title, read.headings, read.numeric, read.rows, notes)


def _headings(column: ReportColumn) -> list[tuple[str, bool]]:
    """The headings that a column is read under, and whether each is of numbers."""
    if column.kind is FigureKind.RATE:
        return [(column.title, True), (_("95 %"), True), (_("of"), True)]
    if column.kind is FigureKind.DIFFERENCE:
        return [(column.title, True), (_("95 %"), True)]
    return [(column.title, column.kind not in (FigureKind.NAME, FigureKind.DAY))]


def _cells(column: ReportColumn, value: Value) -> list[str]:
    match value:
        case Proportion():
            return [percent(value.share), between(value.interval), number(value.total)]
        case Difference():
            return [points(value.share), f"{points(value.interval.low)} … {points(value.interval.high)}"]
        case None | Hidden():
            return [written(column.kind, value), *([""] * (len(_headings(column)) - 1))]
    return [written(column.kind, value)]


def written(kind: FigureKind, value: Value) -> str:
    """One value in writing; of a rate, its share."""
    match value:
        case None:
            text = NOTHING
        case Hidden():
            text = hidden()
        case NamedValue():
            text = f"{value.sign} {value.name}" if value.sign else value.name
        case Proportion():
            text = percent(value.share)
        case Difference():
            text = points(value.share)
        case int():
            text = number(value) if value >= 0 else f"−{number(-value)}"
        case float():
            text = percent(value) if kind is FigureKind.SHARE else decimal(value)
        case date():
            text = short_date(value)
    return text


def between(interval: Interval) -> str:
    """An interval within 0–1, in per cent without the sign: ``70,7–77,2``."""
    return f"{decimal(100 * interval.low)}–{decimal(100 * interval.high)}"


def points(difference: float) -> str:
    """A difference of shares in percentage points, with its sign: ``+4,1``."""
    text = decimal(100 * abs(difference))
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{text}"


# --- crosswise ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Crossed:
    """The values of a grid, by what stands down and across, in the order of the table."""

    kind: FigureKind
    down: tuple[NamedValue, ...]
    across: tuple[NamedValue, ...]
    values: dict[tuple[NamedValue, NamedValue], Value]


def crossed(table: ReportTable, grid: Grid) -> Crossed:
    down, across = (_names(table, id) for id in (grid.down, grid.across))
    values = dict(zip(zip(down, across, strict=True), table.column(grid.cell), strict=True))
    kind = next(column.kind for column in table.columns if column.id == grid.cell)
    return Crossed(kind, tuple(dict.fromkeys(down)), tuple(dict.fromkeys(across)), values)


def _names(table: ReportTable, id: str) -> list[NamedValue]:
    return [value for value in table.column(id) if isinstance(value, NamedValue)]


def _crosswise(table: ReportTable, grid: Grid) -> ReadableTable:
    grid_cells = crossed(table, grid)
    title = next(column.title for column in table.columns if column.id == grid.down)
    return ReadableTable(
        grid.title,
        (title, *(heading.name for heading in grid_cells.across)),
        (False, *(True for _each in grid_cells.across)),
        tuple(
            (
                row.name,
                *(_in_grid(grid_cells.kind, grid_cells.values.get((row, heading))) for heading in grid_cells.across),
            )
            for row in grid_cells.down
        ),
    )


def _in_grid(kind: FigureKind, value: Value) -> str:
    return _("hidden") if isinstance(value, Hidden) else written(kind, value)
