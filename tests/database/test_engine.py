"""The engine, its transactions, and what it says when a database cannot be used."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.exc import IntegrityError

from kontakt.database import DatabaseUnavailable, open_engine, reading, writing
from kontakt.database.engine import view_options
from kontakt.errors import KontaktError


@pytest.fixture
def table(migrated: Engine) -> Engine:
    """With a table of its own; the writers' lock of a server comes with the others."""
    with writing(migrated) as session:
        session.connection().execute(text("CREATE TABLE note (text TEXT UNIQUE)"))
    return migrated


def put(engine: Engine, words: str) -> None:
    with writing(engine) as session:
        session.connection().execute(text("INSERT INTO note (text) VALUES (:words)"), {"words": words})


def notes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.connection().execute(text("SELECT text FROM note")).scalars())


def test_what_is_written_is_committed_at_the_end(table: Engine) -> None:
    put(table, "en")
    assert notes(table) == ["en"]


def test_an_error_rolls_everything_back(table: Engine) -> None:
    with suppress(KontaktError), writing(table) as session:
        session.connection().execute(text("INSERT INTO note (text) VALUES ('en')"))
        raise KontaktError("stop")
    assert notes(table) == []


def test_a_reading_transaction_sees_one_moment(table: Engine) -> None:
    put(table, "en")
    with reading(table) as session:
        before = session.connection().execute(text("SELECT count(*) FROM note")).scalar()
        put(table, "to")
        assert session.connection().execute(text("SELECT count(*) FROM note")).scalar() == before


def test_a_reading_transaction_on_postgresql_is_one_snapshot_and_writes_nothing() -> None:
    options = view_options("postgresql")
    assert options == {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    assert (
        options.keys() <= PGDialect.connection_characteristics.keys()
    )  # an option that it does not know is passed over


@pytest.mark.embedded
def test_a_writer_holds_the_lock_from_its_start(table: Engine, data_dir: Path) -> None:
    with writing(table) as session, closing(sqlite3.connect(data_dir / "kontakt.sqlite", timeout=0)) as other:
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_second_writer_waits_for_the_first(table: Engine) -> None:
    began, order = Event(), []

    def second() -> None:
        began.set()
        with writing(table) as session:
            session.connection().execute(text("INSERT INTO note (text) VALUES ('to')"))
            order.append("second")

    with writing(table) as session:
        session.connection()
        thread = Thread(target=second)
        thread.start()
        began.wait()
        thread.join(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_reader_does_not_wait_for_a_writer(table: Engine) -> None:
    put(table, "en")
    with writing(table) as session:
        session.connection().execute(text("INSERT INTO note (text) VALUES ('to')"))
        assert notes(table) == ["en"]


def test_a_locked_database_is_one_sentence(data_dir: Path, no_patience: None) -> None:
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    put_table = "CREATE TABLE note (text TEXT)"
    with writing(engine) as session:
        session.connection().execute(text(put_table))
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnavailable, match="database is locked") as raised:
            put(engine, "en")
    engine.dispose()
    assert "\n" not in str(raised.value)
    assert "kontakt.sqlite" in str(raised.value)


def test_a_mistake_in_the_program_is_not_taken_for_a_database_that_is_away(table: Engine) -> None:
    put(table, "en")
    with pytest.raises(IntegrityError):
        put(table, "en")


def test_an_error_does_not_carry_what_was_to_be_stored(table: Engine) -> None:
    """Errors go to the log file, from which notes are never purged."""
    put(table, "bor alene")
    with pytest.raises(IntegrityError) as raised:
        put(table, "bor alene")
    assert "bor alene" not in str(raised.value)


def test_foreign_keys_hold(table: Engine) -> None:
    with writing(table) as session:
        session.connection().execute(text("CREATE TABLE part (note TEXT REFERENCES note (text))"))
    with pytest.raises(IntegrityError), writing(table) as session:
        session.connection().execute(text("INSERT INTO part VALUES ('sju')"))


@pytest.mark.embedded
def test_the_file_is_in_write_ahead_mode(table: Engine, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.embedded
def test_what_is_deleted_is_gone_from_the_file(table: Engine, data_dir: Path) -> None:
    put(table, "hemmelighetsfull bestemor " * 50)
    with writing(table) as session:
        session.connection().execute(text("UPDATE note SET text = ''"))
    table.dispose()
    for file in data_dir.iterdir():
        assert b"hemmelighetsfull" not in file.read_bytes()


@pytest.mark.parametrize(
    "url",
    ["foo", "", "sqlite", "nosuchengine://host/name", "postgresql://host:port/name", "mysql://host/name"],
)
def test_an_address_that_is_none_is_one_sentence_that_names_the_setting(url: str) -> None:
    with pytest.raises(KontaktError, match="setting database") as raised:
        open_engine(url)
    assert "\n" not in str(raised.value)


def test_a_password_is_not_told(data_dir: Path) -> None:
    with pytest.raises(KontaktError) as raised:
        open_engine("nosuchengine://kari:hemmelig@host/name")
    assert "hemmelig" not in str(raised.value)


def test_a_file_in_a_folder_that_is_not_there_is_one_sentence(data_dir: Path) -> None:
    engine = open_engine(f"sqlite:///{data_dir / 'nowhere' / 'kontakt.sqlite'}")
    with pytest.raises(DatabaseUnavailable, match="nowhere"), reading(engine) as session:
        session.connection()
    engine.dispose()
