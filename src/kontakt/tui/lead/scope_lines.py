"""The lines that say which inquiries the figures are of, how many, and what the rate is."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kontakt.firstline import Rate
from kontakt.lead.labels import heading
from kontakt.lead.scope import Scope
from kontakt.tui.lead import sentences

if TYPE_CHECKING:
    from kontakt.library.names import KnownNames


class ScopeLines(Widget):
    """The heading and the total on one line where it holds both, else on two; the definition below."""

    def __init__(self) -> None:
        super().__init__(id="scope")
        self._shown: tuple[Scope, Rate, KnownNames] | None = None

    def show(self, scope: Scope, rate: Rate, names: "KnownNames") -> None:
        self._shown = scope, rate, names
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self._shown is None:
            return [Content(""), Content("")]
        scope, rate, names = self._shown
        head, total = Content.styled(heading(scope, names), "bold"), Content(sentences.total(rate))
        definition = Content.styled(sentences.definition(), "$quiet").truncate(width, ellipsis=True)
        space = width - head.cell_length - total.cell_length
        if space >= 2:
            return [Content.assemble(head, " " * space, total), definition]
        return [*head.wrap(max(1, width)), total.truncate(width, ellipsis=True), definition]
