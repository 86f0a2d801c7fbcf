"""A region on a server: its owner lets agents in, who then work in their own name and with their rights alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from kontakt.database import NotPermitted, open_engine, reading, writing
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.directory import store as directory
from kontakt.directory.contacts.contact_list import Unit
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.delivery import deliver_now
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.connecting import connected
from kontakt.installation.jobs_turn import JobsTurn
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import open_database
from kontakt.installation.region_jobs import purge_old_texts
from kontakt.installation.region_people import everybody_granted, let_in, revoke_rights
from kontakt.installation.signed_in import as_signed_in, signed_in
from kontakt.library.calendar_feeds import CalendarReader
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library
from kontakt.library.presence_changes import put_feed
from kontakt.library.reachable import key_of
from kontakt.presence import store
from kontakt.settings import Settings

from ..calendars import calendar_server, ics
from ..conftest import STORED_AT, Clock


@pytest.fixture
def owner(shared_region: str, tmp_path: Path) -> Settings:
    """Of a region with the shipped knowledge."""
    folder = tmp_path / "owner"
    folder.mkdir()
    return Settings(data_dir=folder, database=shared_region, agent="owner")


@pytest.fixture
def login(owner: Settings) -> Iterator[str]:
    """A name for a login that the server has not yet; it is gone afterwards."""
    name = f"kari_{uuid4().hex}"
    yield name
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}; DROP ROLE {name}")
    engine.dispose()


@pytest.fixture
def kari(owner: Settings, login: str, tmp_path: Path) -> Settings:
    """Settings of Kari's computer, which names her otherwise."""
    let_in(owner, login, "Kari", "4026")
    address = make_url(owner.database).set(username=login).render_as_string()
    folder = tmp_path / "kari"
    folder.mkdir()
    return Settings(data_dir=folder, database=address, agent="k.nordmann", home_municipality="0301")


def test_name_and_home_come_from_the_database_and_are_known_without_it(kari: Settings) -> None:
    known = as_signed_in(kari)
    assert (known.agent, known.home_municipality) == ("Kari", "4026")
    away = replace(kari, database=kari.database.replace("host=", "host=/nowhere"))
    assert as_signed_in(away).agent == "k.nordmann"
    for file in kari.data_dir.glob("*.json"):  # as if that server had been asked before it went away
        file.write_text(file.read_text().replace("host=", "host=/nowhere"))
    assert as_signed_in(away).agent == "Kari"


def test_groups_are_known_from_the_data_folder_once_somebody_signed_in(owner: Settings, kari: Settings) -> None:
    assert signed_in(kari) is None
    as_signed_in(kari)
    known = signed_in(kari)
    assert known is not None
    assert known.groups == ("agent",)
    as_signed_in(owner)
    known = signed_in(owner)
    assert known is not None
    assert (known.agent, known.groups) == (None, ("owner",))
    assert signed_in(replace(kari, database="")) is None


def test_a_program_that_works_under_another_name_says_to_start_again(kari: Settings) -> None:
    with pytest.raises(KontaktError, match="you are “Kari”"):
        open_database(kari, STORED_AT)


@pytest.mark.long
def test_an_agents_desk_reads_logs_and_counts(kari: Settings, clock: Clock, library: Library) -> None:
    settings = as_signed_in(kari)
    with LazyEngine(settings, clock) as database, Journal(settings.journal_path) as journal:
        service = DeskService(settings, database, clock=clock)
        found = service.library()
        assert "broeyting" in found.articles
        session = DeskSession(settings, journal, found, clock=clock)
        session.finder.search("brøyting @tinn")
        session.log(Outcome.ANSWERED)
        assert service.deliver() == 1
        assert service.figures("4026").tally.region.rate is not None
        assert service.today().own[0].n == 1
        assert service.poll() is None
        service.same_before("broeyting", "4026")
        service.offered()
        service.close()


def test_what_another_agent_logged_on_this_computer_waits_until_they_sign_in(
    kari: Settings, clock: Clock, library: Library
) -> None:
    settings = as_signed_in(kari)
    with LazyEngine(settings, clock) as database, Journal(settings.journal_path) as journal:
        for agent in ("Ola", "Kari"):
            session = DeskSession(replace(settings, agent=agent), journal, library, clock=clock)
            session.finder.search("gatelys @tinn")
            session.log(Outcome.ANSWERED)
        assert deliver_now(journal, database.engine) == 1
        assert [entry.inquiry.agent for entry in journal.pending(9)] == ["Ola"]


def test_an_agent_changes_no_article_and_grants_no_right(kari: Settings, login: str) -> None:
    settings = as_signed_in(kari)
    engine = open_database(settings, STORED_AT)
    with pytest.raises(NotPermitted, match="does not let you"), writing(engine) as session:
        session.connection().exec_driver_sql("DELETE FROM article")
    engine.dispose()
    with pytest.raises(NotPermitted):
        let_in(settings, login, "Sjef", None)


