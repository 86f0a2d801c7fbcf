"""Amounts and keys as people write them, and a cost shared between the region's municipalities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.directory.region import Municipality, Region
from kontakt.errors import KontaktError
from kontakt.lead.costs import Weight, read_amount, read_key, split

REGION = Region(
    "Nord",
    (
        Municipality(number="5501", name="Nær", inhabitants=3000),
        Municipality(number="5502", name="Fjern", inhabitants=1000),
    ),
)


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("5466440.86", 546_644_086),
        ("5466440,86", 546_644_086),
        ("5 466 440,86", 546_644_086),
        ("5\N{NO-BREAK SPACE}466\N{NO-BREAK SPACE}440,86", 546_644_086),
        ("5\N{NARROW NO-BREAK SPACE}466\N{NARROW NO-BREAK SPACE}440,86", 546_644_086),
        ("5.466.440,86", 546_644_086),
        ("5,466,440.86", 546_644_086),
        ("5'466'440.86", 546_644_086),
        ("kr 5 466 440,86", 546_644_086),
        ("100 kr", 10_000),
        ("100,-", 10_000),
        ("1.5", 150),
        ("0,05", 5),
        ("5.466.440", 546_644_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, oere: int) -> None:
    assert read_amount(text) == oere


@pytest.mark.parametrize(
    "text", ["", "much", "5.466", "5,466", "1.234.56", "12 34", "1,2,3", "5466440.865", "1e6", "٣", "9" * 16]
)
def test_what_is_no_amount_or_may_be_two_is_refused(text: str) -> None:
    with pytest.raises(KontaktError, match="is not an amount"):
        read_amount(text)


@pytest.mark.parametrize("text", ["-5", "−5", "- 5 000,00"])
def test_less_than_nothing_is_refused(text: str) -> None:
    with pytest.raises(KontaktError, match="less than nothing"):
        read_amount(text)


@given(st.integers(0, 10**15), st.sampled_from([" ", "\N{NO-BREAK SPACE}", "'"]), st.sampled_from([".", ","]))
def test_a_written_amount_is_read_back(oere: int, mark: str, decimal: str) -> None:
    written = f"{oere // 100:,}".replace(",", mark) + f"{decimal}{oere % 100:02}"
    assert read_amount(written) == oere


@pytest.mark.parametrize(("text", "fixed"), [("40/60", 40), ("0/100", 0), (" 100 / 0 ", 100)])
def test_a_key_is_its_fixed_part(text: str, fixed: int) -> None:
    assert read_key(text) == fixed


@pytest.mark.parametrize("text", ["40", "40/50", "40/60/0", "-40/140", "40.5/59.5", "a/b", ""])
def test_a_key_that_is_not_two_parts_of_a_hundred_is_refused(text: str) -> None:
    with pytest.raises(KontaktError, match="add up to 100"):
        read_key(text)


def test_both_weights_stand_beside_each_other_and_each_adds_up() -> None:
    found = split(REGION, {"5501": 1, "5502": 2}, 100_001, 40)
    assert found.weights == (Weight.INHABITANTS, Weight.INQUIRIES)
    assert [found.paid(by) for by in found.weights] == [100_001, 100_001]
    assert [each.pays[Weight.INHABITANTS] for each in found.shares] == [65_001, 35_000]
    assert [each.pays[Weight.INQUIRIES] for each in found.shares] == [40_000, 60_001]


def test_who_has_left_the_region_pays_nothing() -> None:
    found = split(REGION, {"5501": 1, "9999": 98}, 100, 0, Weight.INQUIRIES)
    assert [each.pays[Weight.INQUIRIES] for each in found.shares] == [100, 0]


def test_inhabitants_that_are_not_known_are_asked_for_by_name() -> None:
    region = Region("Nord", (*REGION.municipalities, Municipality(number="5503", name="Ny")))
    with pytest.raises(KontaktError, match="Ny"):
        split(region, {}, 100, 40)
    assert split(region, {"5503": 1}, 100, 0, Weight.INQUIRIES).shares[-1].pays == {Weight.INQUIRIES: 100}


def test_a_region_without_municipalities_has_nobody_to_pay() -> None:
    with pytest.raises(KontaktError, match="no municipalities"):
        split(Region("Tom", ()), {}, 100, 40)
