"""Half days as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.locale import use_language
from kontakt.presence.days_off import ALL_DAY, USUAL_HALF_DAYS
from kontakt.presence.half_days import half_day_lines, read_half_days

DAYS = st.one_of(st.dates().map(lambda day: f"{day:%m-%d}"), st.integers(1, 6).map(lambda before: f"easter-{before}"))
HALF_DAYS = st.dictionaries(DAYS, st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)), max_size=5)


def test_the_usual_ones_are_written_as_they_are_said() -> None:
    use_language("nb")
    assert half_day_lines(USUAL_HALF_DAYS) == "onsdag før påske 12:00\n24.12 12:00\n31.12 12:00"
    assert half_day_lines({"12-24": time(12), "easter-4": time(12), "01-05": ALL_DAY}).splitlines() == [
        "05.01 stengt",
        "onsdag før påske 12:00",
        "24.12 12:00",
    ]


@given(HALF_DAYS, st.sampled_from(["nb", "nn", "en"]))
def test_what_is_written_is_read_as_it_was_in_every_language(half_days: dict[str, time], language: str) -> None:
    use_language(language)
    assert read_half_days(half_day_lines(half_days)) == half_days


def test_hours_and_days_are_read_in_several_forms() -> None:
    text = "  24.12. kl 12.00\n\nOns. før påske 11:30\n5.1 stengt"
    assert read_half_days(text) == {"12-24": time(12), "easter-4": time(11, 30), "01-05": ALL_DAY}


@pytest.mark.parametrize("line", ["julaften 12:00", "24.12", "31.2 12:00", "24.12 25:00", "søndag før påske 12:00"])
def test_what_is_none_is_said_with_its_line(line: str) -> None:
    use_language("nb")
    with pytest.raises(ValueError, match=line.replace(".", r"\.")):
        read_half_days(f"23.12 12:00\n{line}")


def test_a_day_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"24\.12"):
        read_half_days("24.12 12:00\n24.12 13:00")
