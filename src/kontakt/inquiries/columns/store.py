"""The shared log in columns: a copy that counts ten million inquiries, by anything, in a moment.

A database that keeps rows reads every row of a period to count it, which takes seconds for years. DuckDB keeps each
column for itself, packed, and reads only those that are asked for. The copy is brought up to date from the shared log
before it is counted, by the rows whose version is newer; it may be deleted at any time, and is never the truth.
"""

import logging
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

import duckdb
from sqlmodel import Session

from kontakt.files import private
from kontakt.firstline import Count, Period
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.columns import sync, totals
from kontakt.inquiries.columns.lookup import KindsAlike, joined, kinds_alike, make_lookup, unnested
from kontakt.inquiries.columns.query import NO_THEMES, Cell, Dimension, Grouping, Selection, Themes
from kontakt.inquiries.columns.sync import (
    ARTICLE,
    CALLER_TYPE,
    CHANNEL,
    FORM,
    MUNICIPALITY,
    TRANSFER_RESULT,
    UNIT,
    Progress,
    one_row,
)
from kontakt.inquiries.columns.temporary import TemporaryFolder
from kontakt.inquiries.inquiry import UNKNOWN

log = logging.getLogger(__name__)

V = TypeVar("V", bound=Hashable)

_MEMORY = "192MB"
_NO_CODE = 65_535  # stands for a text that no inquiry has
_AGENT, _TOGETHER = "agent", "together"  # what can be counted by besides the dimensions
_FULL_TABLES = 20  # bits: groups of up to as many values have a place each in a table; a larger one is slow to clear


_LIST_OF = MappingProxyType(
    {
        Dimension.MUNICIPALITY: MUNICIPALITY,
        Dimension.HOME: MUNICIPALITY,
        Dimension.ARTICLE: ARTICLE,
        Dimension.CHANNEL: CHANNEL,
        Dimension.CALLER_TYPE: CALLER_TYPE,
        Dimension.UNIT: UNIT,
        Dimension.TRANSFER_RESULT: TRANSFER_RESULT,
    }
)


def _each_for_itself(count: Count) -> Hashable:
    return count


