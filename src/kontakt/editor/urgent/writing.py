"""One kind of danger while it is being written: what stands in the table, and what the fields hold."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from kontakt.editor.urgent.form import UrgentKindForm, form_of_kind, kind_of_form, problems_of
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library.urgent import Urgent


class UrgentWriting:
    """``stored`` is the kind as it was read or saved last (None: a new one), ``form`` the fields."""

    def __init__(self, stored: UrgentKind | None, taken: Collection[str]) -> None:
        """``taken`` are the ids of all kinds that stand."""
        self.stored = stored
        self.form = form_of_kind(stored)
        self._taken = taken

    @property
    def is_changed(self) -> bool:
        return self.form != form_of_kind(self.stored)

    def change(self, values: Mapping[str, str]) -> None:
        """Take over what the fields hold."""
        self.form = replace(self.form, **values)

    def take_up(self, form: UrgentKindForm) -> None:
        """Put other words into the fields."""
        self.form = form

    def show_stored(self, kind: UrgentKind) -> None:
        """The kind is stored so, and the fields hold it."""
        self.stored, self.form = kind, form_of_kind(kind)

    def take_saved(self, kind: UrgentKind, sent: UrgentKindForm) -> None:
        """The kind is stored so, made of the fields that were ``sent``. What was typed meanwhile stays."""
        self.stored = kind
        if self.form == sent:
            self.form = form_of_kind(kind)

    def save_over(self, theirs: UrgentKind | None) -> None:
        """From now on this is written over somebody else's version (None: they removed it), which the editor has
        seen."""
        self.stored = theirs

    @property
    def problems(self) -> dict[str, str]:
        """The first sentence on each field that is wrong."""
        return problems_of(self.form)

    @property
    def problems_of_filled(self) -> dict[str, str]:
        """The problems of the fields that hold something: an empty field of a new kind is no mistake yet."""
        return {name: sentence for name, sentence in self.problems.items() if getattr(self.form, name)}

    def kind(self) -> UrgentKind:
        """What the fields make. Raises InvalidArticle."""
        return kind_of_form(self.form, self.stored, self._taken)

    def is_raised_by(self, text: str) -> bool:
        """Whether these words would tell of a danger in this text. Raises InvalidArticle."""
        return bool(Urgent(UrgentTable(kinds=(self.kind(),))).raised(text))
