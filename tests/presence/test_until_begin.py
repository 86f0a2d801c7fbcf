"""When an absence begins, as people write it."""

import re
from datetime import UTC, datetime

import pytest

from kontakt.locale.formats import OSLO
from kontakt.presence.until import read_begin, stretch_of, stretch_text

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("20.11", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("24.12", datetime(2026, 12, 23, 23, tzinfo=UTC)),
        ("3.1", datetime(2027, 1, 2, 23, tzinfo=UTC)),
        ("20.11 12:00", datetime(2026, 11, 20, 11, tzinfo=UTC)),
        ("20.11.2027", datetime(2027, 11, 19, 23, tzinfo=UTC)),
    ],
)
def test_a_day_without_its_year_is_the_nearest(text: str, begins: datetime) -> None:
    assert read_begin(text, NOW) == begins


def test_a_stretch_is_from_now_or_from_its_beginning() -> None:
    today = NOW.replace(hour=23)
    assert stretch_of("24.12", NOW) == (NOW, datetime(2026, 12, 24, 23, tzinfo=UTC))
    assert stretch_of("24.12 til 3.1", NOW) == (
        datetime(2026, 12, 23, 23, tzinfo=UTC),
        datetime(2027, 1, 3, 23, tzinfo=UTC),
    )
    assert stretch_of("14:30 – 15:00", NOW) == (NOW.replace(hour=13, minute=30), NOW.replace(hour=14))
    assert stretch_of(stretch_text((NOW, today)), NOW) == (NOW, today)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Write a time of today or a day that is to come"),
        ("i går til i dag", "“i går” is no day or time"),
        ("24.12 til siden", "“siden” is no day or time"),
        ("31.12.9999", "Write a time of today or a day that is to come"),
        ("1.1.2020 til 2.1.2020", "From 01.01.2020 until 02.01.2020 has passed"),
        ("20.11 til 25.11", "From 20.11.2026 until 25.11.2026 has passed"),
        ("3.1.2027 til 24.12.2026", "24.12.2026 is not after 3.1.2027: swap the two"),
        ("3.12 til 1.12", "From 3.12 until 1.12 would last until 01.12.2027: swap the two, or write the year"),
        ("1.12 til 15.7", "From 1.12 until 15.7 would last until 15.07.2027: swap the two, or write the year"),
        ("3.12.2026 til 1.12", "From 3.12.2026 until 1.12 would last until 01.12.2027"),
        ("28.11", "“28.11” would be 28.11.2027, which is far ahead: write the year"),
    ],
)
def test_days_that_are_likely_a_slip_are_asked_about_with_what_they_would_mean(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        stretch_of(text, NOW)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("24.12–28.12", "2026-12-24", "2026-12-29"),
        ("24.12-28.12", "2026-12-24", "2026-12-29"),
        ("24.12.2026-3.1.2027", "2026-12-24", "2027-01-04"),
        ("2026-12-24-2026-12-28", "2026-12-24", "2026-12-29"),
        ("2026-12-24 Til 2026-12-28", "2026-12-24", "2026-12-29"),
        ("mandag-fredag", "2026-11-30", "2026-12-05"),
        ("3.1–5.1", "2027-01-03", "2027-01-06"),
        ("3.12–1.12.2027", "2026-12-03", "2027-12-02"),
        ("1.6–14.6.2027", "2027-06-01", "2027-06-15"),
        ("10.11–31.5.2027", "2026-11-10", "2027-06-01"),
    ],
)
def test_a_stretch_may_be_written_with_a_dash(text: str, begins: str, ends: str) -> None:
    found = stretch_of(text, NOW)
    assert found == tuple(datetime.fromisoformat(each).replace(tzinfo=OSLO) for each in (begins, ends))


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("24.12 til 3.1", "2026-12-24", "2027-01-04"),
        ("24.12 12:00 til 3.1", "2026-12-24T12:00", "2027-01-04"),
        ("24.12.2027 til 3.1", "2027-12-24", "2028-01-04"),  # the year is written
    ],
)
def test_what_began_before_the_new_year_is_under_way(text: str, begins: str, ends: str) -> None:
    found = stretch_of(text, datetime(2027, 1, 2, 12, tzinfo=UTC))
    assert found == tuple(datetime.fromisoformat(each).replace(tzinfo=OSLO) for each in (begins, ends))
