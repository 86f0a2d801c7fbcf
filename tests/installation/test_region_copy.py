"""A region moves from a file to a server and back with everything that was logged and written."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import SQLModel

from kontakt.database import DatabaseUnavailable, Engine, open_engine, people, reading, table_copy, writing
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import ContactList, Unit
from kontakt.errors import KontaktError
from kontakt.inquiries.entries import corrected, logged
from kontakt.inquiries.log import store
from kontakt.installation.region_copy import move_to_file, move_to_server
from kontakt.knowledge import rule_changes
from kontakt.knowledge.rule_changes import RuleChange
from kontakt.messages import store as messages
from kontakt.messages.message import MessageState, MessageStep, StepKind
from kontakt.messages.problem import in_words
from kontakt.messages.sending import send_waiting
from kontakt.settings import Settings

from ..conftest import STORED_AT
from ..database.test_forbidden import inquiry
from ..databases import NewDatabase
from ..messages.conftest import Handler, a_message, running

pytestmark = pytest.mark.long

CONTACTS = ContactList(municipality="4026", units=(Unit(id="drift", name="Teknisk drift"),))

Rows = dict[str, list[str]]


def unseen(_done: int, _of: int) -> None:
    pass


@pytest.fixture
def file(filled_folder: Path, tmp_path: Path) -> Path:
    """An embedded region in which two have logged, one of them under two names."""
    copy = tmp_path / "old.sqlite"
    copy.write_bytes((filled_folder / "kontakt.sqlite").read_bytes())
    engine = open_engine(f"sqlite:///{copy}")
    with writing(engine) as session:
        entries = [
            logged(replace(inquiry(name, "lapp"), home_municipality="4026"), STORED_AT)
            for name in ("kari", "k.n", "ola")
        ]
        mended = corrected(entries[0], replace(entries[0].inquiry, note=""), STORED_AT)
        store.deliver(session, [*entries, mended])
        rule_changes.note(session, RuleChange("veglova", STORED_AT.date(), "ola"), STORED_AT)
        contact_lists.save(session, CONTACTS, by="ola", at=STORED_AT)
    engine.dispose()
    return copy


@pytest.fixture
def shared(new_database: NewDatabase, settings: Settings) -> Settings:
    """Settings that name an empty database on a server."""
    return replace(settings, database=new_database("nothing", lambda _address: None))


@pytest.fixture
def login(shared: Settings) -> Iterator[str]:
    """One that the server has."""
    name = f"kari_{uuid4().hex}"
    engine = open_engine(shared.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
    yield name
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}; DROP ROLE {name}")
    engine.dispose()


def contents(address: str) -> dict[str, list[dict[str, Any]]]:
    engine = open_engine(address)
    with reading(engine) as session:
        found = {
            table.name: sorted((dict(row) for row in session.connection().execute(table.select()).mappings()), key=str)
            for table in table_copy.copied_tables()
        }
    engine.dispose()
    return found


def test_a_region_comes_back_from_a_server_as_it_went_there(file: Path, shared: Settings, tmp_path: Path) -> None:
    there = move_to_server(shared, file, {}, STORED_AT, unseen)
    assert there.is_whole
    assert {each.name: each.target for each in there.counts}["inquiry_entry"] == 4
    back = tmp_path / "new.sqlite"
    assert move_to_file(shared, back, STORED_AT, unseen).is_whole
    assert contents(f"sqlite:///{back}") == contents(shared.database) == contents(f"sqlite:///{file}")
    assert set(contents(shared.database)) == set(SQLModel.metadata.tables) - {
        *("change", "database_identity", "mail_relay", "person")
    }
    engine = open_engine(shared.database)
    with writing(engine) as session:  # is numbered after the one that came
        rule_changes.note(session, RuleChange("plan- og bygningsloven", STORED_AT.date(), "ola"), STORED_AT)
    engine.dispose()


def test_a_message_that_waits_when_the_region_is_copied_is_sent_from_one_place_alone(
    file: Path, shared: Settings
) -> None:
    message = a_message()
    here = open_engine(f"sqlite:///{file}")
    with writing(here) as session:
        messages.put(session, [MessageStep(StepKind.WRITTEN, message)])
        messages.announce(session, "kontakt@example.invalid", STORED_AT)
    assert move_to_server(shared, file, {}, STORED_AT, unseen).is_whole
    there = open_engine(shared.database)
    handler = Handler()
    with running(handler) as relay:
        sent = [send_waiting(each, relay).accepted for each in (there, here, there)]
    with reading(there) as session:
        outbox = messages.load(session)
    for each in (here, there):
        each.dispose()
    assert (sent, len(handler.came)) == ([0, 1, 0], 1)
    assert [each.state for each in outbox.open] == [MessageState.UNSURE]  # a person decides
    assert "region was copied" in in_words(outbox.open[0].problem)
    assert not outbox.sends  # until whoever sends from there says so


def test_agents_have_one_name_and_their_login_from_then_on(file: Path, shared: Settings, login: str) -> None:
    (person,) = move_to_server(shared, file, {"kari": login, "k.n": login}, STORED_AT, unseen).let_in
    assert (person.agent, person.home_municipality) == ("kari", "4026")
    engine = open_engine(shared.database)
    with reading(engine) as session:
        assert [each.login for each in people.people(session)] == [login]
        assert store.homes_of_agents(session) == {"kari": "4026", "ola": "4026"}
    engine.dispose()


def test_a_copy_that_was_interrupted_is_gone_on_with_and_nothing_comes_twice(
    file: Path, shared: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = table_copy._put

    def breaks(target: Engine, table: Any, rows: list[Any]) -> None:
        if table.name == "inquiry_entry":
            raise DatabaseUnavailable("The server is gone.")
        put(target, table, rows)

    monkeypatch.setattr(table_copy, "_put", breaks)
    with pytest.raises(KontaktError, match=r"The server is gone\. The copy is not whole"):
        move_to_server(shared, file, {}, STORED_AT, unseen)
    monkeypatch.setattr(table_copy, "_put", put)
    told: list[tuple[int, int]] = []
    assert move_to_server(shared, file, {}, STORED_AT, lambda done, of: told.append((done, of))).is_whole
    assert told[-1][0] == told[-1][1] > 0
    assert contents(shared.database) == contents(f"sqlite:///{file}")


def test_nothing_is_copied_over_another_region_or_with_names_that_are_none(
    file: Path, shared: Settings, login: str, tmp_path: Path
) -> None:
    for logins, part in (
        ({"eva": login}, "No agent of the region"),
        ({"kari": "nobody_at_all"}, "no login “nobody_at_all”"),
    ):
        with pytest.raises(KontaktError, match=part):
            move_to_server(shared, file, logins, STORED_AT, unseen)
    move_to_server(shared, file, {}, STORED_AT, unseen)
    with pytest.raises(KontaktError, match="holds a region already"):
        move_to_server(shared, file, {}, STORED_AT, unseen)
    with pytest.raises(KontaktError, match="holds a region already"):
        move_to_file(shared, file, STORED_AT, unseen)
    with pytest.raises(KontaktError, match="no file"):
        move_to_server(shared, tmp_path / "none.sqlite", {}, STORED_AT, unseen)
    assert not (tmp_path / "none.sqlite").exists()


def test_what_copies_knows_every_table_by_itself() -> None:
    """Whatever the command has loaded beside it: a table that nobody has named would be left behind in silence."""
    program = (
        "import kontakt.installation.region_copy, kontakt.database.table_copy as copy; "
        "print(*sorted(table.name for table in copy.copied_tables()))"
    )
    alone = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert alone.stdout.split() == sorted(table.name for table in table_copy.copied_tables())
    assert "contact_list" in alone.stdout.split()
