"""The real desk in a real browser, by keys alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kontakt.locale import _, use_language
from kontakt.tui.commands.desk import LOG_OUTCOME

from .chromium import Chromium, Page
from .serving import Serving, served, until_logged

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[tuple[Serving, Chromium, Page]]:
    """A region served to a browser that shows the desk."""
    async with served(folder) as (serving, browser):
        page = await browser.page(serving.link)
        await page.until("Temaer")
        yield serving, browser, page


async def _copied(page: Page, text: str) -> None:
    """Wait until this is what the browser would paste; fails after a minute."""
    for _again in range(600):
        held = await page.js("navigator.clipboard.readText()")
        if held == text:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"“{text}” is not copied after a minute: {held}")


async def test_a_whole_call_by_keyboard_a_connection_that_is_lost_and_a_server_that_ends(region_folder: Path) -> None:
    async with desk(region_folder) as (serving, browser, page):
        assert await page.js("document.documentElement.lang") == "nb"
        assert await page.js("document.title") == "kontakt"
        await page.type("@tinn brøyting")
        await page.until("Brøyting av kommunal vei")
        assert "Ctrl+O N Ny" in await page.screen()  # the browser keeps Ctrl+N
        await page.until_said("Brøyting av kommunal vei. Ingen har sett på dette for Tinn")
        await page.press("F2")
        await page.until("Loggført: Besvart")
        await until_logged(region_folder, "outcome, agent", ("answered", "kari"))

        await page.type("gatelys")
        await page.until("Gatelys")
        await page.call(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
        )
        await page.go(await page.js("location.href"))
        await page.call(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        await page.go(serving.address)
        await page.until("gatelys")
        await page.until("Kommune?")

        may = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        await browser.call("Browser.grantPermissions", origin=serving.address.rstrip("/"), permissions=may)
        await page.press("Home")
        await page.press("End", shift=True)
        await page.press("c", ctrl=True)
        await _copied(page, "gatelys")
        await page.press("End")
        await page.press("v", ctrl=True)
        await page.until("gatelysgatelys")

        await page.js("window.pressed = []; addEventListener('keydown', (event) => { pressed.push(event) }, true)")
        use_language("nb")
        help_page = _(LOG_OUTCOME.commands[0].explanation)
        for key, shown in (("F1", help_page), ("F5", "Esc: tilbake"), ("F6", "Esc: tilbake"), ("F7", "Esc: tilbake")):
            await page.press(key)
            await page.until(shown)
            await page.press("Escape")
        await page.press("+", ctrl=True)  # the browser makes everything larger
        pressed = await page.js("pressed.map((event) => [event.key, event.defaultPrevented])")
        assert [each for each in pressed if each[0] != "Escape"] == [
            *([key, True] for key in ("F1", "F5", "F6", "F7")),
            ["+", False],
        ]

        own = serving.address.rstrip("/")
        assert all(each.startswith((own, "data:", "blob:")) for each in page.requested), page.requested
        stranger = await browser.page(own + "/", apart=True)
        await stranger.until("Åpne kontakt med lenken")

        assert serving.end() == 0
        again = Serving(region_folder, port=serving.port)  # which knows no browser of the one before
        try:
            await page.until("Er den startet på nytt, har den en ny lenke")
            assert await page.js("document.activeElement.textContent") == "Last siden på nytt"
        finally:
            again.end()
    assert list((region_folder / "users").glob("*/calls/*")), "the open call is kept"
