"""The layout of the board, as pictures: at two sizes in Norwegian, with clock, cursor and data frozen."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kontakt.desk.session import DeskSession
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings
from kontakt.tui.app import KontaktApp
from kontakt.tui.modes import LEAD

from .conftest import NOW, Board


@pytest.fixture
def app(settings: Settings, a_quarter: None) -> Iterator[KontaktApp]:
    library = cached_library(Cache(settings.cache_path))
    with Journal(settings.journal_path) as journal:
        desk = DeskSession(settings, journal, library, clock=lambda: NOW)
        yield KontaktApp(desk, log_path=settings.log_path, room=LEAD, made_up=True)


def shown(key: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Steps before the picture: the view is counted, and the cursor stands still."""

    async def run(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, KontaktApp)
        service = Board(pilot.app, pilot)
        await service.counted()
        await service.look(key)
        for box in pilot.app.screen.query(Input):
            box.cursor_blink = False
        await pilot.pause()

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("key", ["f2", "f3", "f4"], ids=["standing", "why-not", "the-gap"])
def test_layout(snap_compare: Callable[..., Any], app: KontaktApp, size: tuple[int, int], key: str) -> None:
    assert snap_compare(app, terminal_size=size, run_before=shown(key))