def test_whoever_is_revoked_is_told_in_one_sentence_and_what_waits_stays(
    owner: Settings, kari: Settings, login: str, clock: Clock, library: Library
) -> None:
    settings = as_signed_in(kari)
    with LazyEngine(settings, clock) as database, Journal(settings.journal_path) as journal:
        engine = database.engine
        session = DeskSession(settings, journal, library, clock=clock)
        session.finder.search("gatelys @tinn")
        session.log(Outcome.ANSWERED)
        revoke_rights(owner, login)
        with pytest.raises(KontaktError, match="right") as raised:
            deliver_now(journal, engine)
        assert "\n" not in str(raised.value)
        assert journal.waiting() == 1
        with pytest.raises(KontaktError, match="has no right"):
            revoke_rights(owner, login)
        let_in(owner, login, "Kari", "4026")
        assert deliver_now(journal, engine) == 1


def test_names_and_homes_are_checked_and_can_be_changed(owner: Settings, login: str) -> None:
    for name, home, part in (
        (None, None, "is new"),
        ("Kari", "9999", "no municipality"),
        ("01019012345" * 20, None, "name"),
    ):
        with pytest.raises(KontaktError, match=part):
            let_in(owner, login, name, home)
    assert everybody_granted(owner) == []
    let_in(owner, login, "Kari", None)
    with pytest.raises(KontaktError, match="Another login"):
        let_in(owner, "somebody", "Kari", None)
    let_in(owner, login, None, "4026")
    (person,) = everybody_granted(owner)
    assert (person.agent, person.home_municipality, person.groups) == ("Kari", "4026", ("agent",))
    engine = open_engine(owner.database)
    with reading(engine) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar_one() == 1
    engine.dispose()


def test_jobs_empty_old_notes_by_the_servers_clock(
    owner: Settings, kari: Settings, clock: Clock, library: Library
) -> None:
    settings = as_signed_in(kari)
    old = Clock(datetime.now(UTC) - timedelta(days=91))
    with LazyEngine(settings, clock) as database, Journal(settings.journal_path) as journal:
        for when in (old, Clock(datetime.now(UTC))):
            session = DeskSession(settings, journal, library, clock=when)
            session.finder.search("gatelys @tinn")
            session.log(Outcome.ANSWERED)
        deliver_now(journal, database.engine)
    with pytest.raises(NotPermitted):
        purge_old_texts(settings)
    engine = open_engine(owner.database)
    for days in (100, None):  # as long as the region says, else as the owner's settings do
        with writing(engine) as opened:
            region = directory.load(opened)
            directory.save(opened, replace(region, note_days=days), by="owner", at=datetime.now(UTC))
        if days:
            assert purge_old_texts(owner) == 0
    engine.dispose()
    assert purge_old_texts(owner) == 2  # the entry, and the inquiry
    assert purge_old_texts(owner) == 0


def test_of_two_who_would_do_the_jobs_the_second_says_so_until_the_first_has_ended(owner: Settings) -> None:
    with JobsTurn(owner) as first:
        first.take()
        first.take()
        with pytest.raises(KontaktError, match="signed in as “owner”"), JobsTurn(owner) as second:
            second.take()
    with JobsTurn(owner) as third:
        third.take()


def test_jobs_are_done_with_their_own_role_and_not_with_an_agents(owner: Settings, kari: Settings, login: str) -> None:
    with pytest.raises(NotPermitted), JobsTurn(kari) as turn:
        turn.take()
    reader = CalendarReader(lambda: connected(kari), private_allowed=True, clock=lambda: datetime.now(UTC))
    with calendar_server() as server:
        server.pages["/drift"] = ics(("20200101T000000Z", "20280101T000000Z"))
        with connected(owner) as engine:
            found = FoundContact("4026", Unit(id="drift", name="Teknisk drift"))
            put_feed(engine, found, server.at("/drift"), now=datetime.now(UTC))
            with pytest.raises(NotPermitted):
                reader.read_due()
            let_in(owner, login, None, None, ["jobs"])
            with JobsTurn(kari) as turn:
                turn.take()
                assert purge_old_texts(kari) == 0
                assert [each.problem for each in reader.read_due()] == [None]
            with reading(engine) as session:
                presence = store.load(session)
            assert len(presence.absences[key_of(found)]) == 1
            assert presence.feeds[key_of(found)].fetched_at is not None


def test_a_login_without_a_group_is_told_whom_to_ask(owner: Settings, kari: Settings, login: str) -> None:
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"REVOKE kontakt_agent FROM {login}")
    engine.dispose()
    with pytest.raises(NotPermitted, match="kontakt database grant"):
        open_database(kari, STORED_AT)
