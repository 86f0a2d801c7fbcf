"""The drawings of the board, and what the lead can choose: pure functions."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.firstline import Count, Outcome, Proportion, Span, first_line_rate
from kontakt.firstline.outcomes import Cause
from kontakt.firstline.periods import Comparison
from kontakt.firstline.rate import Rate
from kontakt.lead.arrivals import Hour
from kontakt.tui.lead.heat_map import heat_map
from kontakt.tui.lead.scope_choice import ScopeChoice, read_period
from kontakt.tui.widgets.bar import bar
from kontakt.tui.widgets.scale import scale_for
from kontakt.tui.widgets.shade import shade
from kontakt.tui.widgets.sparkline import sparkline

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def rate(resolved: int, forwarded: int, target: int = 80) -> Rate:
    counts = [Count(Outcome.ANSWERED, None, None, False, resolved, target)]
    counts += [Count(Outcome.CASE, Cause.DECISION, None, False, forwarded, target)] if forwarded else []
    return first_line_rate(counts)


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_fits_its_cells_and_grows_with_the_share(share: float, width: int) -> None:
    assert len(bar(share, width)) <= width
    assert len(bar(share / 2, width)) <= len(bar(share, width))
    assert bool(bar(share, width)) == (share > 0)


def test_a_bar_is_fine_to_an_eighth_of_a_cell() -> None:
    assert [bar(eighths / 8, 1) for eighths in range(9)] == ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]


def test_a_sparkline_leaves_a_week_without_figures_empty() -> None:
    assert sparkline([0.5, None, 1.0, 0.75], floor=0.5) == "▁ █▅"


@given(st.lists(st.none() | st.floats(0, 1), max_size=20), st.floats(0, 0.9))
def test_a_sparkline_has_a_cell_for_each_week(shares: list[Any], floor: float) -> None:
    assert len(sparkline(shares, floor)) == len(shares)


@given(st.floats(0, 1))
def test_more_than_nothing_is_shaded(share: float) -> None:
    assert (shade(share) == " ") == (share == 0)


@given(st.integers(1, 500), st.integers(0, 500), st.integers(12, 60))
def test_a_drawing_fills_its_cells_with_the_rate_inside_its_interval(resolved: int, forwarded: int, width: int) -> None:
    found = rate(resolved, forwarded)
    scale = scale_for([found], width)
    drawn = scale.draw(found.gross, found.target).plain
    assert len(drawn) == len(scale.labels) == width
    dot = drawn.index("●")
    assert all(mark in " │" for mark in drawn[: drawn.find("├")] if drawn.find("├") >= 0)
    assert drawn.find("├") < dot
    assert drawn.find("┤") == -1 or drawn.find("┤") > dot


@given(st.integers(0, 300), st.integers(0, 300), st.integers(12, 60))
def test_the_labels_of_a_scale_stand_apart_and_end_with_a_hundred(resolved: int, forwarded: int, width: int) -> None:
    scale = scale_for([rate(resolved, forwarded)], width)
    labels = [int(each) for each in scale.labels.split()]
    assert labels == [*range(scale.floor, 100, scale.step), 100]


def test_a_target_within_the_interval_is_drawn_across_it() -> None:
    scale = scale_for([rate(85, 15)], 41)
    assert scale.floor == 70
    drawn = scale.draw(Proportion(85, 100), 80).plain
    assert "┼" in drawn
    assert "│" not in drawn
    assert "│" in scale.draw(Proportion(99, 100), 80).plain


def hours(**given: Any) -> list[Hour]:
    n = {int(key[1:]): value for key, value in given.items()}
    return [Hour(hour, n.get(hour, 0), None) for hour in range(168)]


def test_the_map_has_office_hours_and_those_with_inquiries() -> None:
    lines = [line.plain for line in heat_map(hours(h9=4, h20=1), 78, rates=False)]
    assert [line[:5] for line in lines[1:]] == [f"{h:02}–{h + 1:02}" for h in (*range(8, 16), 20)]
    assert "Saturday" not in lines[0]


def test_a_rate_in_the_map_carries_its_uncertainty() -> None:
    shown = [Hour(hour, 0, None) for hour in range(168)]
    shown[9], shown[10] = Hour(9, 5, Proportion(4, 5)), Hour(10, 500, Proportion(400, 500))
    wide = "\n".join(line.plain for line in heat_map(shown, 118, rates=True)).replace("\xa0", " ")
    assert "80 % (38–96)" in wide
    assert "80 % (76–83)" in wide
    narrow = [line.plain for line in heat_map(shown, 60, rates=True)]
    assert next("~80" in line for line in narrow if line.startswith("09"))
    assert next("~80" not in line and "80" in line for line in narrow if line.startswith("10"))


@given(st.integers(60, 160))
def test_the_map_fits_the_width(width: int) -> None:
    shown = hours(h9=1234, h100=5, h150=12)
    assert all(line.cell_length <= width for line in heat_map(shown, width, rates=False))
    assert all(line.cell_length <= width for line in heat_map(shown, width, rates=True))


# --- what the lead can choose ----------------------------------------------------------------------------------


def test_the_periods_and_comparisons_come_round_again() -> None:
    choice = ScopeChoice(stretch=Span.TODAY)
    for _ in Span:
        choice = choice.over_the_next_stretch()
    assert choice.stretch is Span.TODAY
    for _ in Comparison:
        choice = choice.against_the_next(NOW)
    assert choice.against is Comparison.BEFORE


def test_a_way_to_compare_with_the_same_period_is_passed_over() -> None:
    year = ScopeChoice(stretch=Span.YEAR)
    assert year.against_the_next(NOW).scope(NOW).against is None
    everything = ScopeChoice(stretch=Span.ALL)
    assert everything.against_the_next(NOW) == everything


def test_after_a_written_period_the_key_begins_with_today() -> None:
    assert ScopeChoice(stretch=read_period("2025")).over_the_next_stretch().stretch is Span.TODAY


def test_all_of_time_is_compared_with_nothing() -> None:
    assert ScopeChoice(stretch=Span.ALL).scope(NOW).against is None
    assert ScopeChoice(stretch=Span.YEAR).scope(NOW).against is not None


def test_clearing_the_filters_keeps_the_period() -> None:
    choice = ScopeChoice(stretch=Span.WEEK, municipality="4026", theme="vei")
    assert choice.without_filters() == ScopeChoice(stretch=Span.WEEK)


def test_a_period_may_go_from_one_to_another() -> None:
    found = read_period("2026-10..2026-W47")
    assert found.start == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert found.end == datetime(2026, 11, 22, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "..", "2026..", "..2026", "2027..2026", "2026-13", "i fjor", "2026..2027..2028"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_period(text)
