"""What would be gained by doing as the best one does, without taking noise for a lesson."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline.best_practice import ENOUGH, BestPractice, prior_weight
from kontakt.firstline.rate import Proportion


def test_the_gain_is_what_the_best_ones_rate_would_have_added() -> None:
    rates = {"tinn": Proportion(740, 1000), "rollag": Proportion(900, 1000), "sigdal": Proportion(800, 1000)}
    found = BestPractice(rates).gain("tinn")

    assert found is not None
    assert found.best == "rollag"
    # With a thousand each the common rate hardly counts: 900 less 740.
    assert found.inquiries == pytest.approx(160, rel=0.03)


def test_three_of_three_is_no_lesson() -> None:
    rates = {"tinn": Proportion(74, 100), "rollag": Proportion(3, 3), "sigdal": Proportion(80, 100)}
    found = BestPractice(rates).gain("tinn")

    assert found is not None
    assert found.best == "sigdal"


def test_the_best_one_has_nothing_to_gain() -> None:
    rates = {"tinn": Proportion(95, 100), "rollag": Proportion(60, 100)}

    assert BestPractice(rates).gain("tinn") is None


def test_nobody_with_enough_inquiries_teaches_nothing() -> None:
    rates = {"tinn": Proportion(1, 10), "rollag": Proportion(ENOUGH - 1, ENOUGH - 1)}

    assert BestPractice(rates).gain("tinn") is None


def test_a_municipality_without_inquiries_gains_nothing() -> None:
    assert BestPractice({"rollag": Proportion(30, 40)}).gain("tinn") is None


def test_where_all_are_alike_there_is_no_lesson_in_chance() -> None:
    rates = {"tinn": Proportion(79, 100), "rollag": Proportion(81, 100), "sigdal": Proportion(80, 100)}
    found = BestPractice(rates).gain("tinn")

    assert found is not None
    assert found.inquiries < 0.3  # the bare difference would have said 2


def test_the_more_they_differ_the_less_the_common_rate_weighs() -> None:
    near = {"a": Proportion(70, 100), "b": Proportion(85, 100), "c": Proportion(78, 100)}
    far = {"a": Proportion(30, 100), "b": Proportion(95, 100), "c": Proportion(60, 100)}

    assert prior_weight(far) < prior_weight(near)


_proportions = st.integers(1, 300).flatmap(lambda n: st.integers(0, n).map(lambda k: Proportion(k, n)))


@given(st.dictionaries(st.sampled_from("abcdefgh"), _proportions, min_size=1))
def test_a_gain_is_never_more_than_what_was_forwarded(rates: dict[str, Proportion]) -> None:
    for municipality, mine in rates.items():
        found = BestPractice(rates).gain(municipality)
        if found is not None:
            assert 0 < found.inquiries <= mine.total - mine.resolved
            assert 0 <= found.own < found.theirs <= 1


def test_a_gain_of_many_inquiries_is_surer_than_one_of_few() -> None:
    few = {"tinn": Proportion(15, 25), "rollag": Proportion(22, 25), "sigdal": Proportion(40, 50)}
    many = {number: Proportion(100 * rate.resolved, 100 * rate.total) for number, rate in few.items()}
    unsure, sure = BestPractice(few).gain("tinn"), BestPractice(many).gain("tinn")
    assert unsure
    assert sure
    assert unsure.least == 0  # it may be chance
    assert unsure.least < unsure.inquiries < unsure.most <= 10
    assert (sure.most - sure.least) / sure.inquiries < (unsure.most - unsure.least) / unsure.inquiries
    assert sure.least > 0.5 * sure.inquiries
