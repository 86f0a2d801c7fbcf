"""Units, contacts and responsibilities as an editor types them."""

from datetime import time

import pytest

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, ItemKind, Responsibility, Unit
from kontakt.locale import use_language
from kontakt.operations.form import FormContext, InvalidItem, fields_of, item_differences, item_of, texts_of
from kontakt.operations.week_text import read_week, week_text

from .test_overview import TINN, overview

CONTEXT = FormContext(TINN, overview(TINN).names, "nb")


@pytest.fixture(autouse=True)
def in_bokmaal() -> None:
    use_language("nb")


@pytest.mark.parametrize("kind", ItemKind)
def test_every_item_of_a_list_is_what_its_fields_make(kind: ItemKind) -> None:
    for item in TINN.items(kind):
        if item != TINN.responsibilities[-1]:  # of an article that there is not
            assert item_of(kind, texts_of(kind, item, CONTEXT), item, CONTEXT) == item


def test_a_responsibility_for_an_article_that_is_gone_says_so() -> None:
    texts = texts_of(ItemKind.RESPONSIBILITY, TINN.responsibilities[-1], CONTEXT)
    with pytest.raises(InvalidItem) as wrong:
        item_of(ItemKind.RESPONSIBILITY, texts, TINN.responsibilities[-1], CONTEXT)
    assert wrong.value.by_field == {"article": "«borte» er ikke blant dem: F8 viser hva som finnes."}


def test_a_new_item_gets_an_id_from_its_name_that_is_not_taken() -> None:
    empty = texts_of(ItemKind.UNIT, None, CONTEXT)
    assert item_of(ItemKind.UNIT, empty | {"name": "Drift"}, None, CONTEXT) == Unit(id="drift-2", name="Drift")


def test_how_long_a_unit_takes_to_answer_is_a_number_or_nothing() -> None:
    empty = texts_of(ItemKind.UNIT, None, CONTEXT)
    unit = item_of(ItemKind.UNIT, empty | {"name": "Plan", "answer_within": " 3 "}, None, CONTEXT)
    assert (unit.answer_within, texts_of(ItemKind.UNIT, unit, CONTEXT)["answer_within"]) == (3, "3")
    assert empty["answer_within"] == ""


def test_names_in_a_field_are_found_whatever_their_case_and_by_id() -> None:
    empty = texts_of(ItemKind.RESPONSIBILITY, None, CONTEXT)
    texts = empty | {"theme": "vei OG trafikk", "unit": "teknisk drift", "first": "vakt", "second": "LEDER"}
    made = Responsibility(theme="vei", unit="drift", first="vakt", second="leder")
    assert item_of(ItemKind.RESPONSIBILITY, texts, None, CONTEXT) == made


