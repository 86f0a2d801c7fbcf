"""Whether somebody can be reached: in, away until, outside hours, or not known; at every moment of the year."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.locale.formats import OSLO
from kontakt.presence.absence import UNANSWERED_FOR, Absence, AbsenceSource, CalendarFeed, ContactKey, merged
from kontakt.presence.availability import (
    FRESH_FOR,
    Availability,
    AvailabilityState,
    WeekHours,
    WhyNotKnown,
    availability,
)
from kontakt.presence.days_off import USUAL_HALF_DAYS, DaysOff, day_of

WHO = ContactKey("4026", "saksbehandler")
OFFICE: WeekHours = tuple(((time(9), time(15)),) if day < 5 else () for day in range(7))
DAYS_OFF = DaysOff()
IN, AWAY = AvailabilityState.IN, AvailabilityState.AWAY
OUTSIDE, NOT_KNOWN = AvailabilityState.OUTSIDE_HOURS, AvailabilityState.NOT_KNOWN


def oslo(text: str) -> datetime:
    """Of a time in Oslo, "2026-11-23 10:00" (a Monday)."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


def away(begins: str, ends: str, *, phone_closed: bool = True, source: AbsenceSource = AbsenceSource.DESK) -> Absence:
    known_at = oslo(begins) - timedelta(hours=1)
    return Absence(
        id=UUID(int=0),
        who=WHO,
        begins=oslo(begins),
        ends=oslo(ends),
        phone_closed=phone_closed,
        source=source,
        known_at=known_at,
    )


def at(now: str, *absences: Absence, hours: WeekHours = OFFICE) -> Availability:
    return availability(oslo(now), hours=hours, absences=absences, closing=DAYS_OFF.closing)


def test_within_the_hours_somebody_is_in_until_they_end() -> None:
    assert at("2026-11-23 10:00") == Availability(state=IN, until=oslo("2026-11-23 15:00"))
    assert at("2026-11-23 09:00").state is IN
    assert at("2026-11-23 15:00").state is OUTSIDE


def test_outside_the_hours_it_is_told_when_they_are_there_again() -> None:
    assert at("2026-11-27 16:00").next_in == oslo("2026-11-30 09:00")
    assert at("2026-11-23 08:59").until == oslo("2026-11-23 09:00")


def test_of_whom_nobody_has_said_anything_nothing_is_known() -> None:
    known = at("2026-11-23 10:00", hours=())
    assert (known.state, known.why_not_known, known.until) == (NOT_KNOWN, WhyNotKnown.NO_HOURS, None)


def test_an_absence_holds_until_its_end_and_tells_its_source_and_its_age() -> None:
    known = at("2026-11-23 10:00", away("2026-11-23 09:30", "2026-11-25 12:00"))
    assert (known.state, known.until, known.next_in) == (AWAY, oslo("2026-11-25 12:00"), oslo("2026-11-25 12:00"))
    assert (known.source, known.known_at, known.phone_closed) == (AbsenceSource.DESK, oslo("2026-11-23 08:30"), True)


def test_one_that_ends_after_hours_is_over_when_the_office_opens() -> None:
    assert at("2026-11-27 10:00", away("2026-11-27 09:30", "2026-11-27 18:00")).next_in == oslo("2026-11-30 09:00")


def test_of_two_that_overlap_the_later_end_counts() -> None:
    first, second = away("2026-11-23 09:00", "2026-11-23 12:00"), away("2026-11-23 11:00", "2026-11-24 10:00")
    assert at("2026-11-23 10:00", second, first).until == oslo("2026-11-24 10:00")


