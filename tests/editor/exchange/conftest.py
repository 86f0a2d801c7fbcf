"""The small region as it came from files, which is what an import compares with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontakt.database import Engine, open_engine, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.revisions import RevisionKind
from kontakt.settings import Settings

from ...conftest import START, MakeOnce


@pytest.fixture(scope="session")
def folder_from_files(
    made_once: MakeOnce, region: Region, articles: tuple[Article, ...], themes: tuple[Theme, ...]
) -> Path:
    """A data folder with that region, stored when the clock starts; copied for each test."""

    def fill(folder: Path) -> None:
        engine = open_engine(Settings(data_dir=folder).database_url)
        bring_up_to_date(engine, folder, START)
        with writing(engine) as session:
            directory.save(session, region, by="test", at=START)
            knowledge.save(session, articles, themes, by="test", at=START, what=RevisionKind.STARTER)
        engine.dispose()

    return made_once("from-files", fill)


@pytest.fixture
def engine(folder_from_files: Path, settings: Settings) -> Iterator[Engine]:
    shutil.copytree(folder_from_files, settings.data_dir, dirs_exist_ok=True)
    engine = open_engine(settings.database_url)
    yield engine
    engine.dispose()
