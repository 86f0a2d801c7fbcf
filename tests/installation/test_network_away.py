"""The network between a desk and a shared region's server: silent, cut and back. Nobody waits for long, nothing is
lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import make_url

from kontakt.database import ServerAway, bounded_connection, open_engine, reading, writing
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation import reachability
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.library import Library
from kontakt.settings import Settings

from ..conftest import START, Clock
from ..databases import NewDatabase
from ..proxy import Network, Proxy
from ..server import OWNER, Server

LONG = 30.0
"""Seconds that no test waits for, even on a busy machine."""


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_connection.BoundedConnection, "patience", 0.5)
    monkeypatch.setattr("kontakt.database.server.SILENCE_SECONDS", 1.0)
    monkeypatch.setattr(reachability, "PAUSE_SECONDS", 0.05)


@pytest.fixture
def network(a_server: Server) -> Iterator[Proxy]:
    with Proxy(a_server.folder) as proxy:
        yield proxy


@pytest.fixture
def settings(settings: Settings, new_database: NewDatabase, fill: Callable[[str], None], network: Proxy) -> Settings:
    """Of a desk beyond the network, on the small region."""
    name = make_url(new_database("filled", fill)).database
    address = (
        f"postgresql://{OWNER}@127.0.0.1:{network.port}/{name}?sslmode=disable&gssencmode=disable&connect_timeout=2"
    )
    return replace(settings, database=address)


def until(holds: Callable[[], object]) -> None:
    end = monotonic() + LONG
    while not holds():
        assert monotonic() < end
        sleep(0.02)


@pytest.mark.parametrize("away", [Network.SILENT, Network.CLOSED])
def test_a_server_that_does_not_answer_is_given_up_also_while_one_signs_in(
    settings: Settings, network: Proxy, away: Network
) -> None:
    network.be(away)
    until(lambda: away is Network.SILENT or network._listener.fileno() < 0)
    engine = open_engine(settings.database)
    begun = monotonic()
    with pytest.raises(ServerAway, match="does not answer"), reading(engine) as session:
        session.connection()
    assert monotonic() - begun < LONG
    engine.dispose()


@pytest.mark.parametrize("statement", ["SELECT 1", "SELECT pg_sleep(60)"])
def test_a_server_that_falls_silent_is_given_up_and_asked_anew_when_it_speaks(
    settings: Settings, network: Proxy, statement: str
) -> None:
    engine = open_engine(settings.database)
    with reading(engine) as session:
        session.connection().exec_driver_sql("SELECT 1")

    def write() -> None:
        with writing(engine) as session:
            network.be(Network.SILENT)
            session.connection().exec_driver_sql(statement)

    with pytest.raises(ServerAway):
        write()
    network.be(Network.CLOSED)
    until(lambda: network._listener.fileno() < 0)
    network.be(Network.OPEN)
    until(lambda: network._listener.fileno() >= 0)
    with reading(engine) as session:
        assert session.connection().exec_driver_sql("SELECT 1").scalar_one() == 1
    engine.dispose()


def test_one_asks_a_server_that_is_away_and_the_others_are_told_at_once(
    settings: Settings, network: Proxy, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reachability, "PAUSE_SECONDS", LONG)
    with LazyEngine(settings, clock) as database:
        network.be(Network.SILENT)
        with pytest.raises(ServerAway):
            _ = database.engine
        assert database.reachability.lost_at == START
        asked = network.made
        clock.forward(minutes=5)
        for _attempt in range(20):
            with pytest.raises(ServerAway, match="does not answer"):
                _ = database.engine
        assert (network.made, database.reachability.lost_at) == (asked, START)


def test_a_desk_that_closes_waits_for_no_server(
    settings: Settings, network: Proxy, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.database.server.SILENCE_SECONDS", 10 * LONG)
    database = LazyEngine(settings, clock)
    engine = database.engine
    ended = []

    def ask() -> None:
        try:
            with reading(engine) as session:
                network.be(Network.SILENT)
                session.connection().exec_driver_sql("SELECT pg_sleep(600)")
        except ServerAway as problem:
            ended.append(problem)

    asking = Thread(target=ask)
    asking.start()
    until(lambda: network._state is Network.SILENT)
    database.close()
    asking.join(LONG)
    assert len(ended) == 1


def test_what_is_logged_meanwhile_is_delivered_once_and_what_others_changed_arrives(
    settings: Settings, network: Proxy, clock: Clock, library: Library
) -> None:
    with LazyEngine(settings, clock) as database, Journal(settings.journal_path) as journal:
        service = DeskService(settings, database, clock=clock)
        service.start_sending()
        assert service.library().articles
        network.be(Network.SILENT)
        session = DeskSession(settings, journal, library, clock=clock)
        for _call in range(3):
            session.finder.search("gatelys @tinn")
            session.log(Outcome.ANSWERED)
            service.send()
        until(lambda: database.reachability.lost_at)
        assert service.waiting() == 3
        with pytest.raises(ServerAway):
            service.figures("4026")
        assert len(service.own_inquiries()) == 3
        network.be(Network.CLOSED)
        until(lambda: network._listener.fileno() < 0)
        network.be(Network.OPEN)

        def delivered() -> bool:
            service.send()
            return service.waiting() == 0

        until(delivered)
        assert database.reachability.lost_at is None
        assert service.today().own[0].n == 3
        service.close()
