"""What people give for a list of contacts, checked before it becomes one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from kontakt.directory.contacts.contact_list import Contact, ContactItem, ContactList, ItemKind, Responsibility, Unit
from kontakt.directory.contacts.hours import hours_of, read_span, written_hours
from kontakt.files.validation import (
    AS_IN_FILES,
    MunicipalityNumber,
    PeoplesInput,
    Place,
    PlacedProblems,
    Slug,
    Unique,
    can_be_said,
    explained,
    one_line,
    web_address_or_id,
)
from kontakt.locale import _
from kontakt.privacy import holds_private_number

Line = Annotated[str, AfterValidator(one_line(200))]
Words = Annotated[str, AfterValidator(one_line(100)), AfterValidator(can_be_said)]
MOST_CONTACTS = 5_000
LONGEST_ANSWER = 30
"""In working days."""


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9]([0-9 ]{0,18}[0-9])?", text):
        raise PydanticCustomError("phone", "phone")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"(?!\.)(?!.*\.[.@])[^\s@<>,;:\"\\]{1,64}@[A-Za-z0-9æøåÆØÅ.-]+\.[A-Za-z]{2,}", text):
        raise PydanticCustomError("email", "email")
    return text


def _span(value: object) -> object:
    spans = read_span(value) if isinstance(value, str) else None
    if spans is None:
        raise PydanticCustomError("hours", "hours")
    return spans


Phone = Annotated[str, AfterValidator(one_line(30)), AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(one_line(200)), AfterValidator(_email)]
Booking = Annotated[str, AfterValidator(web_address_or_id("kontakt:"))]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WeekHours = dict[Weekday, Annotated[tuple[tuple[time, time], ...], BeforeValidator(_span)]]


class UnitInput(PeoplesInput):
    id: Slug
    name: Line
    name_nn: Line | None = None
    known_as: Annotated[tuple[Words, ...], Field(max_length=50), Unique] = ()
    phone: Phone | None = None
    email: Email | None = None
    booking: Booking | None = None
    hours: WeekHours = Field(default_factory=dict)
    answer_within: Annotated[int, Field(ge=1, le=LONGEST_ANSWER)] | None = None
    municipalities: Annotated[tuple[MunicipalityNumber, ...], Field(max_length=400), Unique] = ()


class ContactInput(PeoplesInput):
    id: Slug
    name: Line
    unit: Slug
    title: Line | None = None
    phone: Phone | None = None
    email: Email | None = None
    hours: WeekHours = Field(default_factory=dict)


class ResponsibilityInput(PeoplesInput):
    article: Slug | None = None
    theme: Slug | None = None
    words: Annotated[tuple[Words, ...], Field(max_length=50), Unique] = ()
    unit: Slug
    first: Slug | None = None
    second: Slug | None = None


class ContactListInput(PeoplesInput):
    post: Email | None = None
    units: Annotated[tuple[UnitInput, ...], Field(max_length=MOST_CONTACTS)] = ()
    contacts: Annotated[tuple[ContactInput, ...], Field(max_length=MOST_CONTACTS)] = ()
    responsibilities: Annotated[tuple[ResponsibilityInput, ...], Field(max_length=MOST_CONTACTS)] = ()


class InvalidContactList(PlacedProblems):
    """What is wrong with a list of contacts that somebody gave."""


def make_contact_list(
    values: Mapping[str, Any], municipality: str, comment: str = "", names: Mapping[str, str] = AS_IN_FILES
) -> ContactList:
    """The list that a person's values make, normalised; ``names`` are what the person knows its fields as, such as
    ``contacts.phone``. Raises InvalidContactList."""
    try:
        valid = ContactListInput.model_validate(values)
    except ValidationError as error:
        models = (ContactListInput, UnitInput, ContactInput, ResponsibilityInput)
        keys = dict.fromkeys(key for model in models for key in model.model_fields)
        raise InvalidContactList(explained(error, keys, names)) from error
    if problems := [*_twice(valid, names), *_unknown(valid), *_unclear(valid, names), *_private(valid)]:
        raise InvalidContactList(problems)
    return ContactList(
        municipality=municipality,
        post=valid.post or "",
        units=tuple(Unit(**_plain(each)) for each in valid.units),
        contacts=tuple(Contact(**_plain(each)) for each in valid.contacts),
        responsibilities=tuple(Responsibility(**_plain(each)) for each in valid.responsibilities),
        comment=comment,
    )


def values_of(contacts: ContactList) -> dict[str, Any]:
    """What ``make_contact_list`` makes this list of."""
    post = {"post": contacts.post} if contacts.post else {}
    return post | {kind.value: [item_values(each) for each in contacts.items(kind)] for kind in ItemKind}


def item_values(item: ContactItem) -> dict[str, Any]:
    """What a person would give for this item: what it has, hours by the days of the week."""
    values = {key: value for key, value in asdict(item).items() if value}
    return values | {"hours": written_hours(values["hours"])} if "hours" in values else values


def _plain(item: PeoplesInput) -> dict[str, Any]:
    """Its values without those that nobody gave."""
    values = {key: value for key, value in dict(item).items() if value}
    return values | {"hours": hours_of(values["hours"])} if "hours" in values else values


def _twice(valid: ContactListInput, names: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    """What may stand once: ids of units and contacts, names of units, numbers of contacts."""
    for key, items, field in (
        ("units", valid.units, "id"),
        ("contacts", valid.contacts, "id"),
        ("contacts", valid.contacts, "phone"),
    ):
        seen: set[str] = set()
        for at, item in enumerate(items):
            value = getattr(item, field)
            if value and value.replace(" ", "") in seen:
                text = _("{field} “{value}” stands twice: correct one of them, or take it out.")
                yield (key, at, field), text.format(field=names.get(f"{key}.{field}", field), value=value)
            seen.add((value or "").replace(" ", ""))


def _unknown(valid: ContactListInput) -> Iterator[tuple[Place, str]]:
    """Ids that lead nowhere."""
    units, contacts = ({each.id for each in items} for items in (valid.units, valid.contacts))
    for at, contact in enumerate(valid.contacts):
        if contact.unit not in units:
            yield ("contacts", at, "unit"), _no_unit(contact.unit)
    for at, task in enumerate(valid.responsibilities):
        if task.unit not in units:
            yield ("responsibilities", at, "unit"), _no_unit(task.unit)
        for field in ("first", "second"):
            if (id := getattr(task, field)) and id not in contacts:
                text = _("there is no contact with the id “{id}” in this list: correct it, or add the contact.")
                yield ("responsibilities", at, field), text.format(id=id)


def _no_unit(id: str) -> str:
    text = _("there is no unit with the id “{id}” in this list: correct it, or add the unit.")
    return text.format(id=id)


def _unclear(valid: ContactListInput, names: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    """Responsibilities for nothing, or for several things at once, and a second who is the first."""
    called = {field: names.get(f"responsibilities.{field}", field) for field in ("first", "second")}
    for at, task in enumerate(valid.responsibilities):
        if sum(map(bool, (task.article, task.theme, task.words))) != 1:
            text = _("a responsibility is for an article, a theme or words: give one of the three.")
            yield ("responsibilities", at), text
        if task.second and task.second == task.first:
            text = _("“{first}” and “{second}” are the same, “{id}”: take the second out, or name another contact.")
            yield ("responsibilities", at, "second"), text.format(id=task.second, **called)
        if task.second and not task.first:
            text = _("there is a “{second}”, but no “{first}”: move it there.")
            yield ("responsibilities", at, "second"), text.format(**called)


def _private(valid: ContactListInput) -> Iterator[tuple[Place, str]]:
    """Identity numbers, bank accounts and cards; a phone number is what a list is for."""
    for key, items in (
        ("units", valid.units),
        ("contacts", valid.contacts),
        ("responsibilities", valid.responsibilities),
    ):
        for at, item in enumerate(items):
            for field, value in item:
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str) and holds_private_number(text):
                        yield (key, at, field), private_number()


def private_number() -> str:
    return _("An identity number, a bank account or a card stands here: take it out.")
