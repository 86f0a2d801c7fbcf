"""Units, contacts and responsibilities are added, changed and removed with the keys; nothing that is typed is lost."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from kontakt.directory.contacts.contact_list import Contact, ContactItem, ContactList, Responsibility, Unit
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.operations.service import OperationsService
from kontakt.settings import Settings
from kontakt.tui import service_link
from kontakt.tui.operations.item_screen import ItemScreen
from kontakt.tui.operations.service_link import OperationsLink
from kontakt.tui.service_link import ServiceLink
from kontakt.tui.widgets.field import Field

from ..conftest import NOW
from .conftest import SHARED, TINN, AtRoom, Visit, stored_list

pytestmark = pytest.mark.long

DRIFT, VAKT = TINN.units[0], TINN.contacts[0]


@pytest.fixture
def ola(settings: Settings) -> Iterator[OperationsService]:
    with LazyEngine(settings, lambda: NOW) as database:
        yield OperationsService(replace(settings, agent="ola"), database, clock=lambda: NOW)


async def opened(visit: Visit, *keys: str) -> ItemScreen:
    """The page that these keys open."""
    await visit.press(*keys)
    await visit.until(lambda: isinstance(visit.app.screen, ItemScreen))
    await visit.pilot.pause()
    assert isinstance(visit.app.screen, ItemScreen)
    return visit.app.screen


async def fill(visit: Visit, field: str, text: str) -> None:
    """Put a text into a field, in the place of what stands there."""
    found = next(each for each in visit.app.screen.query(Field) if each.name == field)
    found.take_focus()
    await visit.press("ctrl+home", *["ctrl+k"] * 3)
    await visit.type(text)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)], ids=str)
async def test_a_contact_s_number_is_corrected(at_room: AtRoom, settings: Settings, size: tuple[int, int]) -> None:
    async with at_room(size, TINN) as visit:
        await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "phone", "35 00 00 99")
        assert "ikke lagret" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        assert stored_list(settings).contacts[0] == replace(VAKT, phone="35 00 00 99")
        await visit.press("escape")
        await visit.sees("35 00 00 99")


async def test_a_unit_a_contact_and_a_responsibility_begin_in_a_municipality_without_a_list(
    at_room: AtRoom, settings: Settings
) -> None:
    async with at_room() as visit:
        await opened(visit, "ctrl+n", *"tinn", "enter")
        assert "En ny enhet, Tinn" in visit.screen
        await fill(visit, "name", "Byggesak")
        await fill(visit, "hours", "man.-fre. 9:00-15:00")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        await visit.press("escape")
        await visit.sees("man.–fre. 09–15")
        await opened(visit, "f3", "ctrl+n", *"tinn", "enter")
        await fill(visit, "name", "Saksbehandler")
        await visit.press("tab", "tab", "f8", "enter", "ctrl+s")
        await visit.sees("Lagret")
        await visit.press("escape")
        await opened(visit, "f4", "ctrl+n", *"tinn", "enter")
        await visit.type("garasje")
        await visit.press("enter")
        await visit.type("tilbygg")
        await fill(visit, "unit", "byggesak")
        await fill(visit, "first", "saksbehandler")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
    found = stored_list(settings)
    assert found.contacts == (Contact(id="saksbehandler", name="Saksbehandler", unit="byggesak"),)
    task = Responsibility(unit="byggesak", words=("garasje", "tilbygg"), first="saksbehandler")
    assert found.responsibilities == (task,)


async def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stands(
    at_room: AtRoom, settings: Settings
) -> None:
    async with at_room((120, 36), TINN) as visit:
        await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "phone", "35000001")
        assert "står to ganger" in visit.screen
        await visit.press("ctrl+s")
        assert "35000001" in visit.screen
        assert stored_list(settings) == TINN
        await visit.press("escape", "escape")
        assert "35000001" in visit.screen
        await visit.press("escape", "2")
        assert not isinstance(visit.app.screen, ItemScreen)


async def test_what_is_typed_while_it_saves_stands_and_a_second_save_waits(
    at_room: AtRoom, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_save, saves, save = Event(), [], OperationsService.save

    def slow(service: OperationsService, *values: Any, **named: Any) -> ContactItem:
        saves.append(values)
        may_save.wait(30)
        return save(service, *values, **named)

    monkeypatch.setattr(OperationsService, "save", slow)
    async with at_room((120, 36), TINN) as visit:
        page = await opened(visit, "f3", "ctrl+n", *"tinn", "enter")
        await fill(visit, "name", "Vaktmester")
        await visit.press("tab", "tab", "f8", "enter", "ctrl+s", "ctrl+s")
        await fill(visit, "title", "ny")
        may_save.set()
        await visit.sees("Lagret")
        assert (len(saves), page.writing.texts["title"], page.writing.is_changed) == (1, "ny", True)
    assert [each.name for each in stored_list(settings).contacts][2:] == ["Vaktmester"]


async def test_what_was_just_saved_is_what_is_opened_next(
    at_room: AtRoom, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon: here the room looks for what has changed when it is opened, and never again by itself."""

    def look(link: OperationsLink) -> None:
        if link._stopped.is_set():
            ServiceLink.look(link)

    monkeypatch.setattr(service_link, "POLL_SECONDS", 3600)
    monkeypatch.setattr(OperationsLink, "look", look)
    async with at_room((120, 36), TINN) as visit:
        await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "title", "døgnvakt")
        page = await opened(visit, "ctrl+s", "escape", "enter")
        assert page.writing.texts["title"] == "døgnvakt"
        await fill(visit, "phone", "35 00 00 99")
        await visit.press("ctrl+s", "escape", "f10", "1")
        await visit.sees("Fjernet: Brøytevakt, Tinn")
    assert stored_list(settings).contacts == TINN.contacts[1:]


