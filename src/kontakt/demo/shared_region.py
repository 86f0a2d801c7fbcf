"""A throw-away region on a server of its own, with an agent, an editor and a lead who each sign in as themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from kontakt.database import open_engine, people, reading, writing
from kontakt.database.people import Person
from kontakt.demo.desk import fill
from kontakt.demo.throw_away_server import OWNER, ThrowAwayServer, new_folder
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.shared_region import initialise
from kontakt.installation.signed_in import as_signed_in
from kontakt.settings import Settings

_DATABASE = "kontakt"
_FILLED_WITH = timedelta(days=30)
PEOPLE = {
    "agent": Person("agent", "agent 1", None, ("agent",)),
    "editor": Person("editor", "redaktør 1", None, ("editor",)),
    "lead": Person("lead", "leder 1", None, ("lead",)),
}
"""By the group that each is in."""


@dataclass
class SharedRegion:
    """``owner`` are the settings of whoever owns the database; ``running`` is whether the server runs now."""

    server: ThrowAwayServer
    owner: Settings
    running: bool = True

    def settings_of(self, group: str) -> dict[str, str]:
        """The variables that sign in the one who is in this group, on a computer of their own."""
        settings = _signed_in_as(self.server, self.owner, group)
        return {"KONTAKT_DATA_DIR": str(settings.data_dir), "KONTAKT_DATABASE": settings.database}

    def switch(self) -> None:
        """Stop the server, or start it again. Raises KontaktError."""
        if self.running:
            self.server.stop()
        else:
            self.server.start()
        self.running = not self.running

    def logged(self) -> int | None:
        """How many inquiries the region's log holds; None while nobody answers."""
        if not self.running:
            return None
        engine = open_engine(self.owner.database)
        try:
            with reading(engine) as session:
                return inquiries.size(session)
        except KontaktError:
            return None
        finally:
            engine.dispose()


@contextmanager
def throw_away_region(settings: Settings, now: datetime) -> Iterator[SharedRegion]:
    """Started and filled with a month of made-up inquiries up to ``now`` (UTC); stopped and removed at the end, also
    when this process is killed. Raises KontaktError where no server can be started."""
    server = ThrowAwayServer(new_folder())
    try:
        server.make()
        server.start()
        server.create(_DATABASE)
        yield SharedRegion(server, _filled(server, settings, now))
    finally:
        server.end()


def _filled(server: ThrowAwayServer, settings: Settings, now: datetime) -> Settings:
    folder = server.folder / "computers"
    for each in ("owner", *PEOPLE):
        Path(folder, each).mkdir(parents=True)
    owner = replace(settings, data_dir=folder / "owner", database=server.address(_DATABASE), agent=OWNER)
    initialise(owner, now - timedelta(days=200))
    fill(owner, now, since=now - _FILLED_WITH)
    engine = open_engine(owner.database)
    with writing(engine) as session:
        for person in PEOPLE.values():
            people.grant(session, person)
    engine.dispose()
    for group in PEOPLE:
        _look_once(as_signed_in(_signed_in_as(server, owner, group)))
    return owner


def _signed_in_as(server: ThrowAwayServer, settings: Settings, group: str) -> Settings:
    folder = server.folder / "computers" / group
    return replace(settings, data_dir=folder, database=server.address(_DATABASE, PEOPLE[group].login))


def _look_once(settings: Settings) -> None:
    """Their desk has been open before: it knows as whom they sign in, and is full from its first frame."""
    with LazyEngine(settings) as database:
        DeskService(settings, database).library()
