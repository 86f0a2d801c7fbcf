"""A list of contacts as plain values, which JSON knows, and back: how the database and the cache hold it."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from kontakt.directory.contacts.contact_list import Contact, ContactList, Hours, Responsibility, Unit
from kontakt.directory.contacts.hours import read_span, written_span

Item = TypeVar("Item", Unit, Contact, Responsibility)


def packed(contacts: ContactList) -> dict[str, Any]:
    """The list without what is empty; ``unpacked`` makes it again."""
    plain = {key: value for key, value in asdict(contacts).items() if value}
    for key in ("units", "contacts", "responsibilities"):
        if key in plain:
            plain[key] = [_packed(each) for each in plain[key]]
    return plain


def unpacked(plain: Mapping[str, Any]) -> ContactList:
    """The list that was packed. Raises ValueError, TypeError or LookupError for anything else."""
    return ContactList(
        municipality=str(plain["municipality"]),
        post=str(plain.get("post", "")),
        units=_unpacked(Unit, plain.get("units", ())),
        contacts=_unpacked(Contact, plain.get("contacts", ())),
        responsibilities=_unpacked(Responsibility, plain.get("responsibilities", ())),
        comment=str(plain.get("comment", "")),
    )


def _packed(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in values.items() if value}
    return plain | {"hours": [written_span(spans) for spans in plain["hours"]]} if "hours" in plain else plain


def _unpacked(kind: type[Item], items: Any) -> tuple[Item, ...]:
    tuples = {field.name for field in fields(kind) if field.type == tuple[str, ...]}
    return tuple(kind(**_values(item, tuples)) for item in items)


def _values(plain: Mapping[str, Any], tuples: set[str]) -> dict[str, Any]:
    return {
        key: _hours(value) if key == "hours" else tuple(value) if key in tuples else value
        for key, value in plain.items()
    }


def _hours(days: list[str]) -> Hours:
    return tuple(read_span(text) or () if text else () for text in days)
