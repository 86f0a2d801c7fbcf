"""Agents of a shared region who share a computer in two shifts, and computers whose clocks are wrong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from kontakt.database import open_engine, reading
from kontakt.database.migrate import DatabaseNewer, DatabaseOlder
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.delivery import Waiting, waiting_in
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.region_people import let_in
from kontakt.installation.signed_in import as_signed_in
from kontakt.library.library import Library
from kontakt.settings import Settings

from ..conftest import Clock


@pytest.fixture
def owner(shared_region: str, tmp_path: Path) -> Settings:
    (tmp_path / "owner").mkdir()
    return Settings(data_dir=tmp_path / "owner", database=shared_region, agent="owner")


SignIn = Callable[[str], Settings]


@pytest.fixture
def sign_in(owner: Settings, data_dir: Path) -> Iterator[SignIn]:
    """``sign_in("Kari")``: the settings of that agent on the one computer of all of them."""
    logins: dict[str, str] = {}

    def sign_in(agent: str) -> Settings:
        if agent not in logins:
            logins[agent] = f"{agent.lower()}_{uuid4().hex}"
            let_in(owner, logins[agent], agent, "4026")
        address = make_url(owner.database).set(username=logins[agent]).render_as_string()
        return as_signed_in(Settings(data_dir=data_dir, database=address))

    yield sign_in
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        for name in logins.values():
            connection.exec_driver_sql(f"DROP OWNED BY {name}; DROP ROLE {name}")
    engine.dispose()


def log(settings: Settings, library: Library, clock: Callable[[], datetime], times: int = 1) -> None:
    with Journal(settings.journal_path) as journal:
        session = DeskSession(settings, journal, library, clock=clock)
        for _call in range(times):
            session.finder.search("gatelys @tinn")
            session.log(Outcome.ANSWERED)


def now() -> datetime:
    return datetime.now(UTC)


def test_each_of_two_who_share_a_computer_has_what_they_logged_delivered_in_their_own_name(
    sign_in: SignIn, owner: Settings, library: Library
) -> None:
    log(sign_in("Kari"), library, now, times=2)
    log(sign_in("Ola"), library, now)
    for agent, own, others in (("Ola", 1, 2), ("Kari", 2, 0)):
        settings = sign_in(agent)
        with Journal(settings.journal_path) as journal:
            assert waiting_in(journal, settings.agent) == Waiting(own, others)
        with LazyEngine(settings, now) as database:
            service = DeskService(settings, database, clock=now)
            assert service.waiting() == own
            assert service.deliver() == own
            assert service.waiting() == 0
            assert {each.inquiry.agent for each in service.own_inquiries()} == {agent}
    engine = open_engine(owner.database)
    with reading(engine) as session:
        for agent, logged in (("Ola", 1), ("Kari", 2)):
            assert len(store.by_agent_since(session, agent, now() - timedelta(hours=1))) == logged
    engine.dispose()


def test_each_has_a_senders_lease_of_their_own_in_a_shared_region_alone(sign_in: SignIn, settings: Settings) -> None:
    kari, ola = sign_in("Kari"), sign_in("Ola")
    assert kari.lease_path != ola.lease_path
    assert settings.lease_path == replace(settings, agent="ola").lease_path


@pytest.mark.parametrize("wrong", [timedelta(minutes=7), timedelta(minutes=-7), timedelta(0)])
def test_how_far_a_computers_clock_is_from_the_servers_is_known(sign_in: SignIn, wrong: timedelta) -> None:
    settings = sign_in("Kari")
    with LazyEngine(settings, now) as database:
        service = DeskService(settings, database, clock=lambda: now() - wrong)
        assert abs(service.clock_behind() - wrong) < timedelta(seconds=30)
        service.close()


def test_a_correction_counts_also_where_it_is_made_by_a_clock_behind_the_one_that_it_was_logged_by(
    sign_in: SignIn, library: Library
) -> None:
    settings = sign_in("Kari")
    clock = Clock(now())
    with LazyEngine(settings, now) as database, Journal(settings.journal_path) as journal:
        service = DeskService(settings, database, clock=clock)
        session = DeskSession(settings, journal, library, clock=clock)
        session.finder.search("gatelys @tinn")
        session.log(Outcome.ANSWERED)
        assert service.deliver() == 1
        clock.forward(minutes=-9)
        assert session.take_article_off() is not None
        assert service.deliver() == 1
        (entry,) = service.own_inquiries()
        assert entry.inquiry.article is None
        service.close()


def test_a_desk_of_the_version_before_delivers_to_a_newer_database_and_says_that_it_must_be_updated(
    sign_in: SignIn, owner: Settings, library: Library
) -> None:
    settings = sign_in("Kari")
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    log(settings, library, now, times=2)
    with LazyEngine(settings, now) as database:
        service = DeskService(settings, database, clock=now)
        with pytest.raises(DatabaseNewer, match=r"Update this one.*is delivered"):
            service.poll()
        assert service.deliver() == 2
        assert service.waiting() == 0
        service.close()
    with reading(engine) as session:
        assert store.size(session) == 2
    engine.dispose()


def test_a_desk_that_is_newer_than_the_database_keeps_what_is_logged_until_that_is_brought_up_to_date(
    sign_in: SignIn, owner: Settings, library: Library
) -> None:
    settings = sign_in("Kari")
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        query = "UPDATE alembic_version SET version_num = '0024' RETURNING (SELECT version_num FROM alembic_version)"
        head = connection.exec_driver_sql(query).scalar_one()
    with Journal(settings.journal_path) as journal:
        session = DeskSession(settings, journal, library, clock=now)
        session.finder.search("gatelys @tinn")
        session.log(Outcome.TRANSFERRED, cause=Cause.DECISION, unit="4026/teknisk-drift")
    for revision, delivered in (("0024", False), (head, True)):
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
        with LazyEngine(settings, now) as database:
            service = DeskService(settings, database, clock=now)
            if delivered:
                assert service.deliver() == 1
            else:
                with pytest.raises(DatabaseOlder, match="safe in the journal"):
                    service.deliver()
            assert service.waiting() == (0 if delivered else 1)
            [entry] = service.own_inquiries()
            assert entry.inquiry.unit == "4026/teknisk-drift"
            service.close()
    engine.dispose()
