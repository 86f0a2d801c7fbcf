"""The parts of a drawing: texts, lines and boxes in a frame with a title and a description.

Colours are the classes of the page's style sheet, so that a drawing is printed as the page is.
"""

from collections.abc import Iterable

from kontakt.reports.document import Chart
from kontakt.reports.markup import Markup, element

WIDTH = 720
"""Of every drawing, in its own units: a page's width is shared by all."""

_CHARACTER = 6.9
"""How wide a character of a label is at most, on the average."""


def drawing(chart: Chart, id: str, height: float, *parts: Markup | Iterable[Markup]) -> Markup:
    """A drawing that a screen reader announces by its title and describes by its text. ``id`` is unique on the page."""
    return element(
        "svg",
        element("title", chart.title, id=f"{id}-title"),
        element("desc", chart.text, id=f"{id}-desc"),
        *parts,
        viewBox=f"0 0 {WIDTH} {height:g}",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", kind: str | None = None) -> Markup:
    """``anchor`` is start, middle or end."""
    return element("text", words, x=float(x), y=float(y), text_anchor=anchor, class_=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str, opacity: float | None = None) -> Markup:
    return element(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0)),
        height=float(height),
        class_=kind,
        fill_opacity=opacity,
    )


def dot(x: float, y: float, radius: float, kind: str) -> Markup:
    return element("circle", cx=float(x), cy=float(y), r=float(radius), class_=kind)


def path(points: Iterable[tuple[float, float] | None], kind: str) -> Markup:
    """A line through the points; None is a gap."""
    steps, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        steps.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "L"
    return element("path", d=" ".join(steps), class_=kind)


def room(words: Iterable[str], most: float) -> float:
    """How wide a column of labels has to be, at most ``most``."""
    return min(most, max((len(label) for label in words), default=0) * _CHARACTER + 10)


def cut(words: str, width: float) -> str:
    """The words, as many of them as fit."""
    fit = int((width - 10) / _CHARACTER)
    return words if len(words) <= fit else words[: max(fit - 1, 1)].rstrip() + "…"


def steps(low: float, high: float, step: float) -> list[float]:
    """The marks of an axis, both ends included."""
    return [low + at * step for at in range(round((high - low) / step) + 1)]
