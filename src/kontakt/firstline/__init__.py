"""Outcomes, the first-line rate, and the periods it is measured over. Pure: no I/O, no clock."""

from kontakt.firstline.best_practice import BestPractice, Gain
from kontakt.firstline.difference import Difference, Direction, difference
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.firstline.periods import Period, Span, day, last_days
from kontakt.firstline.rate import (
    REPEAT_WINDOW,
    Count,
    Interval,
    LeftOut,
    Proportion,
    Rate,
    Verdict,
    first_line_rate,
    kind_of,
)

__all__ = [
    "REPEAT_WINDOW",
    "BestPractice",
    "Cause",
    "Count",
    "CountsAs",
    "Difference",
    "Direction",
    "Gain",
    "Interval",
    "LeftOut",
    "Outcome",
    "Period",
    "Proportion",
    "Rate",
    "Span",
    "Verdict",
    "counts_as",
    "day",
    "difference",
    "first_line_rate",
    "kind_of",
    "last_days",
]
