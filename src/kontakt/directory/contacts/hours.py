"""Hours of the week as people write them: ``{mon: "09:00-15:00", wed: "09:00-11:30, 12:00-15:00"}``."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from itertools import groupby

from kontakt.directory.contacts.contact_list import WEEKDAYS, Hours

_SPAN = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*[-–]\s*([0-9]{1,2})[:.]([0-9]{2})")


def read_span(text: str) -> tuple[tuple[time, time], ...] | None:
    """From when to when somebody is there on a day: ``09:00-15:00``, or several such, separated by commas. None for
    anything else: a time that there is not, an end that is not after its beginning, and times that overlap."""
    spans: list[tuple[time, time]] = []
    for part in text.split(","):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            return None
        try:
            begin, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        except ValueError:
            return None
        if end <= begin or (spans and begin < spans[-1][1]):
            return None
        spans.append((begin, end))
    return tuple(spans)


def hours_of(days: Mapping[str, tuple[tuple[time, time], ...]]) -> Hours:
    """The hours of the whole week, from those of its days by their names; empty where no day is named."""
    return tuple(days.get(day, ()) for day in WEEKDAYS) if days else ()


def written_hours(hours: Hours) -> dict[str, str]:
    """The text for each day that somebody is there."""
    return {day: written_span(spans) for day, spans in zip(WEEKDAYS, hours, strict=False) if spans}


def runs(hours: Hours) -> Iterator[tuple[int, int, tuple[tuple[time, time], ...]]]:
    """Days one after the other that have the same hours: the first and the last of them (0: Monday), and the hours.
    Days on which nobody is there are left out."""
    for spans, run in groupby(range(len(hours)), lambda day: hours[day]):
        days = list(run)
        if spans:
            yield days[0], days[-1], spans


def written_span(spans: tuple[tuple[time, time], ...]) -> str:
    return ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans)
