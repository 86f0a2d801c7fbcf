"""How an inquiry ended, why it was not resolved at the first line, and what each counts as.

The codes are stored and must never change; their names on the screen are the faces' business.
"""

from enum import StrEnum


class Outcome(StrEnum):
    ANSWERED = "answered"
    GUIDED = "guided"
    BOOKED = "booked"
    TRANSFERRED = "transferred"
    MESSAGE = "message"
    CASE = "case"
    NOT_OURS = "not_ours"
    VOID = "void"


class Cause(StrEnum):
    """Why a forwarded inquiry was not resolved at the first line."""

    NO_ANSWER = "no_answer"
    WRONG_ANSWER = "wrong_answer"
    NO_ACCESS = "no_access"
    DECISION = "decision"
    ONGOING_CASE = "ongoing_case"
    INSISTED = "insisted"


class CountsAs(StrEnum):
    RESOLVED = "resolved"
    FORWARDED = "forwarded"
    LEFT_OUT = "left_out"


_RESOLVED = frozenset({Outcome.ANSWERED, Outcome.GUIDED, Outcome.BOOKED})
_FORWARDED = frozenset({Outcome.TRANSFERRED, Outcome.MESSAGE, Outcome.CASE})


def counts_as(outcome: Outcome) -> CountsAs:
    """What an outcome counts as in the first-line rate (before any repeat is taken into account)."""
    if outcome in _RESOLVED:
        return CountsAs.RESOLVED
    return CountsAs.FORWARDED if outcome in _FORWARDED else CountsAs.LEFT_OUT
