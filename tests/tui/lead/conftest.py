"""A lead before the board: a small region with a log that the tests fill, and a frozen clock."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from textual.pilot import Pilot

from kontakt.database import Engine, open_engine, writing
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline import Cause, Outcome
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Inquiry
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.lead.service import LeadService
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.library.library import build_library
from kontakt.settings import Settings
from kontakt.tui.app import KontaktApp
from kontakt.tui.lead.screen import LeadScreen
from kontakt.tui.modes import LEAD

from ..conftest import ARTICLES, NOW, THEMES, Shift

HOSTILE = Article(id="gebyr", theme="vei", title="Gebyr [/ ny [bold]x[/]", answer="Se prislisten.")


class Board(Shift):
    """A lead at the board."""

    def __init__(self, app: KontaktApp, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        room = app.get_screen_stack(LEAD)[0]
        assert isinstance(room, LeadScreen)
        self.room: LeadScreen = room

    @property
    def screen(self) -> str:
        """The text on the screen, with plain spaces."""
        return super().screen.replace("\xa0", " ")

    async def counted(self) -> None:
        """Wait until the board has answered all that was asked."""

        def answered() -> bool:
            asked = [each for each in self.app.workers if each.group.startswith("view")]
            return all(each.is_finished for each in asked) and self.room.view.id in self.room._answers

        await self.until(answered)
        await self.pilot.pause()

    async def look(self, *keys: str) -> str:
        """Press keys, and say what stands there when it is counted."""
        await self.press(*keys)
        await self.counted()
        return self.screen

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.screen.splitlines()]

    def line(self, beginning: str) -> str:
        """The line that begins with this, with single spaces."""
        found = [line for line in self.lines if line.lstrip("▌ ").startswith(beginning)]
        assert found, f"no line begins with {beginning!r}:\n{self.screen}"
        return " ".join(found[0].lstrip("▌ ").split())


Log = Callable[..., None]


def _logging_to(engine: Engine) -> Log:
    def add(times: int = 1, **changes: object) -> None:
        entries = []
        for _ in range(times):
            fields = {
                "id": uuid4(),
                "call_id": uuid4(),
                "municipality": "4026",
                "outcome": Outcome.ANSWERED,
                "started_at": NOW - timedelta(hours=1),
                "agent": "kari nordmann",
                "home_municipality": "4026",
                "article": "broeyting",
                "target": 80,
            } | changes
            fields.setdefault("logged_at", fields["started_at"])
            entries.append(logged(Inquiry(**fields), NOW))  # type: ignore[arg-type]
        with writing(engine) as session:
            inquiries.deliver(session, entries)

    return add


@contextmanager
def _engine_of(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def board_folder(made_once: Callable[..., Path], filled_folder: Path) -> Path:
    """The data folder that is set up, with one more article; copied for each test."""

    def fill(folder: Path) -> None:
        shutil.copytree(filled_folder, folder, dirs_exist_ok=True)
        with _engine_of(Settings(data_dir=folder)) as engine, writing(engine) as session:
            knowledge.save(session, (*ARTICLES, HOSTILE), THEMES, by="test", at=NOW)

    return made_once("filled-for-the-board", fill)


@pytest.fixture(scope="session")
def quarter_folder(made_once: Callable[..., Path], board_folder: Path) -> Path:
    """The same with a quarter that is logged, and that a board has counted before; copied for each test."""

    def fill(folder: Path) -> None:
        shutil.copytree(board_folder, folder, dirs_exist_ok=True)
        settings = Settings(data_dir=folder)
        with _engine_of(settings) as engine:
            log = _logging_to(engine)
            log(140)
            log(40, outcome=Outcome.CASE, cause=Cause.DECISION, query="brøyter dere [/ ny", note="skal ikke sees")
            log(20, outcome=Outcome.MESSAGE, cause=Cause.NO_ACCESS, article="skoleskyss")
            log(27, municipality="3336", agent="ola", home_municipality="3336")
            log(3, municipality="3336", outcome=Outcome.CASE, cause=Cause.WRONG_ANSWER, article="gebyr")
            log(8, municipality="4024", target=None)
            log(2, municipality="4024", target=None, outcome=Outcome.TRANSFERRED, cause=Cause.INSISTED)
        with LazyEngine(settings, lambda: NOW) as database, closing(LeadService(settings, database)) as board:
            board.bring_up_to_date()

    return made_once("a-quarter-for-the-board", fill)


@pytest.fixture
def engine(settings: Settings, board_folder: Path) -> Iterator[Engine]:
    shutil.copytree(board_folder, settings.data_dir, dirs_exist_ok=True)
    with _engine_of(settings) as engine:
        yield engine


@pytest.fixture
def log(engine: Engine) -> Log:
    """Logs ``times`` inquiries that are alike: answered in Tinn today unless said otherwise."""
    return _logging_to(engine)


@pytest.fixture
def a_quarter(settings: Settings, engine: Engine, quarter_folder: Path) -> None:
    """Tinn is not at its target, Rollag is uncertain, Hjartdal has none."""
    shutil.copytree(quarter_folder, settings.data_dir, dirs_exist_ok=True)


AtBoard = Callable[..., AbstractAsyncContextManager[Board]]


@pytest.fixture
def at_board(settings: Settings, engine: Engine) -> AtBoard:
    @asynccontextmanager
    async def open_board(
        size: tuple[int, int] = (120, 36), *, clock: Callable[[], datetime] = lambda: NOW
    ) -> AsyncIterator[Board]:
        library = cached_library(Cache(settings.cache_path)) or build_library((), (), Region("", ()))
        with Journal(settings.journal_path) as journal:
            app = KontaktApp(
                DeskSession(settings, journal, library, clock=clock), log_path=settings.log_path, room=LEAD
            )
            async with app.run_test(size=size) as pilot:
                service = Board(app, pilot)
                await service.counted()
                yield service

    return open_board
