"""The shared database locked, full, missing, damaged, newer or read-only: one sentence, and nothing is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import event

from kontakt.database import DatabaseUnavailable
from kontakt.database.migrate import DatabaseNewer
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import EntryKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article
from kontakt.settings import Settings

from ..conftest import Clock


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Another program holds the database."""
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def execute(settings: Settings, statement: str) -> None:
    with closing(sqlite3.connect(settings.data_dir / "kontakt.sqlite")) as connection, connection:
        connection.execute(statement)


def remove_database(settings: Settings) -> None:
    for file in settings.data_dir.glob("kontakt.sqlite*"):
        file.unlink()


METHODS: dict[str, Callable[[DeskService], object]] = {
    "poll": lambda service: service.poll(),
    "library": lambda service: service.library(),
    "own_inquiries": lambda service: service.own_inquiries(),
    "same_before": lambda service: service.same_before("gatelys", "4026"),
    "deliver": lambda service: service.deliver(),
    "figures": lambda service: service.figures("4026"),
    "today": lambda service: service.today(),
}


@pytest.fixture
def every_method() -> Callable[[DeskService], list[str]]:
    """Calls each, and gives its one sentence; fails on any other error, and where there is none."""

    def call(service: DeskService) -> list[str]:
        sentences = []
        for name, method in METHODS.items():
            try:
                method(service)
            except KontaktError as problem:
                sentences.append(str(problem))
            else:
                raise AssertionError(f"{name} raised nothing")
        return sentences

    return call


@pytest.mark.embedded
def test_a_database_that_somebody_writes_to_is_opened_and_read_all_the_same(
    service: DeskService, filled: Settings, no_patience: None
) -> None:
    with locked(filled):
        assert service.library().articles


@pytest.mark.embedded
def test_a_delivery_to_a_locked_database_waits_and_is_caught_up(
    service: DeskService,
    filled: Settings,
    log: Callable[..., None],
    stored: Callable[[], list[Any]],
    no_patience: None,
) -> None:
    service.library()
    with locked(filled):
        log("@tinn gatelys")
        with pytest.raises(KontaktError, match="locked"):
            service.deliver()
        assert len(stored()) == 1
    assert service.deliver() == 1
    assert stored() == []


@pytest.mark.embedded
def test_a_delivery_to_a_full_database_waits_and_is_caught_up(
    service: DeskService, log: Callable[..., None], stored: Callable[[], list[Any]]
) -> None:
    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    engine = service.engine
    engine.dispose()
    event.listen(engine, "connect", fill)
    for _ in range(100):  # more than what is free in the pages that are there
        log("@tinn gatelys")
    with pytest.raises(KontaktError, match="full") as raised:
        service.deliver()
    assert "\n" not in str(raised.value)
    assert len(stored()) == 100
    event.remove(engine, "connect", fill)
    engine.dispose()
    assert service.deliver() == 100


@pytest.mark.embedded
def test_a_database_that_is_a_folder_is_one_sentence(
    service: DeskService, filled: Settings, every_method: Callable[[DeskService], list[str]]
) -> None:
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").mkdir()
    assert all("\n" not in sentence for sentence in every_method(service))


@pytest.mark.embedded
def test_a_file_that_is_no_database_is_one_sentence(
    service: DeskService, filled: Settings, every_method: Callable[[DeskService], list[str]]
) -> None:
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").write_bytes(b"not a database at all " * 1000)
    for sentence in every_method(service):
        assert "kontakt.sqlite" in sentence
        assert "\n" not in sentence


@pytest.mark.embedded
def test_a_database_of_a_newer_program_is_one_sentence_that_says_what_to_do(
    service: DeskService, filled: Settings, every_method: Callable[[DeskService], list[str]]
) -> None:
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    for sentence in every_method(service):
        assert "newer" in sentence
        assert "\n" not in sentence