def test_who_answers_the_phone_all_the_same_is_worth_ringing() -> None:
    known = at("2026-11-23 10:00", away("2026-11-23 09:30", "2026-11-23 12:00", phone_closed=False))
    assert (known.state, known.phone_closed, known.can_be_rung) == (AWAY, False, True)
    assert not at("2026-11-23 10:00", away("2026-11-23 09:30", "2026-11-23 12:00")).can_be_rung


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-12-24 12:00", "2026-12-28 09:00"),  # Christmas Eve is half a day
        ("2026-12-31 13:00", "2027-01-04 09:00"),  # over New Year
        ("2026-04-01 12:30", "2026-04-07 09:00"),  # Easter
        ("2026-05-13 15:00", "2026-05-15 09:00"),  # Ascension Day
    ],
)
def test_holidays_and_half_days_are_days_off(now: str, opens: str) -> None:
    assert (at(now).state, at(now).next_in) == (OUTSIDE, oslo(opens))


def test_half_a_day_is_a_day_until_its_hour() -> None:
    assert at("2026-12-24 11:59") == Availability(state=IN, until=oslo("2026-12-24 12:00"))


def test_a_region_has_half_days_of_its_own() -> None:
    days = DaysOff({"12-23": time(11), "02-29": time(12)})
    assert days.closing(date(2026, 12, 23)) == time(11)
    assert days.closing(date(2026, 12, 24)) is None
    assert days.closing(date(2028, 2, 29)) == time(12)
    assert day_of("easter-4", 2026) == date(2026, 4, 1)
    assert set(USUAL_HALF_DAYS) == {"easter-4", "12-24", "12-31"}


def test_an_unanswered_call_is_told_for_thirty_minutes() -> None:
    rung = oslo("2026-11-23 10:00")
    known = availability(rung + timedelta(minutes=29), hours=OFFICE, unanswered=rung)
    assert (known.state, known.why_not_known, known.known_at) == (NOT_KNOWN, WhyNotKnown.UNANSWERED, rung)
    assert (known.until, known.can_be_rung) == (rung + UNANSWERED_FOR, False)
    assert availability(rung + UNANSWERED_FOR, hours=OFFICE, unanswered=rung).state is IN


@pytest.mark.parametrize("fetched_at", [None, oslo("2026-11-23 10:00") - FRESH_FOR])
def test_a_calendar_that_is_not_read_any_more_says_of_nobody_that_they_are_in(fetched_at: datetime | None) -> None:
    feed = CalendarFeed(id=UUID(int=1), who=WHO, fetched_at=fetched_at)
    known = availability(oslo("2026-11-23 10:00"), hours=OFFICE, feed=feed)
    assert (known.state, known.why_not_known, known.known_at) == (NOT_KNOWN, WhyNotKnown.OLD_CALENDAR, fetched_at)


def test_what_a_calendar_that_is_read_says_has_its_age() -> None:
    fetched = oslo("2026-11-23 09:50")
    feed = CalendarFeed(id=UUID(int=1), who=WHO, fetched_at=fetched)
    known = availability(oslo("2026-11-23 10:00"), hours=OFFICE, feed=feed)
    assert (known.state, known.source, known.known_at) == (IN, AbsenceSource.CALENDAR, fetched)
    assert known.until == fetched + FRESH_FOR


def test_nobody_is_in_when_the_database_has_been_away_for_long() -> None:
    read_at = oslo("2026-11-23 10:00")
    later = availability(read_at + FRESH_FOR, hours=OFFICE, read_at=read_at)
    assert (later.state, later.why_not_known, later.known_at) == (NOT_KNOWN, WhyNotKnown.OLD_KNOWLEDGE, read_at)
    assert availability(read_at + timedelta(minutes=5), hours=OFFICE, read_at=read_at).until == read_at + FRESH_FOR


# --- properties ----------------------------------------------------------------------------------------------

MOMENTS = st.datetimes(datetime(2025, 12, 20), datetime(2027, 1, 10), timezones=st.just(UTC))  # noqa: DTZ001 (naive bounds)
NEAR_CHANGES = st.sampled_from(  # of the clock, of the year, of the day
    ["2026-03-29 01:59", "2026-03-29 03:00", "2026-10-25 02:30", "2026-12-31 23:59", "2026-01-01 00:00"]
).map(oslo)
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def week_hours(draw: st.DrawFn) -> WeekHours:
    def day() -> tuple[tuple[time, time], ...]:
        times = sorted(draw(st.lists(QUARTERS, max_size=4, unique=True)))
        return tuple(zip(times[::2], times[1::2], strict=False))

    return tuple(day() for _ in range(7))


