"""Days as people write them."""

import re
from datetime import date

_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})")


def read_day(text: str) -> date | None:
    """The day that ``2026-11-01``, ``01.11.2026`` or ``1.11.2026`` is; None for anything else, and for a day that there
    is not."""
    written = text.strip()
    match = _YEAR_FIRST.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def written_day(day: date) -> str:
    """The day as a field shows it, the same in every language: ``01.11.2026``."""
    return f"{day:%d.%m}.{day.year:04}"
