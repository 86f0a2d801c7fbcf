"""Reading what the phone system says it answered: a CSV file with a day, a municipality or a line, and calls a row."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kontakt.directory.region import Region
from kontakt.files.csv_reading import columns_of, csv_rows, wrong_row
from kontakt.files.days import read_day
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.locale import _
from kontakt.privacy import holds_private_number

LARGEST_FILE = 10_000_000
"""In bytes: a row for each of fifty lines on every day of ten years is less."""

_DAY, _MUNICIPALITY, _LINE, _CALLS = "day", "municipality", "line", "calls"

_HEADINGS = {
    _DAY: ("dato", "date", "dag", "day"),
    _MUNICIPALITY: ("kommune", "kommunenummer", "kommunenr", "municipality"),
    _LINE: ("linje", "kø", "ko", "line", "queue"),
    _CALLS: (
        *("besvart", "besvarte", "besvarte anrop", "besvarte samtaler", "svart", "svart på", "svara", "answered"),
        *("answered calls", "anrop", "samtaler", "samtalar", "calls"),
    ),
}
"""The names of each column, the surest first: a file that has both "anrop" and "besvart" means the latter."""
_WHOLE = re.compile(r"[0-9]{1,9}")


def read_phone_log(file: Path, region: Region) -> tuple[AnsweredCalls, ...]:
    """The file's rows. A line that is named like a municipality of the region belongs to it; a row of any other line,
    or without municipality, belongs to the region as a whole.

    Raises KontaktError that names the file and line for anything that is not understood, or said twice: nothing is
    taken from a file that is partly wrong.
    """
    lines = csv_rows(file, LARGEST_FILE)
    number, headings = next(lines, (1, []))
    places = _places(file, number, headings)
    seen: dict[tuple[date, str, str], int] = {}
    counts = []
    for at, row in lines:
        try:
            read = _read(row, places, region)
        except ValueError as problem:
            raise wrong_row(file, at, str(problem)) from problem
        key = (read.day, read.municipality, read.line)
        if key in seen:
            raise wrong_row(file, at, _("the same day and line stand in line {line} already").format(line=seen[key]))
        seen[key] = at
        counts.append(read)
    if not counts:
        raise wrong_row(file, number, _("there are no rows below the headings"))
    return tuple(counts)


def _places(file: Path, line: int, headings: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises KontaktError where one is missing, or there twice."""
    places = columns_of(file, line, headings, _HEADINGS)
    if _DAY not in places or _CALLS not in places or not places.keys() & {_MUNICIPALITY, _LINE}:
        raise wrong_row(
            file,
            line,
            _(
                "the headings must name the day (dato), the municipality or line (kommune, linje), and the calls (besvart)"
            ),
        )
    return places


def _read(row: Sequence[str], places: Mapping[str, int], region: Region) -> AnsweredCalls:
    """One row. Raises ValueError with what is wrong."""

    def cell(column: str) -> str:
        at = places.get(column)
        return row[at] if at is not None and at < len(row) else ""

    line = cell(_LINE)
    if holds_private_number(line):  # not repeated in the sentence
        raise ValueError(
            _("the line holds an identity number or account, which is never stored: name the line instead")
        )
    municipality = _municipality(cell(_MUNICIPALITY), region)
    if not municipality and line:
        municipality = _called(line, region) or ""
    return AnsweredCalls(_day(cell(_DAY)), municipality, line, _calls(cell(_CALLS)))


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise ValueError(_("“{text}” is not a date such as 2026-11-22 or 22.11.2026").format(text=text))
    return day


def _municipality(text: str, region: Region) -> str:
    """The number of the municipality with this number or name; "" for none."""
    if not text:
        return ""
    number = _called(text, region)
    if number is None:
        raise ValueError(_("“{text}” is no municipality of the region").format(text=text))
    return number


def _called(text: str, region: Region) -> str | None:
    wanted = text.casefold().removesuffix(" kommune")
    return next(
        (member.number for member in region.municipalities if wanted in (member.number, member.name.casefold())), None
    )


def _calls(text: str) -> int:
    digits = re.sub(r"\s", "", text)  # 1 204
    if not _WHOLE.fullmatch(digits):
        raise ValueError(_("“{text}” is not a whole number of calls").format(text=text))
    return int(digits)
