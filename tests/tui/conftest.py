"""A desk on a small real region: three municipalities, six articles, a frozen clock."""

import asyncio
import shutil
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from kontakt.database import open_engine, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.directory import store as directory
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, FirstLine, Link, Source, Theme
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.locale import use_language
from kontakt.settings import Settings
from kontakt.tui.app import KontaktApp
from kontakt.tui.desk import service_link
from kontakt.tui.desk.tally_line import TallyLine
from kontakt.tui.modes import DESK
from kontakt.tui.stylesheet import ColouredStylesheet

NAMED_KEYS = {
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "bfglnoprstuyz"),
    *("enter", "escape", "shift+tab", "tab", "backspace", "delete", "up", "down", "left", "right", "home", "end"),
}
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)

REGION = Region(
    "Prøveregionen",
    (
        Municipality(number="4026", name="Tinn", target=80, places=("Rjukan", "Atrå")),
        Municipality(number="3336", name="Rollag", target=80, places=("Veggli",)),
        Municipality(number="4024", name="Hjartdal", language=LanguageForm.NYNORSK, places=("Sauland",)),
    ),
)
THEMES = (
    Theme("vei", "Vei og trafikk", "Veg og trafikk"),
    Theme("barnehage", "Barnehage og skole", "Barnehage og skule"),
)
ARTICLES = (
    Article(
        id="broeyting",
        theme="vei",
        title="Brøyting av kommunal vei",
        title_nn="Brøyting av kommunal veg",
        answer="Kommunen brøyter kommunale veier. De viktigste veiene tas først.",
        answer_nn="Kommunen brøyter kommunale vegar. Dei viktigaste vegane blir tekne først.",
        keywords=("snørydding", "brøytekant", "plogbil"),
        owner="teknisk drift",
        links=(Link("Vegkart", "https://example.invalid/vegkart"),),
        sources=(Source("veglova § 20", date(2026, 11, 1)),),
        reviewed=date(2026, 11, 1),
        review_by=date(2027, 9, 1),
        ask=("Hvilken vei?", "Hvor på veien?"),
        steps=("Slå opp hvem som eier veien.", "Meld til vakten."),
        local={"4026": "Ring vakten i helgene. [/ ny] er ikke en kode."},
        as_shared={"3336": date(2026, 10, 5)},
    ),
    Article(
        id="gatelys",
        theme="vei",
        title="Gatelys",
        answer="Meld fra om hvilken lyktestolpe som er mørk.",
        keywords=("veilys", "lyktestolpe"),
    ),
    Article(
        id="barnehageplass",
        theme="barnehage",
        title="Barnehageplass",
        answer="Du søker om plass hos kommunen.",
        keywords=("barnehagesøknad", "dagmamma"),
    ),
    Article(
        id="skoleskyss",
        theme="barnehage",
        title="Skoleskyss",
        answer="Elever med lang vei til skolen har rett til skyss.",
        keywords=("skolebuss", "busskort"),
    ),
    Article(
        id="barnevern",
        theme="barnehage",
        title="Barnevern",
        answer="Alle kan melde fra til barnevernstjenesten.",
        keywords=("bekymringsmelding",),
        first_line=FirstLine.NEVER,
    ),
    Article(id="hytteavgift", theme="vei", title="Hytteavgift", answer="Gjelder bare her.", only=("3336",)),
)


@pytest.fixture(scope="session")
def filled_folder(made_once: Callable[..., Path]) -> Path:
    """A data folder that is set up, with a cache; copied for each test."""

    def fill(folder: Path) -> None:
        settings = Settings(data_dir=folder, agent="agent 1")
        engine = open_engine(settings.database_url)
        bring_up_to_date(engine, folder, NOW)
        with writing(engine) as session:
            directory.save(session, REGION, by="test", at=NOW)
            knowledge.save(session, ARTICLES, THEMES, by="test", at=NOW)
        engine.dispose()
        service = DeskService(settings, LazyEngine(settings, lambda: NOW), clock=lambda: NOW)
        service.library()
        service.close()

    return made_once("filled-for-the-screen", fill)


@pytest.fixture
def settings(filled_folder: Path, tmp_path: Path) -> Settings:
    folder = tmp_path / "data"
    shutil.copytree(filled_folder, folder)
    return Settings(data_dir=folder, agent="agent 1", home_municipality="4026")


@pytest.fixture(autouse=True)
async def tasks_start_as_people_have_them() -> None:
    """As ``App.run`` does, and ``App.run_test`` does not: from Python 3.12 on, a task starts at once."""
    if factory := getattr(asyncio, "eager_task_factory", None):
        asyncio.get_running_loop().set_task_factory(factory)


@pytest.fixture(autouse=True)
def looks_often_whether_the_app_is_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot waits until the process has done nothing for 20 ms, after every key; a fifth of that tells as much."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)


