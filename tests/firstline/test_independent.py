"""Intervals and gains, against another way to the same: the equations they come from, solved step by step."""

from collections.abc import Callable
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline import BestPractice, Proportion, difference

Z = 1.959963984540054


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is positive at ``low`` and not at ``high`` turns, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def wilson(resolved: int, total: int) -> tuple[float, float]:
    """The rates that a score test at 5 % would not reject: those from which what was seen is no further away than Z
    standard errors, the error being the rate's own."""
    seen = resolved / total

    def too_far(rate: float) -> float:
        return abs(seen - rate) - Z * sqrt(rate * (1 - rate) / total)

    return root(too_far, 0.0, seen), root(lambda rate: -too_far(rate), seen, 1.0) if resolved < total else 1.0


def newcombe(later: tuple[int, int], earlier: tuple[int, int]) -> tuple[float, float]:
    """From the two sides of each Wilson interval, squared and added (method 10)."""
    (now_low, now_high), (then_low, then_high) = wilson(*later), wilson(*earlier)
    now, then = later[0] / later[1], earlier[0] / earlier[1]
    down = sqrt((now - now_low) ** 2 + (then_high - then) ** 2)
    up = sqrt((now_high - now) ** 2 + (then - then_low) ** 2)
    return now - then - down, now - then + up


_counts = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(_counts)
def test_the_interval_holds_the_rates_that_a_score_test_would_not_reject(counts: tuple[int, int]) -> None:
    interval = Proportion(*counts).interval
    assert (interval.low, interval.high) == pytest.approx(wilson(*counts), abs=1e-9)


@given(_counts, _counts)
def test_the_interval_of_a_difference_is_made_of_the_sides_of_the_two(
    later: tuple[int, int], earlier: tuple[int, int]
) -> None:
    found = difference(Proportion(*later), Proportion(*earlier))
    assert found is not None
    assert (found.interval.low, found.interval.high) == pytest.approx(newcombe(later, earlier), abs=1e-9)


@given(st.dictionaries(st.sampled_from("abcdef"), _counts.map(lambda counts: Proportion(*counts))), st.integers(1, 9))
def test_a_gain_does_not_depend_on_the_order_of_the_municipalities(
    rates: dict[str, Proportion], turned_by: int
) -> None:
    numbers = list(rates)
    turned = numbers[turned_by % (len(numbers) or 1) :] + numbers[: turned_by % (len(numbers) or 1)]
    one, other = BestPractice(rates), BestPractice({number: rates[number] for number in turned})
    assert [each and each.best for each in map(one.gain, numbers)] == [
        each and each.best for each in map(other.gain, numbers)
    ]
