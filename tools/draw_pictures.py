"""Draws the pictures of the README from the demo: ``python tools/draw_pictures.py [FOLDER]``, else docs/pictures.

The app runs without a terminal, 120×36, in bokmål, on a throw-away region with a clock of its own, so that the same
program draws the same pictures. Each is drawn as SVG by Textual and made a PNG by ``rsvg-convert`` (on Debian: apt
install librsvg2-bin), in the font DejaVu Sans Mono. Takes a minute or two.
"""

import argparse
import asyncio
import html
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

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

    def __init__(self, now: datetime) -> None:
        self.now = now

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
            shown = self.text
            if all(text in shown for text in texts):
                return
            await self.pilot.pause(0.1)
        raise TimeoutError(f"not on the screen: {', '.join(texts)}\n{self.text}")

    @property
    def text(self) -> str:
        """What stands on the screen, with plain spaces."""
        matrix = self.app.export_screenshot().split('-matrix">')[-1]
        return html.unescape(re.sub(r"<[^>]*>", "", matrix)).replace("\xa0", " ")

    def drawn(self) -> str:
        """What stands on the screen, as SVG. Raises ValueError where columns would slip."""
        svg = self.app.export_screenshot(title="kontakt")
        if RICHS_FONT not in svg:
            raise ValueError("Rich names its font in another way than before: mend RICHS_FONT.")
        return svg.replace(RICHS_FONT, FONT).replace("<svg ", '<svg xml:space="preserve" ', 1)


@asynccontextmanager
async def opened(settings: Settings, room: str, now: datetime) -> AsyncIterator[Painter]:
    """The app in this room."""
    clock = Clock(now)
    library = cached_library(Cache(settings.cache_path))
    if library is None:
        raise RuntimeError("the demo left no copy of its knowledge")
    with Journal(settings.journal_path) as journal:
        desk = DeskSession(settings, journal, library, clock=clock)
        app = KontaktApp(desk, log_path=settings.log_path, room=room, made_up=True)
        async with app.run_test(size=SIZE) as pilot:
            yield Painter(app, pilot, clock)


async def pictures(settings: Settings, now: datetime) -> dict[str, str]:
    """Every picture as SVG, by its name: a question with its answer, the same desk when it is logged, and the other two
    rooms. ``settings`` are those of a throw-away desk that is filled up to ``now``."""
    found = {}
    async with opened(settings, DESK, now) as painter:
        await painter.see("siste 30 dager")
        typed, waited = QUESTION
        await painter.type(typed)
        painter.clock.now += waited
        await painter.see("I Tinn", "00:34")
        found["desk"] = painter.drawn()
        await painter.press("f2")
        await painter.see("Loggført")
        found["logged"] = painter.drawn()
    async with opened(settings, EDITOR, now) as painter:
        await painter.see("Det neste å rette", "Ordlyder")
        found["editor"] = painter.drawn()
    async with opened(settings, LEAD, now) as painter:
        await painter.see("Kongsberg", "Hjartdal")
        found["lead"] = painter.drawn()
    return found


def write_png(svg: str, file: Path) -> None:
    """Raises CalledProcessError, or FileNotFoundError without ``rsvg-convert``."""
    command = ["rsvg-convert", "-w", str(PIXELS_WIDE), "-o", str(file)]
    subprocess.run(command, input=svg, encoding="utf-8", check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PICTURES)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    use_language("nb")
    with throw_away_desk(Settings(agent="agent 1", language="nb"), NOW) as settings:
        drawn = asyncio.run(pictures(settings, NOW))
    for name, svg in drawn.items():
        write_png(svg, folder / f"{name}.png")
        print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
