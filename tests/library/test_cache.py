import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kontakt.knowledge.article import Article, Theme
from kontakt.library.cache import Cache, Snapshot


def by_id(*articles: Article) -> dict[str, Article]:
    return {each.id: each for each in articles}


@pytest.fixture
def snapshot(snow: Article, dog: Article, themes: tuple[Theme, ...]) -> Snapshot:
    return Snapshot(by_id(snow, dog), {"hund": dog.id}, themes, {"region": '{"name": "Kongsbergregionen"}'}, 42)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache #1?.sqlite"


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_what_was_kept_is_loaded(path: Path, snapshot: Snapshot) -> None:
    Cache(path).save(snapshot)
    assert Cache(path).load() == snapshot


def test_the_newest_copy_takes_the_place_of_the_one_before(path: Path, snapshot: Snapshot, dog: Article) -> None:
    newer = Snapshot(by_id(dog), {}, (), {}, 43)
    Cache(path).save(snapshot)
    Cache(path).save(newer)
    assert Cache(path).load() == newer


def test_of_a_change_only_what_changed_is_written(path: Path, snapshot: Snapshot, snow: Article, dog: Article) -> None:
    Cache(path).save(snapshot)
    execute(
        path,
        "CREATE TRIGGER unchanged BEFORE DELETE ON article WHEN old.id = 'loes-hund' BEGIN SELECT RAISE(ABORT, ''); END",
    )
    changed = replace(snapshot, articles=by_id(replace(snow, answer="Nytt."), dog), change=43)
    Cache(path).change(changed, 42, {snow.id})
    assert Cache(path).load() == changed


def test_a_change_takes_an_article_out(path: Path, snapshot: Snapshot, snow: Article, dog: Article) -> None:
    Cache(path).save(snapshot)
    without = replace(snapshot, articles=by_id(dog), change=43)
    Cache(path).change(without, 42, {snow.id})
    assert Cache(path).load() == without


def test_a_change_of_another_copy_than_there_is_writes_all(path: Path, snapshot: Snapshot, snow: Article) -> None:
    Cache(path).save(Snapshot({}, {}, (), {}, 7))
    Cache(path).change(snapshot, 41, {snow.id})
    assert Cache(path).load() == snapshot


def test_without_a_file_there_is_no_copy(path: Path) -> None:
    assert Cache(path).load() is None
    assert not path.exists()


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 4096])
def test_a_corrupt_file_is_removed_and_made_anew(path: Path, snapshot: Snapshot, data: bytes) -> None:
    path.write_bytes(data)
    assert Cache(path).load() is None
    assert not path.exists()
    path.write_bytes(data)
    Cache(path).save(snapshot)
    assert Cache(path).load() == snapshot


def test_a_file_that_was_cut_off_is_removed(path: Path, snapshot: Snapshot) -> None:
    Cache(path).save(replace(snapshot, extras={"region": "x" * 50_000}))
    path.write_bytes(path.read_bytes()[:20_000])
    assert Cache(path).load() is None
    assert not path.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 0",
        "DROP TABLE part",
        "DELETE FROM part",
        "DROP TABLE article",
        "UPDATE article SET value = '{'",
        "UPDATE article SET value = CAST('{\"id\": 1}' AS BLOB)",
        "UPDATE article SET value = CAST(replace(value, 'published', 'gone') AS BLOB)",
        "UPDATE article SET entry = NULL",
        "UPDATE article SET entry = CAST('{}' AS BLOB)",
        "UPDATE article SET theme = NULL",
        "UPDATE article SET id = id || '-2'",
        "UPDATE article SET seal = NULL",
        "UPDATE part SET value = '[[]]' WHERE name = 'themes'",
    ],
)
def test_a_file_of_another_kind_is_removed(path: Path, snapshot: Snapshot, statement: str) -> None:
    Cache(path).save(snapshot)
    execute(path, statement)
    assert Cache(path).load() is None
    assert not path.exists()


def test_a_foreign_database_is_replaced(path: Path, snapshot: Snapshot) -> None:
    execute(path, "CREATE TABLE part (other TEXT)")
    Cache(path).save(snapshot)
    assert Cache(path).load() == snapshot


def test_a_place_that_cannot_be_written_is_only_noted(
    tmp_path: Path, snapshot: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    cache = Cache(tmp_path / "none" / "cache.sqlite")
    cache.save(snapshot)
    assert cache.load() is None
    assert "cannot be written" in caplog.text


def test_a_path_that_cannot_be_looked_at_is_only_noted(tmp_path: Path, snapshot: Snapshot) -> None:
    cache = Cache(tmp_path / ("x" * 300))
    cache.save(snapshot)
    assert cache.load() is None


def test_a_folder_in_the_file_s_place_is_only_noted(path: Path, snapshot: Snapshot) -> None:
    path.mkdir()
    Cache(path).save(snapshot)
    assert Cache(path).load() is None
    assert path.is_dir()


def test_a_copy_that_another_desk_is_writing_is_kept(
    path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cache(path).save(snapshot)
    monkeypatch.setattr("kontakt.library.cache._BUSY_SECONDS", 0)
    monkeypatch.setattr("kontakt.library.cache._BUSY_WRITING_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert Cache(path).load() is None
        Cache(path).save(snapshot)
    assert Cache(path).load() == snapshot


def test_a_reader_never_sees_half_a_copy(path: Path, snapshot: Snapshot, dog: Article) -> None:
    other = Snapshot(by_id(dog), {}, (), {}, 43)
    Cache(path).save(snapshot)
    seen: list[Snapshot | None] = []
    reader = threading.Thread(target=lambda: seen.extend(Cache(path).load() for _ in range(50)))
    reader.start()
    for _ in range(10):
        Cache(path).save(other)
        Cache(path).save(snapshot)
    reader.join()
    assert all(each in (snapshot, other) for each in seen)


def test_the_cache_is_loaded_without_the_database_s_libraries() -> None:
    check = (
        "import sys; import kontakt.library.cache, kontakt.knowledge.article, kontakt.knowledge.base;"
        "import kontakt.directory.region;"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'ruamel.yaml'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert told.stdout == "[]\n"


@pytest.mark.long
def test_the_files_are_read_without_the_database_s_libraries() -> None:
    check = (
        "import sys; import kontakt.knowledge.files, kontakt.directory.files;"
        "print(sorted({'sqlmodel', 'sqlalchemy'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert told.stdout == "[]\n"
