"""The hours of a week as lines that an editor types: ``man.–fre. 09:00-15:00``."""

import re
from datetime import time

from kontakt.directory.contacts.contact_list import WEEKDAYS, Hours
from kontakt.directory.contacts.hours import hours_of, read_span, runs, written_span
from kontakt.locale import _
from kontakt.locale.formats import weekdays

_NAMES = (("ma", "må", "mo"), ("ti", "ty", "tu"), ("on", "we"), ("to", "th"), ("fr",), ("lø", "la", "sa"), ("sø", "su"))
"""How the names of the days begin, in bokmål, nynorsk and English."""
_DAYS = {name: day for day, names in enumerate(_NAMES) for name in names}
_LINE = re.compile(r"(?P<first>[^\W\d]{2,})\.?(?:\s*[-–]\s*(?P<last>[^\W\d]{2,})\.?)?\s*:?\s+(?P<spans>[\d].*)")


def week_text(hours: Hours) -> str:
    """A line for each run of days with the same hours; "" where nobody has said."""
    return "\n".join(f"{weekdays(first, last)} {written_span(spans)}" for first, last, spans in runs(hours))


def read_week(text: str) -> Hours:
    """The hours that such lines say, in any of the languages; empty for none. Raises ValueError with a sentence that
    says what is wrong."""
    days: dict[str, tuple[tuple[time, time], ...]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.fullmatch(line)
        spans = read_span(match["spans"]) if match else None
        first = _day(match["first"]) if match else None
        last = _day(match["last"] or match["first"]) if match else None
        if spans is None or first is None or last is None or last < first:
            sentence = _("“{value}” are no hours: write a line such as “{example}”.")
            raise ValueError(sentence.format(value=line, example=f"{weekdays(0, 4)} 09:00-15:00"))
        for day in range(first, last + 1):
            if WEEKDAYS[day] in days:
                sentence = _("{day} has hours twice: write them in one line, separated by commas.")
                raise ValueError(sentence.format(day=weekdays(day, day)))
            days[WEEKDAYS[day]] = spans
    return hours_of(days)


def _day(name: str) -> int | None:
    return _DAYS.get(name.casefold()[:2])
