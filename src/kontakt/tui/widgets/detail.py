"""What is known of the chosen row of a table."""

from textual.content import Content

from kontakt.tui.widgets.labelled import Part, labelled_lines
from kontakt.tui.widgets.text_view import TextView


class Detail(TextView):
    """What is known of one row."""

    def __init__(self, label_width: int) -> None:
        super().__init__(classes="detail")
        self._label_width = label_width
        self._parts: tuple[Part, ...] = ()

    def show(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.draw()
        self.scroll_back()

    def lines(self, width: int) -> list[Content]:
        return [*labelled_lines(self._parts, self._label_width, width)]
