"""When somebody is busy, by a calendar's file: nothing of what it is, and one sentence for what cannot be read."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kontakt.errors import KontaktError
from kontakt.locale.formats import OSLO
from kontakt.presence.calendar_file import LOOKS_AHEAD, busy_in, read_busy, read_calendar_file

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> tuple[str, ...]:
    return "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261101T000000Z", "SUMMARY:Legetime", *lines, "END:VEVENT"


def test_an_event_is_a_stretch_and_what_it_is_about_is_dropped() -> None:
    data = calendar(*event("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z"))
    assert busy_in(data, NOW) == ((datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)),)


def test_a_whole_day_and_a_time_without_a_zone_are_those_of_oslo() -> None:
    day = calendar(*event("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126"))
    assert busy_in(day, NOW) == ((datetime(2026, 11, 24, tzinfo=OSLO), datetime(2026, 11, 26, tzinfo=OSLO)),)
    loose = calendar(*event("DTSTART:20261124T090000", "DTEND:20261124T100000"))
    assert busy_in(loose, NOW)[0][0] == datetime(2026, 11, 24, 9, tzinfo=OSLO)


def test_one_that_repeats_for_ever_is_read_as_far_as_anybody_looks() -> None:
    data = calendar(*event("DTSTART:20200101T100000Z", "DTEND:20200101T110000Z", "RRULE:FREQ=DAILY"))
    found = busy_in(data, NOW)
    assert len(found) == LOOKS_AHEAD.days
    assert found[0][0] == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_stretches_that_overlap_or_meet_are_one_and_one_of_years_is_bounded() -> None:
    free_busy = ("BEGIN:VFREEBUSY", "UID:2", "FREEBUSY:20261123T100000Z/20261123T113000Z", "END:VFREEBUSY")
    data = calendar(*event("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z"), *free_busy)
    assert busy_in(data, NOW) == ((datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 11, 30, tzinfo=UTC)),)
    ((begins, ends),) = busy_in(calendar(*event("DTSTART:20200101T000000Z", "DTEND:20990101T000000Z")), NOW)
    assert (begins, (ends - begins).days) == (datetime(2026, 11, 23, tzinfo=OSLO), 732)


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_free_or_cancelled_keeps_nobody_away(line: str) -> None:
    assert busy_in(calendar(*event("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z", line)), NOW) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        calendar(*event("DTSTART:i morgen")),
        calendar(*event("DTSTART:20261123T090000Z", "RRULE:FREQ=SECONDLY")),
        calendar(*event("DTSTART:20261123T090000Z", "RRULE:FREQ=SECON\r\n DLY")),
        calendar(*event("DTSTART:20261123T090000Z", "RRULE:FREQ=HOURLY;BYMINUTE=1,2,3,4")),
        calendar()[:-20],
    ],
)
def test_what_is_no_calendar_or_would_hardly_end_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        busy_in(data, NOW)


def test_a_calendar_is_read_by_a_process_of_its_own_that_ends(tmp_path: Path) -> None:
    data = calendar(*event("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z"))
    file = tmp_path / "kari.ics"
    file.write_bytes(data)
    assert read_calendar_file(file, NOW) == busy_in(data, NOW) != ()
    with pytest.raises(ValueError, match="too long"):
        read_busy(data, NOW, seconds=0.001)
    file.write_bytes(b"<html>")
    with pytest.raises(KontaktError, match="no calendar"):
        read_calendar_file(file, NOW)


def test_nothing_of_what_stands_in_one_that_cannot_be_understood_is_passed_on() -> None:
    broken = calendar(*event("DTSTART:20261123T090000Z", "RRULE:FREQ=psykolog", "DESCRIPTION:Time", "hos Hansen"))
    for read in (busy_in, read_busy):
        with pytest.raises(ValueError, match=r"no calendar: [A-Za-z]+$") as refused:
            read(broken, NOW)
        assert "".join(traceback.format_exception(refused.value)).count("psykolog") == 0


def test_a_module_in_the_current_folder_is_not_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "icalendar.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert read_busy(calendar(), NOW) == ()


def test_a_reader_that_cannot_be_started_is_a_problem_of_the_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(ValueError, match="cannot be started"):
        read_busy(calendar(), NOW)


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kari.ics"
    with pytest.raises(KontaktError, match="cannot be read"):
        read_calendar_file(file, NOW)
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(KontaktError, match="too large"):
        read_calendar_file(file, NOW)
