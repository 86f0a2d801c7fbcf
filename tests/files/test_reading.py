"""Only a regular file below a size is read."""

import os
from pathlib import Path

import pytest

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * 1_000_000)
    assert read_file(tmp_path / "a", 1_000_000) == b"a" * 1_000_000


def test_a_file_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").symlink_to("a")
    assert read_file(tmp_path / "b", 1_000_000) == b"a"


def test_a_file_that_is_too_large_is_refused_with_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * 1_000_001)
    with pytest.raises(KontaktError, match=r"a is larger than 1 MB"):
        read_file(tmp_path / "a", 1_000_000)


def test_a_file_of_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    os.truncate(tmp_path / "a", 5_000_000_000)  # a hole: it takes no room
    with pytest.raises(KontaktError, match="larger than 10 MB"):
        read_file(tmp_path / "a", 10_000_000)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"a" * 1_000_001)
    small = Path(__file__).stat()
    monkeypatch.setattr(os, "fstat", lambda _descriptor: small)
    with pytest.raises(KontaktError, match="larger than 1 MB"):
        read_file(tmp_path / "a", 1_000_000)


def test_what_is_no_file_is_refused(no_file: Path) -> None:
    with pytest.raises(KontaktError, match=r"is a (folder|device, a pipe or a socket): name a file"):
        read_file(no_file, 1_000_000)


def test_a_pipe_that_takes_the_place_of_a_file_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "a")
    file = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda _path, **_how: file)
    with pytest.raises(KontaktError, match="a device, a pipe or a socket"):
        read_file(tmp_path / "a", 1_000_000)


@pytest.mark.parametrize("name", ["nowhere", "nowhere/a", "x" * 300, f"{Path(__file__).name}/a"], ids=lambda n: n[:10])
def test_what_is_not_there_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(KontaktError, match="cannot be read"):
        read_file(tmp_path / name, 1_000_000)


def test_errors_call_the_file_as_the_reader_does(tmp_path: Path) -> None:
    with pytest.raises(KontaktError, match=r"^articles/a\.md cannot be read"):
        read_file(tmp_path / "a", 1_000_000, "articles/a.md")
