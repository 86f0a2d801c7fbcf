"""The lines that say which inquiries the figures are of, how many, what the rate is, and how old that is."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kontakt.firstline import Rate
from kontakt.lead.freshness import Freshness, freshness_sentence
from kontakt.lead.labels import heading
from kontakt.lead.scope import Scope
from kontakt.tui.lead import sentences

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames


class ScopeLines(Widget):
    """The heading and the total on one line where it holds both, else on two; the definition below, and of figures that
    are read from a standby how old they are."""

    def __init__(self) -> None:
        super().__init__(id="scope")
        self._shown: tuple[Scope, Rate, KnownNames, Freshness | None] | None = None

    def show(self, scope: Scope, rate: Rate, names: "KnownNames", freshness: Freshness | None = None) -> None:
        self._shown = scope, rate, names, freshness
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self._shown is None:
            return [Content(""), Content("")]
        scope, rate, names, freshness = self._shown
        head, total = Content.styled(heading(scope, names), "bold"), Content(sentences.total(rate))
        definition = Content.styled(sentences.definition(), "$quiet").truncate(width, ellipsis=True)
        below = [definition]
        if freshness is not None:
            colour = "$warn" if freshness.is_behind else "$quiet"
            below = [*Content.styled(freshness_sentence(freshness), colour).wrap(max(1, width)), definition]
        space = width - head.cell_length - total.cell_length
        if space >= 2:
            return [Content.assemble(head, " " * space, total), *below]
        return [*head.wrap(max(1, width)), total.truncate(width, ellipsis=True), *below]
