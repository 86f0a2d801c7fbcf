"""The databases that tests work on: a new SQLite file, or a new database of a real PostgreSQL server.

A test that uses ``dialect``, or a fixture that does, runs once on each of the two, unless it is marked ``embedded``.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kontakt.database import open_engine
from kontakt.database.migrate import bring_up_to_date
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.shared_region import initialise
from kontakt.settings import Settings

from . import server
from .server import Server

MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)
DIALECTS = ("sqlite", "postgresql")

NewDatabase = Callable[..., str]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "embedded: is about the file of an embedded region, and runs on SQLite alone")
    if not hasattr(config, "workerinput"):
        server.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        server.stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "dialect" in metafunc.fixturenames:
        embedded = metafunc.definition.get_closest_marker("embedded") is not None
        metafunc.parametrize("dialect", DIALECTS[:1] if embedded else DIALECTS)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = Counter(each.longrepr[2] for each in terminalreporter.getreports("skipped"))
    for reason, not_run in reasons.items():
        terminalreporter.write_line(f"{not_run} TESTS DID NOT RUN: {reason.removeprefix('Skipped: ')}.", red=True)


@pytest.fixture(autouse=True)
def no_database_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test has opened and left to the end of the program is closed with the test: a connection to a server that
    is found as garbage later fails whatever test runs by then."""
    opened: list[LazyEngine] = []
    begin = LazyEngine.__init__

    def begun(self: LazyEngine, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        opened.append(self)

    monkeypatch.setattr(LazyEngine, "__init__", begun)
    yield
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def a_server() -> Server:
    """The server of this run. Where there can be none, the test does not run, and the summary says so."""
    if server.programs() is None:
        if os.environ.get("CI"):
            pytest.fail(server.MISSING)
        pytest.skip(server.MISSING)
    return server.running()


@pytest.fixture
def new_database(a_server: Server) -> Iterator[NewDatabase]:
    """``new_database(name, fill)``: the address of a new database on the server, like the one that ``fill`` was called
    with, by its address, once in the run; without them, one that has this program's tables and nothing in them."""
    made = []

    def new(name: str = "migrated", fill: Callable[[str], object] = _migrate) -> str:
        made.append(a_server.copy(a_server.template(name, fill)))
        return a_server.address(made[-1])

    yield new
    for each in made:
        a_server.drop(each)


@pytest.fixture
def shared_region(new_database: NewDatabase) -> str:
    """The address of a region on the server, with the shipped knowledge, as ``kontakt database init`` makes it."""
    return new_database("region", _initialise)


def _migrate(address: str) -> None:
    engine = open_engine(address)
    bring_up_to_date(engine, Path(), MADE_AT)
    engine.dispose()


def _initialise(address: str) -> None:
    initialise(Settings(database=address, data_dir=Path()), MADE_AT)
