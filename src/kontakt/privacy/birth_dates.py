"""Days of birth as people write and say them: in digits in any order, and with the month's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kontakt.privacy.plain import Span

_MONTHS = (
    *(("januar", "january", "jan"), ("februar", "february", "feb"), ("mars", "march", "mar"), ("april", "apr")),
    *(("mai", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"), ("august", "aug")),
    *(("september", "sept", "sep"), ("oktober", "october", "okt", "oct"), ("november", "nov")),
    ("desember", "december", "des", "dec"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))

_WRITTEN = re.compile(
    rf"""
    (?<!\d) (?:
        (?P<run>\d{{8}}|\d{{6}})
      | (?P<first>\d{{1,4}}) [ ./-]{{1,2}} (?P<second>\d{{1,2}}) [ ./-]{{1,2}} (?P<third>\d{{1,4}})
      | (?P<day>\d{{1,2}}) (?:\.|st|nd|rd|th|\.e)? \ ? (?:of\ )? (?P<month>{_NAMES}) [.,]? \ ? '? (?P<year>\d{{4}}|\d{{2}})
      | (?<!\w) (?P<month_first>{_NAMES}) \.? \ (?P<day_after>\d{{1,2}}) (?:st|nd|rd|th)? ,? \ (?P<year_after>\d{{4}}|\d{{2}})
    ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A day of birth as it may begin an identity number: six digits, and the year in full where it was given."""

    span: Span
    six: str
    year: int | None


def birth_dates(plain: str) -> Iterator[BirthDate]:
    """Every way to read each date of a plain text. A date in digits may be read in two orders; whether there is such a
    day, the control digits know."""
    for match in _WRITTEN.finditer(plain):
        for day, month, year in _read(match):
            if len(year) in (2, 4):
                six = f"{day:0>2}{month:0>2}{year[-2:]}"
                yield BirthDate(match.span(), six, int(year) if len(year) == 4 else None)


def _read(match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Day, month and year."""
    if run := match["run"]:
        cut = len(run) - 4
        yield run[:2], run[2:4], run[4:]
        yield run[cut + 2 :], run[cut : cut + 2], run[:cut]
    elif match["first"]:
        first, second, third = match["first"], match["second"], match["third"]
        if len(first) <= 2:
            yield first, second, third
        if len(third) <= 2:
            yield third, second, first
    elif match["day"]:
        yield match["day"], _month(match["month"]), match["year"]
    else:
        yield match["day_after"], _month(match["month_first"]), match["year_after"]


def _month(name: str) -> str:
    return str(_NUMBER_OF[name.lower()])
