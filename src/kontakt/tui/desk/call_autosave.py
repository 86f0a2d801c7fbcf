"""The line between the desk's calls and their copies on the disk."""

from textual.message import Message
from textual.widget import Widget

from kontakt.desk.autosave import CallAutosave
from kontakt.desk.calls_under_way import bring_back, calls_under_way
from kontakt.desk.session import DeskSession

LOOK_SECONDS = 0.5
HEAD_START_SECONDS = 0.3


class CallAutosaveLink(Widget):
    """Draws nothing. Looks twice a second how the calls stand, so that no key press has to think of it, and hands over
    what has changed; brings back what a window that is gone has left."""

    DEFAULT_CSS = "CallAutosaveLink { display: none; }"

    class BroughtBack(Message):
        """``count`` calls are parked again; ``set_aside`` is where those lie that could not be read, empty for none."""

        def __init__(self, count: int, set_aside: str) -> None:
            super().__init__()
            self.count = count
            self.set_aside = set_aside

    def __init__(self, desk: DeskSession, keeper: CallAutosave) -> None:
        super().__init__()
        self._desk = desk
        self._keeper = keeper

    def on_mount(self) -> None:
        # What the thread loads would slow the first frame.
        self.set_timer(HEAD_START_SECONDS, self._keeper.start)
        self.set_interval(LOOK_SECONDS, self.look)

    def on_unmount(self) -> None:
        self._keeper.hand_over(calls_under_way(self._desk))
        self._keeper.stop()

    def look(self) -> None:
        """Hand over how the calls stand now."""
        if found := self._keeper.take_brought_back():
            count = bring_back(self._desk, found.calls)
            if count or found.set_aside:
                self.post_message(self.BroughtBack(count, ", ".join(map(str, found.set_aside))))
        self._keeper.hand_over(calls_under_way(self._desk))
