"""Tables that come back from a spreadsheet program, workbooks and CSV files alike: the cells as people see them there.

A workbook is a packed file: how large it is unpacked, and how many rows and columns are looked at, is limited before
anything is read into memory.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile

from kontakt.errors import KontaktError
from kontakt.files.csv_reading import csv_records
from kontakt.files.reading import read_file
from kontakt.files.spreadsheets import as_typed
from kontakt.locale import _

LARGEST_FILE = 30_000_000
"""In bytes."""

LARGEST_UNPACKED = 200_000_000
"""In bytes, all parts of a workbook together."""

MOST_ROWS = 200_000
MOST_COLUMNS = 200

_LINE_BREAK = "_x000D_"  # how Excel writes a carriage return


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that holds no text, day or number; ``problem`` says what it holds, and what to do."""

    problem: str


Cell: TypeAlias = str | bool | date | UnreadCell
"""Text, with line feeds alone as line breaks and no space around it; a number is the text that it shows."""

EMPTY: Cell = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that a file holds; ``name`` is empty for the one of a CSV file. The ``rows`` that hold anything, with
    their numbers as a spreadsheet counts them."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """The tables in a workbook or a CSV file, by the ending of its name. Raises KontaktError for a file that is
    neither, that cannot be read, or that is too large."""
    match file.suffix.lower():
        case ".csv":
            records = csv_records(file, LARGEST_FILE)
            rows = ((number, tuple(_text(as_typed(cell)) for cell in cells)) for number, _line, cells in records)
            return (Sheet("", tuple(row for row in rows if any(row[1]))),)
        case ".xlsx":
            return tuple(_workbook(file, read_file(file, LARGEST_FILE)))
    raise KontaktError(_("{file} ends in neither .xlsx nor .csv: name it so.").format(file=file))


def _workbook(file: Path, data: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 (few commands need it)

    try:
        with ZipFile(BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            text = _("{file} holds more than {megabytes} MB when it is unpacked: choose another file.")
            raise KontaktError(text.format(file=file, megabytes=LARGEST_UNPACKED // 1_000_000))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it does not know, such as a sheet's colours
            book = load_workbook(BytesIO(data), read_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # they are what the file says, not what it holds
                yield Sheet(sheet.title, tuple(_rows(file, sheet)))
            book.close()
    except KontaktError:
        raise
    except BadZipFile as problem:
        text = _("{file} is no workbook that can be read: save it once more as an Excel workbook, without a password.")
        raise KontaktError(text.format(file=file)) from problem
    except Exception as problem:  # whatever a damaged workbook makes of its reader
        text = _("{file} is damaged ({reason}): save it once more as an Excel workbook.")
        raise KontaktError(text.format(file=file, reason=type(problem).__name__)) from problem


def _rows(file: Path, sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            text = _("{file} has more than {rows} rows in “{sheet}”: remove what is not to be read.")
            raise KontaktError(text.format(file=file, rows=MOST_ROWS, sheet=sheet.title))
        cells = [_cell(each) for each in row]
        while cells and cells[-1] == EMPTY:
            cells.pop()
        if cells:
            yield number, tuple(cells)


def _cell(cell: Any) -> Cell:
    match cell.data_type:
        case "f":
            return UnreadCell(_("it holds a formula: put the text there that it is to be."))
        case "e":
            return UnreadCell(
                _("it holds {value}, which a formula left behind: type the text.").format(value=cell.value)
            )
    return _of_value(cell.value)


def _of_value(value: object) -> Cell:
    match value:
        case None:
            return EMPTY
        case bool():
            return value
        case datetime() if value.time() == time():
            return value.date()
        case str() | int():
            return _text(str(value))
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
    return UnreadCell(_("it holds a time of day: format the cell as text, and type it again."))


def _text(text: str) -> str:
    lines = text.replace(_LINE_BREAK, "\r").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
