"""Keeps what is typed of one article on the disk for as long as it is not saved: which text is there, which is on its
way, and which must not come any more."""

from dataclasses import dataclass
from threading import Lock

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedForms
from kontakt.editor.article.writing import Writing


@dataclass(frozen=True, slots=True)
class TextToWrite:
    """The fields over revision ``based_on``. ``number`` grows with every text, and with every one that is given up."""

    form: ArticleForm
    based_on: int
    number: int


class ArticleAutosave:
    """``write`` may be called from any thread, everything else from the screen's. ``aside`` is a text of the editor's
    own that made way for somebody else's version; it stays on the disk."""

    def __init__(self, forms: UnsavedForms) -> None:
        self.aside: ArticleForm | None = None
        self._forms = forms
        self._written: ArticleForm | None = None
        self._being_written: ArticleForm | None = None
        self._number = 0
        self._one_at_a_time = Lock()

    def next_text(self, writing: Writing) -> TextToWrite | None:
        """What is to be written now; None for nothing new. A text that is as stored again is forgotten."""
        if not writing.is_typed:
            if self._written and not self.aside:
                self.forget(self._written.id)
            return None
        if writing.form in (self._written, self._being_written):
            return None
        self._being_written = writing.form
        return TextToWrite(writing.form, writing.revision, self._next_number())

    def write(self, text: TextToWrite) -> None:
        """Put a text on the disk, unless a later one has taken its place or it was given up. Raises KontaktError."""
        with self._one_at_a_time:
            if text.number == self._number:
                self._being_written = None
                self._forms.keep(text.form, text.based_on)
                self._written = text.form

    def keep(self, writing: Writing) -> None:
        """Have what is typed on the disk before this returns. Raises KontaktError."""
        self._being_written = None  # what is on its way may come too late
        if text := self.next_text(writing):
            self.write(text)

    def forget(self, id: str) -> None:
        """The text of the article with this id is saved, or given up."""
        self._next_number()
        with self._one_at_a_time:  # what is on its way to the disk would bring it back
            self._forms.forget(id)
            self._written = self._being_written = None

    def put_aside(self, writing: Writing) -> None:
        """Somebody else's version is shown instead. Raises KontaktError."""
        if writing.is_typed:
            self.keep(writing)
            self.aside = writing.form

    def _next_number(self) -> int:
        self._number += 1
        return self._number
