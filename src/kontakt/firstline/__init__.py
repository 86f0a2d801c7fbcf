"""Outcomes, the first-line rate, and the periods it is measured over. Pure: no I/O, no clock."""

from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.firstline.periods import Period, day, last_days
from kontakt.firstline.rate import (
    REPEAT_WINDOW,
    Count,
    Interval,
    LeftOut,
    Proportion,
    Rate,
    Verdict,
    first_line_rate,
)

__all__ = [
    "REPEAT_WINDOW",
    "Cause",
    "Count",
    "CountsAs",
    "Interval",
    "LeftOut",
    "Outcome",
    "Period",
    "Proportion",
    "Rate",
    "Verdict",
    "counts_as",
    "day",
    "first_line_rate",
    "last_days",
]
