"""One editor's change to one unit, contact or responsibility: stored only over what the editor had before them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import (
    Contact,
    ContactItem,
    ContactList,
    Responsibility,
    Unit,
    kind_of,
)
from kontakt.directory.contacts.contact_list_input import make_contact_list, values_of
from kontakt.errors import KontaktError
from kontakt.locale import _


class ItemConflict(KontaktError):
    """Somebody else has changed the same item meanwhile. ``theirs`` is what it is now (None: it was removed, or is a
    responsibility that was changed), ``by`` who changed the list last."""

    def __init__(self, theirs: ContactItem | None, by: str) -> None:
        self.theirs = theirs
        self.by = by
        text = _("{name} has changed this meanwhile: look at both versions, and save again.")
        super().__init__(text.format(name=by))


def put_item(
    session: Session,
    municipality: str,
    item: ContactItem | None,
    *,
    before: ContactItem | None,
    by: str,
    at: datetime,
    names: Mapping[str, str],
) -> ContactList:
    """Store one item in the place of ``before``, which is what the editor had before them (None: a new one, put last;
    an ``item`` of None removes it, see ``without``). What others have changed elsewhere in the list stays. The list as
    it is then; ``at`` is timezone-aware, ``names`` are what the editor knows the fields as.

    Raises ItemConflict where the item is not as it was before, InvalidContactList where it does not fit into the list.
    ``session`` is one that no other writer overlaps with.
    """
    contacts = store.list_of(session, municipality) or ContactList(municipality=municipality)
    if before is not None and (now := standing(contacts, before)) != before:
        newest = store.newest(session, municipality)
        raise ItemConflict(now, newest.by if newest else "")
    if item is None:
        changed = without(contacts, before) if before else contacts
    else:
        changed = _with(contacts, item, before)
        make_contact_list(values_of(changed), municipality, contacts.comment, names)
    store.save(session, changed, by=by, at=at)
    return changed


def standing(contacts: ContactList, before: ContactItem) -> ContactItem | None:
    """What this item is in the list now: the one with its id; of a responsibility, which has none, the same one. None
    where there is none."""
    items = contacts.items(kind_of(before))
    if isinstance(before, Responsibility):
        return before if before in items else None
    return next((each for each in items if not isinstance(each, Responsibility) and each.id == before.id), None)


def _with(contacts: ContactList, item: ContactItem, before: ContactItem | None) -> ContactList:
    kind = kind_of(item)
    items = list(contacts.items(kind))
    if before is None:
        items.append(item)
    else:
        items[items.index(before)] = item
    return replace(contacts, **{kind.value: tuple(items)})  # type: ignore[arg-type]  # the items of its own kind


def without(contacts: ContactList, item: ContactItem) -> ContactList:
    """The list without this item. A unit takes its contacts and what it answers for with it; where a contact goes who
    was the first for something, the second becomes the first."""
    match item:
        case Unit():
            gone = {each.id for each in contacts.contacts if each.unit == item.id}
            kept = replace(
                contacts,
                units=tuple(each for each in contacts.units if each.id != item.id),
                contacts=tuple(each for each in contacts.contacts if each.unit != item.id),
                responsibilities=tuple(each for each in contacts.responsibilities if each.unit != item.id),
            )
            return _handed_on(kept, gone)
        case Contact():
            kept = replace(contacts, contacts=tuple(each for each in contacts.contacts if each.id != item.id))
            return _handed_on(kept, {item.id})
        case Responsibility():
            items = list(contacts.responsibilities)
            items.remove(item)
            return replace(contacts, responsibilities=tuple(items))


def _handed_on(contacts: ContactList, gone: set[str]) -> ContactList:
    """The list, where nobody who is gone answers for anything."""

    def task(each: Responsibility) -> Responsibility:
        first, second = (*(id for id in (each.first, each.second) if id and id not in gone), "", "")[:2]
        return replace(each, first=first, second=second)

    return replace(contacts, responsibilities=tuple(map(task, contacts.responsibilities)))
