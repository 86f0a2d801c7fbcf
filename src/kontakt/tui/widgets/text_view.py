"""Text that scrolls, of which the lines in sight are drawn."""

from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView

from kontakt.tui.widgets.laid_out_once import LaidOutOnce


class TextView(LaidOutOnce, ScrollView, can_focus=False):
    """Lines, and a scroll bar beside them. Its text does not decide its size, and the bar always stands, in the colour
    of the ground while all lines fit: so another text lays nothing out."""

    DEFAULT_CSS = "TextView { overflow-x: hidden; overflow-y: scroll; text-wrap: nowrap; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False  # no line is looked through for some
        self._lines: list[Content] = []

    def lines(self, width: int) -> list[Content]:
        """What it says, wrapped to ``width`` cells. For a subclass to fill in."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what ``lines`` says from now on."""
        width, height = self.scrollable_content_region.size
        self._lines = self.lines(width) if width else []
        self.virtual_size = Size(width, max(height, len(self._lines)))
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
        self.vertical_scrollbar.window_size = height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        self.draw()

    def render(self) -> Content:
        first = self.scroll_offset.y
        return Content("\n").join(self._lines[first : first + self.size.height])

    def turn(self, step: int) -> None:
        """Scroll ``step`` pages down, or up; two lines stay in sight."""
        self.scroll_relative(y=step * max(1, self.size.height - 2), animate=False)

    def scroll_back(self) -> None:
        self.scroll_home(animate=False)
