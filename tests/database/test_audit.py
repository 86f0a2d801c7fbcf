"""What a server's database writes down by itself, whichever program changed something, and nobody changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine

from kontakt.database import audit, open_engine, people, reading, rights, writing
from kontakt.database.people import Person
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.log import store
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article

from ..databases import NewDatabase
from .test_forbidden import inquiry

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def database(new_database: NewDatabase) -> Iterator[Engine]:
    engine = open_engine(new_database())
    with writing(engine) as session:
        rights.give(session.connection())
    yield engine
    engine.dispose()


def done(engine: Engine) -> list[tuple[str, str]]:
    """Kind and id of everything, all of it by the owner."""
    with reading(engine) as session:
        found = audit.since(session, NOW.replace(year=2000))
    assert {each.login for each in found} <= {engine.url.username}
    return [(each.kind, each.id) for each in found]


def test_an_article_is_written_down_once_for_each_time_it_is_saved(
    database: Engine, articles: tuple[Article, ...]
) -> None:
    first = articles[0]
    with writing(database) as session:
        knowledge.save(session, [first], by="Eva", at=NOW)
    with writing(database) as session:
        knowledge.save(session, [replace(first, answer="Nytt.")], by="Eva", at=NOW)
    with database.begin() as connection:  # past the program
        connection.exec_driver_sql("UPDATE local_note SET text = '…'")
    assert done(database) == [("article", "broeyting")] * 3


def test_of_the_region_only_the_target_that_was_changed_is(database: Engine, region: Region) -> None:
    with writing(database) as session:
        directory.save(session, region, by="Liv", at=NOW)
    before = len(done(database))
    first, *others = region.municipalities
    with writing(database) as session:
        directory.save(session, replace(region, municipalities=(replace(first, target=85), *others)), by="Liv", at=NOW)
    assert done(database)[before:] == [("target", first.number)]


def test_rights_corrections_and_withdrawals_are_and_what_is_logged_is_not(database: Engine) -> None:
    entry = logged(inquiry("Kari", "hemmelig"), NOW)
    again = corrected(entry, replace(entry.inquiry, outcome=Outcome.BOOKED), NOW)
    login = f"somebody_{uuid4().hex}"  # the server of all tests has one list of logins
    with writing(database) as session:
        store.deliver(session, [entry])
        store.deliver(session, [again])
    with writing(database) as session:
        people.grant(session, Person(login, "Kari", None, ()))
    with writing(database) as session:
        people.revoke(session, login)
        session.connection().exec_driver_sql(f"DROP OWNED BY {login}; DROP ROLE {login}")
    assert done(database) == [("correction", str(entry.inquiry.id)), ("grant", login), ("revoke", login)]


@pytest.mark.parametrize("act", ["UPDATE audit SET login = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_not_even_the_owner_changes_it(database: Engine, act: str) -> None:
    with database.connect() as connection, pytest.raises(Exception, match="only added to") as raised:
        connection.exec_driver_sql(act)
    assert isinstance(raised.value.__cause__, psycopg.errors.InsufficientPrivilege)
