"""Draws the pictures of the README from the demo: ``python tools/draw_pictures.py [FOLDER]``, else docs/pictures.

The app runs without a terminal, 120×36, in bokmål, on a throw-away region with a clock of its own, so that the same
program draws the same pictures. Each is drawn as SVG by Textual and made a PNG by ``rsvg-convert`` (on Debian: apt
install librsvg2-bin), in the font DejaVu Sans Mono. Takes a minute or two.
"""

import asyncio
import html
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from kontakt.demo.desk import throw_away_desk
from kontakt.desk.session import DeskSession
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.locale import use_language
from kontakt.settings import Settings
from kontakt.tui.app import KontaktApp
from kontakt.tui.modes import DESK, EDITOR, LEAD

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (120, 36)
PIXELS_WIDE = 900
NOW = datetime(2026, 11, 20, 10, 40, tzinfo=UTC)
"""A Friday before noon: somebody is at work."""
QUESTION = ("@tinn buss til skolen", timedelta(seconds=34))
"""What is typed, and for how long the caller has been on the line."""
PATIENCE_SECONDS = 120

# Rich draws for a font whose letters are 12.2 wide at a size of 20; those of DejaVu Sans Mono are 0.602 of their size.
FONT = "font-family: DejaVu Sans Mono; font-size: 20.26px;"
RICHS_FONT = "font-family: Fira Code, monospace;\n        font-size: 20px;"


class Clock:
    """The time of the pictures; it moves only when told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Painter:
    """One app that runs without a terminal."""

    def __init__(self, app: KontaktApp, pilot: Pilot[None], clock: Clock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def see(self, *texts: str) -> None:
        """Wait until these stand on the screen. Raises TimeoutError that holds what stands there instead."""
        for _turn in range(PATIENCE_SECONDS * 10):
            if all(text in self.text for text in texts):
                return
            await self.pilot.pause(0.1)
        raise TimeoutError(f"not on the screen: {', '.join(texts)}\n{self.text}")

    @property
    def text(self) -> str:
        """What stands on the screen, with plain spaces."""
        matrix = self.app.export_screenshot().split('-matrix">')[-1]
        return html.unescape(re.sub(r"<[^>]*>", "", matrix)).replace("\xa0", " ")

    def draw(self, file: Path) -> None:
        """Draw what stands on the screen as a PNG. Raises CalledProcessError."""
        drawn = self.app.export_screenshot(title="kontakt")
        if RICHS_FONT not in drawn:
            raise ValueError("Rich names its font in another way than before: columns would slip.")
        drawn = drawn.replace(RICHS_FONT, FONT).replace("<svg ", '<svg xml:space="preserve" ', 1)
        with TemporaryDirectory() as folder:
            source = Path(folder, "screen.svg")
            source.write_text(drawn, encoding="utf-8")
            subprocess.run(["rsvg-convert", "-w", str(PIXELS_WIDE), "-o", file, source], check=True)
        print(file)


@asynccontextmanager
async def opened(settings: Settings, room: str) -> AsyncIterator[Painter]:
    """The app in this room."""
    clock = Clock()
    library = cached_library(Cache(settings.cache_path))
    if library is None:
        raise RuntimeError("the demo left no copy of its knowledge")
    with Journal(settings.journal_path) as journal:
        desk = DeskSession(settings, journal, library, clock=clock)
        app = KontaktApp(desk, log_path=settings.log_path, room=room, made_up=True)
        async with app.run_test(size=SIZE) as pilot:
            yield Painter(app, pilot, clock)


async def draw_desk(settings: Settings, folder: Path) -> None:
    """A question with its answer, and the same desk when it is logged."""
    async with opened(settings, DESK) as painter:
        await painter.see("siste 30 dager")
        typed, waited = QUESTION
        await painter.type(typed)
        painter.clock.now += waited
        await painter.see("I Tinn", "00:34")
        painter.draw(folder / "desk.png")
        await painter.press("f2")
        await painter.see("Loggført")
        painter.draw(folder / "logged.png")


async def draw_editor(settings: Settings, folder: Path) -> None:
    async with opened(settings, EDITOR) as painter:
        await painter.see("Det neste å rette", "Ordlyder")
        painter.draw(folder / "editor.png")


async def draw_lead(settings: Settings, folder: Path) -> None:
    async with opened(settings, LEAD) as painter:
        await painter.see("Kongsberg", "Hjartdal")
        painter.draw(folder / "lead.png")


async def draw(settings: Settings, folder: Path) -> None:
    await draw_desk(settings, folder)
    await draw_editor(settings, folder)
    await draw_lead(settings, folder)


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    use_language("nb")
    with throw_away_desk(Settings(agent="agent 1", language="nb"), NOW) as settings:
        asyncio.run(draw(settings, folder))


if __name__ == "__main__":
    main(sys.argv[1:])
