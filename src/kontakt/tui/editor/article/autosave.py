"""Has what is typed on one article's screen on the disk within a second of the last key, and at least as often while keys
keep coming."""

import logging
from collections.abc import Callable

from textual import work
from textual.message import Message
from textual.widget import Widget

from kontakt.editor.article.autosave import ArticleAutosave, TextToWrite
from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.errors import KontaktError
from kontakt.tui.runs_workers import RunsWorkers

log = logging.getLogger(__name__)

AUTOSAVE_SECONDS = 0.25


class AutosaveLink(RunsWorkers, Widget):
    """Draws nothing. ``writing`` gives what is being written now."""

    DEFAULT_CSS = "AutosaveLink { display: none; }"

    class Failed(Message):
        """The text could not be put on the disk."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, forms: UnsavedForms, writing: Callable[[], Writing]) -> None:
        super().__init__()
        self._autosave = ArticleAutosave(forms)
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

    def forget(self, id: str) -> None:
        """The text of the article with this id is saved, or given up."""
        self._autosave.forget(id)

    def put_aside(self) -> bool:
        """Somebody else's version is to be shown instead. False where the text could not be kept."""
        try:
            self._autosave.put_aside(self._writing())
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))
            return False
        return True

    def take_aside(self) -> ArticleForm | None:
        """The text that was put aside, once; None for none."""
        aside, self._autosave.aside = self._autosave.aside, None
        return aside

    def _look(self) -> None:
        if text := self._autosave.next_text(self._writing()):
            self._write(text)

    @work(thread=True, group="autosave", exit_on_error=False)
    def _write(self, text: TextToWrite) -> None:
        """Away from the screen's thread: a disk may take its time."""
        try:
            self._autosave.write(text)
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))
