"""The real app in a process of its own, without a browser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kontakt.web.app_process import DATA, AppEnded, AppProcess

pytestmark = pytest.mark.xdist_group("browser")


@asynccontextmanager
async def app(folder: Path, **environment: str) -> AsyncIterator[AppProcess]:
    known = {"KONTAKT_DATA_DIR": str(folder), "KONTAKT_LANGUAGE": "nb", "KONTAKT_AGENT": "kari"}
    process = await AppProcess.started(known | environment, (100, 30))
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def _drawn(process: AppProcess, text: str) -> None:
    """Read until this is drawn."""
    packet = await asyncio.wait_for(process.read(), 120)
    while packet.kind != DATA or text.encode() not in packet.payload:
        packet = await asyncio.wait_for(process.read(), 120)


async def _rest(process: AppProcess) -> list[dict[str, Any]]:
    """What it tells beside what it draws until it ends, by kind."""
    told: list[dict[str, Any]] = []
    while True:
        try:
            packet = await asyncio.wait_for(process.read(), 120)
        except AppEnded:
            return told
        if packet.kind != DATA:
            told.append(packet.meta)


@pytest.mark.long
async def test_what_is_pasted_is_searched_for_and_the_open_call_is_kept_when_the_window_closes(
    region_folder: Path,
) -> None:
    async with app(region_folder) as process:
        await _drawn(process, "Temaer")
        await process.tell("blur")
        await process.type(b"\x1b[200~gatelys\x1b[201~")  # whoever pastes is there, whatever the window says
        await _drawn(process, "Gatelys")
        await process.tell("redraw")
        await _drawn(process, "Gatelys")
        await process.tell("quit")
        assert {"type": "exit"} in await _rest(process)
    assert list((region_folder / "calls").iterdir())


async def test_an_app_whose_server_was_killed_ends_as_a_closed_window_does(region_folder: Path) -> None:
    async with app(region_folder) as process:
        await _drawn(process, "Temaer")
        await process.type(b"gatelys")
        await _drawn(process, "Gatelys")
        process._writer.transport.abort()
        await asyncio.to_thread(process._process.join, 120)
        assert process._process.exitcode == 0
    assert list((region_folder / "calls").glob("*.json"))
    log = region_folder / "kontakt.log"
    assert not log.exists() or "Traceback" not in log.read_text(encoding="utf-8")


async def test_settings_that_are_wrong_are_one_sentence(tmp_path: Path) -> None:
    async with app(tmp_path, KONTAKT_THEME="pink") as process:
        (told,) = await _rest(process)
        assert told["type"] == "refused"
        assert "KONTAKT_THEME" in told["sentence"]