@st.composite
def absences(draw: st.DrawFn) -> Absence:
    begins = draw(st.one_of(MOMENTS, NEAR_CHANGES))
    ends = begins + timedelta(minutes=draw(st.integers(0, 60 * 24 * 20)))
    return Absence(id=UUID(int=0), who=WHO, begins=begins, ends=ends, phone_closed=draw(st.booleans()), known_at=begins)


@st.composite
def arguments(draw: st.DrawFn) -> dict[str, object]:
    fetched = draw(st.one_of(st.none(), MOMENTS))
    return {
        "hours": draw(st.one_of(st.just(OFFICE), week_hours(), st.just(()))),
        "absences": draw(st.lists(absences(), max_size=4)),
        "unanswered": draw(st.one_of(st.none(), MOMENTS)),
        "feed": draw(st.sampled_from([None, CalendarFeed(id=UUID(int=1), who=WHO, fetched_at=fetched)])),
        "closing": DAYS_OFF.closing,
    }


def state(now: datetime, given_: dict[str, object]) -> Availability:
    return availability(now, **given_)  # type: ignore[arg-type]


@given(st.one_of(MOMENTS, NEAR_CHANGES), arguments(), st.floats(0, 1))
def test_until_is_really_until(now: datetime, known: dict[str, object], part: float) -> None:
    first = state(now, known)
    if first.until is None:
        return
    assert first.until > now
    between = now + (first.until - now) * part
    if between < first.until:
        then = state(between, known)
        assert (then.state, then.until, then.next_in) == (first.state, first.until, first.next_in) or (
            first.state is NOT_KNOWN  # of which there are several reasons
            and then.state is NOT_KNOWN
        )
    after = state(first.until, known)
    assert (after.state, after.why_not_known) != (first.state, first.why_not_known)


@given(st.one_of(MOMENTS, NEAR_CHANGES), arguments())
def test_who_is_told_to_be_there_again_is_not_there_before(now: datetime, known: dict[str, object]) -> None:
    first = state(now, known)
    if first.next_in is None:
        return
    assert first.next_in > now
    plain = known | {"unanswered": None, "feed": None}
    assert state(first.next_in, plain).state is IN
    assert state(first.next_in - timedelta(microseconds=1), plain).state is not IN
    assert state(now + (first.next_in - now) / 2, plain).state is not IN


@given(st.one_of(MOMENTS, NEAR_CHANGES), arguments())
def test_in_an_absence_somebody_is_away_and_else_never(now: datetime, known: dict[str, object]) -> None:
    given_absences: list[Absence] = known["absences"]  # type: ignore[assignment]
    holds = any(each.begins <= now < each.ends for each in given_absences)
    assert (state(now, known).state is AWAY) == holds
    assert holds == any(begin <= now < end for begin, end in merged(given_absences))


@pytest.mark.long
@given(st.one_of(MOMENTS, NEAR_CHANGES), arguments())
def test_nobody_is_in_without_hours_that_say_so(now: datetime, known: dict[str, object]) -> None:
    hours: WeekHours = known["hours"]  # type: ignore[assignment]
    local = now.astimezone(OSLO)
    if state(now, known).state is IN:
        assert any(begin <= local.time() < end for begin, end in hours[local.weekday()])
    if not hours:
        assert state(now, known).state in (AWAY, NOT_KNOWN)


@given(st.lists(absences(), max_size=6))
def test_merged_absences_are_in_order_and_apart(given_absences: list[Absence]) -> None:
    found = list(merged(given_absences))
    assert all(begin < end for begin, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
