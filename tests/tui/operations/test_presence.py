"""Absences, calendars and half days in the operations room."""

from datetime import datetime, time

import pytest

from kontakt.database import open_engine, reading
from kontakt.locale.formats import OSLO
from kontakt.presence import store
from kontakt.presence.absence import ContactKey, FeedProblem
from kontakt.presence.presence import Presence
from kontakt.settings import Settings

from .conftest import TINN, AtRoom

pytestmark = pytest.mark.long

VAKT = ContactKey("4026", contact="vakt")


def stored_presence(settings: Settings) -> Presence:
    engine = open_engine(settings.database_url)
    with reading(engine) as session:
        found = store.load(session)
    engine.dispose()
    return found


async def test_an_absence_is_told_changed_and_removed(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await visit.press("f5")
        assert "Ingen er meldt borte" in visit.screen
        await visit.press("ctrl+n", *"brøytev", "enter")
        await visit.type("24.12.2099 til 23.12.2099")
        await visit.press("enter")
        assert "23.12.2099 kommer ikke etter 24.12.2099" in visit.screen
        await visit.press("ctrl+a", "ctrl+k")
        await visit.type("24.12.2098 til 26.12.2098")
        await visit.press("enter")
        await visit.sees("26.12.2098")
        await visit.press("enter", "end", *["backspace"] * 20)
        await visit.type(" til 02.01.2099")
        await visit.press("enter")
        await visit.sees("02.01.2099")
        (absence,) = stored_presence(settings).absences[VAKT]
        assert absence.begins == datetime(2098, 12, 24, tzinfo=OSLO)
        await visit.press("f10", "2", "f10", "escape")
        assert stored_presence(settings).absences
        await visit.press("f10")
        assert "Fjerne fraværet til Brøytevakt, Tinn?" in visit.screen
        await visit.press("1")
        await visit.sees("Fraværet er tatt bort")
        assert stored_presence(settings).absences == {}


async def test_a_calendar_s_address_and_the_half_days_are_set(at_room: AtRoom, settings: Settings) -> None:
    async with at_room((120, 36), TINN) as visit:
        await visit.press("f6")
        assert "Ingen kalendere" in visit.screen
        await visit.press("ctrl+n", *"brøytev", "enter")
        await visit.type("fil:///kari.ics")
        await visit.press("enter")
        assert "ingen nettadresse" in visit.screen
        await visit.press("ctrl+a", "ctrl+k")
        await visit.type("http://127.0.0.1:9/hemmelig")
        await visit.press("enter")
        await visit.until(lambda: VAKT in stored_presence(settings).feeds)
        await visit.sees("Brøytevakt")
        assert "hemmelig" not in visit.screen
        await visit.press("ctrl+o", "l")
        await visit.sees("onsdag før påske 12:00, 24.12 12:00")
        await visit.type("23.12 11:00")
        await visit.press("enter")
        await visit.sees("halve dagene er satt")
        assert stored_presence(settings).days_off.half_days == {"12-23": time(11)}
        assert stored_presence(settings).feeds[VAKT].problem in (None, FeedProblem.PRIVATE)
        await visit.press("f10", "1")
        await visit.sees("leses ikke lenger")
        assert stored_presence(settings).feeds == {}
