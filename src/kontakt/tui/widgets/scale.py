"""Rates drawn below each other on one scale: the interval as a line, the rate as a dot, the target as a bar."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from kontakt.firstline import Proportion, Rate

_STEPS = (10, 20, 50)
_ROOM = 5  # cells from one label to the next, at least


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``floor`` to 100 per cent over ``width`` cells, with a label at every ``step``."""

    floor: int
    step: int
    width: int

    @property
    def labels(self) -> str:
        """The figures above the drawings: each begins at its place, the last one ends there."""
        line = [" "] * self.width
        for label in range(self.floor, 100, self.step):
            at = self._cell(label / 100)
            line[at : at + len(str(label))] = str(label)
        return "".join(line[:-3]) + "100"

    def draw(self, proportion: Proportion, target: float | None) -> Content:
        """One rate with its 95 % interval; ``target`` is in per cent. The words beside it say the same."""
        low, high = self._cell(proportion.interval.low), self._cell(proportion.interval.high)
        marks = [" "] * self.width
        marks[low : high + 1] = ["─"] * (high - low + 1)
        marks[low], marks[high] = "├", "┤"
        if target is not None:
            at = self._cell(target / 100)
            marks[at] = "┼" if low < at < high else "│"
        dot = self._cell(proportion.share)
        return Content.assemble(
            ("".join(marks[:dot]), "$quiet"), ("●", "$act bold"), ("".join(marks[dot + 1 :]), "$quiet")
        )

    def _cell(self, share: float) -> int:
        """Where a share stands; one below the scale stands at its beginning."""
        return round(max(0.0, 100 * share - self.floor) / (100 - self.floor) * (self.width - 1))


def scale_for(rates: Iterable[Rate], width: int) -> Scale:
    """The scale that holds all these rates and their targets, with labels that have room in ``width`` cells."""
    shown = [each for each in rates if each.gross]
    lows = [100 * each.gross.interval.low for each in shown if each.gross]
    lows += [each.target for each in shown if each.target is not None]
    lowest = min(lows, default=0.0)
    for step in _STEPS:
        floor = min(100 - step, int(lowest // step) * step)
        if width * step >= _ROOM * (100 - floor):
            return Scale(floor, step, width)
    return Scale(0, 100, width)
