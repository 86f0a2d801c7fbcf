"""A unit, a contact or a responsibility as fields of text, the way an editor types it; and what is wrong with them,
field by field."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kontakt.directory.contacts.contact_list import (
    REGION,
    Contact,
    ContactItem,
    ContactList,
    ItemKind,
    Responsibility,
    Unit,
    kind_of,
)
from kontakt.directory.contacts.contact_list_input import InvalidContactList, item_values, make_contact_list
from kontakt.directory.contacts.hours import written_hours
from kontakt.files.text_diff import FieldDifference, differences
from kontakt.files.validation import Problems
from kontakt.knowledge.new_id import new_id
from kontakt.library.names import KnownNames, theme_name, title_of
from kontakt.locale import N_, _
from kontakt.operations.week_text import read_week, week_text
from kontakt.search import fold

Texts = Mapping[str, str]
"""What stands in each field, by its name."""

_LISTS = ("known_as", "words")
"""Fields with an item on each line."""

FIELD_NAMES: Mapping[ItemKind, Mapping[str, str]] = MappingProxyType(
    {
        ItemKind.UNIT: {
            "name": N_("Name"),
            "name_nn": N_("Name in nynorsk"),
            "known_as": N_("Also called"),
            "phone": N_("Phone"),
            "email": N_("E-mail"),
            "hours": N_("Hours"),
            "booking": N_("Booking"),
            "answer_within": N_("Answers within"),
            "municipalities": N_("Municipalities"),
        },
        ItemKind.CONTACT: {
            "name": N_("Name"),
            "title": N_("Position"),
            "unit": N_("Unit"),
            "phone": N_("Phone"),
            "email": N_("E-mail"),
            "hours": N_("Hours"),
        },
        ItemKind.RESPONSIBILITY: {
            "words": N_("Words"),
            "article": N_("Article"),
            "theme": N_("Theme"),
            "unit": N_("Unit"),
            "first": N_("First"),
            "second": N_("Second"),
        },
    }
)
"""The fields of each kind in the order of the screen, and what they are called there."""

CHOSEN = ("unit", "article", "theme", "first", "second")
"""Fields that hold the name of something that there is."""


class InvalidItem(Problems):
    """``by_field`` has a sentence for each field that is wrong."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = dict(by_field)
        super().__init__(self.by_field.values())


@dataclass(frozen=True, slots=True)
class Possible:
    """Something that a field may hold: its id, the ``name`` that stands in the field for it, which no other has, and a
    word about it."""

    id: str
    name: str
    about: str = ""


@dataclass(frozen=True)
class FormContext:
    """What the names in the fields can stand for: what is in the list, and what there is in the region. Articles and
    themes are named in ``language``."""

    contacts: ContactList
    names: KnownNames
    language: str

    def possible(self, field: str) -> tuple[Possible, ...]:
        """What one of the fields CHOSEN may hold, in the order in which it is offered."""
        return self._possible[field]

    @cached_property
    def _possible(self) -> Mapping[str, tuple[Possible, ...]]:
        """By field: asked for at every key, and the region has thousands of articles."""
        return {field: tuple(_told_apart(self._all(field))) for field in CHOSEN}

    @cached_property
    def _ids(self) -> Mapping[str, Mapping[str, str]]:
        """By field, the id that each folded name stands for, and each id for itself."""
        return {
            field: {**{each.id: each.id for each in possible}, **{fold(each.name): each.id for each in possible}}
            for field, possible in self._possible.items()
        }

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {field: {each.id: each.name for each in possible} for field, possible in self._possible.items()}

    def _all(self, field: str) -> list[Possible]:
        units = {each.id: each.name for each in self.contacts.units}
        match field:
            case "unit":
                return [Possible(id, name) for id, name in units.items()]
            case "first" | "second":
                return [Possible(each.id, each.name, units.get(each.unit, "")) for each in self.contacts.contacts]
            case "theme":
                return [Possible(each.id, theme_name(each, self.language)) for each in self.names.themes]
        articles = sorted(self.names.articles.values(), key=lambda each: fold(title_of(each, self.language)))
        return [Possible(each.id, title_of(each, self.language)) for each in articles]

    def name_of(self, field: str, id: str) -> str:
        """What stands in the field for this id; the id itself where there is no such thing."""
        return self._names[field].get(id, id)

    def id_of(self, field: str, name: str) -> str | None:
        """The id that a name in the field stands for; None where there is no such thing."""
        return self._ids[field].get(fold(name.strip()))


def _told_apart(found: list[Possible]) -> Iterator[Possible]:
    times = Counter(fold(each.name) for each in found)
    for each in found:
        once = times[fold(each.name)] == 1
        yield each if once else Possible(each.id, f"{each.name} ({each.id})", each.about)


