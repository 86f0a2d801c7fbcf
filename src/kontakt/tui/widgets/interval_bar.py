"""A rate drawn against its target: the interval as a line, the rate as a dot, the target as a bar."""

from textual.content import Content

from kontakt.firstline import Proportion


def interval_bar(proportion: Proportion, target: float | None, *, width: int = 16) -> Content:
    """Draw a 95 % interval on a scale that ends at 100 %, and starts at 50 % where the interval fits there.

    The words beside it say the same; the bar is never the only place a figure stands.
    """
    low, high = proportion.interval.low, proportion.interval.high
    floor = 0.5 if low >= 0.5 and (target is None or target >= 50) else 0.0

    def cell(share: float) -> int:
        return round((share - floor) / (1 - floor) * (width - 1))

    marks = ["·"] * width
    marks[cell(low) : cell(high) + 1] = ["─"] * (cell(high) - cell(low) + 1)
    if target is not None:
        marks[cell(target / 100)] = "│"
    dot = cell(proportion.share)
    marks[dot] = "●"
    return Content.assemble(("".join(marks[:dot]), "$quiet"), ("●", "$act"), ("".join(marks[dot + 1 :]), "$quiet"))
