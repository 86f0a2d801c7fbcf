"""What every file for people who use a spreadsheet shares: texts that stay texts, workbooks, and files that are written
whole or not at all.

What people wrote is never a formula: a workbook holds it as text, and a CSV file marks with an apostrophe what a
spreadsheet would otherwise calculate.
"""

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from kontakt.errors import KontaktError
from kontakt.locale import _

_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
"""What a cell begins with that some spreadsheet takes for a formula."""


def neutral(text: str) -> str:
    """The text as a CSV file may hold it."""
    return f"'{text}" if _FORMULA.match(text) else text


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


def write_file(file: Path, data: Callable[[], bytes], *, overwrite: bool) -> None:
    """Write what ``data`` gives, whole or not at all.

    Raises KontaktError for a file that stands there already unless it may be overwritten, before ``data`` is asked,
    or one that cannot be written.
    """
    if os.path.lexists(file) and not overwrite:
        raise KontaktError(_("{file} is there already: add --force to write over it.").format(file=file))
    content = data()
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)  # there only where it could not be put in its place
    except OSError as problem:
        text = _("{file} cannot be written ({reason}): close it elsewhere, or name another place.")
        raise KontaktError(text.format(file=file, reason=problem.strerror)) from problem
