"""A new desk, before it has ever read the region's database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from threading import Event

import pytest

from kontakt.database import Engine, ServerAway
from kontakt.desk.session import DeskSession
from kontakt.directory.region import NO_REGION
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation import opening, reachability
from kontakt.installation.signed_in import OtherName, SignedIn
from kontakt.library.library import build_library
from kontakt.settings import Settings
from kontakt.tui import service_link
from kontakt.tui.app import KontaktApp

from .conftest import NOW, Shift

NOT_OPENED = "Regionens database kunne ikke åpnes ennå."
KARI = SignedIn("Kari", "3336", ("agent",))
"""As whom the region's database knows whoever sits at this desk."""
PREPARED = "Kunnskapsbasen gjøres klar"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when it answers."""
    answers = Event()
    opened = opening.open_database

    def open_database(settings: Settings, now: datetime) -> Engine:
        if not answers.is_set():
            raise ServerAway("The server does not answer.")
        if settings.agent != KARI.agent:
            raise OtherName(KARI, settings.agent)
        return opened(settings, now)

    monkeypatch.setattr(opening, "open_database", open_database)
    monkeypatch.setattr(reachability, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(service_link, "RETRY_SECONDS", 0.05)
    return answers


@asynccontextmanager
async def at_new_desk(settings: Settings, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Shift]:
    library = build_library((), (), NO_REGION)
    with Journal(settings.journal_path) as journal:
        app = KontaktApp(DeskSession(settings, journal, library, clock=lambda: NOW), log_path=settings.log_path)
        async with app.run_test(size=size) as pilot:
            yield Shift(app, pilot)


async def test_it_says_that_the_database_is_not_reached_promises_nothing_and_opens_by_itself(
    settings: Settings, server: Event
) -> None:
    async with at_new_desk(settings) as shift:
        await shift.until(lambda: NOT_OPENED in shift.screen)
        assert PREPARED not in shift.screen
        assert "Ingen kontakt med databasen siden 11:30." in shift.screen
        assert "Det som loggføres" not in shift.screen
        await shift.type("#teknisk")
        await shift.press("f2")
        assert shift.screen.count(NOT_OPENED) == 2
        server.set()
        await shift.until(lambda: shift.desk.library.articles)
        assert NOT_OPENED not in shift.screen
        await shift.press("ctrl+u")
        await shift.type("gatelys")
        assert "Meld fra om hvilken lyktestolpe" in shift.screen
        await shift.until(lambda: "Ingen kontakt" not in shift.screen)


@pytest.mark.long
async def test_an_outcome_says_what_to_do_and_a_call_that_was_parked_with_its_note_is_logged_when_the_desk_has_opened(
    settings: Settings, server: Event
) -> None:
    async with at_new_desk(settings, size=(80, 24)) as shift:
        await shift.until(lambda: NOT_OPENED in shift.screen)
        await shift.type("gatelys")
        await shift.press("f2")
        assert shift.screen.count(NOT_OPENED) == 2
        for key in ("f9", "f10"):
            await shift.press("ctrl+u")
            await shift.type("gatelys")
            assert shift.screen.count(NOT_OPENED) == 1
            await shift.press(key)
            assert shift.screen.count(NOT_OPENED) == 2, key
        await shift.press("ctrl+t")
        await shift.type("ved skolen")
        await shift.press("ctrl+n")
        server.set()
        await shift.until(lambda: shift.desk.library.articles)
        await shift.press("ctrl+l", "enter", "f2")
        await shift.type("tinn")
        await shift.press("enter")
        await shift.until(lambda: "Loggført: Besvart · Gatelys · Tinn." in " ".join(shift.screen.split()))
        assert shift.logged() == ["answered"]


async def test_it_logs_under_the_name_that_the_database_has_for_whoever_sits_there(
    settings: Settings, server: Event
) -> None:
    async with at_new_desk(settings) as shift:
        await shift.until(lambda: NOT_OPENED in shift.screen)
        server.set()
        await shift.until(lambda: shift.desk.library.articles)
        await shift.type("@tinn gatelys")
        await shift.press("f2")
        assert shift.logged() == ["answered"]
        just_logged = shift.desk.logbook.just_logged
        assert just_logged is not None
        assert (just_logged.inquiry.agent, just_logged.inquiry.home_municipality) == ("Kari", "3336")
        await shift.until(lambda: not shift.desk.journal.pending(10))
