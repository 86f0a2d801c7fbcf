"""What is kept of an employee's absence, looked for in every file of a region: nothing, once it has had its time; and
an absence that another process tells is on this desk."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontakt.database import open_engine, writing
from kontakt.desk.service import DeskService
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import Contact, ContactList, Unit
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.contacts import FoundContact
from kontakt.library.reachable import key_of
from kontakt.presence.absence import Absence, ContactKey
from kontakt.settings import Settings

from ..conftest import Clock
from ..contents import contents

pytestmark = pytest.mark.long

UNIT = Unit(id="drift", name="Teknisk drift")
VAKT = Contact(id="vakt", name="Brøytevakt", unit="drift")
TINN = ContactList(municipality="4026", units=(UNIT,), contacts=(VAKT,))
WHO = ContactKey("4026", contact="vakt")


def with_contacts(settings: Settings, at: datetime) -> None:
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        contact_lists.save(session, TINN, by="ola", at=at)
    engine.dispose()


def told_of(service: DeskService) -> tuple[Absence, ...]:
    presence = service.library().presence
    return presence.absences.get(WHO, ()) if presence else ()


def files_that_hold(folder: Path, absence: Absence) -> list[str]:
    """The files in which the absence stands, by its id as text or as bytes, or by its end."""
    marks = (
        absence.id.hex.encode(),
        str(absence.id).encode(),
        absence.id.bytes,
        f"{absence.ends:%Y-%m-%d %H:%M:%S}".encode(),
    )
    return sorted(
        file.name for file in folder.rglob("*") if file.is_file() and any(mark in contents(file) for mark in marks)
    )


@pytest.mark.embedded
def test_an_absence_that_has_had_its_time_is_in_no_file(filled: Settings, clock: Clock) -> None:
    with_contacts(filled, clock())
    with LazyEngine(filled, clock) as database:
        service = DeskService(filled, database, clock=clock)
        service.say_away(FoundContact("4026", UNIT, VAKT), clock() + timedelta(hours=3, minutes=17, seconds=11))
        (absence,) = told_of(service)  # and a copy for the next start is made
        assert files_that_hold(filled.data_dir, absence)[:1] == ["kontakt.sqlite"]
        clock.forward(days=7, hours=4)
        service.forget_presence()
        assert told_of(service) == ()
        assert files_that_hold(filled.data_dir, absence) == []
    assert files_that_hold(filled.data_dir, absence) == []


def test_an_absence_that_another_process_tells_is_on_this_desk(filled: Settings) -> None:
    with_contacts(filled, datetime.now(UTC))
    with LazyEngine(filled, lambda: datetime.now(UTC)) as database:
        service = DeskService(filled, database)
        assert told_of(service) == ()
        command = [sys.executable, "-m", "kontakt", "absence", "add", "Brøytevakt", "--until", "søndag"]
        address = {"KONTAKT_DATABASE": filled.database} if filled.database else {}
        environment = os.environ | address | {"KONTAKT_DATA_DIR": str(filled.data_dir), "KONTAKT_LANGUAGE": "en"}
        ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert "Brøytevakt: away" in ended.stdout, ended.stderr
        library = service.poll()
        assert library is not None
        assert library.presence is not None
        assert [each.who for each in library.presence.absences[WHO]] == [key_of(FoundContact("4026", UNIT, VAKT))]
        assert service.poll() is None
