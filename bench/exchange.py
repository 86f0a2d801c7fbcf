"""Reading, storing and writing a large knowledge base: ``python bench/exchange.py [ARTICLES] [FOLDER]``.

The articles are the shipped ones, over and over under new ids. Prints seconds, and the process's largest memory so
far, which only grows.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

from kontakt.database import Engine, reading, writing
from kontakt.directory.region import Region
from kontakt.editor.exchange.import_export import read_knowledge, store_knowledge, write_knowledge
from kontakt.editor.exchange.import_preview import preview_import
from kontakt.editor.exchange.spreadsheet import SheetContents, SheetTable, as_csv, as_workbook
from kontakt.installation.opening import opened_database
from kontakt.installation.starter import starter_folder
from kontakt.knowledge import store
from kontakt.knowledge.article import Article
from kontakt.knowledge.files import write_folder
from kontakt.settings import Settings

T = TypeVar("T")


def fill(folder: Path, articles: int) -> None:
    """Write that many article files, no two with one id."""
    shipped = read_knowledge(starter_folder(), None)
    names = {each.number: each.name for each in shipped.region.municipalities} if shipped.region else {}
    copies = (
        replace(article, id=f"{article.id}-{round}", redirects=())
        for round in count(1)
        for article in shipped.folder.articles
    )
    write_folder(folder, islice(copies, articles), shipped.folder.themes, names)


def timed(what: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<40}{seconds:>8.2f} s{megabytes:>8.0f} MB", flush=True)
    return result


def edit(engine: Engine, articles: int) -> None:
    """An editor changes that many of the stored articles."""
    with writing(engine) as session:
        some = [each for each in store.load(session).articles if each.id.endswith("-1")][:articles]
        edited: list[Article] = [replace(each, owner="bench") for each in some]
        store.save(session, edited, by="editor", at=datetime.now(UTC))


def measure(articles: int, folder: Path) -> None:
    settings = Settings(data_dir=folder / "data", agent="bench")
    files, out = folder / "files", folder / "out"
    fill(files, articles)
    with opened_database(settings, datetime.now(UTC)) as engine:

        def bring_in(source: Path) -> None:
            read = timed("read", lambda: read_knowledge(source, None))
            with writing(engine) as session:
                timed("store", lambda: store_knowledge(session, read, by="bench", at=datetime.now(UTC)))

        print(f"{articles} articles: first import")
        bring_in(files)
        print("the same again, after 100 were changed here")
        edit(engine, 100)
        bring_in(files)
        print("export, twice; then what was exported comes in")
        for what in ("write", "write again"):
            with reading(engine) as session:
                timed(what, lambda: write_knowledge(session, out))
        bring_in(out)
        read = read_knowledge(starter_folder(), None)
        with writing(engine) as session:
            timed("dry run of the shipped", lambda: preview_import(session, read, by="bench", at=datetime.now(UTC)))
        print("for reviewers")
        with reading(engine) as session:
            revisions = {id: each.number for id, each in store.standing(session).items()}
            contents = SheetContents(store.load(session), revisions, Region("", ()))
        timed("xlsx", lambda: as_workbook(contents))
        timed("csv", lambda: as_csv(contents, SheetTable.ARTICLES))


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        measure(articles, Path(folder))


if __name__ == "__main__":
    main()
