"""A target counts from a day on, today or one to come, and never back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.directory.region import ComingTarget, Municipality, Region
from kontakt.directory.targets import DAYS_KEPT, never_back, with_target, without_coming

TODAY = date(2026, 11, 21)
TINN = Municipality(number="4026", name="Tinn", target=75)


def region(*members: Municipality) -> Region:
    return Region("R", members)


def test_a_target_that_is_set_counts_from_its_day_on() -> None:
    tinn = with_target(TINN, 80, date(2027, 1, 1))
    assert (tinn.target_on(date(2026, 12, 31)), tinn.target_on(date(2027, 1, 1))) == (75, 80)


def test_another_target_of_the_same_day_takes_its_place_and_it_can_be_taken_away() -> None:
    tinn = with_target(with_target(TINN, 80, date(2027, 1, 1)), None, date(2027, 1, 1))
    assert tinn.target_on(date(2027, 1, 1)) is None
    assert without_coming(tinn, date(2027, 1, 1)) == TINN


def test_coming_targets_stand_in_the_order_of_their_days() -> None:
    tinn = with_target(with_target(TINN, 85, date(2028, 1, 1)), 80, date(2027, 1, 1))
    assert [each.target for each in tinn.coming] == [80, 85]


def test_a_target_that_is_given_anew_counts_from_today() -> None:
    given_anew = region(Municipality(number="4026", name="Tinn", target=90))
    (tinn,) = never_back(region(TINN), given_anew, TODAY).municipalities
    assert (tinn.target_on(TODAY - timedelta(days=1)), tinn.target_on(TODAY)) == (75, 90)


def test_a_past_day_in_what_is_given_changes_nothing_of_the_past() -> None:
    backdated = region(with_target(TINN, 90, TODAY - timedelta(days=10)))
    (tinn,) = never_back(region(TINN), backdated, TODAY).municipalities
    assert tinn.coming == (ComingTarget(TODAY, 90),)


def test_what_comes_later_is_taken_as_it_is_given() -> None:
    stored = region(with_target(TINN, 80, date(2027, 1, 1)))
    assert never_back(stored, region(TINN), TODAY) == region(TINN)


def test_a_target_long_in_force_is_the_target() -> None:
    stored = region(with_target(TINN, 80, TODAY))
    later = TODAY + DAYS_KEPT
    (tinn,) = never_back(stored, stored.as_of(later), later).municipalities
    assert (tinn.target, tinn.coming) == (80, ())


days = st.dates(TODAY - timedelta(days=20), TODAY + timedelta(days=20))
coming = st.dictionaries(days, st.none() | st.integers(1, 100), max_size=4).map(
    lambda found: tuple(ComingTarget(day, target) for day, target in sorted(found.items()))
)
members = st.builds(
    Municipality, number=st.just("4026"), name=st.just("Tinn"), target=st.none() | st.integers(1, 100), coming=coming
)


@given(members, members, days)
def test_no_day_before_today_gets_another_target_and_every_other_day_the_given_one(
    stored: Municipality, anew: Municipality, day: date
) -> None:
    (tinn,) = never_back(region(stored), region(anew), TODAY).municipalities
    assert tinn.target_on(day) == (stored if day < TODAY else anew).target_on(day)


@pytest.mark.parametrize("day", [TODAY, date(2027, 1, 1)])
def test_as_of_a_day_nothing_that_follows_is_lost(day: date) -> None:
    tinn = with_target(with_target(TINN, 80, TODAY), 85, date(2027, 6, 1))
    assert tinn.as_of(day).target_on(date(2027, 6, 1)) == 85
    assert tinn.as_of(day).target == 80
