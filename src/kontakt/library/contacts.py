"""Who answers for an article in a municipality, and units and contacts found by their words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Hours, Responsibility, Unit
from kontakt.knowledge.article import Article
from kontakt.search import Index, Place, SearchEntry, fold

_DIGITS = 3
"""From how many digits on a text of digits alone is looked for among the phone numbers."""


_MOST_NAMED = 3
"""How many of one name there may be for a text to name them."""


class AnsweringBy(StrEnum):
    """Why a unit answers for an article, from the closest reason to the widest."""

    ARTICLE = "article"
    """It is responsible for this article."""
    WORDS = "words"
    """It is responsible for words that are the article's title or a keyword of it."""
    OWNER = "owner"
    """The article names it as its owner."""
    THEME = "theme"
    """It is responsible for the article's theme."""


class Answering(NamedTuple):
    """The unit that answers, and its ``contacts`` in the order in which they are tried: the first, then the second.
    ``contact_list`` is where they stand."""

    contact_list: ContactList
    unit: Unit
    contacts: tuple[Contact, ...]
    by: AnsweringBy


class FoundContact(NamedTuple):
    """A unit (``contact`` is None), or a contact in it, that a text was found in. ``municipality`` is a number, None
    for what several share."""

    municipality: str | None
    unit: Unit
    contact: Contact | None = None

    @property
    def unit_key(self) -> str:
        """The unit as an inquiry names it, whoever in it this is: ``4026/byggesak``, ``region/brannvesen``."""
        return f"{self.municipality or REGION}/{self.unit.id}"

    @property
    def key(self) -> str:
        """What tells it from every other unit and contact: ``4026/byggesak``, ``4026/byggesak/kari``."""
        return f"{self.unit_key}/{self.contact.id}" if self.contact else self.unit_key

    def name_in(self, language: str) -> str:
        """Its name; a unit's in this language, else in bokmål."""
        return self.contact.name if self.contact else self.unit.name_in(language)

    @property
    def phone(self) -> str:
        """Its own number, else its unit's."""
        return (self.contact.phone if self.contact else "") or self.unit.phone

    @property
    def hours(self) -> Hours:
        """When it can be reached: its own hours, else its unit's; empty where nobody has said."""
        return (self.contact.hours if self.contact else ()) or self.unit.hours

    @property
    def email(self) -> str:
        """Its own address, else its unit's."""
        return (self.contact.email if self.contact else "") or self.unit.email


