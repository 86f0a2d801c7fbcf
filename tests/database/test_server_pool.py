"""Once an engine is disposed of, no connection to its server stays open that nobody uses."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from kontakt.database import open_engine

from ..databases import NewDatabase


@pytest.fixture
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    made = open_engine(new_database())
    yield made
    made.dispose()


@pytest.fixture
def opened(engine: Engine) -> list[Any]:
    """Every connection that the engine makes from now on."""
    made: list[Any] = []
    event.listen(engine, "connect", lambda connection, _record: made.append(connection))
    return made


def use(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")


def test_until_then_one_is_kept_for_whoever_asks_next(engine: Engine, opened: list[Any]) -> None:
    use(engine)
    use(engine)

    assert [each.closed for each in opened] == [False]


def test_one_that_is_held_is_closed_when_it_is_brought_back(engine: Engine, opened: list[Any]) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        engine.dispose()
        connection.exec_driver_sql("SELECT 1")

    assert [each.closed for each in opened] == [True]


def test_one_that_is_just_being_opened_is_closed_after_its_use(engine: Engine, opened: list[Any]) -> None:
    use(engine)
    event.listen(engine, "connect", lambda _connection, _record: engine.dispose(), once=True)
    with engine.connect(), engine.connect():  # the second is opened for this
        pass

    assert [each.closed for each in opened] == [True, True]


def test_whoever_asks_it_yet_is_answered_and_leaves_nothing_open(engine: Engine, opened: list[Any]) -> None:
    engine.dispose()
    use(engine)

    assert [each.closed for each in opened] == [True]
