"""A report before it is a file: its sentences and its tables of typed figures, in the language of the screen.

Text, CSV, JSON, workbook and page are all made from this, so that the same figures stand in each of them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kontakt.firstline import Difference, Interval, Proportion

DIGITS = 15
"""How many digits of a share or number are kept: as many as a spreadsheet holds. With more, the files would differ."""


class FigureKind(StrEnum):
    """What the values of a column are; each may also be None, where there is nothing to show.

    NAME: a Named. COUNT: an int. RATE: a Proportion, or HIDDEN. SHARE: a float (0–1). NUMBER: a float.
    DIFFERENCE: a Difference. DAY: a date.
    """

    NAME = "name"
    COUNT = "count"
    RATE = "rate"
    SHARE = "share"
    NUMBER = "number"
    DIFFERENCE = "difference"
    DAY = "day"


class Hidden(StrEnum):
    """Stands where a rate must not be shown."""

    TOO_FEW_AGENTS = "too_few_agents"


@dataclass(frozen=True, slots=True)
class NamedValue:
    """Something by its code (a number, id or enum value; "" where it has none) and by what it is called. People see
    ``sign`` before the name."""

    code: str
    name: str
    sign: str = ""


Value = NamedValue | int | float | Proportion | Hidden | Difference | date | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """``id`` is what scripts read, ``title`` what people read. Files for machines give the codes of a NAME as well
    where they have a title of their own, ``codes``. People do not see a column whose values are all those of the column
    ``unless_as``."""

    id: str
    title: str
    kind: FigureKind
    codes: str = ""
    unless_as: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is drawn crosswise: the ids of the columns whose values go down, across and into the cells."""

    title: str
    down: str
    across: str
    cell: str


class ChartKind(StrEnum):
    INTERVALS = "intervals"
    PARETO = "pareto"
    TRENDS = "trends"
    HEAT = "heat"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of its table's rows. ``text`` says in words what can be seen in it, for who cannot see it."""

    kind: ChartKind
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """How many rows are read comfortably: the first ``rows``, of each value of the column ``per`` if there is one.
    Files for machines have all of them."""

    rows: int
    per: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """One observation a row, one variable a column. With ``grids``, people see those instead of the rows; ``note`` is a
    sentence that belongs under it."""

    id: str
    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart | None = None
    grids: tuple[Grid, ...] = ()
    limit: Limit | None = None
    note: str = ""

    def column(self, id: str) -> tuple[Value, ...]:
        """The values of one column, in the order of the rows. Raises StopIteration for a column that is not there."""
        at = next(at for at, column in enumerate(self.columns) if column.id == id)
        return tuple(row[at] for row in self.rows)

    def within_limit(self) -> "ReportTable":
        """The table with the rows that its limit lets through."""
        if self.limit is None:
            return self
        groups = self.column(self.limit.per) if self.limit.per else (None,) * len(self.rows)
        seen: Counter[Value] = Counter()
        kept_rows = []
        for row, group in zip(self.rows, groups, strict=True):
            seen[group] += 1
            if seen[group] <= self.limit.rows:
                kept_rows.append(row)
        return replace(self, rows=tuple(kept_rows), limit=None)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """``id`` is what scripts read; ``sentences`` come before the tables."""

    id: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[ReportTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """For who reads no further: ``facts`` are a label and what stands for it, ``first`` is what to do first, the most
    useful before the others, and ``sentences`` say the rest."""

    facts: tuple[tuple[str, str], ...] = ()
    first: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """``heading`` says which inquiries the figures are of, ``scope`` the same in codes, ``definition`` what the rate
    is. ``comment`` is what the lead says of the figures, in Markdown; "" for nothing. ``made_at`` is aware;
    ``language`` is that of the texts."""

    title: str
    heading: str
    definition: str
    summary: ReportSummary
    comment: str
    made_at: datetime
    language: str
    scope: Mapping[str, str | None]
    sections: tuple[ReportSection, ...]

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    def table(self, id: str) -> ReportTable | None:
        return next((table for table in self.tables if table.id == id), None)


def exact(number: float) -> float:
    """The number with as many digits as every file holds."""
    return float(f"{number:.{DIGITS}g}")


def bounds(value: Proportion | Difference) -> Interval:
    """The 95 % interval with as many digits as every file holds."""
    return Interval(exact(value.interval.low), exact(value.interval.high))
