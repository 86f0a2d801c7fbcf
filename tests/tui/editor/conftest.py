"""The app in the editor's room, on the small real region; and a second editor at a database of the same."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from kontakt.desk.session import DeskSession
from kontakt.editor.service import EditorService
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings
from kontakt.tui import service_link
from kontakt.tui.app import KontaktApp
from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.screen import EditorScreen
from kontakt.tui.modes import DESK, EDITOR

from ..conftest import NOW, Shift


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_link, "POLL_SECONDS", 0.5)
    monkeypatch.setattr(service_link, "RETRY_SECONDS", 0.05)


class Visit(Shift):
    """An editor in the room: presses keys and says what stands on the screen."""

    @property
    def room(self) -> EditorScreen:
        base = self.app.get_screen_stack(EDITOR)[0]
        assert isinstance(base, EditorScreen)
        return base

    @property
    def page(self) -> ArticleScreen:
        assert isinstance(self.app.screen, ArticleScreen)
        return self.app.screen

    async def arrive(self) -> None:
        """Wait until the room has looked at everything."""
        await self.until(lambda: self.room.overview is not None)
        await self.pilot.pause()

    async def open(self, words: str) -> ArticleScreen:
        """Open the first article that fits these words, from the list of all."""
        await self.at_once("f3", *("space" if letter == " " else letter for letter in words), "enter")
        await self.until(lambda: isinstance(self.app.screen, ArticleScreen))
        await self.pilot.pause()
        return self.page

    async def sees(self, text: str) -> None:
        """Wait until this stands on the screen, wherever its lines break."""
        await self.until(lambda: text in " ".join(self.screen.split()))


AtRoom = Callable[..., AbstractAsyncContextManager[Visit]]


@pytest.fixture
def at_room(settings: Settings) -> AtRoom:
    @asynccontextmanager
    async def open_room(size: tuple[int, int] = (120, 36), *, from_desk: bool = False) -> AsyncIterator[Visit]:
        library = cached_library(Cache(settings.cache_path))
        assert library is not None
        with Journal(settings.journal_path) as journal:
            app = KontaktApp(
                DeskSession(settings, journal, library, clock=lambda: NOW),
                log_path=settings.log_path,
                room=DESK if from_desk else EDITOR,
            )
            async with app.run_test(size=size) as pilot:
                visit = Visit(app, pilot)
                if not from_desk:
                    await visit.arrive()
                yield visit

    return open_room


class Colleague:
    """Another editor, at a desk of their own."""

    def __init__(self, settings: Settings) -> None:
        self._database = LazyEngine(settings, lambda: NOW)
        self._service = EditorService(replace(settings, agent="ola"), self._database, clock=lambda: NOW)

    def saves(self, id: str, **changes: object) -> None:
        """Store an article with these fields changed."""
        edited = self._service.read(id)
        assert edited is not None
        self._service.save(replace(edited.article, **changes), based_on=edited.revision)  # type: ignore[arg-type]

    def reads(self, id: str) -> Article:
        edited = self._service.read(id)
        assert edited is not None
        return edited.article

    def history(self, id: str) -> list[tuple[int, str, str]]:
        """Number, who and what of each revision, the newest first."""
        return [(each.revision.number, each.revision.by, str(each.revision.what)) for each in self._service.history(id)]

    def leaves(self) -> None:
        self._database.close()


@pytest.fixture
def colleague(settings: Settings) -> Iterator[Colleague]:
    ola = Colleague(settings)
    yield ola
    ola.leaves()
