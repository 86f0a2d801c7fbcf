"""What was typed of units, contacts and responsibilities, and not saved yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from kontakt.directory.contacts.contact_list import Contact, ContactItem, ItemKind, Responsibility, Unit
from kontakt.files.unsaved import Unsaved, UnsavedForms


@dataclass(frozen=True, slots=True)
class ItemForm:
    """The ``texts`` of an item in the list of ``municipality``, typed over the item as it was ``before`` (None: a new
    one)."""

    municipality: str
    kind: ItemKind
    before: Unit | Contact | Responsibility | None
    texts: Mapping[str, str]

    @property
    def id(self) -> str:
        return item_id(self.municipality, self.kind, self.before)


KEPT_FOR = timedelta(days=14)
"""For how long what was typed of people and not saved stays on the disk."""

UnsavedItem: TypeAlias = Unsaved[ItemForm]
UnsavedItems: TypeAlias = UnsavedForms[ItemForm]


def unsaved_items(folder: Path, *, agent: str, clock: Callable[[], datetime]) -> UnsavedItems:
    return UnsavedForms(folder, ItemForm, agent=agent, clock=clock, kept_for=KEPT_FOR)


def item_id(municipality: str, kind: ItemKind, item: ContactItem | None) -> str:
    """What tells an item from every other; all new ones of a kind in one list have the same."""
    if isinstance(item, Responsibility):
        what = " ".join((item.unit, item.article, item.theme, *item.words))
    else:
        what = item.id if item else ""
    return f"{municipality}/{kind}/{what}"
