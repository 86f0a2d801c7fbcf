"""Why the rate is another than in the period it is compared with: what each cause and each theme has to do with it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kontakt.firstline import Cause, Difference, Proportion, difference
from kontakt.lead.why_not import WhyNot

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyChanged:
    """``rate`` is the change of the gross rate. The others are parts of it, which add up to it: below zero where more
    was forwarded than before, in proportion to what counts."""

    rate: Difference
    by_cause: Mapping[Cause | None, Difference]
    by_theme: Mapping[str, Difference]


def why_changed(now: WhyNot, before: WhyNot) -> WhyChanged | None:
    """From the reasons in both periods; None where one of them has nothing to measure."""
    later, earlier = now.gross, before.gross
    if later is None or earlier is None or (rate := difference(later, earlier)) is None:
        return None

    def parts(now: Mapping[Key, int], before: Mapping[Key, int]) -> dict[Key, Difference]:
        found = {
            key: difference(_all_but(now.get(key, 0), later.total), _all_but(before.get(key, 0), earlier.total))
            for key in {**now, **before}
        }
        return {key: part for key, part in found.items() if part}

    return WhyChanged(
        rate=rate,
        by_cause=parts(now.by_cause, before.by_cause),
        by_theme=parts(now.by_theme, before.by_theme),
    )


def with_parts(counts: Mapping[Key, int], parts: Mapping[Key, Difference]) -> list[tuple[Key, int, Difference | None]]:
    """Each count with its part of the change. What was forwarded before alone stands behind the others, with none."""
    return [(key, counts.get(key, 0), parts.get(key)) for key in {**counts, **parts}]


def _all_but(n: int, total: int) -> Proportion:
    """What the rate would be if these alone had been forwarded."""
    return Proportion(total - n, total)
