"""What the operations room's service changes, keeps and takes back, on a real database."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.database import reading
from kontakt.directory.contacts.contact_list import Contact, Responsibility, Unit
from kontakt.directory.contacts.contact_list_input import InvalidContactList
from kontakt.directory.contacts.editing import ItemConflict
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.contacts import FoundContact
from kontakt.operations.service import OperationsService
from kontakt.presence import store as presence
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
DRIFT = Unit(id="drift", name="Teknisk drift")
VAKT = Contact(id="vakt", name="Vakt", unit="drift", phone="35 00 00 00")
LEDER = Contact(id="leder", name="Leder", unit="drift")
VEI = Responsibility(unit="drift", theme="vei", first="vakt", second="leder")


class Editor:
    """One editor's service, and the list of Tinn as it sees it."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.database = LazyEngine(settings, lambda: NOW)
        self.service = OperationsService(replace(settings, agent=name), self.database, clock=lambda: NOW)

    def fills(self) -> None:
        for item in (DRIFT, VAKT, LEDER, VEI):
            self.service.save("4026", item, before=None)

    def everybody(self) -> list[FoundContact]:
        with LazyEngine(self.service.settings, lambda: NOW) as database:
            overview = OperationsService(self.service.settings, database).poll()
        assert overview is not None
        return [*overview.names.contacts.everybody()]

    def read_for(self) -> list[str]:
        """The ids of those whose calendars are read."""
        with reading(self.database.engine) as session:
            return [each.who.contact for each in presence.feeds(session)]

    @property
    def tinn(self) -> list[object]:
        with LazyEngine(self.service.settings, lambda: NOW) as database:
            found = OperationsService(self.service.settings, database).poll().list_of("4026")
        return [*found.units, *found.contacts, *found.responsibilities]


@pytest.fixture
def settings(filled_folder: Path, tmp_path: Path) -> Settings:
    shutil.copytree(filled_folder, tmp_path, dirs_exist_ok=True)
    return Settings(data_dir=tmp_path, agent="kari")


@pytest.fixture
def kari(settings: Settings) -> Iterator[Editor]:
    editor = Editor(settings, "kari")
    yield editor
    editor.database.close()


@pytest.fixture
def ola(settings: Settings) -> Iterator[Editor]:
    editor = Editor(settings, "ola")
    yield editor
    editor.database.close()


def test_items_are_added_changed_and_removed(kari: Editor) -> None:
    kari.fills()
    assert kari.tinn == [DRIFT, VAKT, LEDER, VEI]
    renamed = Contact(id="vakt", name="Døgnvakt", unit="drift")
    kari.service.save("4026", renamed, before=VAKT)
    assert kari.tinn == [DRIFT, renamed, LEDER, VEI]
    kari.service.remove("4026", VEI)
    assert kari.tinn == [DRIFT, renamed, LEDER]


def test_a_change_is_told_once(kari: Editor, ola: Editor) -> None:
    kari.fills()
    assert ola.service.poll() is not None
    assert ola.service.poll() is None
    kari.service.remove("4026", VEI)
    assert ola.service.poll().list_of("4026").responsibilities == ()


def test_the_second_takes_over_what_a_contact_who_goes_was_first_for(kari: Editor) -> None:
    kari.fills()
    kari.service.remove("4026", VAKT)
    assert kari.tinn == [DRIFT, LEDER, Responsibility(unit="drift", theme="vei", first="leder")]


def test_the_calendar_of_who_is_removed_is_read_no_longer_and_the_others_are(kari: Editor) -> None:
    kari.fills()
    for each in [each for each in kari.everybody() if each.contact]:
        kari.service.put_feed(each, "https://kalender.example.invalid/x.ics")
    kari.service.remove("4026", VAKT)
    assert kari.read_for() == ["leder"]


def test_a_calendar_goes_with_a_contact_that_is_taken_back_and_comes_back_with_one(kari: Editor) -> None:
    kari.service.save("4026", DRIFT, before=None)
    kari.service.save("4026", VAKT, before=None)
    (vakt,) = [each for each in kari.everybody() if each.contact]
    kari.service.put_feed(vakt, "https://kalender.example.invalid/x.ics")
    kari.service.remove("4026", VAKT)
    assert kari.read_for() == []
    kari.service.take_back()
    assert kari.read_for() == ["vakt"]
    assert kari.service.take_back() == "Taken back: Saved: Vakt. The calendar of Vakt is read no longer."
    assert kari.read_for() == []


