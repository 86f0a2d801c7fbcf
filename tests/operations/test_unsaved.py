"""What was typed of an item and not saved comes back as it was, over the item that it was typed over."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from kontakt.directory.contacts.contact_list import Contact, ContactItem, ContactList, Responsibility, Unit, kind_of
from kontakt.directory.region import Municipality, Region
from kontakt.library.contacts import Contacts
from kontakt.library.names import KnownNames
from kontakt.operations.form import FormContext
from kontakt.operations.unsaved import KEPT_FOR, unsaved_items
from kontakt.operations.writing import ItemWriting

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
HOURS = (((time(9), time(15, 30)),), *((),) * 6)
UNIT = Unit(id="drift", name="Teknisk drift", known_as=("drift",), hours=HOURS)
VAKT = Contact(id="vakt", name="Vakt [/ ny]", unit="drift", title="vakt", hours=HOURS)
TASK = Responsibility(unit="drift", words=("brøyting", "veilys"), first="vakt")
TINN = ContactList(municipality="4026", units=(UNIT,), contacts=(VAKT,), responsibilities=(TASK,))


@pytest.fixture
def context() -> FormContext:
    region = Region("R", (Municipality(number="4026", name="Tinn"),))
    return FormContext(TINN, KnownNames({}, {}, region, (), Contacts((TINN,))), "nb")


@pytest.mark.parametrize("item", [UNIT, VAKT, TASK], ids=kind_of)
def test_it_is_gone_on_with_over_the_item_as_it_was(tmp_path: Path, context: FormContext, item: ContactItem) -> None:
    kept = unsaved_items(tmp_path / "unsaved", agent="kari", clock=lambda: NOW)
    writing = ItemWriting(kind_of(item), item, context)
    field = writing.fields[-1]
    writing.change({field: "halvskrevet [/ 7"})
    kept.keep(kept.new_name(writing.form.id), writing.form, writing.revision)
    (unsaved,) = unsaved_items(tmp_path / "unsaved", agent="kari", clock=lambda: NOW).of(writing.form.id)
    resumed = ItemWriting.resume(unsaved, context)
    assert (resumed.stored, resumed.texts, resumed.is_typed) == (item, writing.texts, True)
    resumed.drop_changes()
    assert not resumed.is_typed


def test_it_is_offered_to_whoever_typed_it_and_deleted_after_two_weeks(tmp_path: Path, context: FormContext) -> None:
    writing = ItemWriting(kind_of(VAKT), VAKT, context)
    kari = unsaved_items(tmp_path / "unsaved", agent="kari", clock=lambda: NOW)
    kari.keep(kari.new_name(writing.form.id), writing.form, writing.revision)
    kari.close()
    (text,) = kari.all()
    assert kari.is_own(text)
    assert not unsaved_items(tmp_path / "unsaved", agent="ola", clock=lambda: NOW).is_own(text)
    assert unsaved_items(tmp_path / "unsaved", agent="ola", clock=lambda: NOW + KEPT_FOR).all() == (text,)
    assert unsaved_items(tmp_path / "unsaved", agent="ola", clock=lambda: NOW + KEPT_FOR * 1.01).all() == ()
    assert kari.all() == ()
