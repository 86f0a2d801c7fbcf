"""The program as a whole: version, help, data, no terminal, bad settings, a data folder that cannot be used."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import kontakt

from .conftest import Run

COMMANDS = [
    (),
    ("search",),
    ("log",),
    ("undo",),
    ("today",),
    ("data",),
    ("demo",),
    ("knowledge",),
    ("knowledge", "import"),
    ("knowledge", "export"),
    ("knowledge", "format"),
    ("knowledge", "starter"),
]
OPENING = [("search", "brøyting"), ("today",), ("undo",), ("log", "--municipality", "4026", "--outcome", "answered")]


def test_the_version_is_printed(run: Run) -> None:
    ended = run("--version")
    assert (ended.code, ended.out) == (0, f"kontakt {kontakt.__version__}\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(run: Run, command: tuple[str, ...]) -> None:
    ended = run(*command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Usage: " in ended.out


def test_version_and_help_need_no_data_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing"))
    run("--version")
    run("--help")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("search", "--nonsense"), ("search", "a", "b"), ("knowledge", "nonsense")]
)
def test_a_command_that_is_not_known_is_told_without_a_traceback(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.err


@pytest.mark.long
def test_the_desk_without_a_terminal_is_one_sentence(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    ended = process()
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode().count("\n") == 1
    assert b"needs a terminal" in ended.stderr


@pytest.mark.long
def test_the_demo_without_a_terminal_is_one_sentence(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    ended = process("demo")
    assert ended.returncode == 1
    assert ended.stderr.decode().count("\n") == 1
    assert b"needs a terminal" in ended.stderr


def test_data_tells_where_everything_lies(run: Run, data_dir: Path) -> None:
    ended = run("data")
    assert ended.code == 0
    for name in ("kontakt.sqlite", "journal.sqlite", "cache.sqlite", "kontakt.log", "kontakt.toml"):
        assert str(data_dir / name) in ended.out


def test_data_makes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing"))
    assert run("data").code == 0
    assert not (tmp_path / "nothing").exists()


def test_data_shows_no_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_DATABASE", "postgresql://kari:hemm:el@ig@host/kontakt")
    out = run("data").out
    assert "hemm" not in out
    assert "ig@" not in out
    assert "postgresql://kari:***@host/kontakt" in out


@pytest.mark.long
def test_nothing_lies_beside_a_data_folder_that_an_address_cannot_hold(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whether such a name works or is refused."""
    before = set(tmp_path.iterdir())
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "a?b"))
    run("search", "brøyting")
    assert {path.name for path in set(tmp_path.iterdir()) - before} <= {"a?b"}


@pytest.mark.parametrize("command", OPENING, ids=lambda command: command[0])
def test_a_file_in_the_place_of_the_data_folder_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "file"))
    run(*command).refused(str(tmp_path / "file"), "KONTAKT_DATA_DIR")


@pytest.mark.parametrize("command", OPENING, ids=lambda command: command[0])
def test_a_data_folder_below_a_file_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "file" / "folder"))
    run(*command).refused(str(tmp_path / "file"), "KONTAKT_DATA_DIR")


@pytest.mark.parametrize("command", OPENING, ids=lambda command: command[0])
def test_a_read_only_data_folder_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, data_dir: Path, command: tuple[str, ...]
) -> None:
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != data_dir and allowed(path, mode))
    run(*command).refused(str(data_dir), "read-only")


@pytest.mark.parametrize("command", OPENING, ids=lambda command: command[0])
@pytest.mark.parametrize("damage", ["no database", "newer", "folder"])
def test_a_database_that_cannot_be_used_is_no_traceback(
    run: Run, data_dir: Path, command: tuple[str, ...], damage: str
) -> None:
    path = data_dir / "kontakt.sqlite"
    if damage == "newer":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    else:
        for file in data_dir.glob("kontakt.sqlite*"):
            file.unlink()
        path.mkdir() if damage == "folder" else path.write_bytes(b"no database " * 1000)
    run(*command).refused(str(path))


def test_a_corrupt_journal_is_set_aside_and_the_command_goes_on(run: Run, data_dir: Path) -> None:
    (data_dir / "journal.sqlite").write_bytes(b"no journal " * 1000)
    ended = run("log", "--municipality", "4026", "--outcome", "answered")
    assert ended.code == 0
    assert list(data_dir.glob("journal.sqlite.set-aside-*"))


def test_a_corrupt_cache_is_not_noticed(run: Run, data_dir: Path) -> None:
    (data_dir / "cache.sqlite").write_bytes(b"no cache " * 1000)
    ended = run("search", "brøyting")
    assert (ended.code, ended.err) == (0, "")


def test_an_unknown_setting_is_one_sentence_that_names_file_and_key(run: Run, data_dir: Path) -> None:
    (data_dir / "kontakt.toml").write_text('agnet = "kari"\n')
    run("data").refused(str(data_dir / "kontakt.toml"), "agnet", "home_municipality")


def test_a_setting_that_does_not_fit_names_the_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_TALLY_DAYS", "many")
    run("data").refused("KONTAKT_TALLY_DAYS", "many")


def test_bad_toml_is_one_sentence_that_names_the_file(run: Run, data_dir: Path) -> None:
    (data_dir / "kontakt.toml").write_text("agent = kari\n")
    run("data").refused(str(data_dir / "kontakt.toml"), "TOML", "line 1")


def test_a_settings_file_that_is_named_and_missing_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KONTAKT_CONFIG", str(tmp_path / "nowhere.toml"))
    run("data").refused("KONTAKT_CONFIG", str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize("variable", ["KONTAKT_DATA_DIR", "KONTAKT_CONFIG"])
def test_the_home_of_somebody_unknown_is_one_sentence(
    process: Callable[..., subprocess.CompletedProcess[bytes]], variable: str
) -> None:
    ended = process("data", **{variable: "~nobody-of-that-name/kontakt"})
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    assert variable.encode() in ended.stderr


@pytest.mark.parametrize("url", ["foo", "nosuch://host/name", "postgresql://host:port/name"])
def test_a_database_address_that_is_none_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("KONTAKT_DATABASE", url)
    run("today").refused("setting database")


def test_an_error_is_told_in_the_language_that_is_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_LANGUAGE", "nb")
    assert "days" not in run("undo").refused("3 dagene")


def test_settings_are_told_in_the_language_of_the_machine(
    run: Run, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    (data_dir / "kontakt.toml").write_text('agnet = "kari"\n')
    assert "is not a setting" not in run("data").refused("agnet")


def test_a_mistake_in_the_program_is_one_sentence_and_its_details_are_in_the_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr("kontakt.cli.data.config_path", broken)
    run("data").refused(str(data_dir / "kontakt.log"))
    assert "ZeroDivisionError: a mistake" in (data_dir / "kontakt.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["search", "today", "knowledge"])
def test_an_argument_that_is_not_utf8_is_one_sentence(run: Run, command: str) -> None:
    run(command, "br\udcf8yting").refused(r"“br\xf8yting” is not in UTF-8")
