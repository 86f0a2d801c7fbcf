"""The line at the top of a page of the room: where one is, and which keys lead elsewhere."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

_SHORTEST_NAME = 4
"""In letters, with what says that it is cut: of less than three a name is not known again."""


class Tab(NamedTuple):
    """A part that a key shows: the key's name, its own name, and a figure or sign after it."""

    key: str
    name: str
    sign: str = ""


class HeadLine(Widget):
    """Names of parts with their keys; the one shown is marked by a bar and underlined, not by colour alone."""

    def __init__(self) -> None:
        super().__init__(classes="head-line")
        self._lead = ""
        self._tabs: tuple[Tab, ...] = ()
        self._shown = 0
        self._right = Content("")

    def show(self, lead: str, tabs: Sequence[Tab], shown: int, right: Content | None = None) -> None:
        """``lead`` says which room or page it is, where there is space for it; ``shown`` is the place of the tab that
        is shown, and ``right`` stands at the end of the line."""
        drawn = (lead, tuple(tabs), shown, right or Content(""))
        if drawn != (self._lead, self._tabs, self._shown, self._right):
            self._lead, self._tabs, self._shown, self._right = drawn
            self.refresh()

    def render(self) -> Content:
        right, lead = self._right, self._lead
        whole = max((len(tab.name) for tab in self._tabs), default=0)
        ways = (
            (f"kontakt   {lead}   ", "  ", whole),
            (f"{lead}  ", " ", whole),
            ("", " ", whole),
            *(("", "", longest) for longest in range(whole, _SHORTEST_NAME - 1, -1)),
            ("", " ", 0),
        )
        for start, gap, longest in ways:
            tabs = Content(gap).join(self._tab(at, longest) for at in range(len(self._tabs)))
            line = Content.assemble((start, "$quiet"), tabs)
            if (space := self.size.width - line.cell_length - right.cell_length) > 0:
                return Content.assemble(line, " " * space, right)
        return line.truncate(self.size.width, ellipsis=True)

    def _tab(self, at: int, longest: int) -> Content:
        """A tab; where there is no room, only the one shown has its whole name, and others so many letters of it."""
        tab, shown = self._tabs[at], at == self._shown
        name = tab.name if shown or len(tab.name) <= longest else tab.name[: longest - 1] + "…" if longest else ""
        return Content.assemble(
            ("▌" if shown else " ", "$act"),
            (tab.key, "$act bold" if shown else "$quiet"),
            (f" {name}" if name else "", "$text-plain"),
            (f" {tab.sign}" if tab.sign else "", "$warn"),
        ).stylize("bold underline" if shown else "", *_name_of(tab))


def _name_of(tab: Tab) -> tuple[int, int]:
    """Where the name stands in a tab."""
    start = len(tab.key) + 2
    return start, start + len(tab.name)
