"""Keeps what is typed on one article's page beside the editor, for as long as it is not saved: on the disk within a
second of the last key, and at least as often while keys keep coming."""

import logging
from collections.abc import Callable
from threading import Lock

from textual import work
from textual.message import Message
from textual.widget import Widget

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedForms
from kontakt.editor.article.writing import Writing
from kontakt.errors import KontaktError
from kontakt.tui.runs_workers import RunsWorkers

log = logging.getLogger(__name__)

KEEP_SECONDS = 0.25


class TextAutosave(RunsWorkers, Widget):
    """Draws nothing. ``writing`` says what is being written now; ``aside`` is a text of one's own that made way for
    somebody else's version."""

    DEFAULT_CSS = "TextAutosave { display: none; }"

    class Failed(Message):
        """The text could not be kept."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, kept: UnsavedForms, writing: Callable[[], Writing]) -> None:
        super().__init__()
        self._forms = kept
        self._current = writing
        self._kept: ArticleForm | None = None
        self._on_its_way: ArticleForm | None = None
        self._one_at_a_time = Lock()
        self._turn = 0
        self.aside: ArticleForm | None = None

    def on_mount(self) -> None:
        self.set_interval(KEEP_SECONDS, self._keep_soon)

    def on_unmount(self) -> None:
        try:
            self.keep(self._current())
        except KontaktError:
            log.warning("What is typed could not be kept at the end", exc_info=True)  # nobody is there to be told

    def keep(self, writing: Writing) -> None:
        """Keep what is typed, if that is not done yet; forget it when it is as stored. Raises KontaktError."""
        if not writing.is_typed_in:
            if self._kept and not self.aside:
                self.forget(self._kept.id)
        elif writing.form != self._kept:
            self._write(self._next_turn(), writing.form, writing.revision)

    def forget(self, id: str) -> None:
        """The text of the article with this id is saved, or given up."""
        self._next_turn()
        with self._one_at_a_time:  # what is on its way to the disk would bring it back
            self._forms.forget(id)
            self._kept = self._on_its_way = None

    def put_aside(self, writing: Writing) -> None:
        """Somebody else's version is shown instead. Raises KontaktError."""
        if writing.is_typed_in:
            self.keep(writing)
            self.aside = writing.form

    def _next_turn(self) -> int:
        self._turn += 1
        return self._turn

    def _keep_soon(self) -> None:
        """Keep what is typed, away from the screen's thread: a disk may take its time."""
        writing = self._current()
        if not writing.is_typed_in:
            self.keep(writing)
        elif writing.form not in (self._kept, self._on_its_way):
            self._on_its_way = writing.form
            self._keep_in_thread(self._next_turn(), writing.form, writing.revision)

    @work(thread=True, group="keep", exit_on_error=False)
    def _keep_in_thread(self, turn: int, form: ArticleForm, revision: int) -> None:
        try:
            self._write(turn, form, revision)
        except KontaktError as problem:
            self.post_message(self.Failed(str(problem)))

    def _write(self, turn: int, form: ArticleForm, revision: int) -> None:
        with self._one_at_a_time:
            if turn != self._turn:
                return  # a later text has taken its place, or it was given up
            self._on_its_way = None
            self._forms.keep(form, revision)
            self._kept = form
