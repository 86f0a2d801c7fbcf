"""What is named to a command and is no file of a sensible size: one sentence, at once, and nothing is lost."""

import os
import sys
from pathlib import Path

import pytest

from .conftest import EndedCommand, Run

HUGE = 5_000_000_000
READERS = [("import", "answered"), ("vocabulary", "import")]
FOLDER_READERS = ["import", "check", "format"]
ARTICLE = "---\ntitle: Brøyting\nkeywords: [snø]\n---\nSvar.\n"


def sparse(path: Path) -> Path:
    path.touch()
    os.truncate(path, HUGE)  # a hole: it takes no room
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with one article."""
    folder = tmp_path / "knowledge"
    (folder / "articles/vei").mkdir(parents=True)
    (folder / "articles/vei/broeyting.md").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_an_import_reads_no_pipe(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    os.mkfifo(tmp_path / "a.csv")
    run(*command, str(tmp_path / "a.csv")).refused("a.csv is a device, a pipe or a socket")


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_an_import_reads_no_device(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    run(*command, "/dev/zero").refused("/dev/zero is a device")
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    run(*command, str(tmp_path / "a.csv")).refused("a.csv is a device")


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_an_import_reads_no_folder(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    run(*command, str(tmp_path)).refused("is a folder: name a file")


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_an_import_of_gigabytes_names_the_limit(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    run(*command, str(sparse(tmp_path / "a.csv"))).refused("a.csv is larger than 10 MB")


@pytest.mark.parametrize("command", FOLDER_READERS)
@pytest.mark.parametrize("file", ["region.yaml", "themes.yaml"])
def test_a_pipe_in_a_knowledge_folder_is_not_waited_for(run: Run, folder: Path, command: str, file: str) -> None:
    os.mkfifo(folder / file)
    assert f"{file} is a device, a pipe or a socket" in _told(run("knowledge", command, str(folder)))


def test_a_pipe_beside_an_export_is_not_waited_for(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "exported.json")
    run("knowledge", "import", str(folder)).refused("exported.json is a device, a pipe or a socket")


def test_a_pipe_among_the_articles_is_left_out(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "articles/vei/pipe.md")
    ended = run("knowledge", "import", str(folder))
    assert ended.code == 0
    assert "articles/vei/pipe.md is not an article" in ended.err


@pytest.mark.parametrize("command", FOLDER_READERS)
@pytest.mark.parametrize("file", ["region.yaml", "themes.yaml", "articles/vei/zero.md"])
def test_a_link_to_a_device_in_a_knowledge_folder_is_refused(run: Run, folder: Path, command: str, file: str) -> None:
    (folder / file).symlink_to("/dev/zero")
    assert f"{file} is a link to another place" in _told(run("knowledge", command, str(folder)))


@pytest.mark.parametrize("command", FOLDER_READERS)
@pytest.mark.parametrize("file", ["region.yaml", "themes.yaml", "articles/vei/huge.md"])
def test_a_knowledge_file_of_gigabytes_is_refused(run: Run, folder: Path, command: str, file: str) -> None:
    sparse(folder / file)
    assert f"{file} is larger than 1 MB" in _told(run("knowledge", command, str(folder)))


@pytest.mark.parametrize("place", ["/dev/zero", "pipe", "huge", "folder"])
def test_settings_are_read_from_a_file_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    path = tmp_path / place
    if place == "pipe":
        os.mkfifo(path)
    elif place == "huge":
        sparse(path)
    elif place == "folder":
        path.mkdir()
    monkeypatch.setenv("KONTAKT_CONFIG", str(path))
    run("data").refused(str(path))


@pytest.mark.parametrize("name", ["/dev/full", "/dev/null", "pipe.csv", "folder.csv"])
@pytest.mark.parametrize(
    "command", [("report", "--format", "csv", "-o"), ("knowledge", "spreadsheet", "write")], ids=" ".join
)
def test_nothing_is_written_over_but_a_file(run: Run, tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    path = tmp_path / (f"{name[5:]}.csv" if name.startswith("/") else name)
    if name.startswith("/"):
        path.symlink_to(name)
    elif name == "pipe.csv":
        os.mkfifo(path)
    else:
        path.mkdir()
    before = path.lstat().st_ino
    run(*command, str(path), "--force").refused(f"{path.name} is a", "name a file")
    assert path.lstat().st_ino == before


@pytest.mark.long
def test_an_export_writes_over_no_pipe(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "region.yaml")
    run("knowledge", "export", str(tmp_path)).refused("region.yaml is a device, a pipe or a socket")
    assert (tmp_path / "region.yaml").is_fifo()


@pytest.mark.parametrize("format", ["text", "json", "csv", "html"])
def test_a_dash_prints_a_report(run: Run, format: str) -> None:
    ended = run("report", "--format", format, "-o", "-")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out
    assert not Path("-").exists()


def test_a_dash_prints_a_workbook(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "printed").open("w", encoding="utf-8") as printed, monkeypatch.context() as into_a_file:
        into_a_file.setattr(sys, "stdout", printed)
        ended = run("report", "--format", "xlsx", "-o", "-")
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "printed").read_bytes().startswith(b"PK")
    assert not Path("-").exists()


def _told(ended: EndedCommand) -> str:
    """What a command said that refused, on whichever way it says it."""
    assert ended.code == 1
    assert "Traceback" not in ended.err
    return ended.out + ended.err
