"""What is known of the chosen row of a table."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kontakt.tui.widgets.labelled import Labelled, Part


class Detail(VerticalScroll, can_focus=False):
    """What is known of one row."""

    def __init__(self, label_width: int) -> None:
        super().__init__(classes="detail")
        self._label_width = label_width

    def compose(self) -> ComposeResult:
        yield Labelled(label_width=self._label_width)

    def show(self, parts: tuple[Part, ...]) -> None:
        self.query_one(Labelled).show(parts)
        self.scroll_home(animate=False)