class Contacts:
    """The lists of contacts of a region. ``places`` are the names that a text chooses a municipality by."""

    def __init__(self, lists: Sequence[ContactList] = (), places: Iterable[Place] = ()) -> None:
        self.lists = tuple(lists)
        self._places = tuple(places)
        self._by_municipality = {each.municipality: each for each in self.lists}

    def __bool__(self) -> bool:
        """Whether there is anybody at all."""
        return any(each.units for each in self.lists)

    def make_ready(self) -> None:
        """Build what ``find`` looks in, which takes a moment: on a thread, before the screen asks."""
        if self:
            self._index.search("")
            self.named("")

    def answering(self, article: Article, municipality: str | None) -> Answering | None:
        """Who answers for the article in the municipality with this number; None where nobody has said, or without one.

        The closest reason counts (see AnsweringBy); for the same reason the municipality's own list goes before the
        region's."""
        if municipality is None or not self:
            return None
        found = list(self._candidates(article, municipality))
        order = list(AnsweringBy)
        return min(
            found, key=lambda each: (order.index(each.by), each.contact_list.municipality == REGION), default=None
        )

    def tried_for(self, article: Article, municipality: str) -> tuple[FoundContact, ...]:
        """Whom to try for the article in the municipality with this number, one after the other: the contacts who
        answer for it, then their unit."""
        found = self.answering(article, municipality)
        if found is None:
            return ()
        number = _number(found.contact_list)
        contacts = (FoundContact(number, found.unit, each) for each in found.contacts)
        return (*contacts, FoundContact(number, found.unit))

    def _candidates(self, article: Article, municipality: str) -> Iterator[Answering]:
        owner = fold(article.owner)
        labels = {fold(label) for label in (article.title, article.title_nn, *article.keywords, *article.keywords_nn)}
        for each in filter(None, (self._by_municipality.get(municipality), self._by_municipality.get(REGION))):
            units = {
                unit.id: unit for unit in each.units if not unit.municipalities or municipality in unit.municipalities
            }
            for task, words in self._tasks[each.municipality]:
                by = _reason(task, words, article, labels)
                if by and task.unit in units:
                    yield Answering(each, units[task.unit], _contacts(each, task), by)
            for id in self._units_by_name[each.municipality].get(owner, ()):
                if id in units:
                    yield Answering(each, units[id], _contacts_of_unit(each, id, article.theme), AnsweringBy.OWNER)

    @cached_property
    def _tasks(self) -> dict[str, list[tuple[Responsibility, frozenset[str]]]]:
        """By the municipality of the list: responsibilities, each with its words folded."""
        return {
            each.municipality: [(task, frozenset(map(fold, task.words))) for task in each.responsibilities]
            for each in self.lists
        }

    @cached_property
    def _units_by_name(self) -> dict[str, dict[str, list[str]]]:
        """By the municipality of the list: the ids of its units by everything that each is called, folded."""
        names: dict[str, dict[str, list[str]]] = {each.municipality: {} for each in self.lists}
        for each in self.lists:
            for unit in each.units:
                for name in dict.fromkeys(map(fold, filter(None, (unit.name, unit.name_nn, *unit.known_as)))):
                    names[each.municipality].setdefault(name, []).append(unit.id)
        return names

    def find(self, text: str, municipality: str | None = None, limit: int = 10) -> tuple[FoundContact, ...]:
        """Units and contacts by their names, other names, titles, tasks or numbers, the best first. The municipality is
        the one that the text names, else this one (a number; None: all)."""
        if digits := _digits(text):
            found = (each for each in self._entries.values() if digits in _digits(each.phone))
            return tuple(each for each in found if _is_in(each, municipality))[:limit]
        hits = self._index.search(text, municipality, limit).hits
        return tuple(self._entries[hit.id] for hit in hits)

    def named(self, text: str, municipality: str | None = None) -> tuple[FoundContact, ...]:
        """Those that a text names, and nothing else: by the whole name of a unit, another name of it, a contact's name,
        or a whole phone number. The municipality is the one that the text names as well, else this one (a number; None:
        all). None where more than _MOST_NAMED have that name: it names nobody then."""
        if not self:
            return ()
        words = " ".join(word for word in text.split() if not word.startswith("@"))
        if digits := _digits(words):
            own = (digits, f"47{digits}")  # with or without the country
            found = (each for each in self._entries.values() if _digits((each.contact or each.unit).phone) in own)
            return tuple(each for each in found if _is_in(each, municipality))[:_MOST_NAMED]
        folded = fold(words).split()
        possible = [(" ".join(folded), municipality)]
        possible += [
            (" ".join(folded[:at]), number)
            for at in range(1, len(folded))
            if (number := self._numbers_of_places.get(" ".join(folded[at:])))
        ]
        for name, number in possible:
            found_here = tuple(each for each in self._by_name.get(name, ()) if _is_in(each, number))
            if found_here:
                return found_here if len(found_here) <= _MOST_NAMED else ()
        return ()

    @cached_property
    def _numbers_of_places(self) -> dict[str, str]:
        """Municipalities by the folded names of places that choose them."""
        return {" ".join(fold(each.name).split()): each.municipality for each in self._places}

    @cached_property
    def _by_name(self) -> dict[str, list[FoundContact]]:
        """Units and contacts by everything that each is called, folded; a contact also without what follows a comma,
        which is its municipality."""
        found: dict[str, list[FoundContact]] = {}
        for each in self._entries.values():
            unit, contact = each.unit, each.contact
            names = (
                (contact.name, contact.name.partition(",")[0]) if contact else (unit.name, unit.name_nn, *unit.known_as)
            )
            for name in dict.fromkeys(" ".join(fold(name).split()) for name in names if name):
                found.setdefault(name, []).append(each)
        return found

    def tasks_of(self, found: FoundContact) -> tuple[Responsibility, ...]:
        """What a unit answers for, or what a contact is the first or second for."""
        contacts = self._by_municipality.get(found.municipality or REGION)
        id = found.contact.id if found.contact else ""
        return tuple(
            task
            for task in (contacts.responsibilities if contacts else ())
            if (id in (task.first, task.second) if id else task.unit == found.unit.id)
        )

    def post_of(self, municipality: str) -> str:
        """The address of its post office; "" where nobody has said."""
        found = self._by_municipality.get(municipality)
        return found.post if found else ""

    def at_address(self, address: str) -> FoundContact | None:
        """The first unit or contact whose own e-mail address it is; None for a post office's, and for one that stands
        in no list."""
        return next((each for each in self.everybody() if (each.contact or each.unit).email == address), None)

    def lists_address(self, address: str) -> bool:
        """Whether an e-mail address stands in one of the lists: a post office's, a unit's or a contact's."""
        return any(
            address in (each.post, *(unit.email for unit in each.units), *(contact.email for contact in each.contacts))
            for each in self.lists
        )

    def unit(self, key: str) -> FoundContact | None:
        """The unit that an inquiry names by this key; None where it is gone."""
        found = self._entries.get(key)
        return found if found and found.contact is None else None

    def sharing_tasks_with(self, found: FoundContact) -> tuple[FoundContact, ...]:
        """The other contacts who are the first or second for what this one is; firsts before seconds."""
        contacts = self._by_municipality.get(found.municipality or REGION)
        if contacts is None or found.contact is None:
            return ()
        tasks = self.tasks_of(found)
        ids = dict.fromkeys((*(task.first for task in tasks), *(task.second for task in tasks)))
        others = (contacts.contact(id) for id in ids if id and id != found.contact.id)
        return tuple(
            FoundContact(found.municipality, unit, each)
            for each in others
            if each and (unit := contacts.unit(each.unit))
        )

    def everybody(self) -> tuple[FoundContact, ...]:
        """Every unit and every contact, list by list."""
        return tuple(self._entries.values())

    def contacts_in(self, unit: str) -> int:
        """How many contacts the unit with this key has; 0 where it is gone."""
        return sum(f"{each.municipality}/{contact.unit}" == unit for each in self.lists for contact in each.contacts)

    def units_in(self, municipality: str | None) -> tuple[FoundContact, ...]:
        """The units of the municipality with this number, then the shared ones that answer for it; none without one."""
        if municipality is None:
            return ()
        units = (each for each in self._entries.values() if each.contact is None and _is_in(each, municipality))
        return tuple(sorted(units, key=lambda each: each.municipality is None))

    @cached_property
    def _entries(self) -> dict[str, FoundContact]:
        entries = {}
        for each in self.lists:
            number = _number(each)
            units = {unit.id: unit for unit in each.units}
            for unit in units.values():
                found = FoundContact(number, unit)
                entries[found.key] = found
            for contact in each.contacts:
                found = FoundContact(number, units[contact.unit], contact)
                entries[found.key] = found
        return entries

    @cached_property
    def _index(self) -> Index:
        tasks = {
            (each.municipality, id): words
            for each in self.lists
            for id, words in _words_by_id(each.responsibilities).items()
        }
        return Index.build((_entry(id, each, tasks) for id, each in self._entries.items()), self._places)