def test_what_is_said_of_an_absence_names_its_days(kari: Editor) -> None:
    kari.fills()
    found = next(each for each in kari.everybody() if each.contact)
    tomorrow = NOW.replace(hour=8) + timedelta(days=1)
    for begins, ends, said in (
        (NOW, tomorrow, "is away until 21 Nov 2026 09:30:"),
        (NOW, NOW.replace(hour=23, minute=0), "is away through 20 Nov 2026:"),
        (tomorrow, tomorrow + timedelta(hours=2), "is away from 21 Nov 2026 09:30 until 21 Nov 2026 11:30:"),
    ):
        assert said in kari.service.say_away(found, (begins, ends))


def test_a_unit_takes_what_hangs_on_it_with_it_and_all_of_it_comes_back(kari: Editor) -> None:
    kari.fills()
    kari.service.remove("4026", DRIFT)
    assert kari.tinn == []
    assert "Teknisk drift" in kari.service.take_back()
    assert kari.tinn == [DRIFT, VAKT, LEDER, VEI]


def test_steps_are_taken_back_one_after_the_other_until_there_is_none(kari: Editor) -> None:
    kari.fills()
    for left in ([DRIFT, VAKT, LEDER], [DRIFT, VAKT], [DRIFT], list[object]()):
        kari.service.take_back()
        assert kari.tinn == left
    with pytest.raises(KontaktError, match="nothing to take back"):
        kari.service.take_back()


def test_what_somebody_else_has_changed_since_is_not_taken_back(kari: Editor, ola: Editor) -> None:
    kari.fills()
    ola.service.save("4026", Unit(id="plan", name="Plan"), before=None)
    with pytest.raises(KontaktError, match="ola has changed the list since"):
        kari.service.take_back()


def test_taking_back_stops_at_what_somebody_else_did_between(kari: Editor, ola: Editor) -> None:
    kari.fills()
    plan = Unit(id="plan", name="Plan")
    ola.service.save("4026", plan, before=None)
    kari.service.remove("4026", VEI)
    kari.service.take_back()
    with pytest.raises(KontaktError, match="kari has changed the list since"):
        kari.service.take_back()
    assert kari.tinn == [DRIFT, plan, VAKT, LEDER, VEI]


def test_two_editors_of_one_item_get_in_each_others_way_and_of_two_items_do_not(kari: Editor, ola: Editor) -> None:
    kari.fills()
    theirs = Contact(id="vakt", name="Døgnvakt", unit="drift")
    ola.service.save("4026", theirs, before=VAKT)
    kari.service.save("4026", Contact(id="leder", name="Fagleder", unit="drift"), before=LEDER)
    mine = Contact(id="vakt", name="Brøytevakt", unit="drift")
    with pytest.raises(ItemConflict) as conflict:
        kari.service.save("4026", mine, before=VAKT)
    assert conflict.value.theirs == theirs
    kari.service.save("4026", mine, before=theirs)
    assert mine in kari.tinn
    with pytest.raises(ItemConflict):
        ola.service.remove("4026", theirs)


def test_a_new_item_whose_id_was_taken_meanwhile_gets_another(kari: Editor, ola: Editor) -> None:
    ola.service.save("4026", DRIFT, before=None)
    assert kari.service.save("4026", DRIFT, before=None).id == "teknisk-drift"


def test_what_does_not_fit_into_the_list_as_it_is_now_stores_nothing(kari: Editor, ola: Editor) -> None:
    kari.fills()
    with pytest.raises(InvalidContactList, match="stands twice"):
        ola.service.save("4026", Contact(id="ny", name="Ny", unit="drift", phone="35000000"), before=None)
    kari.service.remove("4026", DRIFT)
    with pytest.raises(InvalidContactList, match="no unit"):
        ola.service.save("4026", Contact(id="ny", name="Ny", unit="drift"), before=None)
    assert kari.tinn == []
