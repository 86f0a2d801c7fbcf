"""When inquiries come, by which channels, and who asks."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from kontakt.firstline import Rate
from kontakt.lead.arrivals import Arrivals
from kontakt.lead.scope import Scope
from kontakt.library.labels import CALLER_TYPES, CHANNELS
from kontakt.locale import N_, _
from kontakt.locale.formats import number
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import WHEN
from kontakt.tui.lead import sentences
from kontakt.tui.lead.heat_map import heat_map, legend
from kontakt.tui.lead.scrolling_view import ScrollingView, beside
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.scale import Scale, scale_for

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

_NAME, _FIGURES = 14, 27
_GAP = 4
_LEAST_DRAWN, _MOST_DRAWN = 12, 21


class WhenView(LeadView[Arrivals]):
    TITLE = N_("When")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (WHEN,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="when", classes="lead-view")
        self._when: Arrivals | None = None
        self._rates = False

    def compose(self) -> ComposeResult:
        yield ScrollingView(self._lines)

    def question(self) -> "Callable[[LeadService, Scope], Arrivals]":
        return lambda service, scope: service.arrivals(scope)

    def show(self, figures: Arrivals, scope: Scope, names: "KnownNames") -> None:
        self._when = figures
        self.query_one(ScrollingView).draw_anew()

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(ScrollingView))

    def action_switch(self) -> None:
        self._rates = not self._rates
        self.query_one(ScrollingView).draw_anew()

    def _lines(self, width: int) -> list[Content]:
        when = self._when
        if when is None:
            return []
        if not any(each.n for each in when.hours):
            return [Content.styled(sentences.nothing_logged(), "$quiet")]
        half = (width - _GAP) // 2
        stacked = half < _NAME + _FIGURES  # or names would be cut
        half = width if stacked else half
        room = min(_MOST_DRAWN, half - _NAME - _FIGURES - 2)
        rates = [rate for _each, rate in (*when.by_channel, *when.by_caller_type)]
        drawn = scale_for(rates, room) if room >= _LEAST_DRAWN else None
        channels = [(_(CHANNELS[each]), rate) for each, rate in when.by_channel]
        callers = [(_(CALLER_TYPES[each]) if each else _("not said"), rate) for each, rate in when.by_caller_type]
        by_channel = _rates(_("By channel"), channels, half, drawn)
        by_caller = _rates(_("By who asks"), callers, half, drawn)
        return [
            *heat_map(when.hours, width, rates=self._rates),
            *Content.styled(legend(when.hours, rates=self._rates), "$quiet").wrap(width),
            Content(""),
            *([*by_channel, Content(""), *by_caller] if stacked else beside(by_channel, by_caller, width, gap=_GAP)),
        ]


def _rates(heading: str, rows: Sequence[tuple[str, Rate]], width: int, scale: Scale | None) -> list[Content]:
    """A line for each: how many, the rate with its interval, and, where there is room, the same drawn."""
    name = min(_NAME, width - _FIGURES)
    labels = f"  {scale.labels}" if scale else ""
    lines = [Content.assemble((heading.ljust(name + _FIGURES), "bold"), (labels, "$quiet"))]
    for label, rate in rows:
        figures = f"{number(rate.inquiries):>7} {sentences.share(rate.gross):>8} {sentences.interval(rate.gross):>10}"
        line = Content.assemble(
            Content(label).truncate(name, ellipsis=True).pad_right(max(0, name - len(label))), figures
        )
        if scale and rate.gross:
            line = Content.assemble(line, "  ", scale.draw(rate.gross, None))
        lines.append(line)
    return lines
