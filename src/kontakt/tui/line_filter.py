"""The last look at every line before it is drawn."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kontakt.visible import CONTROLS

_CONTROL = re.compile(f"[{CONTROLS}\t\n\u2028\u2029]")


class WithoutControls(LineFilter):
    """Leaves out what a terminal obeys, in any widget. Commands show such characters by their codes; here those would
    need room that nobody has laid out for them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(segment.text.isprintable() for segment in segments):  # nearly every line, in no time
            return segments
        return [Segment(_CONTROL.sub(_in_its_place, text), style, control) for text, style, control in segments]


class LineFilters(LineFilter):
    """Several filters as one. Textual makes a strip of a line for each filter that it goes through, which takes longer
    than what these do to it."""

    def __init__(self, filters: tuple[LineFilter, ...]) -> None:
        super().__init__()
        self.filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        for each in self.filters:
            segments = each.apply(segments, background)
        return segments


def _in_its_place(match: re.Match[str]) -> str:
    """A sign as wide as what was counted on: controls and bidi marks have no width, what is no character has one."""
    return "�" if match[0] >= "\ud800" else ""
