"""The difference between two rates, against published values and by its own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline.difference import Direction, difference
from kontakt.firstline.rate import Proportion


@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_published_one(
    later: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    found = difference(Proportion(*later), Proportion(*earlier))

    assert found is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=5e-5)


def test_nothing_to_measure_on_one_side_is_no_difference() -> None:
    assert difference(Proportion(1, 2), None) is None
    assert difference(None, Proportion(1, 2)) is None


@pytest.mark.parametrize(
    ("later", "earlier", "direction"),
    [
        ((90, 100), (60, 100), Direction.UP),
        ((60, 100), (90, 100), Direction.DOWN),
        ((8, 10), (7, 10), Direction.UNCERTAIN),
    ],
)
def test_a_change_is_told_only_where_the_interval_leaves_no_doubt(
    later: tuple[int, int], earlier: tuple[int, int], direction: Direction
) -> None:
    found = difference(Proportion(*later), Proportion(*earlier))

    assert found is not None
    assert found.direction is direction


_proportions = st.integers(1, 500).flatmap(lambda n: st.integers(0, n).map(lambda k: Proportion(k, n)))


@given(_proportions, _proportions)
def test_turning_the_two_round_turns_the_interval_round(one: Proportion, other: Proportion) -> None:
    there, back = difference(one, other), difference(other, one)

    assert there is not None
    assert back is not None
    assert (back.interval.low, back.interval.high) == pytest.approx((-there.interval.high, -there.interval.low))


@given(_proportions, _proportions)
def test_the_difference_lies_in_its_interval_and_the_interval_in_what_is_possible(
    one: Proportion, other: Proportion
) -> None:
    found = difference(one, other)

    assert found is not None
    assert -1 - 1e-9 <= found.interval.low <= found.share <= found.interval.high <= 1 + 1e-9