@pytest.mark.parametrize(
    ("kind", "texts", "field", "sentence"),
    [
        (ItemKind.UNIT, {"email": "ikke en adresse", "name": "X"}, "email", "er ingen e-postadresse"),
        (ItemKind.UNIT, {"phone": "ring oss", "name": "X"}, "phone", "er ikke et telefonnummer"),
        (ItemKind.UNIT, {"name": " "}, "name", "Navn"),
        (ItemKind.UNIT, {"name": "X", "hours": "når som helst"}, "hours", "man.–fre. 09:00-15:00"),
        (ItemKind.UNIT, {"name": "X", "answer_within": "snart"}, "answer_within", "skriv et helt tall"),
        (ItemKind.CONTACT, {"name": "X", "unit": "Plan"}, "unit", "F8"),
        (ItemKind.CONTACT, {"name": "X"}, "unit", "Enhet"),
        (ItemKind.RESPONSIBILITY, {"unit": "Teknisk drift"}, "words", "ett av de tre"),
        (ItemKind.RESPONSIBILITY, {"unit": "Teknisk drift", "words": "a", "theme": "vei"}, "words", "ett av de tre"),
        (
            ItemKind.RESPONSIBILITY,
            {"unit": "Teknisk drift", "words": "a", "first": "Leder", "second": "Leder"},
            "second",
            "den samme",
        ),
        (
            ItemKind.RESPONSIBILITY,
            {"unit": "Teknisk drift", "words": "a", "second": "Leder"},
            "second",
            "ikke i «Først»",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(kind: ItemKind, texts: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(InvalidItem) as wrong:
        item_of(kind, texts_of(kind, None, CONTEXT) | texts, None, CONTEXT)
    assert [*wrong.value.by_field] == [field]
    assert sentence in wrong.value.by_field[field]


def test_the_same_number_twice_is_refused_in_whatever_way_it_is_written() -> None:
    contacts = ContactList(
        municipality="4026", units=TINN.units, contacts=(Contact(id="a", name="A", unit="drift", phone="35 00 00 00"),)
    )
    context = FormContext(contacts, CONTEXT.names, "nb")
    texts = texts_of(ItemKind.CONTACT, None, context) | {"name": "B", "unit": "Teknisk drift", "phone": "35000000"}
    with pytest.raises(InvalidItem) as wrong:
        item_of(ItemKind.CONTACT, texts, None, context)
    assert "to ganger" in wrong.value.by_field["phone"]
    item = contacts.contacts[0]
    assert item_of(ItemKind.CONTACT, texts_of(ItemKind.CONTACT, item, context), item, context) == item


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    same = (Contact(id="a", name="Vakt", unit="drift"), Contact(id="b", name="Vakt", unit="skole"))
    context = FormContext(ContactList(municipality="4026", units=TINN.units, contacts=same), CONTEXT.names, "nb")
    assert [each.name for each in context.possible("first")] == ["Vakt (a)", "Vakt (b)"]
    assert context.id_of("first", context.name_of("first", "b")) == "b"


def test_only_shared_units_say_for_which_municipalities() -> None:
    shared = FormContext(ContactList(municipality=REGION), CONTEXT.names, "nb")
    assert "municipalities" not in fields_of(ItemKind.UNIT, TINN)
    texts = texts_of(ItemKind.UNIT, None, shared) | {"name": "Avfall", "municipalities": "tinn, 4005"}
    made = item_of(ItemKind.UNIT, texts, None, shared)
    assert made == Unit(id="avfall", name="Avfall", municipalities=("4026", "4005"))
    assert texts_of(ItemKind.UNIT, made, shared)["municipalities"] == "Tinn, Notodden"
    with pytest.raises(InvalidItem, match="ingen kommune"):
        item_of(ItemKind.UNIT, texts | {"municipalities": "Oslo"}, None, shared)


def test_the_fields_that_differ_are_named_as_on_the_screen() -> None:
    before = TINN.units[0]
    after = Unit(id="drift", name="Teknisk drift", phone="35 00 00 00", known_as=("veg",))
    assert [each.label for each in item_differences(before, after, CONTEXT)] == ["Kalles også", "Telefon"]


WEEK = "man.–ons. 09:00-11:30, 12:00-15:00\nfre. 08:00-14:00"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_hours_are_read_as_they_are_written(language: str) -> None:
    hours = read_week(WEEK)
    use_language(language)
    assert read_week(week_text(hours)) == hours
    assert week_text(()) == ""
    assert read_week("\n") == ()


def test_hours_are_read_as_people_write_them() -> None:
    use_language("nb")
    assert week_text(read_week("Mandag - onsdag: 9.00–11:30, 12:00-15:00\nfredag 8:00-14:00")) == WEEK
    assert read_week("tysdag 09:00-15:00")[1] == ((time(9), time(15)),)


@pytest.mark.parametrize(
    "text",
    ["man 9", "xyz 09:00-15:00", "fre.–man. 09:00-15:00", "man 15:00-09:00", "man. 09:00-10:00\nman 11:00-12:00"],
)
def test_hours_that_are_none_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_week(text)
