"""A file is written whole, to the disk, and only where a file may stand."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kontakt.errors import KontaktError
from kontakt.files.writing import write_file, write_in_folder


def never() -> bytes:
    raise AssertionError("asked for what cannot be written")


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_file(tmp_path / "a", lambda: b"new", overwrite=False)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_file_that_is_there_is_refused_unless_it_may_be_written_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(KontaktError, match="--force"):
        write_file(tmp_path / "a", never, overwrite=False)
    write_file(tmp_path / "a", lambda: b"new", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_that_is_written_over_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    (tmp_path / "a").chmod(0o600)
    write_file(tmp_path / "a", lambda: b"new", overwrite=True)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_no_file_is_never_written_over(no_file: Path, overwrite: bool) -> None:
    before = no_file.lstat().st_ino
    with pytest.raises(KontaktError, match=r"is a (folder|device, a pipe or a socket): name a file"):
        write_file(no_file, never, overwrite=overwrite)
    assert no_file.lstat().st_ino == before


@pytest.mark.parametrize("device", ["/dev/full", "/dev/null"])
def test_nothing_is_said_to_be_written_to_a_device(device: str) -> None:
    with pytest.raises(KontaktError, match="is a device"):
        write_file(Path(device), never, overwrite=True)


def test_a_link_is_written_through_to_the_file_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/a").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("there/a")
    with pytest.raises(KontaktError, match="--force"):
        write_file(tmp_path / "link", never, overwrite=False)
    write_file(tmp_path / "link", lambda: b"new", overwrite=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there/a").read_bytes() == b"new"


def test_a_link_to_nothing_is_no_free_place(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(KontaktError, match="--force"):
        write_file(tmp_path / "link", never, overwrite=False)
    write_file(tmp_path / "link", lambda: b"new", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_link_to_itself_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(KontaktError, match="cannot be written"):
        write_file(tmp_path / "link", never, overwrite=True)


@pytest.mark.parametrize("name", ["nowhere/a", "x" * 300, "file/a"], ids=lambda name: name[:10])
def test_a_place_that_is_none_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KontaktError, match="cannot be written"):
        write_file(tmp_path / name, lambda: b"new", overwrite=False)
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_name_may_be_as_long_as_the_disk_takes_it(tmp_path: Path) -> None:
    write_file(tmp_path / ("x" * 255), lambda: b"new", overwrite=False)
    assert (tmp_path / ("x" * 255)).read_bytes() == b"new"


def test_written_means_on_the_disk_the_file_first_and_then_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []

    def fsync(descriptor: int) -> None:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        steps.append("folder" if name == str(tmp_path) else "file")

    replace = Path.replace

    def take_the_name(path: Path, to: Path) -> Path:
        steps.append("name")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", take_the_name)
    write_file(tmp_path / "a", lambda: b"new", overwrite=False)
    assert steps == ["file", "name", "folder"]


def test_a_disk_that_fails_at_the_last_is_told_and_the_old_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "a").write_bytes(b"mine")
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(KontaktError, match=r"cannot be written \(Input/output error\)"):
        write_file(tmp_path / "a", lambda: b"new", overwrite=True)
    assert (tmp_path / "a").read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_full_disk_is_told_and_the_old_file_stands(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    program = (
        "import sys; from pathlib import Path; from kontakt.errors import KontaktError\n"
        "from kontakt.files.writing import write_file\n"
        "try: write_file(Path(sys.argv[1]), lambda: b'n' * 10_000, overwrite=True)\n"
        "except KontaktError as told: sys.exit(str(told))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ended.returncode == 1
    assert "a cannot be written (File too large)" in ended.stderr
    assert (tmp_path / "a").read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_in_a_folder_what_holds_just_that_is_left_alone(tmp_path: Path) -> None:
    assert write_in_folder(tmp_path, "a/b", b"new")
    before = (tmp_path / "a/b").stat().st_ino
    assert not write_in_folder(tmp_path, "a/b", b"new")
    assert (tmp_path / "a/b").stat().st_ino == before


def test_in_a_folder_a_pipe_is_not_written_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(KontaktError, match=r"^a is a device, a pipe or a socket"):
        write_in_folder(tmp_path, "a", b"new")
    assert (tmp_path / "a").is_fifo()


def test_in_a_folder_a_link_out_of_it_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a").symlink_to(tmp_path / "a")
    with pytest.raises(KontaktError, match="leads out of"):
        write_in_folder(tmp_path / "folder", "a", b"new")
    assert not (tmp_path / "a").exists()
