"""Whom to ring stands on the desk before the database is opened and without it, in every region."""

import pytest

from kontakt.database import reading, writing
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import open_database
from kontakt.knowledge.urgent import store
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings

from ..conftest import Clock

pytestmark = pytest.mark.embedded  # the owner of a shared region installs the table

FIRE = UrgentKind(id="fire", numbers=("110",), says="Brann: ring 110", words=("brann",))


def test_an_older_region_gets_the_shipped_table_when_its_database_is_opened(filled: Settings, clock: Clock) -> None:
    engine = open_database(filled, clock())
    with reading(engine) as session:
        (revision,) = store.history(session)
        assert store.load(session).kind("fire").numbers == ("110",)
    assert (revision.by, revision.what) == ("kontakt", "starter")
    engine.dispose()


def test_a_region_that_has_a_table_keeps_it_be_it_an_empty_one(filled: Settings, clock: Clock) -> None:
    engine = open_database(filled, clock())
    with writing(engine) as session:
        store.save(session, UrgentTable(), by="kari", at=clock())
    engine.dispose()
    engine = open_database(filled, clock())
    with reading(engine) as session:
        assert store.load(session) == UrgentTable()
    engine.dispose()


def test_the_desk_knows_it_from_its_copy_without_the_database(filled: Settings, clock: Clock, journal: Journal) -> None:
    service = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    service.library()
    service.close()
    (filled.data_dir / "kontakt.sqlite").unlink()
    session = DeskSession(filled, journal, cached_library(Cache(filled.cache_path)), clock=clock)
    session.finder.search("han puster ikke")
    assert session.finder.dangers[0].numbers == ("113",)


def test_an_edit_reaches_a_desk_that_is_open(filled: Settings, clock: Clock) -> None:
    service = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    assert service.library().urgent.raised("brann")
    assert service.poll() is None
    with writing(service.engine) as session:
        store.save(session, UrgentTable(kinds=(FIRE,)), by="kari", at=clock())
    library = service.poll()
    assert library.urgent.raised("brann") == (FIRE,)
    assert library.urgent.raised("han puster ikke") == ()
    service.close()


def test_the_note_of_a_call_raises_it_too_and_the_next_call_begins_without(
    filled: Settings, clock: Clock, journal: Journal
) -> None:
    service = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    session = DeskSession(filled, journal, service.library(), clock=clock)
    service.close()
    session.finder.search("gatelys")
    assert not session.finder.dangers
    session.write_note("det brenner nå")
    assert [each.id for each in session.finder.dangers] == ["fire"]
    session.new_call()
    assert not session.finder.dangers
