"""Bringing a database up to date: from nothing, from an older program, beside another process, and never down."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from filelock import FileLock
from sqlalchemy import Engine, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import kontakt.directory.contacts.tables
import kontakt.directory.tables
import kontakt.inquiries.log.tables
import kontakt.knowledge.tables
import kontakt.messages.tables
import kontakt.presence.tables
import kontakt.vocabulary.tables  # noqa: F401 (the models, all of them)
from kontakt.database import identity, open_engine, reading, rights
from kontakt.database.engine import migrating
from kontakt.database.migrate import DatabaseNewer, bring_up_to_date, delete_old_copies, delete_strays
from kontakt.database.migrations import HEAD
from kontakt.errors import KontaktError
from kontakt.firstline import Outcome
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.log import store
from kontakt.knowledge import revisions
from kontakt.knowledge import store as knowledge

from ..conftest import Clock

NEXT = f"{int(HEAD) + 1:04}"


def revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


def put_feedback(engine: Engine, query: str) -> None:
    with migrating(engine) as session:
        session.connection().execute(
            text(
                "INSERT INTO feedback (id, kind, made_at, agent, query)"
                " VALUES (:id, 'missed', '2026-11-20 10:30:00', 'kari', :query)"
            ),
            {"id": uuid4().hex, "query": query},
        )


ALL_NOTES = "SELECT note FROM inquiry WHERE note <> ''"


def put_note(engine: Engine, note: str) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    inquiry = Inquiry(
        id=uuid4(),
        call_id=uuid4(),
        municipality="4026",
        outcome=Outcome.ANSWERED,
        started_at=at,
        logged_at=at,
        agent="kari",
        note=note,
    )
    with migrating(engine) as session:
        store.deliver(session, [logged(inquiry, at)])


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.copy.sqlite"))


def test_an_empty_database_gets_the_newest_schema(migrated: Engine) -> None:
    assert revision(migrated) == HEAD


def test_the_migrated_schema_is_that_of_the_models(migrated: Engine) -> None:
    """Columns, types, indexes, keys: both ways, nothing to add and nothing to remove, but for what only a server
    has."""
    with migrated.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, _kind, _parents: name not in rights.SERVER_TABLES}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.embedded
def test_the_indexes_are_those_of_the_models_word_for_word(migrated: Engine) -> None:
    """A comparison of metadata does not look at the conditions of partial indexes."""
    with closing(sqlite3.connect(":memory:")) as memory, closing(sqlite3.connect(migrated.url.database)) as file:
        for statement in _statements_of_the_models():
            memory.execute(statement)
        assert _indexes(file) == _indexes(memory)


def _statements_of_the_models() -> list[str]:
    tables = SQLModel.metadata.sorted_tables
    made = [CreateTable(table) for table in tables] + [
        CreateIndex(index) for table in tables for index in table.indexes
    ]
    return [str(each.compile(dialect=sqlite.dialect())) for each in made]


def _indexes(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def test_a_database_that_is_up_to_date_is_left_alone(migrated: Engine, data_dir: Path, clock: Clock) -> None:
    put_feedback(migrated, "gatelys")
    bring_up_to_date(migrated, data_dir, clock.forward(minutes=1))
    assert copies(data_dir) == []


def test_no_copy_is_made_of_a_database_that_was_empty(migrated: Engine, data_dir: Path) -> None:
    assert copies(data_dir) == []


def test_an_older_database_is_migrated_with_its_data(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None
) -> None:
    put_feedback(migrated, "gatelys")
    bring_up_to_date(migrated, data_dir, clock())
    assert revision(migrated) == NEXT
    with reading(migrated) as session:
        rows = session.connection().execute(text("SELECT query, answered FROM feedback")).all()
    assert rows == [("gatelys", None)]


@pytest.mark.embedded
def test_a_copy_is_made_before_existing_data_is_migrated(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None
) -> None:
    put_feedback(migrated, "gatelys")
    with migrating(migrated) as session:
        session.connection().execute(text("UPDATE feedback SET note = 'fristen mangler'"))
    bring_up_to_date(migrated, data_dir, clock())
    (copy,) = copies(data_dir)
    assert copy.name == f"kontakt-{HEAD}-20261120T103000Z.copy.sqlite"
    with closing(sqlite3.connect(copy)) as connection:
        # No purge would reach them there.
        assert connection.execute("SELECT query, note FROM feedback").fetchall() == [("", "")]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_a_step_that_fails_leaves_the_database_as_it_was(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None, tmp_path: Path
) -> None:
    step = tmp_path / "migrations" / "versions" / f"{NEXT}_next.py"
    step.write_text(step.read_text() + "\n    op.execute('SELECT * FROM no_such_table')\n")
    with pytest.raises(KontaktError):
        bring_up_to_date(migrated, data_dir, clock())
    assert revision(migrated) == HEAD
    assert "answered" not in {each["name"] for each in inspect(migrated).get_columns("feedback")}


@pytest.mark.embedded
def test_a_copy_that_cannot_be_made_stops_the_migration_with_one_sentence(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None
) -> None:
    (data_dir / f"kontakt-{HEAD}-20261120T103000Z.copy.sqlite.making").mkdir()
    with pytest.raises(KontaktError):
        bring_up_to_date(migrated, data_dir, clock())
    assert revision(migrated) == HEAD


def test_a_migration_that_failed_can_be_tried_again_at_once(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None, tmp_path: Path
) -> None:
    step = tmp_path / "migrations" / "versions" / f"{NEXT}_next.py"
    sound = step.read_text()
    step.write_text(sound + "\n    op.execute('SELECT * FROM no_such_table')\n")
    with pytest.raises(KontaktError):
        bring_up_to_date(migrated, data_dir, clock())
    step.write_text(sound)
    bring_up_to_date(migrated, data_dir, clock())
    assert revision(migrated) == NEXT


@pytest.mark.long
@pytest.mark.embedded
def test_a_copy_is_under_another_name_and_its_owners_alone_until_the_notes_are_out(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def killed(copy: Path) -> None:
        with closing(sqlite3.connect(copy)) as connection:
            seen.append((copy.name, copy.stat().st_mode & 0o777, connection.execute(ALL_NOTES).fetchall()))
        raise KeyboardInterrupt

    put_note(migrated, "hemmelig")
    monkeypatch.setattr("kontakt.database.migrate._without_what_is_deleted_in_time", killed)
    before = os.umask(0o022)
    try:
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(migrated, data_dir, clock())
    finally:
        os.umask(before)
    assert seen == [(f"kontakt-{HEAD}-20261120T103000Z.copy.sqlite.making", 0o600, [("hemmelig",)])]
    assert copies(data_dir) == []
    delete_strays(data_dir)
    assert not [file for file in data_dir.iterdir() if b"hemmelig" in file.read_bytes() and "copy" in file.name]


@pytest.mark.embedded
def test_a_copy_holds_no_note_and_is_its_owners_alone(
    migrated: Engine, data_dir: Path, clock: Clock, later_program: None
) -> None:
    put_note(migrated, "hemmelig")
    bring_up_to_date(migrated, data_dir, clock())
    (copy,) = copies(data_dir)
    assert b"hemmelig" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_copy_that_is_being_made_is_no_stray(data_dir: Path) -> None:
    making = data_dir / "kontakt-0001-20261120T103000Z.copy.sqlite.making"
    making.touch()
    with FileLock(data_dir / "migration.lock"):
        delete_strays(data_dir)
        assert making.exists()
    delete_strays(data_dir)
    assert not making.exists()


def test_copies_older_than_the_notes_may_be_are_deleted(data_dir: Path, clock: Clock) -> None:
    files = [data_dir / name for name in ("old.copy.sqlite", "new.copy.sqlite", "kontakt.sqlite")]
    for file, days in zip(files, (91, 89, 200), strict=True):
        file.touch()
        written = (clock() - timedelta(days=days)).timestamp()
        os.utime(file, (written, written))
    delete_old_copies(data_dir, before=clock() - timedelta(days=90))
    assert [file.exists() for file in files] == [False, True, True]


def test_a_newer_database_is_refused_and_the_program_says_what_to_do(
    migrated: Engine, data_dir: Path, clock: Clock
) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match=r"newer kontakt \(step 9999\)\. Update this one"):
        bring_up_to_date(migrated, data_dir, clock())
    assert revision(migrated) == "9999"
    assert copies(data_dir) == []


@pytest.mark.embedded
def test_a_folder_that_cannot_hold_the_lock_is_one_sentence(engine: Engine, tmp_path: Path, clock: Clock) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(KontaktError):
        bring_up_to_date(engine, in_the_way / "folder", clock())


PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kontakt.database import open_engine
from kontakt.database.engine import migrating
from kontakt.database.migrate import bring_up_to_date
folder = Path(sys.argv[1])
engine = open_engine(sys.argv[2])
print("ready", flush=True)
bring_up_to_date(engine, folder, datetime.now(UTC))
print("done", flush=True)
engine.dispose()
"""


