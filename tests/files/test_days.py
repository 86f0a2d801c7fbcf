"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.files.days import read_day, written_day


@pytest.mark.parametrize("text", ["2026-11-01", "01.11.2026", "1.11.2026", " 1. 11. 2026 ", "2026-11-1"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2026, 11, 1)


@pytest.mark.parametrize(
    "text", ["", "1. november", "31.02.2026", "2026-13-01", "01.11.26", "11/01/2026", "1.11.2026.", "20261101"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@given(st.dates())
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    assert read_day(written_day(day)) == read_day(day.isoformat()) == day
