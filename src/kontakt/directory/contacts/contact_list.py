"""Whom callers are put through to: the units of a municipality or of the region, their contacts, and who answers for
what."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TypeAlias

REGION = "region"
"""In the place of a municipality's number: the list of what several municipalities share."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Hours: TypeAlias = tuple[tuple[tuple[time, time], ...], ...]
"""For each day of the week, Monday first: from when to when somebody is there, in Oslo. Empty where nobody has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An office that answers for tasks. ``known_as`` are other names of it, such as articles call their owner.
    ``answer_within`` is in how many working days it deals with a message; 0 where nobody has said. ``municipalities``
    are those that a unit of the region's list answers for; empty: all of them."""

    id: str
    name: str
    name_nn: str = ""
    known_as: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    booking: str = ""
    hours: Hours = ()
    answer_within: int = 0
    municipalities: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """Its name in this language, else in bokmål."""
        return (self.name_nn if language == "nn" else "") or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or a function in the unit with the id ``unit``. Without ``hours`` of its own, those of the unit hold."""

    id: str
    name: str
    unit: str
    title: str = ""
    phone: str = ""
    email: str = ""
    hours: Hours = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """A task, given as an article, a theme (ids) or ``words``, that the unit answers for: one of the three. ``first``
    and ``second`` are ids of contacts, "" for none: then the caller is put through to the unit."""

    unit: str
    article: str = ""
    theme: str = ""
    words: tuple[str, ...] = ()
    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactList:
    """What the municipality with this number has, or what several share (REGION in the place of a number). ``post`` is
    the address of the municipality's post office (postmottak); ``comment`` is what people wrote above it all, for
    people."""

    municipality: str
    post: str = ""
    units: tuple[Unit, ...] = ()
    contacts: tuple[Contact, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    comment: str = ""

    def items(self, kind: "ItemKind") -> "tuple[ContactItem, ...]":
        """The units, the contacts or the responsibilities."""
        items: tuple[ContactItem, ...] = getattr(self, kind)
        return items

    def unit(self, id: str) -> Unit | None:
        return next((each for each in self.units if each.id == id), None)

    def contact(self, id: str) -> Contact | None:
        return next((each for each in self.contacts if each.id == id), None)


ContactItem: TypeAlias = Unit | Contact | Responsibility
"""What a list consists of."""


class ItemKind(StrEnum):
    """The kinds of what a list consists of, by the names that they have in it."""

    UNIT = "units"
    CONTACT = "contacts"
    RESPONSIBILITY = "responsibilities"


def kind_of(item: ContactItem) -> ItemKind:
    match item:
        case Unit():
            return ItemKind.UNIT
        case Contact():
            return ItemKind.CONTACT
        case Responsibility():
            return ItemKind.RESPONSIBILITY
