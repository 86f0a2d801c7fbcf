"""The charts of a workbook's first sheet. Excel draws them from the cells above them."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_range_formula

from kontakt.locale import _
from kontakt.reports.for_machines import Simple, SimpleColumn
from kontakt.reports.html_style import ACT, RULE, WARN

_SIZE = {"width": 980, "height": 330}
_SHARES = {"num_format": "0 %", "major_gridlines": {"visible": True, "line": {"color": RULE}}, "line": {"none": True}}
_MARKS = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "long_dash", "short_dash")
"""Lines are told apart by their marks as well as by their colours."""


class Charts:
    """Charts on one sheet. Each takes the columns and rows that stand in its cells, ``first`` as the line of the first
    row, and ``at`` as the line where the chart begins."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._book = book
        self._sheet = sheet

    def intervals(
        self, title: str, columns: Sequence[SimpleColumn], rows: Sequence[Sequence[Simple]], *, first: int, at: int
    ) -> None:
        """A dot for each rate with its interval, and a mark for each target. The columns are those of the standings:
        name, inquiries, rate, from, to, target, …; at their right end stand how far it is from the rate down to its
        lower bound and up to its upper one."""
        chart = self._book.add_chart({"type": "line"})
        last = len(columns) - 1
        chart.add_series(
            {
                "name": columns[2].title,
                "categories": self._cells(first, 0, len(rows)),
                "values": self._cells(first, 2, len(rows)),
                "line": {"none": True},
                "marker": {"type": "circle", "size": 8, "fill": {"color": ACT}, "border": {"color": ACT}},
                "y_error_bars": {
                    "type": "custom",
                    "plus_values": self._formula(first, last, len(rows)),
                    "minus_values": self._formula(first, last - 1, len(rows)),
                    "line": {"color": ACT, "width": 1.5},
                },
            }
        )
        chart.add_series(
            {
                "name": columns[5].title,
                "categories": self._cells(first, 0, len(rows)),
                "values": self._cells(first, 5, len(rows)),
                "line": {"none": True},
                "marker": {"type": "long_dash", "size": 14, "fill": {"color": WARN}, "border": {"color": WARN}},
            }
        )
        lows = [row[3] for row in rows if isinstance(row[3], float)]
        chart.set_y_axis({**_SHARES, "min": _below(lows), "max": 1})
        self._insert(chart, title, at)

    def pareto(
        self, title: str, columns: Sequence[SimpleColumn], rows: Sequence[Sequence[Simple]], *, first: int, at: int
    ) -> None:
        """Bars for how many, and a line for the cumulative share. The columns: reason, inquiries, cumulative."""
        chart, cumulative = self._book.add_chart({"type": "column"}), self._book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": columns[1].title,
                "categories": self._cells(first, 0, len(rows)),
                "values": self._cells(first, 1, len(rows)),
                "fill": {"color": ACT},
                "gap": 40,
                "data_labels": {"value": True},
            }
        )
        cumulative.add_series(
            {
                "name": columns[2].title,
                "categories": self._cells(first, 0, len(rows)),
                "values": self._cells(first, 2, len(rows)),
                "y2_axis": True,
                "line": {"color": WARN, "width": 1.75},
                "marker": {"type": "circle", "size": 5, "fill": {"color": WARN}, "border": {"color": WARN}},
            }
        )
        chart.combine(cumulative)
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": RULE}}, "line": {"none": True}})
        cumulative.set_y2_axis({"num_format": "0 %", "min": 0, "max": 1, "name": _("cumulative")})
        self._insert(chart, title, at)

    def trends(
        self, title: str, columns: Sequence[SimpleColumn], rows: Sequence[Sequence[Simple]], *, first: int, at: int
    ) -> None:
        """A line for each row over the columns after the first, and a small one at the row's end; a week without a rate
        is a gap."""
        chart = self._book.add_chart({"type": "line"})
        end = len(columns) - 1
        for line in range(len(rows)):
            weeks = xl_range_abs(first + line, 1, first + line, end)
            look = {"range": weeks, "series_color": ACT, "weight": 1.5}
            self._sheet.add_sparkline(first + line, end + 1, look)
            chart.add_series(
                {
                    "name": [self._sheet.name, first + line, 0],  # a name itself might be taken for a formula
                    "categories": [self._sheet.name, first - 1, 1, first - 1, end],
                    "values": [self._sheet.name, first + line, 1, first + line, end],
                    "line": {"width": 1.75},
                    "marker": {"type": _MARKS[line % len(_MARKS)], "size": 5},
                }
            )
        known = [share for row in rows for share in row[1:] if isinstance(share, float)]
        chart.set_y_axis({**_SHARES, "min": _below(known), "max": 1})
        self._insert(chart, title, at)

    def _cells(self, first: int, column: int, count: int) -> list[str | int]:
        return [self._sheet.name, first, column, first + count - 1, column]

    def _formula(self, first: int, column: int, count: int) -> str:
        """The same cells, for error bars: there a list would be the numbers themselves."""
        cells: str = xl_range_formula(*self._cells(first, column, count))
        return f"={cells}"

    def _insert(self, chart: Any, title: str, at: int) -> None:
        chart.set_title({"name": title, "name_font": {"size": 11}, "overlay": False})
        chart.set_legend({"position": "bottom"})
        chart.set_size(_SIZE)
        chart.show_blanks_as("gap")
        self._sheet.insert_chart(at, 0, chart, {"description": title})


def _below(shares: Sequence[float]) -> float:
    """Where an axis begins: the tenth below the lowest share."""
    return int(min(shares, default=0) * 10) / 10
