"""A real browser for the tests: Debian's Chromium without a window, driven over its DevTools protocol."""

import asyncio
import base64
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "there is no Chromium on this machine (on Debian: apt install chromium)"

_BETWEEN = ("execution context", "context was destroyed", "Inspected target navigated", "Promise was collected")
"""What DevTools says of an expression that it finds no document for."""

_VIRTUAL_KEYS = {
    "Enter": 13, "Escape": 27, "Tab": 9, "Backspace": 8, "End": 35, "Home": 36, "ArrowDown": 40, "ArrowUp": 38,
    **{f"F{number}": 111 + number for number in range(1, 13)},
}  # fmt: skip


class BetweenTwoDocuments(Exception):
    """The tab leads elsewhere, and cannot be asked just now."""


class Page:
    """A tab. ``requested`` are the addresses that it asked for."""

    def __init__(self, browser: "Chromium", target: str, session: str) -> None:
        self._browser = browser
        self.target = target
        self._session = session
        self.requested: list[str] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return await self._browser.call(method, session=self._session, **parameters)

    async def go(self, address: str) -> None:
        await self.call("Page.navigate", url=address)

    async def js(self, expression: str) -> Any:
        """The value of an expression; a promise is waited for."""
        told = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    async def press(self, key: str, *, ctrl: bool = False, shift: bool = False) -> None:
        """Press a key as a person does: its name as in JavaScript's ``key``."""
        code = _VIRTUAL_KEYS.get(key, ord(key.upper()) if len(key) == 1 else 0)
        text = key if len(key) == 1 and not ctrl else "\r" if key == "Enter" else ""
        known = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 2 * ctrl + 8 * shift}
        if len(key) == 1 and key.isascii() and key.isalpha():
            known["code"] = f"Key{key.upper()}"
        kind = "keyDown" if text else "rawKeyDown"
        await self.call("Input.dispatchKeyEvent", type=kind, **known, **({"text": text} if text else {}))
        await self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    async def type(self, text: str) -> None:
        for letter in text:
            await self.press(letter)

    async def screen(self) -> str:
        """What the terminal shows, line by line."""
        return str(await self.js("document.querySelector('.xterm-rows')?.innerText ?? ''")).replace("\xa0", " ")

    async def until(self, text: str) -> str:
        """Wait until the terminal or the page's message shows this text; fails after a minute."""
        seen = ""
        for _ in range(600):
            with suppress(BetweenTwoDocuments):
                seen = await self.screen() + str(await self.js("document.body?.innerText ?? ''"))
            if text in seen:
                return seen
            await asyncio.sleep(0.1)
        raise AssertionError(f"“{text}” is not shown after a minute:\n{seen}")

    async def until_said(self, text: str) -> None:
        """Wait until a screen reader is told this text; fails after a minute."""
        await self.until_holds(f"document.getElementById('said').textContent.includes({json.dumps(text)})")

    async def until_holds(self, condition: str) -> None:
        """Wait until this expression holds; fails after a minute."""
        for _ in range(600):
            with suppress(BetweenTwoDocuments):
                if await self.js(condition):
                    return
            await asyncio.sleep(0.1)
        raise AssertionError(f"{condition} does not hold after a minute:\n{await self.screen()}")

    async def picture(self, file: Path) -> None:
        told = await self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(told["data"]))

    async def resize(self, width: int, height: int) -> None:
        """The window's size, in pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def close(self) -> None:
        await self._browser.call("Target.closeTarget", targetId=self.target)


class Chromium:
    """A browser that is running."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._next = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._pages: dict[str, Page] = {}
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if waiting := self._waiting.pop(told.get("id", -1), None):
                if not waiting.done():
                    waiting.set_result(told)
            elif told.get("method") == "Network.requestWillBeSent" and told["sessionId"] in self._pages:
                self._pages[told["sessionId"]].requested.append(told["params"]["request"]["url"])

    async def call(self, method: str, *, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._next += 1
        number = self._next
        self._waiting[number] = asyncio.get_running_loop().create_future()
        asked = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        await self._socket.send_json(asked)
        told = await asyncio.wait_for(self._waiting[number], 60)
        if any(sign in str(told.get("error")) for sign in _BETWEEN):
            raise BetweenTwoDocuments(told["error"])
        assert "error" not in told, told["error"]
        result: dict[str, Any] = told["result"]
        return result

    async def page(self, address: str = "about:blank", *, apart: bool = False, language: str = "nb") -> Page:
        """A new tab; ``apart`` in a window without the cookies of the others."""
        where = await self.call("Target.createBrowserContext") if apart else {}
        target = (await self.call("Target.createTarget", url="about:blank", **where))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = self._pages[session] = Page(self, target, session)
        await page.call("Network.enable")
        await page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        await page.resize(1200, 760)
        if address != "about:blank":
            await page.go(address)
        return page

    async def close(self) -> None:
        await self.call("Browser.close")
        await self._socket.close()
        await self._reading


@asynccontextmanager
async def a_chromium() -> AsyncIterator[Chromium]:
    """A browser for a test. Where the machine has none, the test does not run, and the summary says so."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    async with chromium() as browser:
        yield browser


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    """A browser with a profile of its own, without a window."""
    assert CHROMIUM
    with TemporaryDirectory(prefix="kontakt-chromium-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [
                CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
                "--disable-dev-shm-usage", "--disable-background-networking", f"--user-data-dir={folder}", "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            told = Path(folder) / "DevToolsActivePort"
            for _ in range(600):
                if told.exists() and len(told.read_text().splitlines()) == 2:
                    break
                await asyncio.sleep(0.1)
            port, path = told.read_text().splitlines()
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
            ):
                browser = Chromium(socket)
                yield browser
                await browser.close()
        finally:
            process.kill()
            process.wait()
