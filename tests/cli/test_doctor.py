"""``kontakt doctor``: a line for each thing, what to do, a status for monitoring; it changes nothing and always
ends."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from kontakt.database import open_engine
from kontakt.inquiries.codec import encode
from kontakt.inquiries.inquiry import Feedback, FeedbackKind

from .conftest import EndedCommand, Run

LOG = ("log", "--municipality", "4026", "--outcome", "answered")


def states(ended: EndedCommand) -> dict[str, str]:
    """The state of each thing that was looked at, by its English name."""
    assert ended.err == ""
    return {each["name"]: each["state"] for each in json.loads(ended.out)["findings"]}


def in_folder(folder: Path) -> dict[str, tuple[int, int]]:
    return {file.name: (file.stat().st_mtime_ns, file.stat().st_size) for file in folder.iterdir()}


@pytest.mark.long
def test_on_a_healthy_machine_all_is_well_and_nothing_is_changed(run: Run, data_dir: Path) -> None:
    run(*LOG)
    run("report", "--format", "json")
    before = in_folder(data_dir)
    ended = run("doctor")
    assert (ended.code, ended.err) == (0, ""), ended.out
    assert ended.out.endswith("All is well.\n")
    plain = run("doctor", "--format", "json")
    assert json.loads(plain.out)["state"] == "well"
    assert set(states(plain).values()) == {"well"}
    assert {"Clock", "Database", "Disk room", "Journal", "Locale", "Terminal"} <= set(states(plain))
    assert in_folder(data_dir) == before


def test_a_folder_that_is_not_there_is_not_made(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing" / "at all"))
    assert run("doctor").code == 0
    assert not (tmp_path / "nothing").exists()


def wait_for_days(folder: Path) -> None:
    sent = datetime(2026, 11, 1, tzinfo=UTC)
    body = encode(Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=sent, agent="kari", query="x"))
    with closing(sqlite3.connect(folder / "journal.sqlite")) as connection, connection:
        connection.execute("INSERT INTO waiting (id, body) VALUES ('a', ?)", [body])


def put_a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


SICK: dict[str, tuple[Callable[[Path], Any], str, str]] = {
    "a damaged database": (lambda it: (it / "kontakt.sqlite").write_bytes(b"something " * 999), "Database", "damaged"),
    "a damaged journal": (
        lambda it: (it / "journal.sqlite").write_bytes(b"something " * 999),
        "Journal",
        "sets it aside",
    ),
    "a journal that waits for days": (wait_for_days, "Journal", "entries wait since"),
    "a file where the folder should be": (put_a_file_in_its_place, "Data folder", "is no folder"),
}


@pytest.mark.long
@pytest.mark.parametrize(("harm", "name", "told"), SICK.values(), ids=SICK)
def test_on_a_sick_machine_it_says_what_is_wrong_and_looks_at_all_the_rest(
    run: Run, data_dir: Path, harm: Callable[[Path], Any], name: str, told: str
) -> None:
    run(*LOG)
    harm(data_dir)
    ended = run("doctor", "--format", "json")
    assert (ended.code, states(ended)[name]) == (1, "wrong")
    assert told in ended.out
    assert {"Program", "Disk room", "Figures"} <= set(states(ended))


def test_a_folder_of_another_user_and_a_full_disk_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_given: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(1, 1, 0))
    ended = run("doctor")
    assert ended.code == 1
    assert "start kontakt as its owner" in ended.out
    assert "make room" in ended.out
    assert ended.out.endswith("2 things are wrong.\n")


def test_a_look_that_fails_is_unknown_and_hides_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: object) -> None:
        raise ValueError("a mistake")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    ended = run("doctor", "--format", "json")
    assert ended.code == 2
    assert json.loads(ended.out)["state"] == "unknown"
    assert states(ended)["Disk room"] == "unknown"
    assert states(ended)["Database"] == "well"


def test_a_server_that_is_away_is_wrong_and_what_depends_on_it_unknown(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KONTAKT_DATABASE", f"postgresql://kari@/kontakt?host={tmp_path}")
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "new"))
    ended = run("doctor", "--format", "json")
    assert ended.code == 1
    assert (states(ended)["Database"], states(ended)["Server"]) == ("wrong", "unknown")
    assert not (tmp_path / "new").exists()


@pytest.mark.long
def test_each_group_of_a_shared_region_is_told_of_its_own_rights_and_the_owner_of_everything(
    run: Run, monkeypatch: pytest.MonkeyPatch, shared_region: str
) -> None:
    address = shared_region
    monkeypatch.setenv("KONTAKT_DATABASE", address)
    login = f"eva_{uuid4().hex}"
    run("database", "grant", login, "--name", "Eva", "--role", "editor")
    owners = run("doctor", "--format", "json")
    with_login = make_url(address).set(username=login).render_as_string()
    monkeypatch.setenv("KONTAKT_DATABASE", with_login)
    editors = run("doctor", "--format", "json")
    monkeypatch.setenv("KONTAKT_DATABASE", address)
    run("database", "revoke", login)
    by_hand(address, f"GRANT CONNECT ON DATABASE {make_url(address).database} TO {login}")
    monkeypatch.setenv("KONTAKT_DATABASE", with_login)
    nobodys = run("doctor", "--format", "json")
    by_hand(address, "UPDATE alembic_version SET version_num = '9999'", f"DROP OWNED BY {login}", f"DROP ROLE {login}")
    monkeypatch.setenv("KONTAKT_DATABASE", address)
    newer = run("doctor", "--format", "json")

    assert (owners.code, states(owners)["Rights"], states(owners)["Clocks"]) == (0, "well", "well")
    assert (editors.code, states(editors)["Login"]) == (0, "well"), editors.out
    assert "Eva: editor" in editors.out
    assert "Rights" not in states(editors)
    assert (nobodys.code, states(nobodys)["Login"]) == (1, "wrong")
    assert "kontakt database grant" in nobodys.out
    assert (newer.code, states(newer)["Database"]) == (1, "wrong")
    assert "Update this one" in newer.out


def by_hand(address: str, *statements: str) -> None:
    engine = open_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