@pytest.fixture(autouse=True)
def asks_the_loop_whether_all_is_processed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot sends a message to each of the hundred widgets of a screen, and waits until the last one is answered. The
    loop knows at once when nothing is left to do."""

    async def wait_for_screen(self: Pilot[Any], timeout: float = 30.0) -> bool:
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout
        await asyncio.sleep(0)
        while loop._ready and self.app._exception is None:  # type: ignore[attr-defined]
            assert loop.time() < ends, "something is always left to do"
            await asyncio.sleep(0)
        return self.app._exception is None

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_for_screen)


@pytest.fixture(autouse=True)
def draws_when_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the frames between two looks at ``Shift.screen``, and drawing them was a third of a test's time. They
    are laid out as ever."""
    whole = Compositor.render_update

    def render_update(
        self: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        if full:
            return whole(self, full, screen_stack, simplify)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture(scope="session")
def parsed_sheets() -> dict[Hashable, list[RuleSet]]:
    return {}


@pytest.fixture(autouse=True)
def parses_each_sheet_once(monkeypatch: pytest.MonkeyPatch, parsed_sheets: dict[Hashable, list[RuleSet]]) -> None:
    """Every app of a test run has the same few style sheets. Rules are only read once they are parsed."""
    parse = Stylesheet._parse_rules

    def parsed(self: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        key = (source, *options.items(), frozenset(self._variables.items()))
        if key not in parsed_sheets:
            parsed_sheets[key] = parse(self, *source, **options)
        return parsed_sheets[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


@pytest.fixture(scope="session")
def found_styles() -> dict[tuple[int, ...], tuple[list[RuleSet], dict[Hashable, Any]]]:
    """What was found, by the ids of the rules; beside it the rules, so that no others get their ids."""
    return {}


@pytest.fixture(autouse=True)
def finds_styles_once(
    monkeypatch: pytest.MonkeyPatch, found_styles: dict[tuple[int, ...], tuple[list[RuleSet], dict[Hashable, Any]]]
) -> None:
    """What an app has found in the rules, which are the same for all of them, every later one knows."""

    def found_in(self: ColouredStylesheet, rules: list[RuleSet]) -> dict[Hashable, Any]:
        return found_styles.setdefault(tuple(map(id, rules)), ([*rules], {}))[1]

    monkeypatch.setattr(ColouredStylesheet, "_found_in", found_in)


@pytest.fixture(autouse=True)
def in_bokmaal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(service_link, "HEAD_START_SECONDS", 0.01)
    monkeypatch.setattr("kontakt.installation.starter.shipped_texts", dict)
    use_language("nb")
    yield
    use_language("en")


def threads() -> str:
    """Where every thread of this process is."""
    frames = sys._current_frames()
    return "\n".join(
        f"{each.name}:\n{''.join(traceback.format_stack(frames[each.ident]))}"
        for each in threading.enumerate()
        if each.ident in frames
    )


class Shift:
    """An agent at the desk: presses keys and says what stands on the screen."""

    def __init__(self, app: KontaktApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = app.desk

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has taken effect."""
        for key in keys:
            self._send(key)
            await self._effect_of_keys()
        await self.taken_in()

    async def at_once(self, *keys: str) -> None:
        """Press keys at once, as they come after a stall or over a slow line; letters may stand together."""
        for key in keys:
            for each in [key] if key in NAMED_KEYS else key:
                self._send(each)
        await self.taken_in()

    def _send(self, key: str) -> None:
        character = " " if key == "space" else key if len(key) == 1 else None
        self.app.post_message(Key(_character_to_key(key) if len(key) == 1 else key, character))

    async def _effect_of_keys(self) -> None:
        """Wait until every key has taken effect, by the program's own account."""
        come_in: list[bool] = []
        self.app.call_later(come_in.append, True)
        turns = 0
        while self.app.is_running and not (come_in and self.app.keys.is_idle):
            turns += 1
            await asyncio.sleep(0 if turns < 200 else 0.005)
            assert turns < 24000, f"a key has not taken effect after two minutes:\n{self.screen}"

    async def taken_in(self) -> None:
        """Wait until every key has taken effect, and what it changed stands where it will stand."""
        await self._effect_of_keys()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something that a thread brings; after two minutes it fails, and says where every thread is."""
        for turn in range(6000):
            if holds():
                if turn:
                    await self.pilot.pause()
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"still not so after two minutes:\n{self.screen}\n{threads()}")

    async def settle(self) -> None:
        """Wait for the figures from the service, and for those that are under way."""

        def settled() -> bool:
            under_way = any(each.group == "figures" and not each.is_finished for each in self.app.workers)
            return not under_way and self.app.screen_stack[0].query_one(TallyLine)._tally is not None

        await self.until(settled)
        await self.pilot.pause()

    @property
    def screen(self) -> str:
        """The text on the screen, line by line."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.ljust(width) for strip in strips[:height])

    @property
    def typed(self) -> str:
        return self.app.get_screen_stack(DESK)[0].query_one("#search", Input).value

    def logged(self) -> list[str]:
        """The outcomes of the agent's own inquiries, delivered or waiting, the newest first."""
        service = DeskService(self.desk.settings, self.app.database, clock=self.desk.clock)
        try:
            return [each.inquiry.outcome.value for each in service.own_inquiries()]
        finally:
            service.close()


AtDesk = Callable[..., AbstractAsyncContextManager[Shift]]


@pytest.fixture
def at_desk(settings: Settings) -> AtDesk:
    @asynccontextmanager
    async def open_desk(size: tuple[int, int] = (120, 36), *, made_up: bool = False) -> AsyncIterator[Shift]:
        library = cached_library(Cache(settings.cache_path))
        assert library is not None
        with Journal(settings.journal_path) as journal:
            app = KontaktApp(
                DeskSession(settings, journal, library, clock=lambda: NOW), log_path=settings.log_path, made_up=made_up
            )
            async with app.run_test(size=size) as pilot:
                yield Shift(app, pilot)

    return open_desk
