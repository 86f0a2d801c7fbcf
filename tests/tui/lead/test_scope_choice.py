"""What the lead looks at, one period after the other."""

from datetime import UTC, datetime

import pytest

from kontakt.firstline import Span
from kontakt.firstline.periods import current, parse
from kontakt.tui.lead.scope_choice import ScopeChoice

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def stepped(choice: ScopeChoice, *steps: int) -> ScopeChoice:
    for step in steps:
        found = choice.step(step, NOW)
        assert found is not None
        choice = found
    return choice


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (Span.TODAY, "2026-11-19"),
        (Span.WEEK, "2026-W46"),
        (Span.MONTH, "2026-10"),
        (Span.QUARTER, "2026-Q3"),
        (Span.YEAR, "2025"),
    ],
)
def test_the_period_before_is_a_whole_one_of_the_same_kind(span: Span, before: str) -> None:
    assert stepped(ScopeChoice(stretch=span), -1).scope(NOW).period == parse(before)


def test_back_in_the_period_under_way_it_goes_on_with_the_clock() -> None:
    assert stepped(ScopeChoice(stretch=Span.MONTH), -1, -1, 1, 1) == ScopeChoice(stretch=Span.MONTH)


def test_the_filters_stay() -> None:
    assert stepped(ScopeChoice(municipality="4026"), -1).municipality == "4026"


def test_nothing_is_after_what_is_under_way_and_nothing_before_all_of_time() -> None:
    assert ScopeChoice(stretch=Span.QUARTER).step(1, NOW) is None
    assert ScopeChoice(stretch=Span.ALL).step(-1, NOW) is None
    assert current(Span.QUARTER, NOW) == parse("2026-Q4")
