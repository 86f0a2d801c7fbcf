"""Calendars at their addresses become absences; one that has died is told with its age, and never makes anybody be
in."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.files.window_lock import acquired_lock
from kontakt.library.calendar_feeds import READ_EVERY, TRIED_AGAIN_AFTER, CalendarReader
from kontakt.library.presence_changes import put_feed, remove_feed
from kontakt.library.reachable import key_of
from kontakt.locale.formats import OSLO
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource, FeedProblem
from kontakt.presence.availability import WhyNotKnown
from kontakt.presence.calendar_file import busy_in
from kontakt.presence.presence import Presence

from ..calendars import CalendarServer, calendar_server, ics
from .test_presence_changes import KARI

NOW = datetime.now(UTC).replace(microsecond=0)
"""A server deletes by its own clock."""
WHO = key_of(KARI)


def stamp(hours: float) -> str:
    return f"{NOW + timedelta(hours=hours):%Y%m%dT%H%M%SZ}"


MEETING = (stamp(-1), stamp(2))
LATER = (stamp(30), stamp(31))


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with calendar_server() as server:
        yield server


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def reader(engine: Engine, watch: Watch) -> CalendarReader:
    return CalendarReader(lambda: nullcontext(engine), private_allowed=True, clock=watch, read=busy_in)


def known(engine: Engine) -> Presence:
    with reading(engine) as session:
        return store.load(session)


def absences(engine: Engine) -> tuple[Absence, ...]:
    return known(engine).absences.get(WHO, ())


def test_what_a_calendar_says_is_stored_as_absences_and_follows_it(
    engine: Engine, server: CalendarServer, reader: CalendarReader, watch: Watch
) -> None:
    server.pages["/kari"] = ics(MEETING)
    feed = put_feed(engine, KARI, server.at("/kari"), now=NOW)
    assert [each.problem for each in reader.read_due()] == [None]
    (first,) = absences(engine)
    assert (first.begins, first.ends, first.feed) == (NOW - timedelta(hours=1), NOW + timedelta(hours=2), feed.id)
    assert known(engine).feeds[WHO].fetched_at == NOW
    assert reader.read_due() == ()  # not yet
    watch.now += READ_EVERY
    server.pages["/kari"] = ics(MEETING, LATER)
    reader.read_due()
    assert next(each.id for each in absences(engine)) == first.id
    assert len(absences(engine)) == 2
    watch.now += READ_EVERY
    server.pages["/kari"] = ics(LATER)
    reader.read_due()
    assert [each.begins for each in absences(engine)] == [NOW + timedelta(hours=30)]
    watch.now += READ_EVERY
    (unchanged,) = reader.read_due()
    assert (unchanged.busy, len(absences(engine))) == (None, 1)
    assert known(engine).feeds[WHO].fetched_at == watch.now
    assert remove_feed(engine, WHO, now=watch.now)
    assert (absences(engine), remove_feed(engine, WHO, now=watch.now)) == ((), False)


def test_one_that_has_died_keeps_what_it_said_and_makes_nobody_be_in(
    engine: Engine, server: CalendarServer, reader: CalendarReader, watch: Watch
) -> None:
    server.pages["/kari"] = ics(MEETING)
    put_feed(engine, KARI, server.at("/kari"), now=NOW)
    reader.read_due()
    server.pages["/kari"] = b"<html>"
    watch.now += READ_EVERY
    assert [each.problem for each in reader.read_due()] == [FeedProblem.NO_CALENDAR]
    assert reader.read_due() == ()
    watch.now += TRIED_AGAIN_AFTER
    del server.pages["/kari"]
    assert [each.problem for each in reader.read_due()] == [FeedProblem.NOT_FOUND]
    assert len(absences(engine)) == 1
    feed = known(engine).feeds[WHO]
    assert (feed.fetched_at, feed.problem) == (NOW, FeedProblem.NOT_FOUND)
    always = tuple(((datetime.min.time(), datetime.max.time()),) for _day in range(7))
    moments = (NOW + timedelta(days=days, hours=3) for days in range(10))
    working = next(each for each in moments if not known(engine).days_off.closing(each.astimezone(OSLO).date()))
    later = replace(known(engine), absences={}).of(WHO, always, working)
    assert (later.why_not_known, later.known_at) == (WhyNotKnown.OLD_CALENDAR, NOW)


def test_a_calendar_that_is_taken_away_while_it_is_read_leaves_nothing(
    engine: Engine, server: CalendarServer, reader: CalendarReader
) -> None:
    server.pages["/kari"] = ics(MEETING)
    feed = put_feed(engine, KARI, server.at("/kari"), now=NOW)
    reader.read_due()
    other = put_feed(engine, KARI, server.at("/other"), now=NOW)  # in its place
    assert absences(engine) == ()
    with writing(engine) as session:  # what a reader that was late has written
        late = Absence(
            id=feed.id,
            who=WHO,
            begins=NOW,
            ends=NOW + timedelta(hours=1),
            source=AbsenceSource.CALENDAR,
            known_at=NOW,
            feed=feed.id,
        )
        store.put(session, [late], now=NOW)
    assert len(absences(engine)) == 1
    reader.read_due({other.id})
    assert absences(engine) == ()


@pytest.mark.embedded
def test_the_log_says_nothing_of_what_stands_in_one_that_cannot_be_understood(
    engine: Engine, server: CalendarServer, reader: CalendarReader, caplog: pytest.LogCaptureFixture
) -> None:
    server.pages["/kari"] = ics(MEETING).replace(b"END:VEVENT", b"RRULE:FREQ=psykolog\r\nEND:VEVENT")
    put_feed(engine, KARI, server.at("/kari"), now=NOW)
    with caplog.at_level("DEBUG"):
        assert [each.problem for each in reader.read_due()] == [FeedProblem.NO_CALENDAR]
    assert "cannot be understood" in caplog.text
    assert "psykolog" not in caplog.text


@pytest.mark.embedded
def test_a_desk_leaves_them_to_the_one_that_reads_already(
    engine: Engine, server: CalendarServer, watch: Watch, tmp_path: Path
) -> None:
    server.pages["/kari"] = ics(MEETING)
    put_feed(engine, KARI, server.at("/kari"), now=NOW)
    lock = tmp_path / "calendars.lock"
    reader = CalendarReader(lambda: nullcontext(engine), private_allowed=True, clock=watch, lock=lock, read=busy_in)
    other = acquired_lock(lock)
    assert other is not None
    reader.read_alone()
    assert server.asked == []
    other.release()
    reader.read_alone()
    assert server.asked == ["/kari"]
    again = acquired_lock(lock)
    assert again is not None
    again.release()
