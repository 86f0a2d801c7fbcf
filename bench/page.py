"""From a key to the repainted page, by the page's own clock: ``python -m bench.page [--others N]``.

A real Chromium without a window opens a desk of ``kontakt serve`` and types words a letter at a time, alone and then
while so many other desks work at an inquiry a minute each (``bench/serve.py``). A key's clock runs in the page, from
its ``keydown`` to the last change of the terminal's rows before the next key. What the browser itself works for a key
is the time of its tasks, as DevTools count it, while nobody else works.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp
from bench.serve import WORDS, opened, serving
from tests.web.chromium import Page, chromium

KEY_SECONDS = 0.25
OTHERS_SECONDS = 90
OTHERS_CALLS_A_MINUTE = 1.0

WATCH = """
(() => {
  const taken = [];
  let pressed = null, changed = null;
  new MutationObserver(() => { changed = performance.now(); })
    .observe(document.querySelector(".xterm-rows"), { subtree: true, childList: true, characterData: true });
  addEventListener("keydown", () => {
    if (pressed !== null && changed > pressed) taken.push(changed - pressed);
    pressed = performance.now();
  }, true);
  window.taken = () => taken.splice(0);
})()
"""


async def typed(page: Page, words: tuple[str, ...]) -> list[float]:
    """The milliseconds of each key, by the page's clock."""
    await page.js("taken()")
    for word in words:
        for letter in word:
            await page.press(letter)
            await asyncio.sleep(KEY_SECONDS)
        await page.press("u", ctrl=True)  # the box is empty again
        await asyncio.sleep(KEY_SECONDS)
    return [float(each) for each in await page.js("taken()")]


async def task_seconds(page: Page) -> float:
    """For how long the page's own thread has worked."""
    told = await page.call("Performance.getMetrics")
    return float(next(each["value"] for each in told["metrics"] if each["name"] == "TaskDuration"))


def print_times(name: str, taken: list[float]) -> None:
    cuts = statistics.quantiles(taken, n=100)
    print(f"{name:16} {len(taken)} keys: median {cuts[49]:.1f} ms, p90 {cuts[89]:.1f} ms, p99 {cuts[98]:.1f} ms")


async def measure(folder: Path, others: int) -> None:
    with serving(folder, others + 1) as (address, _):
        async with chromium() as browser, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            page = await browser.page()
            await page.call("Performance.enable")
            await page.call("Network.setExtraHTTPHeaders", headers={"X-Remote-User": "kari", "Accept-Language": "nb"})
            await page.go(address)
            await page.until("Søk")
            await asyncio.sleep(8)  # the database's libraries are loaded
            await page.js(WATCH)
            worked = await task_seconds(page)
            alone = await typed(page, WORDS)
            worked = await task_seconds(page) - worked
            print_times("alone", alone)
            print(f"the browser's own work: {1000 * worked / len(alone):.1f} ms a key")
            desks = [await opened(session, address, number) for number in range(others)]
            await asyncio.sleep(20)
            until = time.monotonic() + OTHERS_SECONDS
            at_work = [asyncio.create_task(each.work(until, OTHERS_CALLS_A_MINUTE)) for each in desks]
            beside: list[float] = []
            while time.monotonic() < until:
                beside += await typed(page, WORDS)
            print_times(f"beside {others}", beside)
            print(f"median {statistics.median(beside) / statistics.median(alone):.2f} times that of one session")
            await asyncio.gather(*at_work)
            await asyncio.gather(*(each.close() for each in desks))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", type=int, default=39)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        asyncio.run(measure(Path(folder), given.others))


if __name__ == "__main__":
    main()
