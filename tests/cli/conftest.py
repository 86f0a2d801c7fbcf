"""Commands run in this process, as a person types them, on a data folder with the shipped knowledge."""

import gc
import hashlib
import io
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

import pytest
import typer

from kontakt.database import Session
from kontakt.knowledge import store
from kontakt.knowledge.article import Article
from kontakt.library import cached_library
from kontakt.library.cache import Cache, Snapshot
from kontakt.library.library import Library
from kontakt.locale import language, use_language
from kontakt.search import Place, SearchEntry
from kontakt.search.index import Index

from ..conftest import Clock


@dataclass(frozen=True)
class EndedCommand:
    """How a command ended."""

    code: int
    out: str
    err: str

    def refused(self, *parts: str) -> str:
        """The one sentence of a command that refused: exit 1, nothing printed, no traceback."""
        assert (self.code, self.out) == (1, ""), self
        assert "Traceback" not in self.err
        assert self.err.count("\n") == 1, self.err
        for part in parts:
            assert part in self.err
        return self.err


Run = Callable[..., EndedCommand]


@pytest.fixture(scope="session")
def built_indexes() -> dict[Hashable, Index]:
    return {}


@pytest.fixture(autouse=True)
def indexes_the_same_articles_once(monkeypatch: pytest.MonkeyPatch, built_indexes: dict[Hashable, Index]) -> None:
    """Every command of a test run finds the same 601 articles, and indexing them was a third of its time. No command
    changes an index: that do only a desk that weighs by usage and an editor's workbench."""
    build = Index.build

    def built(entries: Iterable[SearchEntry], places: Iterable[Place] = ()) -> Index:
        key = tuple(entries), tuple(places)
        if key not in built_indexes:
            built_indexes[key] = build(*key)
        return built_indexes[key]

    monkeypatch.setattr(Index, "build", built)


@pytest.fixture(scope="session")
def read_articles() -> dict[Hashable, tuple[Article, ...]]:
    return {}


@pytest.fixture(autouse=True)
def reads_the_same_articles_once(
    monkeypatch: pytest.MonkeyPatch, read_articles: dict[Hashable, tuple[Article, ...]]
) -> None:
    """Nearly every command reads the 601 articles of a copy of the same database, which was a third of its time. What
    is in the same file, byte for byte, is read once."""
    read = store._read

    def read_once(session: Session, ids: Collection[str] | None) -> tuple[Article, ...]:
        connection = session.connection()
        is_file = connection.dialect.name == "sqlite"
        if ids is not None or not is_file or connection.connection.dbapi_connection.total_changes:
            return read(session, ids)
        file = Path(str(connection.engine.url.database))
        parts = (file, file.with_name(f"{file.name}-wal"))
        key = tuple(hashlib.sha256(part.read_bytes()).digest() for part in parts if part.exists())
        if key not in read_articles:
            read_articles[key] = read(session, None)
        return read_articles[key]

    monkeypatch.setattr(store, "_read", read_once)


@pytest.fixture(scope="session")
def kept_copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Snapshot], Path]:
    """Where the copy of a library lies that was kept once. The articles are told apart by what they are in memory."""
    folder, copies = tmp_path_factory.mktemp("copies"), list[Snapshot]()

    def copy_of(snapshot: Snapshot) -> Path:
        for number, each in enumerate(copies):
            parts = (each.themes, each.extras, each.change) == (snapshot.themes, snapshot.extras, snapshot.change)
            if parts and [*map(id, each.articles.values())] == [*map(id, snapshot.articles.values())]:
                return folder / str(number)
        copies.append(snapshot)
        return folder / str(len(copies) - 1)

    return copy_of


@pytest.fixture(autouse=True)
def keeps_the_same_library_once(monkeypatch: pytest.MonkeyPatch, kept_copies: Callable[[Snapshot], Path]) -> None:
    """A command in a new data folder keeps its copy of the library for the next: mostly the same one, byte for byte,
    which was a third of its time."""
    keep = cached_library.keep

    def keep_once(cache: Cache, library: Library, database: str = "", *known: Any) -> None:
        copy = kept_copies(cached_library._snapshot(library, database))
        if cache._path.exists():
            keep(cache, library, database, *known)
        elif copy.exists():
            shutil.copy(copy, cache._path)
        else:
            keep(cache, library, database, *known)
            if cache._path.exists():  # it could be kept
                shutil.copy(cache._path, copy)

    monkeypatch.setattr("kontakt.desk.service.keep", keep_once)


@pytest.fixture(scope="session")
def made_commands() -> dict[Hashable, Any]:
    return {}


@pytest.fixture(autouse=True)
def makes_the_commands_once(monkeypatch: pytest.MonkeyPatch, made_commands: dict[Hashable, Any]) -> None:
    """Typer looks through the signatures of all commands for each one that is run; a process runs one."""
    make = typer.main.get_command

    def made(app: typer.Typer) -> Any:
        names = *(each.name for each in app.registered_commands), *(each.name for each in app.registered_groups)
        key = names, language()
        if key not in made_commands:
            made_commands[key] = make(app)
        return made_commands[key]

    monkeypatch.setattr("typer.main.get_command", made)


@pytest.fixture
def environment(data_dir: Path, shipped_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands see: this data folder, this agent, no language of the machine's."""
    shutil.copytree(shipped_folder, data_dir, dirs_exist_ok=True)
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(data_dir))
    monkeypatch.setenv("KONTAKT_AGENT", "kari")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk_stood_before(environment: None, desk_folder: Path, data_dir: Path) -> None:
    """What a program sees that is not the first to be started here: it has less to do."""
    shutil.copytree(desk_folder, data_dir, dirs_exist_ok=True)


@pytest.fixture
def run(environment: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """``run("search", "brøyting", stdin=b"")``: the command in this process. ``stdin`` may be an open terminal."""
    from kontakt.__main__ import main

    raising = logging.raiseExceptions

    def run(*arguments: str, stdin: bytes | TextIO = b"") -> EndedCommand:
        typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8") if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr(sys, "argv", ["kontakt", *arguments])
        monkeypatch.setattr(sys, "stdin", typed)
        capfd.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            use_language("en")
        return EndedCommand(code, *capfd.readouterr())

    yield run
    gc.enable()  # the program's start switches it off
    logger = logging.getLogger("kontakt")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    logging.raiseExceptions = raising


NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)  # in Oslo, on a Friday
BEFORE_MIDNIGHT = NOON.replace(hour=22, minute=59, second=59)
AFTER_MIDNIGHT = NOON.replace(hour=23)  # which is the same day in UTC


@pytest.fixture
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of all that ``run`` runs, the test's parameter or noon. It stands still: no day ends between two
    commands."""
    clock = Clock(getattr(request, "param", NOON))
    monkeypatch.setattr(
        "kontakt.installation.clock.datetime", SimpleNamespace(now=lambda zone: clock().astimezone(zone))
    )
    return clock


@pytest.fixture
def process(environment: None) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """``process("search", "brøyting", stdin=b"", LC_ALL="C")``: the command as a process of its own."""

    def process(*arguments: str | bytes, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "kontakt", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=120,
            env={**os.environ, **variables},
        )

    return process
