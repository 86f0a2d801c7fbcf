"""A process lets go of every connection to a server, also of one that a thread holds just then."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.pool import QueuePool

from kontakt.database import Engine, asking
from kontakt.errors import KontaktError
from kontakt.installation import opening
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.settings import Settings

from ..databases import NewDatabase


@pytest.fixture
def lazy(settings: Settings, new_database: NewDatabase) -> LazyEngine:
    return LazyEngine(replace(settings, database=new_database()))


def test_what_a_thread_holds_while_the_desk_closes_is_closed_when_it_lets_go(lazy: LazyEngine) -> None:
    with asking(lazy.engine) as session:
        held = session.connection().connection.driver_connection
        lazy.close()
        assert not held.closed
    assert held.closed


def test_what_a_thread_holds_while_the_database_is_opened_anew_is_closed_when_it_lets_go(lazy: LazyEngine) -> None:
    with asking(lazy.engine) as session:
        held = session.connection().connection.driver_connection
        lazy._open_anew()
        assert lazy.engine is lazy.engine
    assert held.closed
    lazy.close()


def test_a_connection_is_kept_while_the_desk_is_open(lazy: LazyEngine) -> None:
    held = []
    for _question in range(2):
        with asking(lazy.engine) as session:
            session.execute(text("SELECT 1"))
            held.append(session.connection().connection.driver_connection)
    assert held[0] is held[1]
    assert not held[0].closed
    lazy.close()
    assert held[0].closed


def test_what_is_opened_while_the_desk_closes_is_closed_again(
    lazy: LazyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Engine] = []

    def open_and_close(settings: Settings, now: datetime) -> Engine:
        opened.append(opening_alone(settings, now))
        lazy.close()
        return opened[0]

    opening_alone = opening.open_database
    monkeypatch.setattr(opening, "open_database", open_and_close)
    with pytest.raises(KontaktError, match="closing"):
        _ = lazy.engine
    assert isinstance(opened[0].pool, QueuePool)
    assert opened[0].pool.checkedin() == 0
