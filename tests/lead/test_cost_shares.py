"""Cost shares: exact to the øre, and those of a published split."""

from hypothesis import given
from hypothesis import strategies as st

from kontakt.lead.cost_shares import shares

INHABITANTS = {"Nordreisa": 4944, "Skjervøy": 2925, "Kåfjord": 2132, "Storfjord": 1856, "Kvænangen": 1224}
PUBLISHED = {  # øre; they add up to one øre more than was to be shared
    "Nordreisa": 167_694_910,
    "Skjervøy": 117_071_514,
    "Kåfjord": 97_188_229,
    "Storfjord": 90_267_943,
    "Kvænangen": 74_421_491,
}
AMOUNT = 546_644_086


def test_a_published_split_is_met_but_for_the_one_oere_that_it_has_too_much() -> None:
    paid = shares(AMOUNT, 40, INHABITANTS)

    assert sum(PUBLISHED.values()) == AMOUNT + 1
    assert sum(paid.values()) == AMOUNT
    assert {member: PUBLISHED[member] - oere for member, oere in paid.items() if PUBLISHED[member] != oere} == {
        "Kåfjord": 1
    }


def test_without_weights_all_is_shared_equally_and_the_first_pay_the_rest() -> None:
    assert shares(100, 0, {"a": 0, "b": 0, "c": 0}) == {"a": 34, "b": 33, "c": 33}


def test_nobody_pays_where_there_is_nobody() -> None:
    assert shares(100, 40, {}) == {}


def test_a_share_wholly_by_weight_leaves_those_without_weight_out() -> None:
    assert shares(100, 0, {"a": 3, "b": 0, "c": 1}) == {"a": 75, "b": 0, "c": 25}


@given(
    st.integers(0, 10**12),
    st.integers(0, 100),
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10**6), min_size=1, max_size=40),
)
def test_the_shares_add_up_and_none_is_an_oere_from_its_exact_value(
    amount: int, fixed: int, weights: dict[str, int]
) -> None:
    paid = shares(amount, fixed, weights)

    assert sum(paid.values()) == amount
    assert list(paid) == list(weights)
    heaviest = max(weights, key=lambda member: weights[member])
    assert all(paid[heaviest] >= paid[member] - 1 for member in weights)
