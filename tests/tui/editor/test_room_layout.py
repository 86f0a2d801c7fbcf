"""The layout of the editor's room, as pictures: at two sizes in Norwegian, with clock, cursor and data frozen."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from kontakt.database import open_engine, writing
from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import Feedback, FeedbackKind
from kontakt.inquiries.journal.journal import Journal
from kontakt.inquiries.log import store as inquiries
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings
from kontakt.tui.app import KontaktApp
from kontakt.tui.modes import EDITOR

from .conftest import NOW, Visit

SENT = (
    ("solceller på taket", None, "4026"),
    ("solceller på taket", None, "3336"),
    ("solceller", None, "4026"),
    ("mørk gatelykt", None, "4026"),
    ("", "barnehageplass", "4024"),
)
"""A search or an article, and from where."""


@pytest.fixture
def app(settings: Settings) -> Iterator[KontaktApp]:
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        inquiries.deliver(session, [feedback(at, *sent) for at, sent in enumerate(SENT, 1)])
    engine.dispose()
    library = cached_library(Cache(settings.cache_path))
    with Journal(settings.journal_path) as journal:
        desk = DeskSession(settings, journal, library, clock=lambda: NOW)
        yield KontaktApp(desk, log_path=settings.log_path, room=EDITOR, made_up=True)


def feedback(at: int, query: str, article: str | None, municipality: str) -> Feedback:
    return Feedback(
        id=UUID(int=at),
        kind=FeedbackKind.UNCLEAR if article else FeedbackKind.MISSED,
        made_at=NOW - timedelta(hours=at),
        agent="ola",
        municipality=municipality,
        query=query,
        article=article,
    )


def shown(*keys: Any, article: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Steps before the picture: everything has been looked at, the keys are pressed, and the cursor stands still."""

    async def run(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, KontaktApp)
        visit = Visit(pilot.app, pilot)
        await visit.arrive()
        await visit.press(*keys)
        if article:
            await visit.open(article)
            await visit.pilot.pause(0.1)
        for box in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
            box.cursor_blink = False
        await visit.pilot.pause()

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("steps", [shown(), shown("f4"), shown(article="brøyting")], ids=["next", "gaps", "article"])
def test_layout(
    snap_compare: Callable[..., Any], app: KontaktApp, size: tuple[int, int], steps: Callable[..., None]
) -> None:
    assert snap_compare(app, terminal_size=size, run_before=steps)
