"""The search index in the cache: a start makes it of what was kept, and notices whatever is wrong with that."""

import marshal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library import folded_index
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library, keep, keep_change
from kontakt.library.library import Library, build_library
from kontakt.search import Index, urgent
from kontakt.settings import Settings


@pytest.fixture
def cache(settings: Settings) -> Cache:
    return Cache(settings.cache_path)


@pytest.fixture
def kept(cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> Library:
    library = build_library(articles, themes, region, 7)
    keep(cache, library)
    return library


@pytest.fixture
def build(kept: Library, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Building an index, looked at."""
    built = Mock(side_effect=Index.build)
    monkeypatch.setattr(Index, "build", built)
    return built


def execute(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def answers(library: Library) -> list[object]:
    texts = [
        text for _, each in sorted(library.articles.items()) for text in (each.title, each.title[:4], *each.keywords)
    ]
    return [library.index.search(text) for text in ["@tinn gatelys", *texts]]


def test_a_start_builds_no_index(cache: Cache, kept: Library, build: Mock) -> None:
    assert answers(cached_library(cache)) == answers(kept)
    build.assert_not_called()


def test_a_start_after_a_change_mends_the_index(cache: Cache, kept: Library, build: Mock) -> None:
    edited = replace(kept.article("gatelys"), keywords=("helt nytt ord",))
    articles = ({**kept.articles, "gatelys": edited}).values()
    keep_change(cache, build_library(articles, kept.themes, kept.region, 8), 7, {"gatelys"})
    build.reset_mock()
    library = cached_library(cache)
    build.assert_not_called()
    assert [hit.id for hit in library.index.search("helt nytt ord").hits] == ["gatelys"]
    assert answers(library) == answers(build_library(articles, kept.themes, kept.region, 8))


def test_one_that_the_cache_has_is_not_written_again(
    cache: Cache, kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "folded", None)
    keep(cache, kept)
    assert len([*cache.folded()]) == 4


def test_the_next_copy_has_the_index_of_its_articles(cache: Cache, kept: Library, build: Mock) -> None:
    fewer = build_library([*kept.articles.values()][:1], kept.themes, kept.region, 8)
    keep(cache, fewer)
    build.reset_mock()
    assert answers(cached_library(cache)) == answers(fewer)
    build.assert_not_called()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE folded SET program = 'another'",
        "UPDATE folded SET value = NULL",
        "UPDATE folded SET value = 'text'",
        "UPDATE folded SET value = zeroblob(length(value))",
        "UPDATE folded SET value = CAST(substr(value, 1, length(value) / 2) AS BLOB)",
        "UPDATE folded SET seal = x'00'",
        "DELETE FROM folded",
        "DELETE FROM folded WHERE rowid = 3",
        "DROP TABLE folded",
        "ALTER TABLE folded RENAME COLUMN seal TO other",
    ],
)
def test_one_that_is_damaged_or_another_program_s_is_built_without_a_word(
    cache: Cache, settings: Settings, kept: Library, build: Mock, caplog: pytest.LogCaptureFixture, statement: str
) -> None:
    execute(settings.cache_path, statement)
    caplog.clear()
    assert answers(cached_library(cache)) == answers(kept)
    build.assert_called_once()
    assert not caplog.records


def in_danger(kept: Library, *phrases: str) -> Library:
    """The library with a table of one danger."""
    table = UrgentTable(kinds=(UrgentKind(id="fire", numbers=("110",), says="Ring 110.", words=phrases),))
    return build_library(kept.articles.values(), kept.themes, kept.region, 8, table)


def test_what_raises_an_alarm_is_not_worked_out_anew(
    cache: Cache, kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(cache, in_danger(kept, "det brenner", "ikke brann-"))
    monkeypatch.setattr(urgent, "_phrases_of", None)
    alarms = cached_library(cache).urgent
    assert [bool(alarms.raised(text)) for text in ("det brenner her", "brannfare", "brann")] == [True, False, False]
    assert alarms.raised("her er det ikkje brannfare")


@pytest.mark.parametrize("damage", ["UPDATE folded SET seal = x'00' WHERE rowid = 4", "DELETE FROM folded", ""])
def test_phrases_that_are_damaged_or_of_another_table_are_not_used(
    cache: Cache, settings: Settings, kept: Library, damage: str
) -> None:
    keep(cache, in_danger(kept, "brann"))
    if damage:
        execute(settings.cache_path, damage)
    keep_change(cache, in_danger(kept, "flom"), 8, set())
    alarms = cached_library(cache).urgent
    assert alarms.raised("flom i elva")
    assert not alarms.raised("brann")


@pytest.mark.parametrize("plain", [None, [], {}, [1], (1, 2, 3)])
def test_what_is_no_index_is_built(cache: Cache, settings: Settings, kept: Library, build: Mock, plain: Any) -> None:
    value = marshal.dumps(plain)
    seal = folded_index._digest(value)
    for rows in ("", " WHERE rowid = 2", " WHERE rowid = 3"):
        settings.cache_path.unlink()
        keep(cache, kept)
        build.reset_mock()
        execute(settings.cache_path, f"UPDATE folded SET value = ?, seal = ?{rows}", value, seal)
        assert answers(cached_library(cache)) == answers(kept)
        build.assert_called_once()


@pytest.mark.parametrize("statement", ["UPDATE folded SET program = 'another'", "UPDATE folded SET seal = x'00'"])
def test_one_of_no_use_is_replaced_by_the_next_copy(
    cache: Cache, settings: Settings, kept: Library, build: Mock, statement: str
) -> None:
    execute(settings.cache_path, statement)
    keep(cache, cached_library(cache))
    build.reset_mock()
    assert answers(cached_library(cache)) == answers(kept)
    build.assert_not_called()


def test_python_and_the_search_s_source_are_part_of_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = folded_index._this_program()
    assert folded_index._this_program() == before
    with monkeypatch.context() as other:
        other.setattr("sys.version", "3.99")
        assert folded_index._this_program() != before
    with monkeypatch.context() as other:
        other.setattr("kontakt.__version__", "99")
        assert folded_index._this_program() != before
    source = tmp_path / "index.py"
    source.write_text("one")
    monkeypatch.setattr("kontakt.search.__file__", str(source))
    one = folded_index._this_program()
    source.write_text("other")
    assert len({before, one, folded_index._this_program()}) == 3
