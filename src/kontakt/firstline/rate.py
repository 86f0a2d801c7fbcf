"""The first-line rate: gross and net, each with its uncertainty, and the verdict against a target.

The one place where it is computed, for every screen, command and file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import sqrt

from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as

REPEAT_WINDOW = timedelta(days=7)
"""A later inquiry linked as a repeat within this time shows that the earlier one was not resolved."""

FEW = 20
"""With fewer inquiries a verdict is said to be of few: the interval of none out of one ends at 79 %, so that one call
alone is below a target of 80."""

NEVER = "never"
"""The ``first_line`` of an article about what no first line can resolve."""

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: 95 % between the two tails."""


@dataclass(frozen=True, slots=True)
class Count:
    """``n`` inquiries that are alike in all that the rate depends on.

    ``first_line`` is "usually", "never" or None (no article); ``repeated`` says that a later inquiry, within
    REPEAT_WINDOW, is linked to each of these as its repeat. ``target`` (whole per cent, None for none) was in force
    when they were logged.
    """

    outcome: Outcome
    cause: Cause | None
    first_line: str | None
    repeated: bool
    n: int
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval within 0–1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Proportion:
    """``resolved`` of ``total`` inquiries. There is none of nothing: ValueError unless total ≥ 1."""

    resolved: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.resolved <= self.total or self.total == 0:
            raise ValueError(f"{self.resolved} of {self.total} is not a proportion")

    @property
    def share(self) -> float:
        """In 0–1."""
        return self.resolved / self.total

    @property
    def interval(self) -> Interval:
        """The 95 % score interval without continuity correction (Wilson 1927; Newcombe 1998, method 3)."""
        n, share = self.total, self.share
        middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
        # At both ends the formula gives exactly 0 and 1; rounding must not move them.
        return Interval(
            low=middle - half if self.resolved else 0.0,
            high=middle + half if self.resolved < n else 1.0,
        )


class Verdict(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNCERTAIN = "uncertain"
    NO_TARGET = "no_target"
    NOTHING = "nothing"


class LeftOut(StrEnum):
    """Why a forwarded inquiry is left out of the net rate: no first line could have resolved it."""

    DECISION = "decision"
    ONGOING_CASE = "ongoing_case"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The first-line rate of a group of inquiries: what was counted, and what follows from it.

    ``inquiries`` are all of them, also those that count neither as ``resolved`` nor as ``forwarded``.
    ``left_out_of_net`` counts the forwarded inquiries that gross has and net has not; each has one reason, and reasons
    without any are absent.

    Each inquiry is judged on the target that was in force when it was logged. ``judged_resolved`` and
    ``judged_forwarded`` are those that had one, and ``targets`` the sum of their targets, in per cent.
    """

    inquiries: int
    resolved: int
    forwarded: int
    left_out_of_net: Mapping[LeftOut, int]
    judged_resolved: int
    judged_forwarded: int
    targets: int

    @property
    def gross(self) -> Proportion | None:
        """None where there is nothing to measure."""
        return _proportion(self.resolved, self.forwarded)

    @property
    def net(self) -> Proportion | None:
        """None where there is nothing to measure."""
        return _proportion(self.resolved, self.forwarded - sum(self.left_out_of_net.values()))

    @property
    def judged(self) -> Proportion | None:
        """The gross proportion of those that had a target; None where none had."""
        return _proportion(self.judged_resolved, self.judged_forwarded)

    @property
    def target(self) -> float | None:
        """The mean of the targets, in per cent: a whole number unless it changed meanwhile or municipalities with
        several targets stand together. None where there was no target."""
        judged = self.judged
        return self.targets / judged.total if judged else None

    @property
    def missing(self) -> int | None:
        """How many of the forwarded among those with a target, had they been resolved, would have reached it; 0 when it
        is reached, None where there was no target."""
        # Rounded up, in whole numbers.
        return max(0, -(-self.targets // 100) - self.judged_resolved) if self.judged else None

    @property
    def verdict(self) -> Verdict:
        """Whether ``judged`` reaches the target."""
        judged = self.judged
        if self.gross is None:
            return Verdict.NOTHING
        if judged is None:
            return Verdict.NO_TARGET
        target = self.targets / (100 * judged.total)
        if judged.interval.low >= target:
            return Verdict.REACHED
        return Verdict.NOT_REACHED if judged.interval.high < target else Verdict.UNCERTAIN

    @property
    def is_of_few(self) -> bool:
        """Whether the target is reached, or not, by fewer than FEW inquiries."""
        said = self.verdict in (Verdict.REACHED, Verdict.NOT_REACHED)
        return said and self.judged is not None and self.judged.total < FEW

    @property
    def is_judged_in_part(self) -> bool:
        """Whether there was a target for some of the inquiries alone: target, verdict and ``missing`` are then of
        ``judged``, and not of all that ``gross`` is of."""
        return self.gross is not None and self.judged is not None and self.judged.total < self.gross.total


def first_line_rate(counts: Iterable[Count]) -> Rate:
    """The rate of all ``counts`` together."""
    inquiries = resolved = forwarded = 0
    judged_resolved = judged_forwarded = targets = 0
    left_out: dict[LeftOut, int] = {}
    for count in counts:
        kind, n = kind_of(count), count.n
        inquiries += n
        if kind is CountsAs.LEFT_OUT:
            continue
        is_resolved = kind is CountsAs.RESOLVED
        resolved += n if is_resolved else 0
        forwarded += 0 if is_resolved else n
        if count.target is not None:
            judged_resolved += n if is_resolved else 0
            judged_forwarded += 0 if is_resolved else n
            targets += n * count.target
        reason = None if is_resolved else _left_out(count)
        if reason is not None and n:
            left_out[reason] = left_out.get(reason, 0) + n
    return Rate(
        inquiries=inquiries,
        resolved=resolved,
        forwarded=forwarded,
        left_out_of_net=left_out,
        judged_resolved=judged_resolved,
        judged_forwarded=judged_forwarded,
        targets=targets,
    )


def kind_of(count: Count) -> CountsAs:
    """What these inquiries count as, repeats taken into account."""
    kind = counts_as(count.outcome)
    return CountsAs.FORWARDED if kind is CountsAs.RESOLVED and count.repeated else kind


def _left_out(count: Count) -> LeftOut | None:
    if count.cause is Cause.DECISION:
        return LeftOut.DECISION
    if count.cause is Cause.ONGOING_CASE:
        return LeftOut.ONGOING_CASE
    return LeftOut.NEVER if count.first_line == NEVER else None


def _proportion(resolved: int, forwarded: int) -> Proportion | None:
    total = resolved + forwarded
    return Proportion(resolved, total) if total else None