def _number(contacts: ContactList) -> str | None:
    """The municipality of a list; None for the shared one."""
    return None if contacts.municipality == REGION else contacts.municipality


def _reason(task: Responsibility, words: frozenset[str], article: Article, labels: set[str]) -> AnsweringBy | None:
    """Why this task holds the article, whose ``labels`` are folded as the task's ``words`` are; None where it does
    not."""
    if task.article:
        return AnsweringBy.ARTICLE if task.article in (article.id, *article.redirects) else None
    if task.theme:
        return AnsweringBy.THEME if task.theme == article.theme else None
    return AnsweringBy.WORDS if words & labels else None


def _contacts(contacts: ContactList, task: Responsibility) -> tuple[Contact, ...]:
    return tuple(contact for id in (task.first, task.second) if (contact := contacts.contact(id)))


def _contacts_of_unit(contacts: ContactList, unit: str, theme: str) -> tuple[Contact, ...]:
    """Whom to try in a unit that is named as a whole: those who answer for the theme, else for the first of its
    tasks."""
    tasks = [task for task in contacts.responsibilities if task.unit == unit and task.first]
    task = min(tasks, key=lambda each: each.theme != theme, default=None)
    return _contacts(contacts, task) if task else ()


def _words_by_id(tasks: Iterable[Responsibility]) -> dict[str, tuple[str, ...]]:
    """The words that units and contacts are responsible for, by their ids (a contact's after a slash)."""
    words: dict[str, tuple[str, ...]] = {}
    for task in tasks:
        for id in filter(None, (task.unit, f"/{task.first}" if task.first else "")):
            words[id] = (*words.get(id, ()), *task.words)
    return words


def _entry(id: str, found: FoundContact, tasks: Mapping[tuple[str, str], tuple[str, ...]]) -> SearchEntry:
    municipality, unit = found.municipality or REGION, found.unit
    only = (found.municipality,) if found.municipality else unit.municipalities
    if contact := found.contact:
        words = tasks.get((municipality, f"/{contact.id}"), ())
        return SearchEntry(
            id=id, titles=(contact.name,), keywords=_said((contact.title, unit.name, unit.name_nn, *words)), only=only
        )
    words = tasks.get((municipality, unit.id), ())
    return SearchEntry(
        id=id, titles=_said((unit.name, unit.name_nn)), keywords=_said((*unit.known_as, *words)), only=only
    )


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _is_in(found: FoundContact, municipality: str | None) -> bool:
    numbers = (found.municipality,) if found.municipality else found.unit.municipalities
    return municipality is None or not numbers or municipality in numbers


def _digits(text: str) -> str:
    """The digits of a text that holds nothing but a phone number, or the beginning of one; "" for any other."""
    plain = re.sub(r"[\s+()-]", "", text)
    return plain if plain.isdigit() and len(plain) >= _DIGITS else ""
