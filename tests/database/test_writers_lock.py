"""The lock of writers on a server: numbers become visible in their order, and nobody holds it but while they write."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from kontakt.database import DatabaseUnavailable, changes, open_engine, people, reading, rights, writing
from kontakt.database.people import Person
from kontakt.database.server import WRITERS_LOCK

from ..databases import NewDatabase


@pytest.fixture
def region(new_database: NewDatabase) -> Iterator[Engine]:
    """The engine of a region's owner."""
    engine = open_engine(new_database())
    with writing(engine) as session:
        rights.give(session.connection())
    yield engine
    engine.dispose()


@pytest.fixture
def impatient(region: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The same, giving up a lock after a moment."""
    monkeypatch.setattr("kontakt.database.server.LOCK_SECONDS", 0.2)
    engine = open_engine(region.url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


@pytest.fixture(params=["agent", "editor", "lead", "jobs"])
def person(region: Engine, request: pytest.FixtureRequest) -> Iterator[psycopg.Connection]:
    """A connection of somebody of one of the groups, past the program."""
    login = f"somebody_{uuid4().hex}"
    with writing(region) as session:
        people.grant(session, Person(login, "Somebody", None, (request.param,)))
    yield signed_in(region, login)
    with region.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {login}; DROP ROLE {login}")


def signed_in(engine: Engine, login: str) -> psycopg.Connection:
    url = make_url(str(engine.url))
    return psycopg.connect(host=str(url.query["host"]), user=login, dbname=url.database)


def record(engine: Engine) -> None:
    with writing(engine) as session:
        changes.record(session, "article", "gatelys", 1)


def test_a_number_is_taken_only_when_those_before_it_are_visible(region: Engine, impatient: Engine) -> None:
    with writing(region) as first:
        changes.record(first, "article", "broeyting", 1)
        first.flush()
        with pytest.raises(DatabaseUnavailable, match="Another program has been writing"):
            record(impatient)
    record(region)
    with reading(region) as session:
        came = [each.number for each in changes.since(session, None) or []]
        assert came == list(range(1, len(came) + 1))


def test_whoever_tells_of_a_change_past_the_program_waits_too_and_chooses_no_number(region: Engine) -> None:
    past = signed_in(region, str(region.url.username))
    past.execute("SET lock_timeout = '0.2s'")
    past.commit()
    told = "INSERT INTO change (number, kind, subject, revision) VALUES (900, 'article', 'x', 1) RETURNING number"
    with writing(region) as session:
        changes.record(session, "article", "broeyting", 1)
        session.flush()
        with pytest.raises(psycopg.errors.LockNotAvailable):
            past.execute(told)
    past.rollback()
    assert past.execute(told).fetchall() == [(2,)]
    past.close()


def test_nobody_holds_up_writers_by_a_lock_for_a_session(region: Engine, person: psycopg.Connection) -> None:
    with person:
        person.execute(f"SELECT pg_advisory_lock({WRITERS_LOCK})".encode())
        for mode in (b"ACCESS SHARE", b"EXCLUSIVE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), person.transaction():
                person.execute(b"LOCK TABLE writers_lock IN %s MODE" % mode)
        record(region)


def test_what_is_locked_by_the_function_is_free_with_the_end_of_the_transaction(
    region: Engine, impatient: Engine, person: psycopg.Connection
) -> None:
    with person:
        person.execute("SELECT kontakt_lock_writers()")
        with pytest.raises(DatabaseUnavailable):
            record(impatient)
        person.commit()
        record(region)
