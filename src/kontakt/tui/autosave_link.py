"""Has what is typed on a screen on the disk within a second of the last key, and at least as often while
keys keep coming."""

import logging
from collections.abc import Callable
from typing import Generic

from textual import work
from textual.message import Message
from textual.widget import Widget

from kontakt.errors import KontaktError
from kontakt.files.autosave import Autosave, TextToWrite, TypedForm
from kontakt.files.unsaved import F, Unsaved, UnsavedForms
from kontakt.tui.runs_workers import RunsWorkers

log = logging.getLogger(__name__)

AUTOSAVE_SECONDS = 0.25


class AutosaveLink(RunsWorkers, Widget, Generic[F]):
    """Draws nothing. ``writing`` gives what is being written now, ``taken_up`` is the unsaved text that it began
    with."""

    DEFAULT_CSS = "AutosaveLink { display: none; }"

    class Failed(Message):
        """The text could not be put on the disk."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self, forms: UnsavedForms[F], writing: Callable[[], TypedForm[F]], taken_up: Unsaved[F] | None = None
    ) -> None:
        super().__init__()
        self._autosave = Autosave(forms, taken_up)
        self._writing = writing

    def on_mount(self) -> None:
        self.set_interval(AUTOSAVE_SECONDS, self._look)

    def on_unmount(self) -> None:
        try:
            self._autosave.keep(self._writing())
        except KontaktError:
            log.warning("What is typed could not be kept at the end", exc_info=True)  # nobody is there to be told

    def keep(self) -> None:
        """Have what is typed on the disk now."""
        try:
            self._autosave.keep(self._writing())
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))

    @property
    def own(self) -> frozenset[str]:
        """The names of the unsaved texts that stand in the fields now."""
        return self._autosave.own

    def forget(self) -> None:
        """What stands in the fields is saved, or given up."""
        self._autosave.forget()

    def put_aside(self, taken_up: Unsaved[F] | None = None) -> bool:
        """Another text is to stand in the fields: somebody else's version, or the unsaved one that is ``taken_up``.
        False where what is typed could not be kept."""
        try:
            self._autosave.put_aside(self._writing(), taken_up)
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))
            return False
        return True

    def _look(self) -> None:
        if text := self._autosave.next_text(self._writing()):
            self._write(text)

    @work(thread=True, group="autosave", exit_on_error=False)
    def _write(self, text: TextToWrite[F]) -> None:
        """Away from the screen's thread: a disk may take its time."""
        try:
            self._autosave.write(text)
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))
