"""The small region as it came from files, which is what an import compares with."""

from collections.abc import Callable, Iterator
from datetime import datetime
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


@pytest.fixture
def engine(
    data_dir: Path,
    settings: Settings,
    clock: Callable[[], datetime],
    region: Region,
    articles: tuple[Article, ...],
    themes: tuple[Theme, ...],
) -> Iterator[Engine]:
    engine = open_engine(settings.database_url)
    bring_up_to_date(engine, data_dir, clock())
    with writing(engine) as session:
        directory.save(session, region, by="test", at=clock())
        knowledge.save(session, articles, themes, by="test", at=clock(), what=RevisionKind.STARTER)
    yield engine
    engine.dispose()
