"""To which units callers were put through, and what came of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kontakt.inquiries.columns.query import Cell
from kontakt.inquiries.inquiry import TransferResult
from kontakt.lead.enough_agents import ENOUGH_AGENTS
from kontakt.lead.helping import OTHERS
from kontakt.presence.absence import ENOUGH_CONTACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTransfers:
    """How many callers were put through to a ``unit``, as inquiries name it: OTHERS for units that fewer than
    ENOUGH_AGENTS agents put callers through to, None where nobody said to whom. ``results`` is how often each thing
    came of it, where somebody said; None where it is not shown: of a unit with fewer than ENOUGH_CONTACTS contacts."""

    unit: str | None
    n: int
    results: Mapping[TransferResult, int] | None


def transfers(
    by_unit: Iterable[Cell],
    results: Mapping[str | None, Mapping[str | None, int]],
    contacts_in: Callable[[str], int],
) -> tuple[UnitTransfers, ...]:
    """The units that most callers were put through to first, then OTHERS, then those of no unit; none at all where no
    unit was ever said. ``by_unit`` are cells of transfers by unit, ``results`` counts them by unit and result, and
    ``contacts_in`` tells how many contacts a unit has."""
    numbers: defaultdict[str | None, int] = defaultdict(int)
    for cell in by_unit:
        [unit] = cell.key
        numbers[unit if unit is None or cell.agents >= ENOUGH_AGENTS else OTHERS] += cell.n
    if not numbers.keys() - {None}:
        return ()
    made = [
        UnitTransfers(unit=unit, n=n, results=_each(results.get(unit, {})) if _is_shown(unit, contacts_in) else None)
        for unit, n in numbers.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.unit is None, each.unit == OTHERS, -each.n, each.unit or "")))


def _is_shown(unit: str | None, contacts_in: Callable[[str], int]) -> bool:
    return unit not in (None, OTHERS) and contacts_in(unit or "") >= ENOUGH_CONTACTS


def _each(results: Mapping[str | None, int]) -> dict[TransferResult, int]:
    return {result: results.get(result.value, 0) for result in TransferResult}
