"""What was forwarded by cause and by theme alone: the two sides of the bars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from kontakt.firstline import Difference, Direction, Period
from kontakt.lead.labels import cause_name, period_name, theme_name
from kontakt.lead.why_changed import WhyChanged, with_parts
from kontakt.lead.why_not import WhyNot
from kontakt.locale import _
from kontakt.locale.formats import number, percent
from kontakt.reports import in_words
from kontakt.reports.for_people import points
from kontakt.tui.lead.scrolling_view import beside
from kontakt.tui.widgets.bar import bar

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

_WIDE = 100
"""From this many cells on both have room beside each other."""

_GAP = 4
_PART = 8  # cells of a part of the change

_STYLES = {Direction.DOWN: "$warn", Direction.UP: "$act", Direction.UNCERTAIN: "$quiet"}


class Shares(Widget):
    """The same by cause and by theme alone, beside each other where there is room, else by cause. Where there is a
    period to compare with, the first line says how the rate has changed, and each row its part of that in percentage
    points; quiet where its interval holds 0."""

    def __init__(self) -> None:
        super().__init__(id="shares")
        self._why_not: WhyNot | None = None
        self._names: KnownNames | None = None
        self._changed: WhyChanged | None = None
        self._against: Period | None = None

    def show(self, why_not: WhyNot, names: "KnownNames", changed: WhyChanged | None, against: Period | None) -> None:
        self._why_not, self._names, self._changed, self._against = why_not, names, changed, against
        self.refresh()

    def render(self) -> Content:
        why_not, names, changed = self._why_not, self._names, self._changed
        if why_not is None or names is None or not why_not.forwarded:
            return Content("")
        width, height = self.size
        said = [self._said(changed, width)] if changed else []
        height -= len(said)
        causes = with_parts(why_not.by_cause, changed.by_cause if changed else {})
        of_causes = [(cause_name(cause), n, part) for cause, n, part in causes]
        if width < _WIDE:
            block = _block(_("By cause"), of_causes, why_not.forwarded, width, height)
            return Content("\n").join([*said, *block])
        themes = with_parts(why_not.by_theme, changed.by_theme if changed else {})
        of_themes = [(theme_name(theme, names), n, part) for theme, n, part in themes]
        half = (width - _GAP) // 2
        left = _block(_("By cause"), of_causes, why_not.forwarded, half, height)
        right = _block(_("By theme"), of_themes, why_not.forwarded, half, height)
        return Content("\n").join([*said, *beside(left, right, width, gap=_GAP)])

    def _said(self, changed: WhyChanged, width: int) -> Content:
        rate = f"{_('Change')} {in_words.change(changed.rate)}"
        against = f"  ({period_name(self._against)})" if self._against else ""
        return Content.assemble(rate, (against, "$quiet")).truncate(width, ellipsis=True)


def _block(
    heading: str, rows: Sequence[tuple[str, int, Difference | None]], total: int, width: int, height: int
) -> list[Content]:
    """A heading and a bar for each name with its count and its part of a change, as many as ``height`` lines hold; the
    last line says what is left."""
    shown = rows if len(rows) < height else rows[: max(1, height - 2)]
    has_parts = any(part for _name, _n, part in rows)
    part_width = _PART if has_parts else 0
    names = min(30, width - 26 - part_width)
    over_parts = _("part of the change").rjust(names + 16 + part_width - len(heading)) if has_parts else ""
    lines = [Content.assemble((heading, "bold"), (over_parts, "$quiet"))]
    for name, n, part in shown:
        drawn = bar(n / rows[0][1], max(4, width - names - 18 - part_width))
        figures = f"{number(n):>7} {percent(n / total):>8}"
        moved = (f"{points(part.share) if part else '':>{part_width}}", _STYLES[part.direction] if part else "")
        label = Content(name).truncate(names, ellipsis=True)
        lines.append(
            Content.assemble(label.pad_right(names - label.cell_length), figures, moved, "  ", (drawn, "$act"))
        )
    if rest := rows[len(shown) :]:
        more = _("and {count} more").format(count=number(len(rest)))
        lines.append(Content.styled(more, "$quiet"))
    return lines
