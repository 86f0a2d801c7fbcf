"""What stands under a name and is no file."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

NO_FILES = ("pipe", "device", "link to a device", "socket", "folder", "link to a folder")


@pytest.fixture(params=NO_FILES)
def no_file(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "place"
    match request.param:
        case "pipe":
            yield from pipe(path)
        case "device":
            yield Path("/dev/zero")
        case "link to a device":
            path.symlink_to("/dev/zero")
            yield path
        case "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                os.chdir(tmp_path)  # a socket's address is short
                listening.bind(path.name)
                yield path
        case "folder":
            path.mkdir()
            yield path
        case _:
            path.symlink_to(tmp_path)
            yield path


def pipe(path: Path) -> Iterator[Path]:
    """A pipe whose other end opens when somebody opens this one, and says nothing: whoever reads it after all fails
    instead of waiting for ever."""
    os.mkfifo(path)
    other_end = threading.Thread(target=lambda: os.close(os.open(path, os.O_WRONLY)), daemon=True)
    other_end.start()
    yield path
    if path.exists():
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))  # lets the other end go


@pytest.fixture(autouse=True)
def where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.cwd())
