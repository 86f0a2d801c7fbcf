"""CSV files from other programs: whatever separator and encoding they have, their columns found by their headings."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.files.validation import Problems
from kontakt.locale import _

_SEPARATORS = (";", "\t", ",")


def csv_rows(file: Path, largest: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with the number of the line that each ends on; cells without the spaces around them.
    ``largest`` is the most bytes that the file may have. Raises KontaktError."""
    for _row, line, cells in csv_records(file, largest):
        if any(cells):
            yield line, cells


def csv_records(file: Path, largest: int) -> Iterator[tuple[int, int, list[str]]]:
    """As ``csv_rows``, with the blank rows, and with the number of each row before that of its line: a spreadsheet
    counts rows."""
    text = _decoded(read_file(file, largest))
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            yield number, reader.line_num, [cell.strip() for cell in row]
    except csv.Error as problem:
        raise wrong_row(file, reader.line_num, _("this is not CSV ({reason})").format(reason=problem)) from problem


def columns_of(file: Path, line: int, headings: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each column stands that has one of its ``names`` (the surest first, in small letters) among the headings.
    Raises KontaktError where the surest that is there stands twice."""
    folded = [heading.casefold() for heading in headings]
    places: dict[str, int] = {}
    for column, possible in names.items():
        name = next((name for name in possible if name in folded), None)
        if name is None:
            continue
        if folded.count(name) > 1:
            raise wrong_row(file, line, _("there are several columns “{name}”").format(name=name))
        places[column] = folded.index(name)
    return places


def unread_headings(headings: Sequence[str], names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The headings that are none of the ``names`` of any column."""
    known = {name for possible in names.values() for name in possible}
    return tuple(heading for heading in headings if heading and heading.casefold() not in known)


def wrong_row(file: Path, line: int, problem: str) -> KontaktError:
    """What is wrong in a line of a file of which nothing is taken."""
    text = _("{file}, line {line}: {what}. Nothing was imported.")
    return KontaktError(text.format(file=file, line=line, what=problem.rstrip(".")))


def wrong_rows(file: Path, problems: Sequence[tuple[int, str]]) -> KontaktError:
    """What is wrong in the lines of a file of which nothing is taken, in their order: at least one line with its
    problem."""
    if len(problems) == 1:
        return wrong_row(file, *problems[0])
    heading = _("{file}: nothing was imported. Mend these lines, and read the file again.").format(file=file)
    line = _("Line {line}: {what}.")
    told = (line.format(line=at, what=problem.rstrip(".")) for at, problem in sorted(problems))
    return Problems([heading, *told])


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a byte order mark, UTF-16 with one (Excel's “Unicode text”), else Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
