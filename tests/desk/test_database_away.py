"""The shared database locked, full, missing, damaged, newer or read-only: one sentence, and nothing is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from time import monotonic, sleep

import pytest
from sqlalchemy import event

from kontakt.database import DatabaseUnavailable
from kontakt.database.migrate import DatabaseNewer
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import EntryKind
from kontakt.knowledge.article import Article
from kontakt.settings import Settings


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
    "poll": lambda backroom: backroom.poll(),
    "library": lambda backroom: backroom.library(),
    "own_inquiries": lambda backroom: backroom.own_inquiries(),
    "same_before": lambda backroom: backroom.same_before("gatelys", "4026"),
    "deliver": lambda backroom: backroom.deliver(),
    "figures": lambda backroom: backroom.figures("4026"),
    "today": lambda backroom: backroom.today(),
}


@pytest.fixture
def every_method() -> Callable[[DeskService], list[str]]:
    """Calls each, and gives its one sentence; fails on any other error, and where there is none."""

    def call(backroom: DeskService) -> list[str]:
        sentences = []
        for name, method in METHODS.items():
            try:
                method(backroom)
            except KontaktError as problem:
                sentences.append(str(problem))
            else:
                raise AssertionError(f"{name} raised nothing")
        return sentences

    return call


def test_a_database_that_somebody_writes_to_is_opened_and_read_all_the_same(backroom, filled, no_patience):
    with locked(filled):
        assert backroom.library().articles


def test_a_delivery_to_a_locked_database_waits_and_is_caught_up(backroom, filled, log, stored, no_patience):
    backroom.library()
    with locked(filled):
        log("@tinn gatelys")
        with pytest.raises(KontaktError, match="locked"):
            backroom.deliver()
        assert len(stored()) == 1
    assert backroom.deliver() == 1
    assert stored() == []


def test_a_delivery_to_a_full_database_waits_and_is_caught_up(backroom, log, stored):
    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    engine = backroom.engine
    engine.dispose()
    event.listen(engine, "connect", fill)
    for _ in range(100):  # more than what is free in the pages that are there
        log("@tinn gatelys")
    with pytest.raises(KontaktError, match="full") as raised:
        backroom.deliver()
    assert "\n" not in str(raised.value)
    assert len(stored()) == 100
    event.remove(engine, "connect", fill)
    engine.dispose()
    assert backroom.deliver() == 100


def test_a_database_that_is_a_folder_is_one_sentence(backroom, filled, every_method):
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").mkdir()
    assert all("\n" not in sentence for sentence in every_method(backroom))


def test_a_file_that_is_no_database_is_one_sentence(backroom, filled, every_method):
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").write_bytes(b"not a database at all " * 1000)
    for sentence in every_method(backroom):
        assert "kontakt.sqlite" in sentence
        assert "\n" not in sentence


def test_a_database_of_a_newer_program_is_one_sentence_that_says_what_to_do(backroom, filled, every_method):
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    for sentence in every_method(backroom):
        assert "newer" in sentence
        assert "\n" not in sentence


def test_a_database_of_a_newer_program_is_left_as_it_is(backroom, filled):
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewer):
        backroom.library()
    with closing(sqlite3.connect(filled.data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    assert list(filled.data_dir.glob("*.copy.sqlite")) == []


@pytest.mark.parametrize("away", ["newer", "folder"])
def test_what_waits_can_be_undone_while_the_database_is_away(backroom, filled, log, away):
    log("@tinn gatelys")
    if away == "newer":
        execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    else:
        remove_database(filled)
        (filled.data_dir / "kontakt.sqlite").mkdir()
    assert [each.kind for each in backroom.own_inquiries()] == [EntryKind.LOGGED]


def test_a_read_only_database_is_read_and_what_is_logged_waits(filled, log, clock, stored):
    read_only = filled.model_copy(
        update={"database": f"sqlite:///file:{filled.data_dir / 'kontakt.sqlite'}?mode=ro&uri=true"}
    )
    backroom = DeskService(read_only, clock=clock)
    log("@tinn gatelys")
    assert backroom.library().articles
    with pytest.raises(KontaktError, match="readonly") as raised:
        backroom.deliver()
    backroom.close()
    assert "\n" not in str(raised.value)
    assert len(stored()) == 1


def test_a_data_folder_that_is_gone_is_one_sentence(settings, clock):
    settings.data_dir.rmdir()
    settings.data_dir.write_text("a file in its place")
    backroom = DeskService(settings, clock=clock)
    with pytest.raises(KontaktError) as raised:
        backroom.library()
    backroom.close()
    assert "\n" not in str(raised.value)


def test_a_database_that_was_deleted_is_not_made_anew_in_silence(backroom, filled, clock):
    backroom.library()
    remove_database(filled)
    with pytest.raises(DatabaseUnavailable):
        backroom.library()
    assert not (filled.data_dir / "kontakt.sqlite").exists()
    again = DeskService(filled, clock=clock)
    with pytest.raises(DatabaseUnavailable, match="is gone"):
        again.library()
    again.close()


def test_nothing_is_delivered_into_a_database_that_was_deleted(backroom, filled, log, clock):
    """What goes into a file without a name is lost, so it must stay in the journal until there is a new one."""
    backroom.library()
    remove_database(filled)
    log("@tinn gatelys")
    with pytest.raises(DatabaseUnavailable):
        backroom.deliver()
    backroom.close()
    filled.cache_path.unlink()
    again = DeskService(filled, clock=clock)
    again.deliver()
    again.close()
    with closing(sqlite3.connect(filled.data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("SELECT article FROM inquiry").fetchall() == [("gatelys",)]


def test_a_database_that_was_put_in_the_place_of_a_deleted_one_is_read(backroom, filled, filled_folder, save_elsewhere):
    backroom.library()
    remove_database(filled)
    (filled.data_dir / "kontakt.sqlite").write_bytes((filled_folder / "kontakt.sqlite").read_bytes())
    save_elsewhere(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
    library = backroom.poll()
    assert library is not None
    assert library.article("glass") is not None


def test_the_sender_catches_up_by_itself(backroom, filled, log, journal):
    """Waits for the thread, at most ten seconds."""
    log("@tinn gatelys")
    backroom.start_sending()
    backroom.send()
    until = monotonic() + 10
    while journal.waiting() and monotonic() < until:
        sleep(0.02)
    assert journal.waiting() == 0
    assert len(backroom.own_inquiries()) == 1
