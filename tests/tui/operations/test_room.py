"""The operations room: its lists, whose they are, and what it says where there is nothing."""

from dataclasses import replace

import pytest

from kontakt.directory.contacts.contact_list import ContactList, Unit
from kontakt.settings import Settings
from kontakt.tui.modes import DESK, OPERATIONS

from .conftest import SHARED, TINN, AtRoom, store_lists, stored_list


async def test_the_room_has_the_digit_3(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("ctrl+f", "ctrl+f")
        assert visit.app.current_mode == DESK
        await visit.press("ctrl+f")
        assert "3  Driftsrommet" in visit.screen
        await visit.press("3")
        assert visit.app.current_mode == OPERATIONS


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)], ids=str)
async def test_a_region_without_lists_says_how_to_begin(at_room: AtRoom, size: tuple[int, int]) -> None:
    async with at_room(size) as visit:
        await visit.sees("Ingen enheter her ennå")
        await visit.sees("kontakt people import")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (160, 50)], ids=str)
async def test_units_contacts_and_responsibilities_are_listed(at_room: AtRoom, size: tuple[int, int]) -> None:
    async with at_room(size, TINN, SHARED) as visit:
        await visit.sees("Teknisk drift")
        for tab in ("F2 Enheter", "F3 Kontaktpersoner", "F4 Ansvar", "F5 Fravær", "F6 Kalendere", "F7 Endringer"):
            assert tab in visit.screen
        assert "Skolekontoret [/ ny]" in visit.screen
        assert "35 00 00 00" in visit.screen
        await visit.press("f3")
        await visit.sees("Fagleder drift, Tinn")
        await visit.press("f4")
        await visit.sees("skoleskyss [/ ny")
        await visit.press("f2", *"renov")
        await visit.sees("a@example.invalid")
        assert "Teknisk drift" not in visit.screen


async def test_one_municipality_s_list_alone(at_room: AtRoom) -> None:
    async with at_room((120, 36), TINN, SHARED) as visit:
        await visit.press("f9", *"tinn", "enter")
        assert "Renovasjon" not in visit.screen
        assert "F7 Endringer" in visit.screen
        await visit.press("f9", *"felles", "enter")
        assert "Renovasjon" in visit.screen
        assert "Teknisk drift" not in visit.screen
        await visit.press("f9", "enter")
        assert "Teknisk drift" in visit.screen


async def test_another_editors_change_is_seen(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        store_lists(settings, SHARED)
        await visit.sees("Renovasjon")


async def test_the_list_of_a_municipality_that_is_not_in_the_region_says_so(at_room: AtRoom) -> None:
    async with at_room((120, 36), ContactList(municipality="0301", units=(Unit(id="bygg", name="Bygg"),))) as visit:
        await visit.sees("Kommunen 0301 er")


@pytest.mark.long
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
async def test_who_changed_what_is_listed_with_its_difference_and_can_be_brought_back(
    at_room: AtRoom, settings: Settings, size: tuple[int, int]
) -> None:
    async with at_room(size, TINN) as visit:
        store_lists(settings, replace(TINN, post="post@example.invalid"), SHARED, by="kari [/ ny")
        await visit.sees("Renovasjon")
        await visit.press("f7")
        await visit.sees("kari [/ ny")
        await visit.press("f9", *"tinn", "enter")
        await visit.sees("+ post: post@example.invalid")
        await visit.press("down", "f8")
        await visit.sees("Listen er som den var fra")
        assert stored_list(settings) == TINN
        await visit.press("ctrl+z")
        await visit.sees("Angret")
        assert stored_list(settings).post == "post@example.invalid"


async def test_a_list_that_is_so_already_is_not_brought_back(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await visit.press("f7")
        await visit.sees("ola")
        await visit.press("f8")
        await visit.sees("Listen er slik allerede")
