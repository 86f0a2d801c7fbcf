"""Nobody else reads what lies in a data folder that others may enter, or a database named by its address."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontakt.installation.starter import starter_folder

from .conftest import Run

LOG = ("log", "--municipality", "4026", "--outcome", "answered", "--note", "hemmelig")


@pytest.fixture
def keeps_the_same_library_once() -> None:
    """Not here: each file is made by the program."""


@pytest.fixture(autouse=True)
def _open_by_default() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def little_comes_with_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A region that is made anew is made of one theme: how much makes no difference."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for file in ("region.yaml", "themes.yaml", "urgent.yaml"):
        shutil.copy(starter_folder() / file, folder)
    shutil.copytree(starter_folder() / "articles" / "plan-og-kart", folder / "articles" / "plan-og-kart")
    monkeypatch.setattr("kontakt.installation.starter.starter_folder", lambda: folder)


def open_to_others(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if not file.is_dir() and file.stat().st_mode & 0o077]


@pytest.mark.long
@pytest.mark.usefixtures("little_comes_with_the_program")
def test_every_file_in_an_open_data_folder_is_its_owners_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(folder))
    for command in (LOG, ("report", "--format", "json"), ("undo",), ("today",)):
        os.umask(0o022)  # each as a process that begins
        ended = run(*command)
        assert ended.code == 0, ended
    made = {file.name for file in folder.iterdir()}
    assert {"kontakt.sqlite", "journal.sqlite", "cache.sqlite", "figures.duckdb", "kontakt.log"} <= made
    assert open_to_others(folder) == []


@pytest.mark.long
@pytest.mark.usefixtures("little_comes_with_the_program")
def test_a_database_named_by_its_address_is_its_owners_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("KONTAKT_DATABASE", f"sqlite:///{folder / 'region.sqlite'}")
    assert run(*LOG).code == 0
    assert (folder / "region.sqlite").exists()
    assert open_to_others(folder) == []


def test_files_that_an_earlier_version_left_open_are_closed(run: Run, data_dir: Path) -> None:
    for name in ("kontakt.sqlite", "kontakt.sqlite-wal", "cache.sqlite", "figures.duckdb", "kontakt.log.1"):
        (data_dir / name).touch()
        (data_dir / name).chmod(0o644)
    (data_dir / "notes-of-my-own.txt").touch(mode=0o644)
    run("today")
    assert open_to_others(data_dir) == ["notes-of-my-own.txt"]
