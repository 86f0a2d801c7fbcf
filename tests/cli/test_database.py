"""``kontakt database``: a region on a server is made, brought up to date and looked at by its owner."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from kontakt.database import open_engine, reading
from kontakt.database.migrate import bring_up_to_date
from kontakt.database.migrations import HEAD

from ..databases import NewDatabase
from .conftest import Run

pytestmark = pytest.mark.long


def older(address: str) -> None:
    """Makes the tables of the version before delivery was a function."""
    engine = open_engine(address)
    with pytest.MonkeyPatch.context() as before:
        before.setattr("kontakt.database.migrate.HEAD", "0008")
        bring_up_to_date(engine, Path(), datetime.now(UTC))
    engine.dispose()


@pytest.fixture
def on_server(monkeypatch: pytest.MonkeyPatch, new_database: NewDatabase) -> str:
    """The address of an empty database, which the commands are told of."""
    address = new_database("nothing", lambda _address: None)
    monkeypatch.setenv("KONTAKT_DATABASE", address)
    return address


@pytest.fixture
def region_on_server(monkeypatch: pytest.MonkeyPatch, shared_region: str) -> str:
    """The address of a region that was made already, which the commands are told of."""
    monkeypatch.setenv("KONTAKT_DATABASE", shared_region)
    return shared_region


@pytest.fixture
def of_before(monkeypatch: pytest.MonkeyPatch, new_database: NewDatabase) -> str:
    """The address of a database of an older version, which the commands are told of."""
    address = new_database("older", older)
    monkeypatch.setenv("KONTAKT_DATABASE", address)
    return address


def step(address: str) -> str:
    engine = open_engine(address)
    with reading(engine) as session:
        found: str = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return found


def test_a_region_is_made_once_and_then_works(run: Run, on_server: str) -> None:
    run("search", "gatelys").refused("is empty", "kontakt database init")
    made = run("database", "init")
    assert (made.code, made.err) == (0, "")
    run("database", "init").refused("has a region already")
    assert "broeyting" in run("search", "brøyting").out
    logged = run("log", "--municipality", "4026", "--outcome", "answered")
    assert "in the shared log" in logged.out
    checked = run("database", "check")
    assert checked.code == 0, checked
    assert "Inquiries  1" in checked.out


def test_an_empty_database_is_not_in_order_and_the_check_says_what_to_do(run: Run, on_server: str) -> None:
    checked = run("database", "check")
    assert checked.code == 1
    assert "kontakt database init" in checked.out


def test_an_older_database_is_upgraded_over_a_backup_of_today(run: Run, of_before: str, tmp_path: Path) -> None:
    run("search", "gatelys").refused("older kontakt", "kontakt database upgrade")
    backup = tmp_path / "region.dump"
    run("database", "upgrade", "--backup", str(backup)).refused("region.dump")
    backup.write_text("a dump")
    before = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(backup, (before, before))
    run("database", "upgrade", "--backup", str(backup)).refused("older than 24 hours")
    assert step(of_before) == "0008"
    backup.touch()
    assert run("database", "upgrade", "--backup", str(backup)).code == 0
    assert step(of_before) == HEAD
    assert "up to date" in run("database", "upgrade").out


def test_without_a_backup_an_upgrade_asks_and_a_no_changes_nothing(run: Run, of_before: str) -> None:
    refused = run("database", "upgrade", stdin=b"n\n")
    assert refused.code == 1
    assert "Nothing was changed" in refused.out
    assert step(of_before) == "0008"


@pytest.mark.parametrize("command", ["init", "upgrade", "check"])
def test_a_region_in_a_file_needs_none_of_this(run: Run, command: str) -> None:
    run("database", command).refused("postgresql://")


def test_a_server_that_is_away_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTAKT_DATABASE", f"postgresql://owner@/kontakt?host={tmp_path}")
    run("database", "check").refused("does not answer")


def test_rights_that_somebody_changed_by_hand_are_found_and_given_anew(run: Run, region_on_server: str) -> None:
    by_hand(region_on_server, "DROP POLICY kontakt_agent_select ON inquiry")
    checked = run("database", "check")
    assert checked.code == 1
    assert "rule inquiry.kontakt_agent_select is missing: kontakt database upgrade gives them anew" in checked.out
    assert run("database", "upgrade").code == 0
    assert run("database", "check").code == 0


def test_a_column_that_is_gone_and_a_role_that_nobody_gave_are_found(run: Run, region_on_server: str) -> None:
    login = f"somebody_{uuid4().hex}"
    run("database", "grant", login, "--name", "Kari")
    by_hand(region_on_server, f"GRANT kontakt_lead TO {login}", "ALTER TABLE vocabulary_concept DROP COLUMN broader")
    checked = run("database", "check")
    by_hand(region_on_server, f"DROP OWNED BY {login}", f"DROP ROLE {login}")
    assert checked.code == 1
    assert "column vocabulary_concept.broader is missing: put back a backup" in checked.out
    assert f"“{login}” was given the groups agent and is in agent, lead" in checked.out


def test_the_audit_says_who_changed_what_from_a_day_on(run: Run, on_server: str) -> None:
    run("database", "init")
    login = f"somebody_{uuid4().hex}"
    run("database", "grant", login, "--name", "Kari", "--role", "agent", "--role", "editor")
    run("database", "grant", login, "--role", "boss").refused("no group “boss”", "agent, editor, lead, jobs")
    audited = run("database", "audit")
    by_hand(on_server, f"DROP OWNED BY {login}", f"DROP ROLE {login}")
    assert re.search(rf"owner +rights given +{login}", audited.out)
    assert "article changed" in audited.out
    assert "Nothing was done" in run("database", "audit", "--since", "01.01.2100").out
    run("database", "audit", "--since", "soon").refused("not a date")


def test_whoever_holds_up_all_writers_is_named_while_they_do(run: Run, region_on_server: str) -> None:
    engine = open_engine(region_on_server)
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT kontakt_lock_writers()")
        held = run("database", "check")
    engine.dispose()
    assert held.code == 1
    assert "“owner” holds up all others who write" in held.out
    assert "pg_terminate_backend" in held.out
    assert "holds up" not in run("database", "check").out


def test_whoever_is_no_agent_logs_nothing_that_would_wait_for_ever(
    run: Run, region_on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = f"somebody_{uuid4().hex}"
    run("database", "grant", login, "--name", "Liv", "--role", "lead")
    monkeypatch.setenv("KONTAKT_DATABASE", region_on_server.replace("owner@", f"{login}@"))
    run("log", "--municipality", "4026", "--outcome", "answered").refused("no agent", "nothing was logged")
    assert run("report").code == 0
    by_hand(region_on_server, f"DROP OWNED BY {login}", f"DROP ROLE {login}")


def by_hand(address: str, *acts: str) -> None:
    engine = open_engine(address)
    with engine.begin() as connection:
        for act in acts:
            connection.exec_driver_sql(act)
    engine.dispose()
