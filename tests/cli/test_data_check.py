"""``kontakt data --check``: a line for each part, what to do, and a status that a script can read."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

pytestmark = pytest.mark.long

LOG = ("log", "--municipality", "4026", "--outcome", "answered", "--note", "hemmelig")


def execute(path: Path, *statements: Any) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_what_is_in_order_is_said_to_be(run: Run, data_dir: Path) -> None:
    run(*LOG)
    run("report", "--format", "json")
    ended = run("data", "--check")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("in order") == 5


def test_a_new_installation_has_nothing_to_look_at_and_gets_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / "nothing"))
    ended = run("data", "--check")
    assert (ended.code, ended.out.count("not made yet")) == (0, 5)
    assert not (tmp_path / "nothing").exists()


def damage_journal(folder: Path) -> None:
    execute(folder / "journal.sqlite", "INSERT INTO waiting (id, body) VALUES ('1', 'hemmelig')")


DAMAGE = {
    "an emptied database": (lambda folder: (folder / "kontakt.sqlite").write_bytes(b""), "it was emptied"),
    "no database": (lambda folder: (folder / "kontakt.sqlite").write_bytes(b"something " * 999), "is damaged"),
    "an article": (
        lambda folder: execute(folder / "kontakt.sqlite", "UPDATE article SET audience = '[' WHERE id = 'gatelys'"),
        "The article gatelys is damaged",
    ),
    "an inquiry": (
        lambda folder: execute(folder / "kontakt.sqlite", "UPDATE inquiry SET outcome = 'answeree'"),
        "1 inquiry cannot be read",
    ),
    "a keyword of nothing": (
        lambda folder: execute(
            folder / "kontakt.sqlite",
            "INSERT INTO article_keyword (article, language, position, keyword) VALUES ('none', 'nb', 0, 'x')",
        ),
        "1 rows of article_keyword belong to nothing",
    ),
    "an entry of the journal": (damage_journal, "damaged entries among those that wait: 1"),
    "no journal": (lambda folder: (folder / "journal.sqlite").write_bytes(b"something " * 999), "sets it aside"),
    "the cache": (lambda folder: (folder / "cache.sqlite").write_bytes(b"something " * 999), "it is made anew"),
    "the figures": (lambda folder: (folder / "figures.duckdb").write_bytes(b"something " * 999), "it is made anew"),
    "rights": (lambda folder: (folder / "kontakt.sqlite").chmod(0o644), "others may read kontakt.sqlite"),
}


@pytest.mark.parametrize(("damage", "told"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_told_with_what_to_do_and_a_status(
    run: Run, data_dir: Path, damage: Callable[..., Any], told: str
) -> None:
    run(*LOG)
    damage(data_dir)
    for _ in range(2):  # looking mends nothing
        ended = run("data", "--check")
        assert ended.code == 1
        assert told in ended.out
        assert "hemmelig" not in ended.out + ended.err


def test_an_entry_that_was_set_aside_is_told_of(run: Run, data_dir: Path) -> None:
    run(*LOG)
    damage_journal(data_dir)
    ended = run("today")
    assert ended.err == "One entry of the journal was damaged and is set aside; all others are delivered.\n"
    assert run("today").err == ""
    ended = run("data", "--check")
    assert ended.code == 1
    assert "damaged entries set aside since" in ended.out
