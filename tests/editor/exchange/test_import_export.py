"""Knowledge between files and the database, with its region."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kontakt.database import open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.editor.exchange.import_export import (
    Imported,
    format_knowledge,
    read_knowledge,
    replace_knowledge,
    store_knowledge,
    write_knowledge,
)
from kontakt.errors import KontaktError
from kontakt.installation.opening import open_database
from kontakt.installation.starter import offers, starter_folder
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.revisions import RevisionKind
from kontakt.settings import Settings

from ...conftest import Clock

REGION = """\
name: Dalføret
municipalities:
  - number: "0301"
    name: Oslo
    language: nb
"""
LIGHTS = """\
---
title: Gatelys
keywords: [veilys]
first_line: usually
status: published
---
Si nummeret på stolpen.

## Lokalt
### 0301 Oslo
Ring bymiljøetaten.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    (folder / "articles" / "vei").mkdir(parents=True)
    (folder / "region.yaml").write_text(REGION, encoding="utf-8")
    (folder / "articles" / "vei" / "gatelys.md").write_text(LIGHTS, encoding="utf-8")
    return folder


@pytest.fixture
def empty(data_dir: Path, settings: Settings, clock: Clock) -> Iterator[Engine]:
    engine = open_engine(settings.database_url)
    bring_up_to_date(engine, data_dir, clock())
    yield engine
    engine.dispose()


@pytest.fixture
def shipped(settings: Settings, shipped_folder: Path) -> Iterator[Engine]:
    shutil.copytree(shipped_folder, settings.data_dir, dirs_exist_ok=True)
    engine = open_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def small(
    empty: Engine, region: Region, articles: tuple[Article, ...], themes: tuple[Theme, ...], clock: Clock
) -> Engine:
    """A database that holds the small region, as it came from files."""
    with writing(empty) as session:
        directory.save(session, region, by="test", at=clock())
        knowledge.save(session, articles, themes, by="test", at=clock(), what=RevisionKind.STARTER)
    return empty


def bring_in(engine: Engine, folder: Path, clock: Clock, *, replace: bool = False) -> Imported:
    with writing(engine) as session:
        read = read_knowledge(folder, directory.load(session))
        store = replace_knowledge if replace else store_knowledge
        return store(session, read, by="kari", at=clock())


def texts(folder: Path) -> dict[str, bytes]:
    """Every file but the guide for those who write them, which stays with the program."""
    files = (path for path in folder.rglob("*.*") if path.is_file() and path.name != "README.md")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stored_ids(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.id for each in knowledge.load(session).articles]


@pytest.mark.long
def test_the_shipped_folder_comes_out_byte_for_byte(shipped: Engine, tmp_path: Path) -> None:
    with reading(shipped) as session:
        write_knowledge(session, tmp_path / "out")
    assert texts(tmp_path / "out") == texts(starter_folder())


@pytest.mark.long
def test_importing_what_was_exported_changes_nothing(shipped: Engine, tmp_path: Path, clock: Clock) -> None:
    with reading(shipped) as session:
        write_knowledge(session, tmp_path / "out")
    saved = bring_in(shipped, tmp_path / "out", clock)
    assert (saved.new, saved.changed, saved.removed, saved.themes, saved.kept) == ((), (), (), (), ())


@pytest.mark.long
def test_the_shipped_files_are_canonical(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(starter_folder(), copy)
    assert format_knowledge(copy) == ()


def test_formatting_makes_files_canonical(folder: Path) -> None:
    article = folder / "articles" / "vei" / "gatelys.md"
    article.write_text(LIGHTS.replace("title: Gatelys", "title:   'Gatelys'"), encoding="utf-8")
    (folder / "region.yaml").write_text(REGION.replace('"0301"', "'0301'"), encoding="utf-8")
    assert set(format_knowledge(folder)) == {"articles/vei/gatelys.md", "region.yaml"}
    assert (article.read_text(encoding="utf-8"), (folder / "region.yaml").read_text(encoding="utf-8")) == (
        LIGHTS,
        REGION,
    )


def test_a_folder_is_stored_beside_what_stands(small: Engine, folder: Path, clock: Clock) -> None:
    (folder / "region.yaml").unlink()
    (folder / "articles" / "vei" / "gatelys.md").write_text(LIGHTS.replace("0301 Oslo", "4026 Tinn"), encoding="utf-8")
    assert bring_in(small, folder, clock).changed == ("gatelys",)
    assert len(stored_ids(small)) == 12


def test_a_folder_without_a_region_leaves_the_region_as_it_is(
    small: Engine, folder: Path, clock: Clock, region: Region
) -> None:
    (folder / "region.yaml").unlink()
    (folder / "articles" / "vei" / "gatelys.md").write_text(LIGHTS.replace("0301 Oslo", "4026 Tinn"), encoding="utf-8")
    bring_in(small, folder, clock)
    with reading(small) as session:
        assert directory.load(session) == region


def test_a_folder_without_a_region_is_checked_against_the_one_that_stands(
    small: Engine, folder: Path, clock: Clock
) -> None:
    (folder / "region.yaml").unlink()
    with pytest.raises(KontaktError, match=r"gatelys\.md, line 10.*0301"):
        bring_in(small, folder, clock)


def test_replacing_removes_everything_else(small: Engine, folder: Path, clock: Clock) -> None:
    saved = bring_in(small, folder, clock, replace=True)
    assert len(saved.removed) == 11
    assert stored_ids(small) == ["gatelys"]


@pytest.mark.long
def test_replacing_puts_the_region_in_its_place(small: Engine, folder: Path, clock: Clock) -> None:
    bring_in(small, folder, clock, replace=True)
    with reading(small) as session:
        assert directory.load(session).name == "Dalføret"


@pytest.mark.long
def test_what_was_replaced_on_purpose_is_not_offered_again(shipped: Engine, folder: Path, clock: Clock) -> None:
    bring_in(shipped, folder, clock, replace=True)
    with reading(shipped) as session:
        assert offers(session) == ()


@pytest.mark.long
def test_what_was_replaced_is_not_put_back_at_the_next_opening(
    shipped: Engine, folder: Path, clock: Clock, settings: Settings
) -> None:
    bring_in(shipped, folder, clock, replace=True)
    open_database(settings, clock()).dispose()
    assert stored_ids(shipped) == ["gatelys"]


def test_exported_knowledge_can_be_read_after_a_municipality_left_the_region(
    small: Engine, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    """Its local notes stay behind in the database; either the new region is refused, or the files can be read."""
    shutil.rmtree(folder / "articles")
    with suppress(KontaktError):
        bring_in(small, folder, clock)
    with reading(small) as session:
        write_knowledge(session, tmp_path / "out")
    with reading(small) as session:
        read = read_knowledge(tmp_path / "out", directory.load(session))
    assert len(read.folder.articles) == 12


def test_exporting_leaves_files_of_others_alone(small: Engine, tmp_path: Path) -> None:
    stray = tmp_path / "out" / "articles" / "vei" / "min-egen.md"
    stray.parent.mkdir(parents=True)
    stray.write_text("mine")
    with reading(small) as session:
        written = write_knowledge(session, tmp_path / "out")
    assert written.left_over == ("articles/vei/min-egen.md",)
    assert stray.read_text() == "mine"


def test_exporting_twice_writes_nothing_the_second_time(small: Engine, tmp_path: Path) -> None:
    with reading(small) as session:
        write_knowledge(session, tmp_path / "out")
        assert write_knowledge(session, tmp_path / "out").changed == ()
