"""The rows of a spreadsheet that came back: which table a sheet is, where its columns stand, and which article a row is
of.

A table is known by its headings, in whatever language and order they stand and whatever its sheet is called; a column
that is missing is one that nobody has changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kontakt.directory.region import Region
from kontakt.editor.exchange.spreadsheet import COLUMNS, SheetTable
from kontakt.editor.exchange.spreadsheet_columns import (
    ID,
    MUNICIPALITY,
    NOTE,
    REVISION,
    THEME,
    ColumnKind,
    SheetColumn,
)
from kontakt.files.sheet_reading import EMPTY, Cell, Sheet
from kontakt.locale import _, in_every_language

_NUMBER = re.compile("([0-9]{1,4})\\b")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: of the article ``id``, which was exported at ``revision``. ``cells`` are those that may be taken, by the
    name of their field; a note's is named "local.4026". ``theme`` is the name that stands in its column, empty where
    there is none. ``sheet`` is empty for the one of a CSV file."""

    sheet: str
    number: int
    id: str
    revision: int
    cells: Mapping[str, tuple[SheetColumn, Cell]]
    theme: str = ""

    def wrong(self, problem: str, column: SheetColumn | None = None) -> str:
        """A sentence on what is wrong here."""
        return _placed(self.sheet, self.number, problem, column)


@dataclass(slots=True)
class SheetRows:
    """What a file holds: its rows, what is wrong with some of them, and ``unread``, the sheets and columns that are
    none of the export's."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def rows_in(sheets: Iterable[Sheet], region: Region) -> SheetRows:
    """The rows of all tables."""
    found = SheetRows()
    for sheet in sheets:
        if not sheet.rows:
            continue
        (number, headings), *rows = sheet.rows
        table, places = _table(headings)
        if table is None:
            found.unread.append(_("the sheet “{name}”").format(name=sheet.name) if sheet.name else _("the file"))
            continue
        known = {column.name for column in places.values()}
        missing = [column for column in COLUMNS[table] if column.name not in known and column.name in _needed(table)]
        if missing:
            problem = _(
                "the column “{name}” is missing: without it nobody can tell what was changed. Export once more."
            )
            found.problems += [_placed(sheet.name, number, problem.format(name=_(each.title))) for each in missing]
            continue
        twice = [column for column in set(places.values()) if list(places.values()).count(column) > 1]
        found.problems += [
            _placed(sheet.name, number, _("there are several columns “{name}”").format(name=_(each.title)))
            for each in twice
        ]
        found.unread += [
            _("the column “{name}”").format(name=heading)
            for at, heading in enumerate(headings)
            if at not in places and heading != EMPTY
        ]
        _take(found, sheet.name, rows, places, region)
    return found


def _needed(table: SheetTable) -> tuple[str, ...]:
    return (ID, REVISION) if table is SheetTable.ARTICLES else (ID, REVISION, MUNICIPALITY)


def _table(headings: Iterable[Cell]) -> tuple[SheetTable | None, dict[int, SheetColumn]]:
    """Which table has such headings, and which column stands where: the one of whose columns most are there; none where
    that is no more than one."""
    best: dict[int, SheetColumn] = {}
    of: SheetTable | None = None
    for table, columns in COLUMNS.items():
        names = {name.casefold(): column for column in columns for name in in_every_language(column.title)}
        places = {at: names[key] for at, heading in enumerate(headings) if (key := str(heading).casefold()) in names}
        if len(places) > max(len(best), 1):
            of, best = table, places
    return of, best


def _take(
    found: SheetRows,
    sheet: str,
    rows: Iterable[tuple[int, tuple[Cell, ...]]],
    places: Mapping[int, SheetColumn],
    region: Region,
) -> None:
    by_name = {column.name: column for column in places.values()}
    for number, row in rows:
        cells = {column.name: row[at] if at < len(row) else EMPTY for at, column in places.items()}
        id, revision = str(cells[ID]).strip(), str(cells[REVISION])
        if not id:
            found.problems.append(_placed(sheet, number, _("the article is not named."), by_name[ID]))
            continue
        if not re.fullmatch("[0-9]{1,9}", revision):
            text = _("“{value}” is no revision: take the row from the export once more.").format(value=revision[:40])
            found.problems.append(_placed(sheet, number, text, by_name[REVISION]))
            continue
        taken = {
            column.name: (column, cells[column.name])
            for column in by_name.values()
            if column.kind is not ColumnKind.SHOWN
        }
        if MUNICIPALITY in by_name:
            municipality = _municipality(cells[MUNICIPALITY], region)
            if municipality is None:
                text = _("“{value}” is not a municipality of this region: use one of {numbers}.")
                members = ", ".join(f"{each.number} {each.name}" for each in region.municipalities)
                sentence = text.format(value=str(cells[MUNICIPALITY])[:40], numbers=members)
                found.problems.append(_placed(sheet, number, sentence, by_name[MUNICIPALITY]))
                continue
            taken = {f"local.{municipality}": taken[NOTE]} if NOTE in taken else {}
        theme = str(cells.get(THEME, EMPTY)).strip()
        found.rows.append(SheetRow(sheet, number, id, int(revision), taken, theme))


def _municipality(cell: Cell, region: Region) -> str | None:
    """The number that a cell begins with, though a spreadsheet may have taken its zeros, or that of the name it
    holds."""
    text = str(cell).strip()
    written = _NUMBER.match(text)
    number = written[1].zfill(4) if written else ""
    return next(
        (
            each.number
            for each in region.municipalities
            if number == each.number or text.casefold() == each.name.casefold()
        ),
        None,
    )


def _placed(sheet: str, row: int, problem: str, column: SheetColumn | None = None) -> str:
    where = _("{sheet}, row {row}") if sheet else _("Row {row}")
    if column:
        where = _("{row}, “{column}”").format(row=where, column=_(column.title))
    return _("{where}: {problem}").format(where=where.format(sheet=sheet, row=row), problem=problem)


def repeated(rows: Iterable[SheetRow]) -> Iterator[str]:
    """Fields that stand in two rows, and rows of one article that come of different exports."""
    first: dict[tuple[str, str], SheetRow] = {}
    of: dict[str, SheetRow] = {}
    for row in rows:
        before = of.setdefault(row.id, row)
        if before.revision != row.revision:
            text = _("“{id}” comes of another export than in row {other}: keep one of them.")
            yield row.wrong(text.format(id=row.id, other=before.number))
        for name in row.cells:
            other = first.setdefault((row.id, name), row)
            if other is not row:
                text = _("“{id}” stands in row {other} as well: keep one of them.")
                yield row.wrong(text.format(id=row.id, other=other.number))
                break
