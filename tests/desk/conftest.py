"""A desk with its journal and its service, without a screen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kontakt.database import open_engine, writing
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.library.library import Library
from kontakt.settings import Settings

from ..conftest import Clock


@pytest.fixture
def session(settings: Settings, journal: Journal, library: Library, clock: Callable[[], datetime]) -> DeskSession:
    return DeskSession(settings, journal, library, clock=clock)


@pytest.fixture
def stored(journal: Journal) -> Callable[[], list[Any]]:
    """What stands in the journal, the oldest first."""
    return lambda: journal.pending(100)


@pytest.fixture
def service(filled: Settings, clock: Callable[[], datetime]) -> Iterator[DeskService]:
    with LazyEngine(filled, clock) as database:
        service = DeskService(filled, database, clock=clock)
        yield service
        service.close()


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
def log(filled: Settings, journal: Journal, library: Library, clock: Clock) -> Callable[..., None]:
    """Logs one inquiry in the journal: its search, its outcome, and what else."""

    def log(text: str, outcome: Outcome = Outcome.ANSWERED, *, agent: str = "kari", cause: Cause | None = None) -> None:
        session = DeskSession(replace(filled, agent=agent), journal, library, clock=clock)
        session.finder.search(text)
        session.log(outcome, cause=cause)

    return log