async def test_a_deputy_who_is_the_first_is_refused(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await opened(visit, "f4", "enter")
        await fill(visit, "second", "Brøytevakt, Tinn")
        await visit.press("ctrl+s")
        assert "er den samme" in visit.screen
        assert stored_list(settings) == TINN


async def test_two_editors_of_one_contact_see_both_versions(
    at_room: AtRoom, settings: Settings, ola: OperationsService
) -> None:
    async with at_room((120, 36), TINN) as visit:
        await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "title", "døgnvakt")
        ola.save("4026", replace(VAKT, phone="35 00 00 77"), before=VAKT)
        await visit.press("ctrl+s")
        await visit.sees("ola lagret også dette mens du skrev")
        await visit.press("escape")
        assert "døgnvakt" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("ola lagret også dette")
        await visit.press("f8")
        await visit.sees("Lagret")
        assert stored_list(settings).contacts[0] == replace(VAKT, title="døgnvakt")


async def test_theirs_can_be_taken_and_what_they_removed_can_be_kept(
    at_room: AtRoom, settings: Settings, ola: OperationsService
) -> None:
    async with at_room((120, 36), TINN) as visit:
        page = await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "title", "døgnvakt")
        ola.save("4026", replace(VAKT, title="vakt hele døgnet"), before=VAKT)
        await visit.press("ctrl+s")
        await visit.sees("ola lagret også dette")
        await visit.press("f9")
        await visit.until(lambda: page.writing.texts["title"] == "vakt hele døgnet")
        await fill(visit, "title", "vakt")
        ola.remove("4026", replace(VAKT, title="vakt hele døgnet"))
        await visit.press("ctrl+s")
        await visit.sees("ola fjernet eller endret dette")
        await visit.press("f8")
        await visit.sees("Lagret")
        assert stored_list(settings).contacts[-1] == VAKT


async def test_a_contact_who_leaves_hands_on_what_they_answer_for(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await visit.press("f3", *"brøytevakt", "f10")
        assert "1 ansvar går til nestemann" in visit.screen
        await visit.press("2")
        assert stored_list(settings) == TINN
        await visit.press("f10", "1")
        await visit.sees("Fjernet: Brøytevakt, Tinn Ctrl+Z")
        assert stored_list(settings).responsibilities[0].first == "leder"
        await visit.press("ctrl+z")
        await visit.sees("Angret: Fjernet: Brøytevakt, Tinn")
        assert stored_list(settings) == TINN


async def test_a_unit_goes_with_what_hangs_on_it(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN, SHARED) as visit:
        await visit.press(*"teknisk", "f10")
        assert "med 2 kontaktpersoner, 1 ansvar" in visit.screen
        await visit.press("1")
        await visit.sees("Fjernet: Teknisk drift")
        assert [each.id for each in stored_list(settings).units] == ["skole"]
        assert stored_list(settings).contacts == ()


async def test_leaving_with_something_unsaved_asks_and_ctrl_q_says_so(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await opened(visit, "enter")
        await fill(visit, "name", "Drift")
        await visit.press("ctrl+q")
        assert "er ikke lagret, men tas vare på" in visit.screen
        await visit.press("ctrl+f", "0", "ctrl+f", "3")
        assert isinstance(visit.app.screen, ItemScreen)
        await visit.press("escape", "1")
        await visit.until(lambda: not isinstance(visit.app.screen, ItemScreen))
        assert stored_list(settings).units[0] == replace(DRIFT, name="Drift")


async def test_a_list_of_a_municipality_that_has_left_can_be_taken_apart(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), ContactList(municipality="0301", units=(Unit(id="bygg", name="Bygg"),))) as visit:
        await visit.press("f10", "1")
        await visit.sees("Fjernet: Bygg")
        assert stored_list(settings, "0301").units == ()


async def test_what_is_half_typed_is_gone_on_with_when_the_room_is_opened_again(
    at_room: AtRoom, settings: Settings
) -> None:
    async with at_room((80, 24), TINN) as visit:
        await opened(visit, "f3", *"brøytevakt", "enter")
        await fill(visit, "phone", "35 00")
        await visit.until(lambda: [*settings.unsaved_items_path.glob("*.json")])
    async with at_room((80, 24)) as visit:
        await visit.sees("Ikke lagret: Brøytevakt, Tinn, Tinn. Enter på raden")
        await opened(visit, "f3", *"brøytevakt", "enter")
        await visit.sees("Dette skrev du")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        assert stored_list(settings).contacts[0] == replace(VAKT, phone="35 00")
        assert [*settings.unsaved_items_path.glob("*.json")] == []
        await fill(visit, "phone", "1")
        await visit.press("escape", "2")
        await visit.until(lambda: not isinstance(visit.app.screen, ItemScreen))
    assert [*settings.unsaved_items_path.glob("*.json")] == []
