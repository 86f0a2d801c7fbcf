"""The layout, as pictures: at two sizes in Norwegian, with clock, cursor and data frozen."""

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

from .conftest import NOW, Shift

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def app(settings: Settings) -> Iterator[KontaktApp]:
    library = cached_library(Cache(settings.cache_path))
    with Journal(settings.journal_path) as journal:
        yield KontaktApp(
            DeskSession(settings, journal, library, clock=lambda: NOW), log_path=settings.log_path, made_up=True
        )


def shown(*keys: Any) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Steps before the picture: the figures have come, the cursor stands still, the keys are pressed."""

    async def run(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, KontaktApp)
        shift = Shift(pilot.app, pilot)
        await shift.settle()
        for key in keys:
            await (shift.press(key) if len(key) > 1 and key in NAMED else shift.type(key))
        await shift.settle()
        for box in pilot.app.screen.query(Input):
            box.cursor_blink = False
        await pilot.pause()

    return run


NAMED = {"f1", "f2", "f5", "ctrl+g", "enter", "down"}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize(
    "keys",
    [(), ("@tinn brøyt",), ("@tinn brøyt", "f2"), ("gatelys", "ctrl+g"), ("@tinn skyss", "f5"), ("f1",), ("zzzz",)],
    ids=["start", "answer", "logged", "municipality", "cause", "help", "nothing"],
)
def test_layout(
    snap_compare: Callable[..., Any], app: KontaktApp, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(app, terminal_size=size, run_before=shown(*keys))
