"""Whoever runs workers hears of those that fail; the room says so in one sentence, and goes on."""

import ast
import asyncio
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.css.query import NoMatches

import kontakt
from kontakt.tui.app import KontaktApp
from kontakt.tui.runs_workers import RunsWorkers

from .conftest import AtDesk

SOURCES = Path(kontakt.__file__).parent
FAILED = "feil i programmet"


def broken(*_args: Any, **_options: Any) -> None:
    raise ValueError("unforeseen")


def _is_work(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return (isinstance(called, ast.Name) and called.id == "work") or (
        isinstance(called, ast.Attribute) and called.attr == "run_worker"
    )


def runs_workers() -> list[tuple[str, str, list[ast.expr]]]:
    """Module, class, and the decorators and calls by which it starts workers."""
    found = []
    for path in sorted((SOURCES / "tui").rglob("*.py")):
        module = ".".join(("kontakt", *path.relative_to(SOURCES).with_suffix("").parts))
        for owner in (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.ClassDef)):
            starts: list[ast.expr] = []
            for node in ast.walk(owner):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    starts += [each for each in node.decorator_list if _is_work(each)]
                elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_work(node):
                    starts.append(node)
            if starts:
                found.append((module, owner.name, starts))
    return found


@pytest.mark.long
def test_every_class_that_runs_workers_hears_of_those_that_fail() -> None:
    assert len(runs_workers()) > 10
    for module, name, starts in runs_workers():
        assert issubclass(getattr(import_module(module), name), RunsWorkers), f"{module}.{name}"
        for each in starts:
            options = {keyword.arg for keyword in each.keywords} if isinstance(each, ast.Call) else set()
            assert "exit_on_error" in options, f"{module}.{name}, line {each.lineno}: would end the program"


def test_the_app_asks_every_screen_alike() -> None:
    """No question which room it is: what the app needs of a room is a method of ``Room``."""
    tree = ast.parse((SOURCES / "tui" / "app.py").read_text("utf-8"))
    named = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    of_types = [
        ast.unparse(each.args[1])
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "isinstance"
    ]
    assert "getattr" not in named
    assert not [each for each in of_types if "Screen" in each or "Room" in each]


async def test_a_step_that_fails_on_the_desk_is_logged_and_told_and_the_call_stands(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kontakt.desk.service.DeskService.own_inquiries", broken)
    async with at_desk() as shift:
        await shift.type("gatelys")
        await shift.press("ctrl+z")
        await shift.until(lambda: FAILED in shift.screen)
        assert "Ingenting ble loggført" in shift.screen
        assert shift.typed == "gatelys"
        assert "ValueError: unforeseen" in caplog.text


async def test_figures_that_fail_are_told_behind_the_desk(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kontakt.desk.service.DeskService.figures", broken)
    async with at_desk() as shift:
        await shift.until(lambda: "ValueError: unforeseen" in caplog.text)
        await shift.type("gatelys")
        assert "Gatelys" in shift.screen


@pytest.mark.parametrize(("keys", "broken_part"), [(("ctrl+f",), "KeyMenu"), (("ctrl+o",), "MoreScreen")])
async def test_a_step_of_the_app_that_fails_is_told_in_the_room(
    at_desk: AtDesk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    keys: tuple[str, ...],
    broken_part: str,
) -> None:
    async with at_desk() as shift:
        await shift.type("gatelys")
        monkeypatch.setattr(f"kontakt.tui.app.{broken_part}", broken)
        await shift.press(*keys)
        await shift.until(lambda: FAILED in shift.screen)
        assert shift.typed == "gatelys"
        assert "ValueError: unforeseen" in caplog.text


async def test_news_for_parts_that_are_gone_as_the_desk_closes_is_no_mistake(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shut_down = KontaktApp._shutdown
    drawn: list[bool] = []

    def news(app: KontaktApp) -> None:
        drawn.append(True)
        app.room.query_one("#gone")

    async def shut_down_amid_news(app: KontaktApp) -> None:
        app._running = False  # as the first thing that it does
        app.room.call_later(news, app)
        while not drawn:
            await asyncio.sleep(0.01)
        await shut_down(app)

    monkeypatch.setattr(KontaktApp, "_shutdown", shut_down_amid_news)
    async with at_desk():
        pass
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


async def test_a_part_that_is_missing_while_the_desk_stands_is_one(at_desk: AtDesk) -> None:
    async def ask_for_it() -> None:
        async with at_desk() as shift:
            shift.app.room.call_later(shift.app.room.query_one, "#gone")
            await shift.pilot.pause()

    with pytest.raises(NoMatches):
        await ask_for_it()
