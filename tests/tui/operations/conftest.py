"""The app in the operations room, on the small real region; and a second editor at a database of the same."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from kontakt.database import open_engine, writing
from kontakt.desk.session import DeskSession
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Responsibility, Unit
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings
from kontakt.tui import service_link
from kontakt.tui.app import KontaktApp
from kontakt.tui.modes import OPERATIONS
from kontakt.tui.operations.screen import OperationsScreen

from ..conftest import NOW, Shift

TINN = ContactList(
    municipality="4026",
    units=(
        Unit(id="drift", name="Teknisk drift", phone="35 00 00 00", known_as=("drift",)),
        Unit(id="skole", name="Skolekontoret [/ ny]"),
    ),
    contacts=(
        Contact(id="vakt", name="Brøytevakt, Tinn", unit="drift", title="vakt"),
        Contact(id="leder", name="Fagleder drift, Tinn", unit="drift", phone="35 00 00 01"),
    ),
    responsibilities=(
        Responsibility(unit="drift", theme="vei", first="vakt", second="leder"),
        Responsibility(unit="skole", words=("skoleskyss [/ ny",)),
    ),
)
SHARED = ContactList(municipality=REGION, units=(Unit(id="avfall", name="Renovasjon", email="a@example.invalid"),))


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_link, "POLL_SECONDS", 0.2)
    monkeypatch.setattr(service_link, "RETRY_SECONDS", 0.05)


class Visit(Shift):
    """An editor in the room: presses keys and says what stands on the screen."""

    @property
    def room(self) -> OperationsScreen:
        base = self.app.get_screen_stack(OPERATIONS)[0]
        assert isinstance(base, OperationsScreen)
        return base

    async def arrive(self) -> None:
        """Wait until the room has looked at everything."""
        await self.until(lambda: self.room.overview is not None)
        await self.pilot.pause()

    async def sees(self, text: str) -> None:
        """Wait until this stands on the screen, wherever its lines break."""
        await self.until(lambda: text in " ".join(self.screen.split()))


AtRoom = Callable[..., AbstractAsyncContextManager[Visit]]


def store_lists(settings: Settings, *lists: ContactList, by: str = "ola") -> None:
    """Have these lists stored, as by another editor."""
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        for each in lists:
            store.save(session, each, by=by, at=NOW)
    engine.dispose()


def stored_list(settings: Settings, municipality: str = "4026") -> ContactList:
    """The list as the database has it."""
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        found = next(each for each in store.load(session) if each.municipality == municipality)
    engine.dispose()
    return found


@pytest.fixture
def at_room(settings: Settings) -> AtRoom:
    @asynccontextmanager
    async def open_room(size: tuple[int, int] = (120, 36), *lists: ContactList) -> AsyncIterator[Visit]:
        store_lists(settings, *lists)
        library = cached_library(Cache(settings.cache_path))
        assert library is not None
        with Journal(settings.journal_path) as journal:
            desk = DeskSession(settings, journal, library, clock=lambda: NOW)
            app = KontaktApp(desk, log_path=settings.log_path, room=OPERATIONS)
            async with app.run_test(size=size) as pilot:
                visit = Visit(app, pilot)
                await visit.arrive()
                yield visit

    return open_room
