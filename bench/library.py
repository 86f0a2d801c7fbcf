"""What one edited article costs a desk that is open: reading it, mending the library, and mending the local copy.

    python bench/library.py

Beside each figure stands what it costs to do the same anew. Of the shipped articles, and of 10,000 made from them.
Milliseconds of processor, the best of three.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kontakt.database import reading, writing
from kontakt.installation.opening import opened_database
from kontakt.installation.starter import read_starter
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library, keep, keep_change
from kontakt.library.library import Library, build_library, changed_library
from kontakt.library.stored import Stored, follow, read
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def made(articles: tuple[Article, ...], wanted: int) -> list[Article]:
    """So many articles, copies of these under other ids and titles."""
    return [
        replace(each, id=f"{each.id}-{number}", title=f"{each.title} {number}", redirects=())
        for number in range(wanted // len(articles) + 1)
        for each in articles
    ][:wanted]


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return min(times)


def library_of(stored: Stored) -> Library:
    return build_library(stored.articles.values(), stored.themes, stored.region, stored.change, stored.urgent)


def measure(folder: Path, articles: list[Article]) -> None:
    settings = Settings(data_dir=folder, agent="bench")
    with opened_database(settings, NOW) as engine:
        if articles:
            with writing(engine) as session:
                knowledge.replace_all(session, articles, by="bench", at=NOW)
        with reading(engine) as session:
            before = read(session)
        library = library_of(before)
        cache = Cache(settings.cache_path)
        keep(cache, library)
        edited = replace(next(iter(before.articles.values())), answer="Nytt svar.", keywords=("helt nytt ord",))
        with writing(engine) as session:
            knowledge.save(session, [edited], by="bench", at=NOW)
        with reading(engine) as session:
            step = follow(session, before)
            assert step is not None
            after, ids = step.stored, step.articles
            parts = (after.articles.values(), after.themes, after.region, after.change, after.urgent)
            rows = [
                ("read", best(lambda: follow(session, before)), best(lambda: read(session))),
                ("library", best(lambda: changed_library(library, *parts, ids=ids)), best(lambda: library_of(after))),
            ]
        now = library_of(after)
        keep_change(cache, now, before.change, ids)
        rows.append(
            ("local copy", best(lambda: keep_change(cache, now, after.change, ids)), best(lambda: keep(cache, now)))
        )
        print(f"{len(before.articles)} articles (loading the local copy: {best(cache.load):.0f})")
        for name, changed, anew in rows:
            print(f"  {name:12} one article {changed:8.1f}   anew {anew:8.1f}")
        assert cached_library(cache) is not None


def main() -> None:
    shipped = read_starter().knowledge.articles
    for articles in ([], made(shipped, 10_000)):
        with TemporaryDirectory() as folder:
            measure(Path(folder), articles)


if __name__ == "__main__":
    main()
