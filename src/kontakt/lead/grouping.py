"""Which inquiries a view need not tell apart: the fewer groups the log is counted in, the sooner the figures stand.

Each function gives the same value for counts that may be put together, and None for those to leave out.
"""

from collections.abc import Hashable
from dataclasses import replace

from kontakt.firstline import Cause, Count, CountsAs, Outcome, first_line_rate, kind_of
from kontakt.lead.levers import LEVER_OF_CAUSE, Lever


def in_the_rate(count: Count) -> Hashable:
    """By what decides a first-line rate."""
    rate = first_line_rate([replace(count, n=1)])
    return rate.gross, tuple(rate.left_out_of_net), rate.judged, rate.target


def in_causes(count: Count) -> Hashable | None:
    """Forwarded inquiries by their cause (None: resolved, and repeated), and resolved ones in one group; those that
    count in no rate are left out."""
    kind = kind_of(count)
    if kind is CountsAs.FORWARDED:
        return kind, count.cause
    return None if kind is CountsAs.LEFT_OUT else kind


def in_contributions(count: Count) -> CountsAs | Lever | None:
    """By resolved and forwarded, in place of that the lever of the cause where there is one; those that count in no
    rate are left out. One of CONTRIBUTIONS."""
    kind = kind_of(count)
    if kind is CountsAs.FORWARDED and count.cause:
        return LEVER_OF_CAUSE.get(count.cause, kind)
    return None if kind is CountsAs.LEFT_OUT else kind


CONTRIBUTIONS = (CountsAs.RESOLVED, Lever.MISSING_ANSWER, Lever.ACCESS, CountsAs.FORWARDED)


def in_unclear_answers(count: Count) -> Hashable | None:
    """Inquiries that were forwarded because the answer was wrong or unclear, in one group; all others are left out."""
    return True if in_causes(count) == (CountsAs.FORWARDED, Cause.WRONG_ANSWER) else None


def in_transfers(count: Count) -> Hashable | None:
    """All callers who were put through in one group; all other inquiries are left out."""
    return True if count.outcome is Outcome.TRANSFERRED else None


def in_questions(count: Count) -> Hashable | None:
    """All inquiries in one group; wrong numbers and the like are left out."""
    return None if count.outcome is Outcome.VOID else True
