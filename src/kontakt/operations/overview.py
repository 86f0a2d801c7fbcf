"""The lists of contacts of the region as rows to work through: units, contacts and responsibilities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Responsibility, Unit
from kontakt.library.contacts import FoundContact
from kontakt.library.names import KnownNames, task_names
from kontakt.library.reachable import key_of
from kontakt.library.stored import Stored
from kontakt.presence.absence import Absence, CalendarFeed, ContactKey
from kontakt.presence.presence import Presence


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list of ``municipality`` (a number, or REGION), with how many contacts it has and what it answers
    for."""

    municipality: str
    item: Unit
    contacts: int
    tasks: tuple[Responsibility, ...]

    @property
    def id(self) -> str:
        """What tells this row from every other unit's."""
        return f"{self.municipality}/{self.item.id}"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in the list of ``municipality``, with its unit, and what it is the first or second for."""

    municipality: str
    item: Contact
    unit: Unit
    tasks: tuple[Responsibility, ...]

    @property
    def id(self) -> str:
        """What tells this row from every other contact's."""
        return f"{self.municipality}/{self.item.id}"


@dataclass(frozen=True, slots=True)
class ResponsibilityRow:
    """The responsibility at this ``place`` in the list of ``municipality``, with those who answer for it (None: nobody
    but the unit)."""

    municipality: str
    place: int
    item: Responsibility
    unit: Unit
    first: Contact | None
    second: Contact | None

    @property
    def id(self) -> str:
        """What tells this row from every other responsibility's."""
        return f"{self.municipality}/{self.place}"


@dataclass(frozen=True, slots=True)
class ContactAbsenceRow:
    """An absence of a contact or unit in the list of ``municipality``. ``known_at`` (UTC) is when it was told, or when
    the calendar that it stands in was read the last time."""

    municipality: str
    found: FoundContact
    absence: Absence
    known_at: datetime

    @property
    def id(self) -> str:
        """What tells this row from every other absence's."""
        return str(self.absence.id)


@dataclass(frozen=True, slots=True)
class ContactFeedRow:
    """A calendar, without its address, of a contact or unit in the list of ``municipality``."""

    municipality: str
    found: FoundContact
    feed: CalendarFeed

    @property
    def id(self) -> str:
        """What tells this row from every other calendar's."""
        return str(self.feed.id)


@dataclass(frozen=True)
class ContactsOverview:
    """Every list of contacts as the database has it ``now`` (UTC), the names of what they speak of, and what is known
    of who is there."""

    names: KnownNames
    lists: Mapping[str, ContactList]
    presence: Presence
    now: datetime

    @classmethod
    def of(cls, stored: Stored, now: datetime) -> Self:
        """That of one moment of the database: the lists in the order of the region, the shared one last."""
        order = [*(each.number for each in stored.region.municipalities), REGION]
        lists = sorted(
            stored.contacts,
            key=lambda each: (
                order.index(each.municipality) if each.municipality in order else -1,  # of one that has left
                each.municipality,
            ),
        )
        by_number = {each.municipality: each for each in lists}
        return cls(KnownNames.of(stored), by_number, stored.presence, now)

    def list_of(self, municipality: str) -> ContactList:
        """The list of the municipality with this number, or of the region; an empty one where there is none yet."""
        return self.lists.get(municipality) or ContactList(municipality=municipality)

    @property
    def possible(self) -> tuple[str, ...]:
        """Whose lists there are or can be: those that have left the region first, its members, and the region
        itself."""
        members = [*(each.number for each in self.names.region.municipalities), REGION]
        return tuple(dict.fromkeys([*(each for each in self.lists if each not in members), *members]))

    def has_left(self, municipality: str) -> bool:
        """Whether a list is of a municipality that is not in the region, or not any longer."""
        return municipality != REGION and self.names.region.municipality(municipality) is None

    def names_of_task(self, task: Responsibility, language: str) -> tuple[str, ...]:
        """What a responsibility is for, in this language."""
        return task_names(task, self.names, self.names.themes, language)

    @cached_property
    def units(self) -> tuple[UnitRow, ...]:
        """Every unit, in the order of the lists."""
        return tuple(row for each in self.lists.values() for row in _unit_rows(each))

    @cached_property
    def absences(self) -> tuple[ContactAbsenceRow, ...]:
        """Every absence that has not ended, by contact in the order of the lists, and then by its begin."""
        return tuple(
            ContactAbsenceRow(key.municipality, found, absence, self._known_at(absence))
            for found, key in self._everybody
            for absence in self.presence.absences.get(key, ())
            if absence.ends > self.now
        )

    def _known_at(self, absence: Absence) -> datetime:
        feed = self.presence.feeds.get(absence.who) if absence.feed else None
        return (feed.fetched_at if feed else None) or absence.known_at

    @cached_property
    def feeds(self) -> tuple[ContactFeedRow, ...]:
        """Every calendar, in the order of the lists."""
        return tuple(
            ContactFeedRow(key.municipality, found, self.presence.feeds[key])
            for found, key in self._everybody
            if key in self.presence.feeds
        )

    @property
    def _everybody(self) -> Iterator[tuple[FoundContact, ContactKey]]:
        return ((found, key_of(found)) for found in self.names.contacts.everybody())

    @cached_property
    def contacts(self) -> tuple[ContactRow, ...]:
        """Every contact, in the order of the lists."""
        return tuple(row for each in self.lists.values() for row in _contact_rows(each))

    @cached_property
    def responsibilities(self) -> tuple[ResponsibilityRow, ...]:
        """Every responsibility, in the order of the lists."""
        return tuple(row for each in self.lists.values() for row in _responsibility_rows(each))


def _unit_rows(contacts: ContactList) -> Iterator[UnitRow]:
    for unit in contacts.units:
        count = sum(each.unit == unit.id for each in contacts.contacts)
        tasks = tuple(each for each in contacts.responsibilities if each.unit == unit.id)
        yield UnitRow(contacts.municipality, unit, count, tasks)


def _contact_rows(contacts: ContactList) -> Iterator[ContactRow]:
    units = {each.id: each for each in contacts.units}
    tasks: dict[str, list[Responsibility]] = {}
    for task in contacts.responsibilities:
        for id in filter(None, (task.first, task.second)):
            tasks.setdefault(id, []).append(task)
    for contact in contacts.contacts:
        yield ContactRow(contacts.municipality, contact, units[contact.unit], tuple(tasks.get(contact.id, ())))


def _responsibility_rows(contacts: ContactList) -> Iterator[ResponsibilityRow]:
    units = {each.id: each for each in contacts.units}
    people = {each.id: each for each in contacts.contacts}
    for place, task in enumerate(contacts.responsibilities):
        first, second = people.get(task.first), people.get(task.second)
        yield ResponsibilityRow(contacts.municipality, place, task, units[task.unit], first, second)