def _process(folder: Path, address: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), address], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.long
@pytest.mark.embedded
def test_a_second_process_waits_for_the_migration_lock(data_dir: Path) -> None:
    with FileLock(data_dir / "migration.lock"):
        process = _process(data_dir, f"sqlite:///{data_dir / 'kontakt.sqlite'}")
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection:
            assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    out, err = process.communicate(timeout=120)
    assert (out, err) == ("done\n", "")


@pytest.mark.long
def test_two_processes_migrate_once(data_dir: Path, engine: Engine) -> None:
    address = engine.url.render_as_string(hide_password=False)
    processes = [_process(data_dir, address) for _ in range(2)]
    ended = [process.communicate(timeout=120) for process in processes]
    assert ended == [("ready\ndone\n", "")] * 2
    assert revision(engine) == HEAD


@pytest.mark.embedded
def test_every_database_has_an_identity_of_its_own(
    migrated: Engine, data_dir: Path, tmp_path: Path, clock: Clock
) -> None:
    other = open_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    bring_up_to_date(other, tmp_path, clock())
    with reading(migrated) as session, reading(other) as of_other:
        assert len(identity(session)) == 32
        assert identity(session) != identity(of_other)
    other.dispose()


def test_a_database_of_the_first_schema_keeps_its_history(
    engine: Engine, data_dir: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as first:
        first.setattr("kontakt.database.migrate.HEAD", "0001")
        bring_up_to_date(engine, data_dir, clock())
    with migrating(engine) as session:
        session.connection().execute(
            text(
                "INSERT INTO article_revision (article, revision, editor, made_at, text)"
                " VALUES ('gatelys', 1, 'kari', '2026-11-20 10:30:00', 'Lampen er mørk.')"
            )
        )
    bring_up_to_date(engine, data_dir, clock.forward(minutes=1))
    with reading(engine) as session:
        assert session.connection().execute(text("SELECT * FROM gap")).all() == []
        (kept,) = revisions.history(session, "gatelys")
    assert (kept.number, kept.by, kept.text, kept.what) == (1, "kari", "Lampen er mørk.", None)


def test_an_article_of_the_version_before_can_differ_and_has_its_bokmaal_steps_alone(
    engine: Engine, data_dir: Path, clock: Clock
) -> None:
    with_article(engine, data_dir, clock)
    bring_up_to_date(engine, data_dir, clock.forward(minutes=1))
    with reading(engine) as session:
        (found,) = knowledge.articles(session, ["gatelys"])
    assert (found.steps, found.national, found.ask_nn, found.steps_nn) == (("Meld fra.",), False, (), ())


def with_article(engine: Engine, data_dir: Path, clock: Clock) -> None:
    """A database of the step before articles could be national, with one article in it."""
    with pytest.MonkeyPatch.context() as before:
        before.setattr("kontakt.database.migrate.HEAD", "0004")
        bring_up_to_date(engine, data_dir, clock())
    columns = {
        "id": "'gatelys'",
        "revision": "1",
        "first_line": "'usually'",
        "status": "'published'",
        "steps": """'["Meld fra."]'""",
        **dict.fromkeys(("digest", "theme", "title", "title_nn", "answer", "answer_nn", "owner"), "''"),
        **dict.fromkeys(("audience", "links", "sources", "redirects", "only", "ask"), "'[]'"),
    }
    with migrating(engine) as session:
        names = ", ".join(f'"{name}"' for name in columns)
        statement = f"INSERT INTO article ({names}) VALUES ({', '.join(columns.values())})"
        session.connection().execute(text(statement))


def test_inquiries_of_an_older_database_are_all_there_and_may_then_be_of_an_unknown_municipality(
    engine: Engine, data_dir: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.database.migrate.HEAD", "0006")
    bring_up_to_date(engine, data_dir, clock())
    with migrating(engine) as session:
        for number in range(50):
            session.connection().execute(text(_INQUIRY), {"id": f"{number:032}", "municipality": "4026"})
            session.connection().execute(text(_ENTRY), {"id": f"{number:032}", "municipality": "4026"})
    monkeypatch.undo()
    bring_up_to_date(engine, data_dir, clock())
    with migrating(engine) as session:
        session.connection().execute(text(_INQUIRY), {"id": "f" * 32, "municipality": None})
        session.connection().execute(text(_ENTRY), {"id": "f" * 32, "municipality": None})
    with reading(engine) as session:
        for table in ("inquiry", "inquiry_entry"):
            rows = session.connection().execute(text(f"SELECT municipality, count(*) FROM {table} GROUP BY 1")).all()
            assert sorted(rows, key=str) == [("4026", 50), (None, 1)]


_STATE = "call_id, municipality, outcome, started_at, logged_at, agent, channel, warm, query, note, id, kind, made_at"
_ONE = "'00000000000000000000000000000001'"
_VALUES = (
    f"{_ONE}, :municipality, 'void', '2026-11-20 10:30:00', '2026-11-20 10:31:00', 'kari', 'phone', false, '', 'x', :id,"
    " 'logged', '2026-11-20 10:31:00'"
)
_INQUIRY = f"INSERT INTO inquiry ({_STATE}, entry_id, withdrawn, repeated, version) VALUES ({_VALUES}, {_ONE}, false, false, 1)"
_ENTRY = f"INSERT INTO inquiry_entry ({_STATE}, inquiry_id) VALUES ({_VALUES}, {_ONE})"
