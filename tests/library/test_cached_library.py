"""The library as the desk left it, before the database is opened."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock
from uuid import UUID

import pytest

from kontakt.directory.region import Region
from kontakt.knowledge.article import Article, Theme
from kontakt.library import packed_articles
from kontakt.library.cache import Cache, Snapshot
from kontakt.library.cached_library import cached_library, keep
from kontakt.library.library import build_library
from kontakt.notices.notice import Notice, NoticeKind
from kontakt.settings import Settings


@pytest.fixture
def cache(settings: Settings) -> Cache:
    return Cache(settings.cache_path)


def test_without_a_copy_there_is_no_library(cache: Cache) -> None:
    assert cached_library(cache) is None


def test_what_is_kept_comes_back_whole(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    keep(cache, build_library(articles, themes, region, 7))
    library = cached_library(cache)
    assert dict(library.articles) == {each.id: each for each in articles}
    assert (library.themes, library.region, library.change) == (themes, region, 7)


def test_a_start_takes_no_article_apart(
    cache: Cache,
    articles: tuple[Article, ...],
    themes: tuple[Theme, ...],
    region: Region,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It lists the themes and finds articles; one that is drawn is taken apart, once."""
    kept = build_library(articles, themes, region, 7)
    keep(cache, kept)
    unpacking = Mock(side_effect=packed_articles.unpacked)
    monkeypatch.setattr(packed_articles, "unpacked", unpacking)
    library = cached_library(cache)
    assert [library.count_in_theme(each.id) for each in themes] == [len(kept.in_theme(each.id)) for each in themes]
    assert library.index.search("gatelys").hits
    unpacking.assert_not_called()
    assert library.article("gatelys") == kept.article("gatelys")
    assert library.article("gatelys") is library.articles["gatelys"]
    unpacking.assert_called_once()
    assert [library.in_theme(each.id) for each in themes] == [kept.in_theme(each.id) for each in themes]


def test_notices_are_kept_too_and_end_without_the_database(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    begins = datetime(2026, 11, 20, 10, tzinfo=UTC)
    water = Notice(
        id=UUID(int=1),
        kind=NoticeKind.WATER,
        title="Borte",
        begins=begins,
        ends=begins + timedelta(hours=2),
        revision=1,
    )
    keep(cache, build_library(articles, themes, region, 7, notices=[water]))
    notices = cached_library(cache).notices
    assert notices.out(begins) == (water,)
    assert notices.out(water.ends) == ()
    keep(cache, build_library(articles, themes, region, 8))
    assert cached_library(cache).notices.every == ()


def test_what_is_kept_can_be_searched(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    keep(cache, build_library(articles, themes, region, 7))
    assert cached_library(cache).index.search("@tinn gatelys").municipality == "4026"


def test_the_newest_copy_is_the_one(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    keep(cache, build_library(articles, themes, region, 7))
    keep(cache, build_library(articles[:1], themes, region, 8))
    assert cached_library(cache).change == 8


def test_a_copy_without_its_region_is_none(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...]
) -> None:
    cache.save(Snapshot({each.id: each for each in articles}, {}, themes, {}, 1))
    assert cached_library(cache) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"name": "x"}', json.dumps({"name": "x", "municipalities": [{"number": "4026"}], "new": 1})],
)
def test_a_region_that_cannot_be_read_is_no_library(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], text: str
) -> None:
    """A copy that another version left; it is never the truth, and the desk opens without it."""
    cache.save(Snapshot({each.id: each for each in articles}, {}, themes, {"region": text}, 1))
    assert cached_library(cache) is None


def test_a_corrupt_copy_is_none(
    cache: Cache, settings: Settings, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    keep(cache, build_library(articles, themes, region, 7))
    settings.cache_path.write_bytes(b"\0" * 5000)
    assert cached_library(cache) is None


def test_of_the_copy_that_a_library_came_from_only_what_differs_is_written(
    cache: Cache, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    before = build_library(articles, themes, region, 7)
    keep(cache, before)
    first, second, *others = (replace(each, title=f"{each.title} nå") for each in articles)
    after = build_library((first, second, *others), themes, region, 8)
    keep(cache, after, before=before, ids={first.id})
    expected = {each.id: each for each in articles} | {first.id: first}
    assert dict(cached_library(cache).articles) == expected
    assert cached_library(cache).change == 8
    keep(cache, after, before=before, ids={first.id})  # the copy is another one by now: all of it is written
    assert cached_library(cache).articles == after.articles
