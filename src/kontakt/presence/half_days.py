"""The half days of a region as lines that people write: ``24.12 12:00``, ``onsdag før påske 12:00``,
``23.12 stengt``."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta

from kontakt.locale import _
from kontakt.locale.formats import weekday
from kontakt.presence.days_off import ALL_DAY
from kontakt.presence.until import weekday_of

_LINE = re.compile(
    r"(?P<day>.+?)\s+(?:kl\.?\s*)?(?P<closes>[0-9]{1,2}[:.][0-9]{2}|stengt|stengd|closed)", re.IGNORECASE
)
_DATE = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.?")
_BEFORE_EASTER = re.compile(r"(\w+)\.?\s+(?:før påske|before easter)", re.IGNORECASE)
_EASTER_DAY = date(2024, 3, 31)
_LEAP_YEAR = 2024


def half_day_lines(half_days: Mapping[str, time]) -> str:
    """A line for each, as ``read_half_days`` reads it, in the order of the year."""
    ordered = sorted(half_days.items(), key=lambda each: _month_and_day(each[0]))
    return "\n".join(f"{day_name(day)} {_closes(closes)}" for day, closes in ordered)


def _month_and_day(day: str) -> str:
    """As ``12-24``; of a day before Easter that of one year, which stands for all."""
    return f"{_before_easter(day):%m-%d}" if day.startswith("easter-") else day


def _before_easter(day: str) -> date:
    return _EASTER_DAY - timedelta(days=int(day.removeprefix("easter-")))


def day_name(day: str) -> str:
    """A half day as people name it; ``day`` as in USUAL_HALF_DAYS."""
    if day.startswith("easter-"):
        return _("{weekday} before Easter").format(weekday=weekday(_before_easter(day)))
    month, number = day.split("-")
    return f"{number}.{month}"


def _closes(closes: time) -> str:
    return _("closed") if closes == ALL_DAY else f"{closes:%H:%M}"


def read_half_days(text: str) -> dict[str, time]:
    """The half days that such lines say, in any of the languages. Raises ValueError with a sentence that says which
    line is wrong, and what one looks like."""
    found: dict[str, time] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.fullmatch(line)
        day = _day(match["day"]) if match else None
        closes = _clock(match["closes"]) if match else None
        if day is None or closes is None:
            sentence = _("“{value}” is no half day: write a line such as 24.12 12:00, or {example} 12:00.")
            raise ValueError(sentence.format(value=line, example=day_name("easter-4")))
        if day in found:
            raise ValueError(_("{day} stands there twice: leave one line of it.").format(day=day_name(day)))
        found[day] = closes
    return found


def _day(text: str) -> str | None:
    if match := _BEFORE_EASTER.fullmatch(text):
        weekday_before = weekday_of(match[1])
        return None if weekday_before in (None, 6) else f"easter-{6 - weekday_before}"
    if match := _DATE.fullmatch(text):
        try:
            return f"{date(_LEAP_YEAR, int(match[2]), int(match[1])):%m-%d}"
        except ValueError:
            return None
    return None


def _clock(text: str) -> time | None:
    if text[0].isalpha():
        return ALL_DAY
    hour, minute = map(int, re.split("[:.]", text))
    try:
        return time(hour, minute)
    except ValueError:
        return None
