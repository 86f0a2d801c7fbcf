"""What may be counted together: the less the figures ask of the log, the sooner they stand."""

from collections.abc import Hashable
from dataclasses import replace

from kontakt.firstline import Cause, Count, CountsAs, Outcome, first_line_rate, kind_of
from kontakt.lead.levers import LEVER_OF_CAUSE


def in_the_rate(count: Count) -> Hashable:
    """The same for inquiries that no first-line rate tells apart: one of each has the same rate."""
    rate = first_line_rate([replace(count, n=1)])
    return rate.gross, tuple(rate.left_out_of_net), rate.judged, rate.target


def in_causes(count: Count) -> Hashable | None:
    """The same for inquiries that were forwarded for one cause (or were resolved, and repeated). No others."""
    return (count.cause,) if kind_of(count) is CountsAs.FORWARDED else None


def in_contributions(count: Count) -> Hashable | None:
    """The same for inquiries that were resolved, and for those that were forwarded for one cause that a lever is known
    for, or for any other. No others."""
    kind = kind_of(count)
    lever = LEVER_OF_CAUSE.get(count.cause) if count.cause and kind is CountsAs.FORWARDED else None
    return None if kind is CountsAs.LEFT_OUT else (kind, lever)


def in_unclear_answers(count: Count) -> Hashable | None:
    """The same for inquiries that were forwarded because the answer was wrong or unclear. No others."""
    return True if in_causes(count) == (Cause.WRONG_ANSWER,) else None


def in_questions(count: Count) -> Hashable | None:
    """The same for all inquiries but wrong numbers and the like."""
    return None if count.outcome is Outcome.VOID else True
