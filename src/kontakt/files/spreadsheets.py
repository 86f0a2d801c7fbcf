"""What every file for people who use a spreadsheet shares: texts that stay texts, and workbooks.

What people wrote is never a formula: a workbook holds it as text, and a CSV file marks with an apostrophe what a
spreadsheet would otherwise calculate.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What a cell begins with that some spreadsheet takes for a formula, or that looks like one that is marked already."""


def neutral(text: str) -> str:
    """The text as a CSV file may hold it."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_typed(cell: str) -> str:
    """The text that ``neutral`` made a CSV file's cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file of cells that are ready: UTF-8 with a byte order mark and semicolons, as Norwegian Excel opens it."""
    target = StringIO(newline="")
    csv.writer(target, delimiter=";").writerows(rows)
    return target.getvalue().encode("utf-8-sig")


@contextmanager
def workbook(target: BytesIO) -> Iterator[Any]:
    """An XlsxWriter workbook, written to ``target`` at the end, that takes no text for a formula, link or number."""
    from xlsxwriter import Workbook  # noqa: PLC0415 (few commands need it)

    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, plain) as book:
        yield book