class Columns:
    """The copy in the file ``path``, opened by the first call. Where another process has it open, this one makes a copy
    of its own in a temporary folder beside it. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder: TemporaryFolder | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._lock = Lock()
        self._kinds: list[Count] = []  # one of each, by their codes
        self._words: dict[str, list[str | None]] = {}  # by their codes; the first is none
        self._first_and_last: tuple[datetime, ...] = ()  # when they started; empty without inquiries
        self._alike: dict[Grouping, KindsAlike] = {}

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._folder is not None:
                self._folder.close()
                self._folder = None

    def rebuild(self) -> None:
        """Throw the copy away: the next ``bring_up_to_date`` makes it anew."""
        with self._lock:
            sync.make_tables(self._opened())
            self._learn()

    def bring_up_to_date(self, session: Session, progress: Progress = lambda done, of: None) -> int:
        """Copy what has changed in the shared log since the last time; how many inquiries, 0 if all is as it was.
        ``progress`` is told how many are done, and of how many."""
        with self._lock:
            connection = self._opened()
            assert self._folder is not None
            copied = sync.copy_changes(connection, session, self._folder.path, progress)
            if copied:
                self._learn()
            return copied

    def version(self) -> int:
        """The version in the shared log that it has come to; 0 where it is empty."""
        with self._lock:
            (seen,) = one_row(self._opened(), "SELECT max(version) FROM mark")
        return int(seen)

    def count(
        self,
        selection: Selection,
        by: Sequence[Dimension] = (),
        *,
        alike: Grouping = _each_for_itself,
        themes: Themes = NO_THEMES,
        agents: bool = True,
    ) -> list[Cell]:
        """The inquiries of ``selection``, counted by all that the first-line rate depends on, in a cell for each
        combination of values of ``by`` that occurs, in no particular order.

        Where less will do, ``alike`` says which are counted together, as any one of them. ``themes`` has the theme of
        each of ``articles()`` and of None, for THEME. Without ``agents`` nobody asks how many stand behind a cell.
        """
        with self._lock:
            rows = self._groups(selection, (*by, _TOGETHER), alike, themes)
            keys = self._keys(by, rows, themes)
            together = self._put_together(alike)
            behind = self._agents(selection, by, alike if together.leaves_out else None, themes) if agents else {}
        made: dict[tuple[int, int], Count] = {}  # thousands of them are alike
        cells: defaultdict[tuple[Any, ...], list[Count]] = defaultdict(list)
        for key, (*_codes, kind, n) in zip(keys, rows, strict=True):
            cells[key].append(made.get((kind, n)) or made.setdefault((kind, n), replace(together.kinds[kind], n=n)))
        return [Cell(key, tuple(counts), behind.get(key, 0)) for key, counts in cells.items()]

    def agents(self, selection: Selection, by: Sequence[Dimension]) -> dict[tuple[Any, ...], int]:
        """How many agents stand behind each combination of values of ``by`` that occurs, or fewer: never more."""
        with self._lock:
            return self._agents(selection, by, None, NO_THEMES)

    def numbers(
        self,
        selection: Selection,
        rows: Dimension,
        columns: Dimension,
        *,
        alike: Grouping | None = None,
        most: int | None = None,
    ) -> dict[Any, dict[Any, int]]:
        """How many inquiries of ``selection`` have each value of ``rows``, and with it each of ``columns``, that
        occurs. Those for which ``alike`` gives None are left out. With ``most``, only as many of the largest numbers of
        each row are given, and those that are as large."""
        largest = f"FROM ({{}}) QUALIFY rank() OVER (PARTITION BY {rows} ORDER BY n DESC) <= {most}"
        with self._lock:
            groups = self._groups(selection, (rows, columns), alike, then=largest if most else "{}")
            texts = [self._text_of(dimension, NO_THEMES) for dimension in (rows, columns)]
        numbers: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for row, column, n in groups:  # there may be a hundred thousand of them
            numbers[row][column] = n
        row_text, column_text = texts
        return {
            row_text(row): dict(zip(map(column_text, own), own.values(), strict=True)) for row, own in numbers.items()
        }

    def split(
        self,
        selection: Selection,
        rows: Dimension,
        columns: Dimension,
        alike: Callable[[Count], V | None],
        values: Sequence[V],
        *,
        themes: Themes = NO_THEMES,
    ) -> dict[Any, dict[Any, tuple[int, ...]]]:
        """How many inquiries of ``selection`` have each of the ``values`` that ``alike`` gives, for each value of
        ``rows``, and with it each of ``columns``, that occurs. ``themes`` are as for ``count``."""
        with self._lock:
            codes = {alike(kind): code for code, kind in enumerate(self._put_together(alike).kinds)}
            each = ", ".join(f"sum(if(together = {codes.get(value, _NO_CODE)}, n, 0))::INTEGER" for value in values)
            in_columns = f"SELECT {rows}, {columns}, {each} FROM ({{}}) GROUP BY ALL"
            groups = self._groups(selection, (rows, columns, _TOGETHER), alike, themes, then=in_columns)
            row_text, column_text = (self._text_of(dimension, themes) for dimension in (rows, columns))
        numbers: defaultdict[int, dict[Any, tuple[int, ...]]] = defaultdict(dict)
        for row, column, *each_value in groups:
            numbers[row][column_text(column)] = tuple(each_value)
        return {row_text(row): by_column for row, by_column in numbers.items()}

    def median_seconds(self, selection: Selection) -> float | None:
        """The median time from the first key to the outcome, in whole seconds each; None where nothing was logged."""
        with self._lock:
            connection = self._opened()
            where, values = self._condition(selection)
            # By how often each time occurs: to sort all of them would take memory that grows with the log.
            query = f"SELECT seconds, count(*) FROM inquiry WHERE {where} GROUP BY 1 ORDER BY 1"
            times = connection.execute(query, values).fetchall()
        reached = list(accumulate(n for _seconds, n in times))
        if not reached:
            return None
        middle = ((reached[-1] - 1) // 2, reached[-1] // 2)
        low, high = (times[bisect_right(reached, place)][0] for place in middle)
        return float(low + high) / 2

    def calls_on(self, days: Mapping[str, Collection[date]]) -> dict[str, int]:
        """How many phone calls were logged for each municipality in ``days`` on its days (Oslo), however many inquiries
        a call held; under "" those of all municipalities on the days given for it, under UNKNOWN those of none."""
        with self._lock:
            connection = self._opened()
            codes = {municipality: self._code(MUNICIPALITY, municipality) for municipality in days}
            told = [(codes[municipality], day) for municipality, some in days.items() if municipality for day in some]
            phoned = f"channel = {self._code(CHANNEL, 'phone')}"
            # Joined, and not asked for with IN: so DuckDB leaves out what is of other days before it compares.
            query = f"""
                SELECT municipality, count(DISTINCT call)
                FROM inquiry SEMI JOIN (
                    SELECT {unnested("USMALLINT")} AS municipality, {unnested("DATE")} AS day
                ) USING (municipality, day)
                WHERE {phoned} GROUP BY municipality
            """
            rows = connection.execute(query, [joined(code for code, _ in told), joined(day for _, day in told)])
            by_code = dict(rows.fetchall())
            query = f"SELECT count(DISTINCT call) FROM inquiry WHERE {phoned} AND day IN (SELECT {unnested('DATE')})"
            (in_all,) = one_row(connection, query, [joined(days.get("", ()))])
        return {day: by_code.get(codes[day], 0) if day else in_all for day in days}

    def articles(self) -> frozenset[str]:
        """The ids of all articles that inquiries were ever linked to."""
        with self._lock:
            self._opened()
            return frozenset(id for id in self._words[ARTICLE] if id is not None)

    def first_day(self) -> datetime | None:
        """When the first inquiry of all started (UTC)."""
        with self._lock:
            self._opened()
            return next(iter(self._first_and_last), None)

    # --- what the questions are made of ----------------------------------------------------------------------

    def _agents(
        self, selection: Selection, by: Sequence[Dimension], alike: Grouping | None, themes: Themes
    ) -> dict[tuple[Any, ...], int]:
        # A group for each agent, counted again, takes a fraction of what distinct values within groups do.
        counted = f"SELECT {_listing(by)}count(*) FROM ({{}}) GROUP BY ALL"
        rows = self._groups(selection, (*by, _AGENT), alike, themes, then=counted)
        return {key: row[-1] for key, row in zip(self._keys(by, rows, themes), rows, strict=True)}

    def _groups(
        self,
        selection: Selection,
        by: Sequence[str],
        alike: Grouping | None = None,
        themes: Themes = NO_THEMES,
        then: str = "{}",
    ) -> list[tuple[Any, ...]]:
        """A row for each group, of the codes of its values and ``n``, how many it has; or what ``then`` makes of these
        rows. Besides the dimensions, ``by`` may have _AGENT, and _TOGETHER for what ``alike`` puts together."""
        connection = self._opened()
        where, values = self._condition(selection)
        if self._of_all_time(selection.period) and totals.know(by):
            tables, n, some = "total", "sum(n)", "HAVING sum(n) > 0"
        else:
            tables, n, some = "inquiry", "count(*)", ""
        if alike is not None:
            tables += f" JOIN {self._put_together(alike).table} USING (kind)"
        if Dimension.THEME in by:
            names = _themes_by_code(themes)
            by_code = [names.index(themes[id]) for id in self._words[ARTICLE]]
            make_lookup(connection, "themed", "article", "theme", by_code)
            tables += " JOIN themed USING (article)"
        groups = f"SELECT {_listing(by)}{n}::INTEGER AS n FROM {tables} WHERE {where} GROUP BY ALL {some}"
        return connection.execute(then.format(groups), values).fetchall()

    def _keys(self, by: Sequence[Dimension], rows: Sequence[tuple[Any, ...]], themes: Themes) -> list[tuple[Any, ...]]:
        """What the codes at the beginning of each row stand for."""
        if not by:
            return [()] * len(rows)
        # A column at a time: there may be tens of thousands of rows.
        columns = zip(*rows, strict=True)
        texts = [map(self._text_of(dimension, themes), codes) for dimension, codes in zip(by, columns, strict=False)]
        return list(zip(*texts, strict=True))

    def _text_of(self, dimension: Dimension, themes: Themes) -> Callable[[Any], Any]:
        """Gives what a code of the dimension stands for; an hour and a week are what they are."""
        if dimension is Dimension.THEME:
            return _themes_by_code(themes).__getitem__
        if dimension is Dimension.MUNICIPALITY:
            return [UNKNOWN, *self._words[MUNICIPALITY][1:]].__getitem__
        return self._words[_LIST_OF[dimension]].__getitem__ if dimension in _LIST_OF else lambda code: code

    def _put_together(self, alike: Grouping) -> KindsAlike:
        connection = self._opened()
        if alike not in self._alike:
            self._alike[alike] = kinds_alike(connection, f"alike_{len(self._alike)}", self._kinds, alike)
        return self._alike[alike]

    def _condition(self, selection: Selection) -> tuple[str, list[Any]]:
        parts = []
        values: list[Any] = []
        period = selection.period
        if not self._of_all_time(period):
            parts.append("started_at >= ? AND started_at < ?")
            values += [period.start.replace(tzinfo=None), period.end.replace(tzinfo=None)]
        for name in (MUNICIPALITY, CHANNEL, CALLER_TYPE):
            if (text := getattr(selection, name)) is not None:
                parts.append(f"{name} = {self._code(name, text)}")
        if selection.articles is not None:
            parts.append(f"article IN (SELECT {unnested('USMALLINT')})")
            values.append(joined(code for code, id in enumerate(self._words[ARTICLE]) if id in selection.articles))
        return " AND ".join(parts) or "true", values

    def _of_all_time(self, period: Period) -> bool:
        return all(moment in period for moment in self._first_and_last)

    def _code(self, name: str, text: str) -> int:
        words = self._words[name]
        if name == MUNICIPALITY and text == UNKNOWN:
            return 0
        return words.index(text) if text in words else _NO_CODE

    def _learn(self) -> None:
        """Take in what the codes stand for."""
        connection = self._opened()
        self._alike = {}
        self._words = {name: [None] for name in _LIST_OF.values()}
        for name, text in connection.execute("SELECT list, text FROM word ORDER BY code").fetchall():
            self._words[name].append(text)
        ends = one_row(connection, "SELECT min(started_at), max(started_at) FROM inquiry")
        self._first_and_last = tuple(moment.replace(tzinfo=UTC) for moment in ends if moment is not None)
        kinds = connection.execute("SELECT outcome, cause, first_line, repeated, target FROM kind ORDER BY code")
        self._kinds = [
            Count(Outcome(outcome), Cause(cause) if cause else None, first_line, repeated, 1, target)
            for outcome, cause, first_line, repeated, target in kinds.fetchall()
        ]

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            self._folder = self._folder or TemporaryFolder(self._path.parent)
            private.close_to_others(self._path.parent.glob(f"{self._path.name}*"))
            try:
                self._connection = _open(self._path, self._folder.path)
            except (duckdb.Error, OSError) as problem:
                log.info("The copy %s cannot be used, a temporary one takes its place: %s", self._path, problem)
                self._connection = _open(self._folder.path / self._path.name, self._folder.path)
            self._learn()
        return self._connection


def _open(path: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """``folder`` is for what does not fit into memory."""
    config: dict[str, Any] = {
        "memory_limit": _MEMORY,
        "autoinstall_known_extensions": "false",
        "temp_directory": str(folder / "more"),
    }
    with private.only_for_the_owner():
        connection = duckdb.connect(path, config=config)
    try:
        connection.execute(f"SET perfect_ht_threshold = {_FULL_TABLES}")
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "mark" not in tables or one_row(connection, "SELECT max(form) FROM mark") != (FORM,):
            sync.make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _themes_by_code(themes: Themes) -> list[str]:
    return sorted(set(themes.values()))


def _listing(by: Sequence[str]) -> str:
    return "".join(f"{dimension}, " for dimension in by)
