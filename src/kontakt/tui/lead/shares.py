"""What was forwarded by cause and by theme alone: the two sides of the bars."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from kontakt.lead.labels import cause_name, theme_name
from kontakt.lead.why_not import WhyNot
from kontakt.locale import _
from kontakt.locale.formats import number, percent
from kontakt.tui.lead.scrolling_view import beside
from kontakt.tui.widgets.bar import bar

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

_WIDE = 100
"""From this many cells on both have room beside each other."""

_GAP = 4


class Shares(Widget):
    """The same by cause and by theme alone, beside each other where there is room, else by cause."""

    def __init__(self) -> None:
        super().__init__(id="shares")
        self._why_not: WhyNot | None = None
        self._names: KnownNames | None = None

    def show(self, why_not: WhyNot, names: "KnownNames") -> None:
        self._why_not, self._names = why_not, names
        self.refresh()

    def render(self) -> Content:
        why_not, names = self._why_not, self._names
        if why_not is None or names is None or not why_not.forwarded:
            return Content("")
        width, height = self.size
        causes = {cause_name(cause): n for cause, n in why_not.by_cause.items()}
        themes = {theme_name(theme, names): n for theme, n in why_not.by_theme.items()}
        if width < _WIDE:
            return Content("\n").join(_block(_("By cause"), causes, why_not.forwarded, width, height))
        half = (width - _GAP) // 2
        left = _block(_("By cause"), causes, why_not.forwarded, half, height)
        right = _block(_("By theme"), themes, why_not.forwarded, half, height)
        return Content("\n").join(beside(left, right, width, gap=_GAP))


def _block(heading: str, counts: Mapping[str, int], total: int, width: int, height: int) -> list[Content]:
    """A heading and a bar for each count, as many as ``height`` lines hold; the last line says what is left."""
    rows: Sequence[tuple[str, int]] = list(counts.items())
    shown = rows if len(rows) < height else rows[: max(1, height - 2)]
    names = min(30, width - 26)
    lines = [Content.styled(heading, "bold")]
    for name, n in shown:
        drawn = bar(n / rows[0][1], max(4, width - names - 18))
        figures = f"{number(n):>7} {percent(n / total):>8}"
        label = Content(name).truncate(names, ellipsis=True)
        lines.append(Content.assemble(label.pad_right(names - label.cell_length), figures, "  ", (drawn, "$act")))
    if rest := rows[len(shown) :]:
        more = _("and {count} more").format(count=number(len(rest)))
        lines.append(Content.styled(more, "$quiet"))
    return lines
