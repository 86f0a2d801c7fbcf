"""Keeps what is typed on one article's page beside the editor, for as long as it is not saved."""

from kontakt.editor.form import Form
from kontakt.editor.kept import KeptForms
from kontakt.tui.editor.writing import Writing


class Keeper:
    """``aside`` is a text of one's own that made way for somebody else's version."""

    def __init__(self, kept: KeptForms) -> None:
        self._forms = kept
        self._kept: Form | None = None
        self.aside: Form | None = None

    def keep(self, writing: Writing) -> None:
        """Keep what is typed, if that is not done yet; forget it when it is as stored. Raises KontaktError."""
        if not writing.is_typed_in:
            if self._kept and not self.aside:
                self.forget(self._kept.id)
        elif writing.form != self._kept:
            self._forms.keep(writing.form, writing.revision)
            self._kept = writing.form

    def forget(self, id: str) -> None:
        """The text of the article with this id is saved, or given up."""
        self._forms.forget(id)
        self._kept = None

    def put_aside(self, writing: Writing) -> None:
        """Somebody else's version is shown instead. Raises KontaktError."""
        if writing.is_typed_in:
            self.keep(writing)
            self.aside = writing.form