@pytest.mark.embedded
def test_a_database_of_a_newer_program_is_left_as_it_is(service: DeskService, filled: Settings) -> None:
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewer):
        service.library()
    with closing(sqlite3.connect(filled.data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    assert list(filled.data_dir.glob("*.copy.sqlite")) == []


@pytest.mark.embedded
@pytest.mark.parametrize("away", ["newer", "folder"])
def test_what_waits_can_be_undone_while_the_database_is_away(
    service: DeskService, filled: Settings, log: Callable[..., None], away: str
) -> None:
    log("@tinn gatelys")
    if away == "newer":
        execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    else:
        remove_database(filled)
        (filled.data_dir / "kontakt.sqlite").mkdir()
    assert [each.kind for each in service.own_inquiries()] == [EntryKind.LOGGED]


@pytest.mark.embedded
def test_a_read_only_database_is_read_and_what_is_logged_waits(
    filled: Settings, log: Callable[..., None], clock: Clock, stored: Callable[[], list[Any]]
) -> None:
    read_only = replace(filled, database=f"sqlite:///file:{filled.data_dir / 'kontakt.sqlite'}?mode=ro&uri=true")
    service = DeskService(read_only, LazyEngine(read_only, clock), clock=clock)
    log("@tinn gatelys")
    assert service.library().articles
    with pytest.raises(KontaktError, match="readonly") as raised:
        service.deliver()
    service.close()
    assert "\n" not in str(raised.value)
    assert len(stored()) == 1


def test_a_data_folder_that_is_gone_is_one_sentence(settings: Settings, clock: Clock) -> None:
    settings.data_dir.rmdir()
    settings.data_dir.write_text("a file in its place")
    service = DeskService(settings, LazyEngine(settings, clock), clock=clock)
    with pytest.raises(KontaktError) as raised:
        service.library()
    service.close()
    assert "\n" not in str(raised.value)


@pytest.mark.embedded
def test_a_database_that_was_deleted_is_not_made_anew_in_silence(
    service: DeskService, filled: Settings, clock: Clock
) -> None:
    service.library()
    remove_database(filled)
    with pytest.raises(DatabaseUnavailable):
        service.library()
    assert not (filled.data_dir / "kontakt.sqlite").exists()
    again = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    with pytest.raises(DatabaseUnavailable, match="is gone"):
        again.library()
    again.close()


@pytest.mark.usefixtures("little_is_shipped")
@pytest.mark.embedded
def test_nothing_is_delivered_into_a_database_that_was_deleted(
    service: DeskService, filled: Settings, log: Callable[..., None], clock: Clock
) -> None:
    """What goes into a file without a name is lost, so it must stay in the journal until there is a new one."""
    service.library()
    remove_database(filled)
    log("@tinn gatelys")
    with pytest.raises(DatabaseUnavailable):
        service.deliver()
    service.close()
    filled.cache_path.unlink()
    again = DeskService(filled, LazyEngine(filled, clock), clock=clock)
    again.deliver()
    again.close()
    with closing(sqlite3.connect(filled.data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT article FROM inquiry").fetchall() == [("gatelys",)]


@pytest.mark.embedded
def test_a_database_that_was_put_in_the_place_of_a_deleted_one_is_read(
    service: DeskService, filled: Settings, filled_folder: Path, save_elsewhere: Callable[[Article], None]
) -> None:
    service.library()
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").write_bytes((filled_folder / "kontakt.sqlite").read_bytes())
    save_elsewhere(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
    library = service.poll()
    assert library is not None
    assert library.article("glass") is not None


def test_the_sender_catches_up_by_itself(
    service: DeskService, filled: Settings, log: Callable[..., None], journal: Journal
) -> None:
    """Waits for the thread, at most a minute."""
    log("@tinn gatelys")
    service.start_sending()
    service.send()
    until = monotonic() + 60
    while journal.waiting() and monotonic() < until:
        sleep(0.02)
    assert journal.waiting() == 0
    assert len(service.own_inquiries()) == 1
