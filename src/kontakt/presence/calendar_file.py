"""When somebody is busy, by their calendar (ICS, RFC 5545): from when until when, and nothing of what it is.

A calendar comes from outside, and one that is made for it could keep its reader busy for ever: ``read_busy`` has it
read by a process of its own, which runs this module, and for a minute at most.

What a library says of a file that breaks the rules quotes the file. Of its errors only the class is passed on, so that
nothing of what somebody is busy with reaches a log file.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.locale.formats import OSLO
from kontakt.presence.absence import Stretch, merged_stretches

LARGEST_FILE = 10_000_000
"""In bytes."""

LOOKS_AHEAD = timedelta(days=60)
"""For how long events are read: those that repeat for ever end here."""

_A_YEAR = timedelta(days=366)

SECONDS = 60.0
"""For how long the largest file may be read."""

_FOLD = re.compile(rb"\r?\n[ \t]")
"""Where a line goes on in the next one."""
_TOO_OFTEN = re.compile(rb"FREQ=(?:SECONDLY|MINUTELY)|BYSECOND=|BYMINUTE=[0-9]+,", re.IGNORECASE)
"""An event that repeats every second or minute of sixty days."""


def read_calendar_file(file: Path, now: datetime) -> tuple[Stretch, ...]:
    """As ``busy_in``, of a file. Raises KontaktError where it cannot be read, or is too large."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise KontaktError(
                _("{file} is too large: a calendar has at most {megabytes} MB.").format(
                    file=file, megabytes=LARGEST_FILE // 1_000_000
                )
            )
        data = file.read_bytes()
    except OSError as problem:
        raise KontaktError(
            _("{file} cannot be read ({reason}).").format(file=file, reason=problem.strerror or problem)
        ) from problem
    try:
        return read_busy(data, now)
    except ValueError:
        raise KontaktError(
            _("{file} is no calendar that can be read: export it anew as an ICS file.").format(file=file)
        ) from None


def read_busy(data: bytes, now: datetime, seconds: float = SECONDS) -> tuple[Stretch, ...]:
    """As ``busy_in``, by a process of its own. Raises ValueError for what is no calendar, for one that takes longer
    than ``seconds``, and where the process cannot be started."""
    command = [sys.executable, "-P", "-m", __name__, now.isoformat()]
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired:
        raise ValueError("it takes too long") from None
    except subprocess.CalledProcessError:
        raise ValueError("its reader has ended") from None
    except OSError as problem:
        raise ValueError(f"its reader cannot be started: {problem.strerror}") from None
    answer = json.loads(done.stdout)
    if isinstance(answer, str):
        raise ValueError(answer)
    return tuple((datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in answer)


def busy_in(data: bytes, now: datetime) -> tuple[Stretch, ...]:
    """The stretches (UTC) of the next 60 days in which the calendar is busy, apart from each other and in their order.
    Events that are cancelled, or shown as free, are left out; a time without a zone is one in Oslo. Raises ValueError
    for what is no calendar."""
    if b"END:VCALENDAR" not in data or _TOO_OFTEN.search(_FOLD.sub(b"", data)):
        raise ValueError("no calendar, half of one, or one that would hardly end")
    try:
        found = _stretches(data, now, now + LOOKS_AHEAD)
    except Exception as problem:  # whatever a library makes of a file that breaks the rules
        raise ValueError(f"no calendar: {type(problem).__name__}") from None
    busy = merged_stretches(each for each in found if each[1] > now and each[0] < now + LOOKS_AHEAD)
    return tuple(_bounded(each, now) for each in busy)


def _stretches(data: bytes, now: datetime, until: datetime) -> set[Stretch]:
    from icalendar import Calendar  # noqa: PLC0415 (0.2 s, for whoever reads a calendar)
    from recurring_ical_events import of  # noqa: PLC0415

    calendar = Calendar.from_ical(data)
    return {*_events(of(calendar).between(now, until)), *_free_busy(calendar)}


def _bounded(stretch: Stretch, now: datetime) -> Stretch:
    """One that is longer than a year from the beginning of today on, and for two years at most: it is read anew before
    that."""
    begins, ends = stretch
    if ends - begins <= _A_YEAR:
        return stretch
    today = datetime.combine(now.astimezone(OSLO).date(), time.min, OSLO).astimezone(UTC)
    begins = max(begins, today)
    return begins, min(ends, begins + 2 * _A_YEAR)


def _events(events: list[Any]) -> Iterator[Stretch]:
    for event in events:
        if str(event.get("STATUS", "")) != "CANCELLED" and str(event.get("TRANSP", "")) != "TRANSPARENT":
            yield _moment(event["DTSTART"].dt), _moment(event["DTEND"].dt)


def _free_busy(calendar: Any) -> Iterator[Stretch]:
    for each in calendar.walk("VFREEBUSY"):
        periods = each.get("FREEBUSY", [])
        for period in periods if isinstance(periods, list) else [periods]:
            if str(period.params.get("FBTYPE", "BUSY")) != "FREE":
                yield _moment(period.start), _moment(period.end)


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min, OSLO)
    return (value if value.tzinfo else value.replace(tzinfo=OSLO)).astimezone(UTC)


def _answer(data: bytes, now: datetime) -> str:
    """The stretches as JSON; for what is no calendar a text."""
    try:
        return json.dumps([[each.isoformat() for each in stretch] for stretch in busy_in(data, now)])
    except ValueError as problem:
        return json.dumps(str(problem))


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), datetime.fromisoformat(sys.argv[1])).encode())
