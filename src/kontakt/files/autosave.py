"""Keeps what is typed into a form on the disk for as long as it is not saved: which text is there, which is on its
way, and which must not come any more."""

from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar

from kontakt.files.unsaved import F, Form, Unsaved, UnsavedForms

F_co = TypeVar("F_co", bound=Form, covariant=True)


class TypedForm(Protocol[F_co]):
    """What is being written."""

    @property
    def is_typed(self) -> bool:
        """Whether a field differs from what is stored."""

    @property
    def form(self) -> F_co: ...

    @property
    def revision(self) -> int:
        """The one that is written over; 0 for something new."""


@dataclass(frozen=True, slots=True)
class TextToWrite(Generic[F]):
    """The fields over revision ``based_on``, under the ``name`` of the text. ``number`` grows with every text, and with
    every one that is given up."""

    name: str
    form: F
    based_on: int
    number: int


class Autosave(Generic[F]):
    """``write`` may be called from any thread, everything else from the screen's. ``taken_up`` is the unsaved text that
    the editor goes on with. Where another window has it open still, this one writes a text of its own, and the other's
    goes when this one is saved or given up."""

    def __init__(self, forms: UnsavedForms[F], taken_up: Unsaved[F] | None = None) -> None:
        self._forms = forms
        self._number = 0
        self._one_at_a_time = Lock()
        self._begin(taken_up)

    def _begin(self, taken_up: Unsaved[F] | None) -> None:
        self._name = ""
        self._written: F | None = None
        self._being_written: F | None = None
        self._of_another_window: Unsaved[F] | None = None
        if taken_up and self._forms.is_open_elsewhere(taken_up):
            self._of_another_window = taken_up
        elif taken_up:
            self._name, self._written = taken_up.name, taken_up.form

    @property
    def own(self) -> frozenset[str]:
        """The names of the texts that stand in the fields now."""
        return frozenset({self._name, self._of_another_window.name if self._of_another_window else ""})

    def next_text(self, writing: TypedForm[F]) -> TextToWrite[F] | None:
        """What is to be written now; None for nothing new. A text that is as stored again is forgotten."""
        if not writing.is_typed:
            if self._written:
                self._forget_own()
            return None
        if writing.form in (self._written, self._being_written):
            return None
        self._being_written = writing.form
        self._name = self._name or self._forms.new_name(writing.form.id)
        return TextToWrite(self._name, writing.form, writing.revision, self._next_number())

    def write(self, text: TextToWrite[F]) -> None:
        """Put a text on the disk, unless a later one has taken its place or it was given up. Raises KontaktError."""
        with self._one_at_a_time:
            if text.number == self._number:
                self._being_written = None
                self._forms.keep(text.name, text.form, text.based_on)
                self._written = text.form

    def keep(self, writing: TypedForm[F]) -> None:
        """Have what is typed on the disk before this returns. Raises KontaktError."""
        self._being_written = None  # what is on its way may come too late
        if text := self.next_text(writing):
            self.write(text)

    def forget(self) -> None:
        """What stands in the fields is saved, or given up."""
        self._forget_own()
        if self._of_another_window:
            self._forms.forget_as_read(self._of_another_window)
            self._of_another_window = None

    def put_aside(self, writing: TypedForm[F], taken_up: Unsaved[F] | None = None) -> None:
        """Another text is to stand in the fields: somebody else's version, or the unsaved one that is ``taken_up``.
        What is typed stays on the disk. Raises KontaktError."""
        if writing.is_typed:
            self.keep(writing)
        self._next_number()
        self._begin(taken_up)

    def _forget_own(self) -> None:
        self._next_number()
        with self._one_at_a_time:  # what is on its way to the disk would bring it back
            if self._name:
                self._forms.forget(self._name)
            self._name, self._written, self._being_written = "", None, None

    def _next_number(self) -> int:
        self._number += 1
        return self._number
