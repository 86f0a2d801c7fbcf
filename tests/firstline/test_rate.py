from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies._internal.random import ArtificialRandom

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.rate import Count, LeftOut, Proportion, Verdict, first_line_rate

RESOLVED = Count(Outcome.ANSWERED, None, "usually", repeated=False, n=1)


def count(
    outcome: Outcome,
    n: int = 1,
    *,
    cause: Cause | None = None,
    first_line: str | None = None,
    target: int | None = None,
) -> Count:
    return Count(outcome, cause, first_line, repeated=False, n=n, target=target)


# Newcombe RG (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17,
# table I, method 3.
@pytest.mark.parametrize(
    ("resolved", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_wilson_interval(resolved: int, total: int, low: float, high: float) -> None:
    interval = Proportion(resolved, total).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


proportions = st.integers(1, 10**7).flatmap(lambda n: st.builds(Proportion, st.integers(0, n), st.just(n)))


@given(proportions)
def test_the_interval_lies_within_nought_and_one_and_holds_the_share(proportion: Proportion) -> None:
    interval = proportion.interval
    assert 0 <= interval.low <= proportion.share <= interval.high <= 1


@given(proportions)
def test_the_interval_of_the_unresolved_is_the_mirror_image(proportion: Proportion) -> None:
    mirrored = Proportion(proportion.total - proportion.resolved, proportion.total).interval
    assert proportion.interval.low == pytest.approx(1 - mirrored.high, abs=1e-9)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_more_inquiries_with_the_same_share_narrow_the_interval(resolved: int, forwarded: int) -> None:
    few = Proportion(resolved, resolved + forwarded).interval
    many = Proportion(4 * resolved, 4 * (resolved + forwarded)).interval
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("resolved", "total"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_proportion_is_refused(resolved: int, total: int) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        Proportion(resolved, total)


def test_no_inquiries_have_no_rate() -> None:
    rate = first_line_rate([])
    assert (rate.inquiries, rate.gross, rate.net, rate.missing) == (0, None, None, None)
    assert rate.verdict is Verdict.NOTHING


def test_left_out_outcomes_are_inquiries_but_have_no_rate() -> None:
    rate = first_line_rate([count(Outcome.VOID, 3, target=80), count(Outcome.NOT_OURS, 2, target=80)])
    assert (rate.inquiries, rate.gross, rate.verdict) == (5, None, Verdict.NOTHING)


def test_the_gross_rate_is_resolved_of_resolved_and_forwarded() -> None:
    every_outcome_twice = [count(outcome, 2) for outcome in Outcome]
    assert first_line_rate(every_outcome_twice).gross == Proportion(6, 12)


def test_the_net_rate_leaves_out_what_no_first_line_could_resolve_and_says_why() -> None:
    rate = first_line_rate(
        [
            count(Outcome.ANSWERED, 6),
            count(Outcome.CASE, 1, cause=Cause.DECISION),
            count(Outcome.MESSAGE, 2, cause=Cause.ONGOING_CASE, first_line="usually"),
            count(Outcome.TRANSFERRED, 3, cause=Cause.NO_ACCESS, first_line="never"),
            count(Outcome.TRANSFERRED, 4, cause=Cause.NO_ANSWER, first_line="usually"),
        ]
    )
    assert (rate.gross, rate.net) == (Proportion(6, 16), Proportion(6, 10))
    assert rate.left_out_of_net == {LeftOut.DECISION: 1, LeftOut.ONGOING_CASE: 2, LeftOut.NEVER: 3}


def test_what_has_two_reasons_to_be_left_out_is_left_out_once() -> None:
    both = count(Outcome.CASE, 5, cause=Cause.DECISION, first_line="never")
    assert first_line_rate([RESOLVED, both]).left_out_of_net == {LeftOut.DECISION: 5}


def test_a_resolved_inquiry_on_an_article_that_is_never_resolved_counts_in_net() -> None:
    rate = first_line_rate([count(Outcome.ANSWERED, 2, first_line="never")])
    assert rate.net == Proportion(2, 2)


def test_net_is_nothing_when_everything_is_left_out_of_it() -> None:
    rate = first_line_rate([count(Outcome.CASE, 2, cause=Cause.DECISION)])
    assert (rate.gross, rate.net) == (Proportion(0, 2), None)


def test_a_resolved_inquiry_that_is_repeated_counts_as_forwarded() -> None:
    repeated = Count(Outcome.ANSWERED, None, "usually", repeated=True, n=1)
    assert first_line_rate([RESOLVED, repeated]).gross == Proportion(1, 2)


def test_a_repeated_inquiry_that_is_left_out_stays_left_out() -> None:
    repeated = Count(Outcome.NOT_OURS, None, None, repeated=True, n=1)
    assert first_line_rate([repeated]).gross is None


@pytest.mark.parametrize(
    ("resolved", "total", "target", "verdict"),
    [
        (900, 1000, 80, Verdict.REACHED),
        (700, 1000, 80, Verdict.NOT_REACHED),
        (800, 1000, 80, Verdict.UNCERTAIN),
        (18, 18, 80, Verdict.REACHED),
        (15, 15, 80, Verdict.UNCERTAIN),
        (0, 20, 0, Verdict.REACHED),
        (10**7, 10**7, 100, Verdict.UNCERTAIN),
        (900, 1000, None, Verdict.NO_TARGET),
    ],
)
def test_the_verdict_is_what_the_whole_interval_says(
    resolved: int, total: int, target: int | None, verdict: Verdict
) -> None:
    counts = [
        count(Outcome.ANSWERED, resolved, target=target),
        count(Outcome.CASE, total - resolved, target=target),
    ]
    assert first_line_rate(counts).verdict is verdict


@pytest.mark.parametrize(
    ("resolved", "total", "of_few"), [(0, 1, True), (19, 19, True), (20, 20, False), (15, 15, False), (0, 20, False)]
)
def test_a_verdict_of_fewer_than_twenty_is_one_of_few(resolved: int, total: int, of_few: bool) -> None:
    counts = [count(Outcome.ANSWERED, resolved, target=80), count(Outcome.CASE, total - resolved, target=80)]
    assert first_line_rate(counts).is_of_few is of_few


def test_a_target_that_changes_counts_for_what_was_logged_under_it() -> None:
    rate = first_line_rate([count(Outcome.ANSWERED, 60, target=70), count(Outcome.CASE, 40, target=90)])
    assert rate.target == pytest.approx(78)
    assert rate.missing == 18
    assert rate.verdict is Verdict.NOT_REACHED


def test_what_was_logged_without_a_target_is_in_the_rate_and_is_not_judged() -> None:
    rate = first_line_rate(
        [count(Outcome.ANSWERED, 95, target=80), count(Outcome.CASE, 5, target=80), count(Outcome.CASE, 100)]
    )
    assert rate.gross == Proportion(95, 200)
    assert (rate.judged, rate.target, rate.verdict) == (Proportion(95, 100), 80, Verdict.REACHED)


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 100))
def test_as_many_more_resolved_as_are_missing_reach_the_target_and_one_less_does_not(
    resolved: int, forwarded: int, target: int
) -> None:
    rate = first_line_rate(
        [count(Outcome.GUIDED, resolved, target=target), count(Outcome.CASE, forwarded, target=target)]
    )
    if rate.gross is None:
        assert rate.missing is None
        return
    reached = resolved + rate.missing
    assert 100 * reached >= target * rate.gross.total
    assert rate.missing == 0 or 100 * (reached - 1) < target * rate.gross.total


def test_the_missing_ones_are_forwarded_ones_turned_into_resolved() -> None:
    counts = [count(Outcome.ANSWERED, 520, target=80), count(Outcome.CASE, 182, target=80)]
    assert first_line_rate(counts).missing == 42


counts = st.builds(
    Count,
    outcome=st.sampled_from(Outcome),
    cause=st.none() | st.sampled_from(Cause),
    first_line=st.sampled_from([None, "usually", "never"]),
    repeated=st.booleans(),
    n=st.integers(0, 1000),
    target=st.sampled_from([None, 75, 80]),
)


@given(st.lists(counts), st.randoms())
def test_the_order_and_the_grouping_of_counts_do_not_matter(some: list[Count], random: ArtificialRandom) -> None:
    halves = [replace(c, n=n) for c in some for n in (c.n // 2, -(-c.n // 2))]
    random.shuffle(halves)
    assert first_line_rate(halves) == first_line_rate(some)


@given(st.lists(counts))
def test_net_is_gross_without_what_was_left_out(some: list[Count]) -> None:
    rate = first_line_rate(some)
    total = (rate.net.total if rate.net else 0) + sum(rate.left_out_of_net.values())
    assert total == (rate.gross.total if rate.gross else 0)
