"""A unit, a contact or a responsibility while it is being written: what stands in its list, and what the fields
hold."""

from collections.abc import Mapping

from kontakt.directory.contacts.contact_list import ContactItem, ItemKind
from kontakt.operations.form import CHOSEN, FormContext, InvalidItem, Texts, fields_of, item_of, texts_of
from kontakt.operations.unsaved import ItemForm, UnsavedItem


class ItemWriting:
    """``stored`` is the item as it was read or saved last (None: a new one), ``texts`` the fields."""

    def __init__(self, kind: ItemKind, stored: ContactItem | None, context: FormContext) -> None:
        self.kind = kind
        self.stored = stored
        self.context = context
        self._clean = texts_of(kind, stored, context)
        self.texts = dict(self._clean)

    @classmethod
    def resume(cls, unsaved: UnsavedItem, context: FormContext) -> "ItemWriting":
        """Go on with what was not saved. What was saved since it was typed is a conflict when it is saved."""
        writing = cls(unsaved.form.kind, unsaved.form.before, context)
        writing.texts |= {field: text for field, text in unsaved.form.texts.items() if field in writing.texts}
        return writing

    @property
    def form(self) -> ItemForm:
        """What the fields hold, as it is kept until it is saved."""
        return ItemForm(self.municipality, self.kind, self.stored, self.texts)

    revision = 0
    """Always 0: an item is compared with ``stored``, what it was when it was opened, not by a number."""

    @property
    def is_typed(self) -> bool:
        return self.is_changed

    def drop_changes(self) -> None:
        """The fields hold what is stored."""
        self.texts = dict(self._clean)

    @property
    def municipality(self) -> str:
        """Whose list it stands in."""
        return self.context.contacts.municipality

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_of(self.kind, self.context.contacts)

    @property
    def is_changed(self) -> bool:
        return self.texts != self._clean

    def change(self, values: Mapping[str, str]) -> None:
        """Take over what the fields hold."""
        self.texts = {**self.texts, **values}

    def show_stored(self, item: ContactItem) -> None:
        """The item is stored so, and the fields hold it."""
        self.save_over(item)
        self.texts = dict(self._clean)

    def take_saved(self, item: ContactItem, sent: Texts) -> None:
        """The item is stored so, made of the texts that were ``sent``. What was typed meanwhile stays in the fields."""
        self.save_over(item)
        self.texts = {field: self._clean[field] if text == sent[field] else text for field, text in self.texts.items()}

    def save_over(self, theirs: ContactItem | None) -> None:
        """From now on this is written over somebody else's version (None: they removed it), which the editor has
        seen."""
        self.stored = theirs
        self._clean = texts_of(self.kind, theirs, self.context)

    def take_context(self, context: FormContext) -> None:
        """What the names in the fields can stand for has changed: each stands for the same as before, by its new
        name."""
        before, self.context = self.context, context
        clean = texts_of(self.kind, self.stored, context)
        self.texts = {
            field: clean[field] if text == self._clean[field] else self._renamed(field, text, before)
            for field, text in self.texts.items()
        }
        self._clean = clean

    def _renamed(self, field: str, text: str, before: FormContext) -> str:
        id = before.id_of(field, text) if field in CHOSEN else None
        known = self.context.name_of(field, id) if id else ""
        return text if known in ("", id) else known  # of what is gone, the name that was typed says more than its id

    @property
    def problems(self) -> dict[str, str]:
        """A sentence for each field that is wrong."""
        try:
            self.item()
        except InvalidItem as invalid:
            return invalid.by_field
        return {}

    @property
    def problems_of_filled(self) -> dict[str, str]:
        """The problems of the fields that hold something: an empty field of a new item is no mistake yet."""
        return {field: sentence for field, sentence in self.problems.items() if self.texts.get(field)}

    def item(self) -> ContactItem:
        """What the fields make. Raises InvalidItem."""
        return item_of(self.kind, self.texts, self.stored, self.context)
