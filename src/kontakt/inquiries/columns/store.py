"""The shared log in columns: a copy that counts ten million inquiries, by anything, in a moment.

A database that keeps rows reads every row of a period to count it, which takes seconds for years. DuckDB keeps each
column for itself, packed, and reads only those that are asked for. The copy is brought up to date from the shared log
before it is counted, by the rows whose version is newer; it may be deleted at any time, and is never the truth.
"""

import logging
from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import accumulate
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

import duckdb
from sqlmodel import Session

from kontakt.files import private
from kontakt.firstline import Count
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.columns import sync
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

_MEMORY = "192MB"
_NO_CODE = 65_535  # stands for a text that no inquiry has
_FULL_TABLES = 17  # bits: groups of up to as many values have a place each in a table; a larger one is slow to clear


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
        self._alike: dict[Grouping, str] = {}  # temporary tables, by what made them of the kinds

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
        figures = f"together, count(*), {'bit_or(agent)' if agents else 0}"
        with self._lock:
            keys, rows = self._grouped(selection, by, figures, alike, themes)
        made: dict[tuple[int, int], Count] = {}  # thousands of them are alike
        cells: dict[tuple[Any, ...], tuple[list[Count], int]] = {}
        for key, (*_codes, kind, n, behind) in zip(keys, rows, strict=True):
            counts, together = cells.get(key, ([], 0))
            counts.append(made.get((kind, n)) or made.setdefault((kind, n), replace(self._kinds[kind], n=n)))
            cells[key] = (counts, together | behind)
        return [Cell(key, tuple(counts), together.bit_count()) for key, (counts, together) in cells.items()]

    def numbers(
        self, selection: Selection, by: Sequence[Dimension], *, alike: Grouping | None = None, most: int | None = None
    ) -> dict[tuple[Any, ...], int]:
        """How many inquiries of ``selection`` have each combination of values of ``by`` that occurs. Those for which
        ``alike`` gives None are left out. With ``most``, only as many of the largest numbers of each first value are
        given, and those that are as large."""
        largest = f"QUALIFY rank() OVER (PARTITION BY {by[0]} ORDER BY n DESC) <= {most}" if most else ""
        with self._lock:
            keys, rows = self._grouped(selection, by, "count(*) AS n", alike, largest=largest)
        return {key: row[-1] for key, row in zip(keys, rows, strict=True)}

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
            phoned = f"FROM inquiry WHERE channel = {self._code(CHANNEL, 'phone')}"
            query = f"""
                SELECT municipality, count(DISTINCT call) {phoned} AND (municipality, day) IN
                    (SELECT ({_unnested("USMALLINT")}, {_unnested("DATE")})) GROUP BY municipality
            """
            rows = connection.execute(query, [_joined(code for code, _ in told), _joined(day for _, day in told)])
            by_code = dict(rows.fetchall())
            query = f"SELECT count(DISTINCT call) {phoned} AND day IN (SELECT {_unnested('DATE')})"
            (in_all,) = one_row(connection, query, [_joined(days.get("", ()))])
        return {day: by_code.get(codes[day], 0) if day else in_all for day in days}

    def articles(self) -> frozenset[str]:
        """The ids of all articles that inquiries were ever linked to."""
        with self._lock:
            self._opened()
            return frozenset(id for id in self._words[ARTICLE] if id is not None)

    def first_day(self) -> datetime | None:
        """When the first inquiry of all started (UTC)."""
        with self._lock:
            (first,) = one_row(self._opened(), "SELECT min(started_at) FROM inquiry")
        return first.replace(tzinfo=UTC) if first else None

    # --- what the questions are made of ----------------------------------------------------------------------

    def _grouped(
        self,
        selection: Selection,
        by: Sequence[Dimension],
        figures: str,
        alike: Grouping | None,
        themes: Themes = NO_THEMES,
        largest: str = "",
    ) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """The keys of the groups; and a row for each of them, that ends with the ``figures`` of it."""
        connection = self._opened()
        listed: dict[Dimension, Sequence[str | None]] = {
            dimension: self._words[name] for dimension, name in _LIST_OF.items()
        }
        listed[Dimension.MUNICIPALITY] = [UNKNOWN, *self._words[MUNICIPALITY][1:]]
        tables = "inquiry"
        if alike is not None:
            tables += f" JOIN {self._put_together(alike)} USING (kind)"
        if Dimension.THEME in by:
            listed[Dimension.THEME] = names = sorted(set(themes.values()))
            by_code = [names.index(themes[id]) for id in self._words[ARTICLE]]
            _make_temporary(connection, "themed", "article", "theme", by_code)
            tables += " JOIN themed USING (article)"
        where, values = self._condition(selection)
        keys = "".join(f"{dimension}, " for dimension in by)
        query = f"FROM (SELECT {keys}{figures} FROM {tables} WHERE {where} GROUP BY ALL) {largest}"
        rows = connection.execute(query, values).fetchall()
        if not by:
            return [()] * len(rows), rows
        # A column at a time: there may be a hundred thousand rows.
        columns = [
            map(listed[dimension].__getitem__, codes) if dimension in listed else codes
            for dimension, codes in zip(by, zip(*rows, strict=True), strict=False)
        ]
        return list(zip(*columns, strict=True)), rows

    def _put_together(self, alike: Grouping) -> str:
        """The temporary table that says as which of them each kind is counted."""
        connection = self._opened()
        if alike not in self._alike:
            codes: dict[Hashable, int] = {}
            values = [alike(kind) for kind in self._kinds]
            together = [None if value is None else codes.setdefault(value, code) for code, value in enumerate(values)]
            table = f"alike_{len(self._alike)}"
            _make_temporary(connection, table, "kind", "together", together)
            self._alike[alike] = table
        return self._alike[alike]

    def _condition(self, selection: Selection) -> tuple[str, list[Any]]:
        parts = ["started_at >= ? AND started_at < ?"]
        values: list[Any] = [selection.period.start.replace(tzinfo=None), selection.period.end.replace(tzinfo=None)]
        for name in (MUNICIPALITY, CHANNEL, CALLER_TYPE):
            if (text := getattr(selection, name)) is not None:
                parts.append(f"{name} = {self._code(name, text)}")
        if selection.articles is not None:
            parts.append(f"article IN (SELECT {_unnested('USMALLINT')})")
            values.append(_joined(code for code, id in enumerate(self._words[ARTICLE]) if id in selection.articles))
        return " AND ".join(parts), values

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


def _make_temporary(
    connection: duckdb.DuckDBPyConnection, table: str, code: str, name: str, values: Sequence[int | None]
) -> None:
    """A table from each ``code`` to its value, without those that have none. Joined to it, whole columns are looked up
    at once."""
    known_values = [(place, value) for place, value in enumerate(values) if value is not None]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {_unnested('USMALLINT')} AS {code}, {_unnested('USMALLINT')} AS {name}",
        [_joined(place for place, _value in known_values), _joined(value for _place, value in known_values)],
    )


def _joined(values: Iterable[object]) -> str:
    """Many values as one parameter: DuckDB looks for numpy at each element of a list."""
    return " ".join(map(str, values))


def _unnested(kind: str) -> str:
    """A row for each value that a parameter was ``_joined`` of; none of an empty one."""
    return f"unnest(list_filter(string_split(?, ' '), lambda each: each <> ''))::{kind}"