def fields_of(kind: ItemKind, contacts: ContactList) -> tuple[str, ...]:
    """The fields of such an item in this list: only units that several municipalities share say which ones."""
    return tuple(each for each in FIELD_NAMES[kind] if each != "municipalities" or contacts.municipality == REGION)


def texts_of(kind: ItemKind, item: ContactItem | None, context: FormContext) -> dict[str, str]:
    """The fields of an item that stands; empty ones for none."""
    fields = fields_of(kind, context.contacts)
    return {field: _text(field, getattr(item, field), context) if item else "" for field in fields}


def _text(field: str, value: Any, context: FormContext) -> str:
    if field in CHOSEN:
        return context.name_of(field, value)
    if field == "hours":
        return week_text(value)
    if field == "municipalities":
        return ", ".join(map(context.names.region.name_of, value))
    if field == "answer_within":
        return str(value or "")
    return "\n".join(value) if field in _LISTS else str(value)


def item_of(kind: ItemKind, texts: Texts, before: ContactItem | None, context: FormContext) -> ContactItem:
    """The item that the fields make in this list, in the place of ``before`` (None: a new one). Raises InvalidItem."""
    problems: dict[str, str] = {}
    values: dict[str, Any] = {}
    for field, text in texts.items():
        if not text.strip():
            continue
        try:
            values[field] = _value(field, text, context)
        except ValueError as wrong:
            problems[field] = str(wrong)
    if kind is not ItemKind.RESPONSIBILITY:
        taken = {each.id for each in context.contacts.items(kind) if not isinstance(each, Responsibility)}
        values["id"] = before.id if isinstance(before, Unit | Contact) else new_id(texts["name"], taken)
    try:
        made = _checked(kind, values, before, context)
    except InvalidContactList as invalid:
        found = invalid.first_by(lambda place: str(place[2]) if len(place) > 2 else "")
        of_the_whole = found.pop("", "")
        if of_the_whole and not problems:  # else it follows from a field that is wrong
            found[next(iter(texts))] = of_the_whole
        raise InvalidItem({**found, **problems}) from invalid
    if problems:
        raise InvalidItem(problems)
    return made


def _value(field: str, text: str, context: FormContext) -> Any:
    if field in CHOSEN:
        id = context.id_of(field, text)
        if id is None:
            raise ValueError(_("“{value}” is not among them: F8 lists what there is.").format(value=text.strip()))
        return id
    if field == "hours":
        return written_hours(read_week(text))
    if field == "municipalities":
        return [_number(name, context) for name in text.split(",") if name.strip()]
    return [each for each in text.splitlines() if each.strip()] if field in _LISTS else text


def _number(name: str, context: FormContext) -> str:
    wanted = name.strip()
    for each in context.names.region.municipalities:
        if fold(wanted) == fold(each.name) or wanted == each.number:
            return each.number
    raise ValueError(
        _("“{value}” is no municipality of the region: write names, separated by commas.").format(value=wanted)
    )


def _checked(kind: ItemKind, values: dict[str, Any], before: ContactItem | None, context: FormContext) -> ContactItem:
    """The item, checked beside those that it must fit together with; the whole list would take a moment at every
    key."""
    contacts = context.contacts
    beside: dict[str, list[dict[str, Any]]] = {each.value: [] for each in ItemKind}
    if kind is not ItemKind.UNIT:
        beside[ItemKind.UNIT] = [item_values(each) for each in contacts.units]
    if kind is ItemKind.RESPONSIBILITY:
        beside[ItemKind.CONTACT] = [
            item_values(each) for each in contacts.contacts if each.id in (values.get("first"), values.get("second"))
        ]
    if kind is ItemKind.CONTACT:
        phone = str(values.get("phone", "")).replace(" ", "")
        beside[ItemKind.CONTACT] = [
            item_values(each)
            for each in contacts.contacts
            if each != before and phone and each.phone.replace(" ", "") == phone
        ]
    beside[kind].insert(0, values)
    names = {f"{kind}.{field}": _(name) for field, name in FIELD_NAMES[kind].items()}
    return make_contact_list(beside, contacts.municipality, "", names).items(kind)[0]


def item_differences(
    before: ContactItem | None, after: ContactItem, context: FormContext
) -> tuple[FieldDifference, ...]:
    """The fields that differ between two versions, in the order of the screen; None is one that does not exist."""
    kind = kind_of(after)
    old, new = texts_of(kind, before, context), texts_of(kind, after, context)
    return tuple(
        FieldDifference(field, _(FIELD_NAMES[kind][field]), differences(old[field], new[field]))
        for field in new
        if old[field] != new[field]
    )
