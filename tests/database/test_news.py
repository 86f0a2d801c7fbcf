"""Whether anything is new is asked of the database in one statement."""

from typing import Any

from sqlalchemy import Engine, event, text

from kontakt.database import asking, changes, open_engine, reading, writing
from kontakt.database.changes import newest_here
from kontakt.database.identity import identity

from ..databases import NewDatabase


def here(engine: Engine) -> tuple[str, Any]:
    with asking(engine) as session:
        return newest_here(session)


def test_the_newest_change_and_whose_it_is_are_told_as_reading_tells_them(migrated: Engine) -> None:
    for subject in ("gatelys", "glass"):
        with writing(migrated) as session:
            changes.record(session, "article", subject, 3)
        with reading(migrated) as session:
            assert here(migrated) == (identity(session), changes.newest(session))
        assert here(migrated)[1].id == subject


def test_a_database_without_changes_has_a_name_all_the_same(migrated: Engine) -> None:
    with writing(migrated) as session:
        session.connection().execute(text("DELETE FROM change"))
    with reading(migrated) as session:
        assert here(migrated) == (identity(session), None)


def test_a_connection_that_has_ended_meanwhile_is_made_anew(new_database: NewDatabase) -> None:
    address = new_database()
    engine, other = open_engine(address), open_engine(address)
    process = text("SELECT pg_backend_pid()")
    with asking(engine) as session:
        before = session.connection().execute(process).scalar_one()
    with asking(other) as session:
        session.connection().execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": before})
    with asking(engine) as session:
        assert session.connection().execute(process).scalar_one() != before
    engine.dispose()
    other.dispose()


def test_it_is_one_statement_and_the_next_transaction_is_one_again(migrated: Engine) -> None:
    with writing(migrated) as session:
        changes.record(session, "article", "gatelys", 3)
    statements: list[str] = []
    event.listen(migrated, "before_cursor_execute", lambda *given: statements.append(given[2]))
    here(migrated)
    assert len([each for each in statements if each.lstrip().upper().startswith("SELECT")]) == 1
    before = here(migrated)
    with writing(migrated) as session:
        changes.record(session, "article", "gatelys", 4)
        session.flush()
        session.rollback()
    assert here(migrated) == before
