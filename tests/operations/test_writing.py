"""An item while it is being written, and something else happens to it or to what it names."""

from dataclasses import replace

import pytest

from kontakt.directory.contacts.contact_list import Contact, ItemKind, Unit
from kontakt.locale import use_language
from kontakt.operations.form import FormContext
from kontakt.operations.writing import ItemWriting

from .test_overview import TINN, overview

CONTEXT = FormContext(TINN, overview(TINN).names, "nb")
RENAMED = replace(TINN, units=(Unit(id="drift", name="Vei og park"), TINN.units[1]))


@pytest.fixture(autouse=True)
def in_bokmaal() -> None:
    use_language("nb")


def test_what_is_typed_while_it_is_being_saved_stays_in_its_field() -> None:
    vakt = TINN.contacts[0]
    writing = ItemWriting(ItemKind.CONTACT, vakt, CONTEXT)
    writing.change({"title": "vakt", "phone": "35000000"})
    sent, item = writing.texts, writing.item()
    writing.change({"title": "døgnvakt"})
    assert isinstance(item, Contact)
    writing.take_saved(replace(item, phone="35 00 00 00"), sent)
    assert (writing.texts["title"], writing.texts["phone"], writing.is_changed) == ("døgnvakt", "35 00 00 00", True)
    writing.change({"title": "vakt"})
    assert not writing.is_changed


def test_what_a_field_names_is_renamed_with_it_typed_or_stored() -> None:
    writing = ItemWriting(ItemKind.CONTACT, TINN.contacts[0], CONTEXT)
    writing.take_context(FormContext(RENAMED, CONTEXT.names, "nb"))
    assert (writing.texts["unit"], writing.is_changed, writing.problems) == ("Vei og park", False, {})
    writing.change({"unit": "skolekontoret"})
    other = replace(RENAMED, units=(RENAMED.units[0], Unit(id="skole", name="Skole")))
    writing.take_context(FormContext(other, CONTEXT.names, "nb"))
    assert (writing.texts["unit"], writing.is_changed, writing.problems) == ("Skole", True, {})
    writing.take_context(FormContext(replace(other, units=other.units[:1]), CONTEXT.names, "nb"))
    assert (writing.texts["unit"], [*writing.problems]) == ("Skole", ["unit"])  # gone: by the name that it had


def test_names_follow_the_language_of_the_screen() -> None:
    writing = ItemWriting(ItemKind.RESPONSIBILITY, TINN.responsibilities[0], CONTEXT)
    writing.take_context(replace(CONTEXT, language="nn"))
    assert (writing.texts["theme"], writing.is_changed, writing.problems) == ("Veg og trafikk", False, {})
