"""A desk with its journal and its back room, without a screen."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kontakt.database import open_engine, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import Entry, Feedback
from kontakt.inquiries.journal.journal import Journal
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Theme
from kontakt.library.library import Library
from kontakt.settings import Settings


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    with Journal(settings.journal_path) as journal:
        yield journal


@pytest.fixture
def desk(settings: Settings, journal: Journal, library: Library, clock: Callable[[], datetime]) -> DeskSession:
    return DeskSession(settings, journal, library, clock=clock)


@pytest.fixture
def stored(journal: Journal) -> Callable[[], list[Entry | Feedback]]:
    """What stands in the journal, the oldest first."""
    return lambda: journal.pending(100)


@pytest.fixture(scope="session")
def filled_folder(
    tmp_path_factory: pytest.TempPathFactory, region: Region, articles: tuple[Article, ...], themes: tuple[Theme, ...]
) -> Path:
    """A data folder whose database holds the small region; copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    at = datetime(2026, 11, 1, tzinfo=UTC)
    engine = open_engine(Settings(data_dir=folder).database_url)
    bring_up_to_date(engine, folder, at)
    with writing(engine) as session:
        directory.save(session, region, by="test", at=at)
        knowledge.save(session, articles, themes, by="test", at=at)
    engine.dispose()
    return folder


@pytest.fixture
def filled(filled_folder: Path, settings: Settings) -> Settings:
    """Settings whose data folder holds the small region."""
    shutil.copytree(filled_folder, settings.data_dir, dirs_exist_ok=True)
    return settings


@pytest.fixture
def service(filled: Settings, clock: Callable[[], datetime]) -> Iterator[DeskService]:
    service = DeskService(filled, clock=clock)
    yield service
    service.close()


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is locked is given up after a moment."""
    monkeypatch.setattr("kontakt.database.engine.BUSY_TIMEOUT_SECONDS", 0.05)


@pytest.fixture
def save_elsewhere(filled: Settings, clock: Callable[[], datetime]) -> Callable[[Article], None]:
    """What another desk does."""

    def save(article: Article) -> None:
        engine = open_engine(filled.database_url)
        with writing(engine) as session:
            knowledge.save(session, [article], by="editor", at=clock())
        engine.dispose()

    return save


@pytest.fixture
def log(filled, journal, library, clock) -> Callable[..., None]:
    """Logs one inquiry in the journal: its search, its outcome, and what else."""

    def log(text: str, outcome: Outcome = Outcome.ANSWERED, *, agent: str = "kari", cause: Cause | None = None) -> None:
        desk = DeskSession(filled.model_copy(update={"agent": agent}), journal, library, clock=clock)
        desk.search(text)
        desk.log(outcome, cause=cause)

    return log
