"""One municipality's figures, from its verdict to its channels, read from top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kontakt.firstline import Period, Rate
from kontakt.lead.figures import MunicipalityFigures
from kontakt.lead.labels import cause_name, theme_name, week_name
from kontakt.lead.sentences import gap
from kontakt.library.labels import CHANNELS
from kontakt.locale import _
from kontakt.locale.formats import number, percent
from kontakt.reports import in_words
from kontakt.tui.lead import sentences
from kontakt.tui.lead.scrolling_view import ScrollingView, set_in

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames

Line = tuple[str, str | Content]
"""A label and what stands beside it."""

_LABEL = 16
_MOST = 5
"""How many reasons, and how many things to do, are shown."""


@dataclass(frozen=True, slots=True)
class PageContents:
    """What the page shows: the ``heading``, the ``facts`` that stand below the table too, the rates ``week`` by week,
    and what stands behind them (None: it is being counted)."""

    heading: Content
    facts: Sequence[Line]
    weeks: Sequence[tuple[Period, Rate]]
    figures: MunicipalityFigures | None
    names: "KnownNames"


class MunicipalityPage(ScrollingView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "aside(-1)", show=False),
        Binding("right", "aside(1)", show=False),
    ]

    class Aside(Message):
        """Show the municipality before (-1) or after (1) this one."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, id: str) -> None:
        super().__init__(self._lines)
        self.id = id
        self._contents: PageContents | None = None

    def show(self, contents: PageContents | None) -> None:
        self._contents = contents
        self.draw_anew()

    def action_aside(self, step: int) -> None:
        self.post_message(self.Aside(step))

    def _lines(self, width: int) -> list[Content]:
        shown = self._contents
        if shown is None:
            return []
        lines = [shown.heading, *_labelled(shown.facts, width)]
        if shown.figures is None:
            return [*lines, Content(""), Content.styled(sentences.counting(), "$quiet")]
        for heading, part in (
            (_("Why inquiries were forwarded"), _reasons(shown)),
            (_("What would bring it to the target"), _closing(shown, width)),
            (_("By channel"), _labelled(_channels(shown), width)),
            (_("Week by week"), _labelled(_weeks(shown), width)),
        ):
            if part := list(part):
                lines += [Content(""), Content.styled(heading, "bold"), *part]
        return lines


def _labelled(lines: Sequence[Line], width: int) -> list[Content]:
    """Each text beside its label; its later lines are set in."""
    labels = [Content.styled(label.ljust(_LABEL), "$quiet") for label, _text in lines]
    return [line for label, (_label, text) in zip(labels, lines, strict=True) for line in set_in(label, text, width)]


def _reasons(shown: PageContents) -> Iterator[Content]:
    assert shown.figures is not None
    for reason in shown.figures.why_not.reasons[:_MOST]:
        what = f"{theme_name(reason.theme, shown.names)}: {cause_name(reason.cause)}"
        figures = f"{number(reason.n):>6}  {percent(reason.share):>7}"
        yield Content.assemble(figures.ljust(_LABEL + 2), what)


def _closing(shown: PageContents, width: int) -> Iterator[Content]:
    assert shown.figures is not None
    closing = shown.figures.closing
    if closing is None:
        return
    yield from Content(gap(closing, shown.names)).wrap(max(1, width))
    for each in [each for each in closing.contributions if round(each.inquiries)][:_MOST]:
        gives = f"+{number(round(each.inquiries))} ({sentences.gives(each)})"
        yield from set_in(Content(f"{gives:>{_LABEL}}  "), in_words.contribution(each, shown.names), width)


def _channels(shown: PageContents) -> list[Line]:
    assert shown.figures is not None
    return [(_(CHANNELS[channel]), in_words.gross_in_full(rate)) for channel, rate in shown.figures.by_channel]


def _weeks(shown: PageContents) -> list[Line]:
    return [(week_name(week), in_words.gross_in_full(rate)) for week, rate in reversed(shown.weeks) if rate.gross]
