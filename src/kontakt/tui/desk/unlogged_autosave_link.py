"""Hands the calls of a session to the thread that stores them, and takes back what another window left."""

from textual.message import Message
from textual.widget import Widget

from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged import park_restored, unlogged_calls
from kontakt.desk.unlogged_autosave import UnloggedAutosave

LOOK_SECONDS = 0.5


class UnloggedAutosaveLink(Widget):
    """Draws nothing. Looks twice a second how the calls stand, so that no key press has to think of it, and hands over
    what has changed; brings back what a window that is gone has left."""

    DEFAULT_CSS = "UnloggedAutosaveLink { display: none; }"

    class Restored(Message):
        """``count`` calls are parked again; ``set_aside`` is where those lie that could not be read, empty for none."""

        def __init__(self, count: int, set_aside: str) -> None:
            super().__init__()
            self.count = count
            self.set_aside = set_aside

    def __init__(self, session: DeskSession, autosave: UnloggedAutosave) -> None:
        super().__init__()
        self._session = session
        self._autosave = autosave

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self.look)

    def on_unmount(self) -> None:
        self._autosave.hand_over(unlogged_calls(self._session.calls))
        self._autosave.stop()

    def look(self) -> None:
        """Hand over how the calls stand now."""
        self._autosave.start()  # not before: what the thread loads would slow the first frame
        if restored := self._autosave.take_restored():
            count = park_restored(self._session.calls, restored.calls, self._session.library)
            if count or restored.set_aside:
                self.post_message(self.Restored(count, ", ".join(map(str, restored.set_aside))))
        self._autosave.hand_over(unlogged_calls(self._session.calls))
