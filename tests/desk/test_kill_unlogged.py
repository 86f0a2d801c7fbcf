"""``kill -9`` at any moment loses no call that was kept, offers none twice, and none that was logged or dropped."""

import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kontakt.desk.unlogged_autosave import UnloggedAutosave
from kontakt.installation.clock import utc_now
from kontakt.settings import Settings

from .killed_window import standing

pytestmark = [pytest.mark.xdist_group("killed windows"), pytest.mark.long]

KILLS = int(os.environ.get("KONTAKT_TEST_CALL_KILLS", "8"))
AT_ONCE = 2  # windows of one agent over one data folder
LONGEST_LIFE_SECONDS = 2.5
PATIENCE_SECONDS = 60
OLD_SECONDS = 1


@dataclass
class Life:
    """What one window said, by the machine's monotonic clock in seconds, until it was killed."""

    killed_at: float
    brought: tuple[float, dict[str, int]] | None = None
    kept: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    open: list[tuple[float, dict[str, int]]] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    done: dict[str, float] = field(default_factory=dict)

    def under_way_before(self, moment: float) -> dict[str, int]:
        """What stood at the desk at that moment, with its newest text."""
        return next((calls for at, calls in reversed(self.open) if at <= moment), {})


def read(output: Path, killed_at: float) -> Life:
    life = Life(killed_at)
    dropped: set[str] = set()
    for line in output.read_text().splitlines(keepends=True):
        if not line.endswith("\n"):
            break  # killed while it wrote
        at, word, what = line.split(" ", 2)
        said = json.loads(what)
        match word:
            case "brought":
                life.brought = float(at), said
            case "open":
                life.open.append((float(at), said))
            case "kept":
                life.kept.append((float(at), said))
                life.done |= {call: float(at) for call in dropped - set(said)}  # it has left the disk
            case "try":
                life.tried.add(said)
            case "logged":
                life.done[said] = float(at)
            case "dropped":
                dropped.add(said)
    return life


def live_and_die(folder: Path, number: int) -> Life:
    """Run a window, and kill it at a random moment after it has kept something."""
    output = folder / f"window-{number}.txt"
    chance = random.Random(number)
    with output.open("w") as stdout:
        command = [sys.executable, str(Path(__file__).with_name("killed_window.py")), str(folder / "data"), str(number)]
        with subprocess.Popen(command, stdout=stdout) as window:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while "kept" not in output.read_text():
                assert window.poll() is None, "the window ended by itself"
                assert time.monotonic() < deadline, "the window kept nothing"
                time.sleep(0.01)
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
            assert window.poll() is None, "the window ended by itself"
            killed_at = time.monotonic()
            window.kill()
    return read(output, killed_at)


def offered_at_last(folder: Path) -> dict[str, int]:
    autosave = UnloggedAutosave(Settings(data_dir=folder / "data", agent="kari"), clock=utc_now)
    autosave.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := autosave.take_restored()) is None:
        assert time.monotonic() < deadline, autosave.problem
        time.sleep(0.01)
    autosave.hand_over(())
    autosave.stop(PATIENCE_SECONDS)
    assert len(found.calls) == len({call.inquiry_id for call in found.calls})
    return standing(found.calls)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    (folder / "data").mkdir()
    return folder


@pytest.fixture(scope="module")
def lives(folder: Path) -> list[Life]:
    with ThreadPoolExecutor(AT_ONCE) as keepers:
        return list(keepers.map(lambda number: live_and_die(folder, number), range(KILLS)))


@pytest.fixture(scope="module")
def last(lives: list[Life], folder: Path) -> dict[str, int]:
    """What is offered to the window after all that were killed, which gives it up."""
    return offered_at_last(folder)


def test_kill_nine_loses_no_kept_call_and_offers_none_twice_or_after_its_outcome(
    lives: list[Life], last: dict[str, int]
) -> None:
    kept: dict[str, int] = {}
    old: dict[str, int] = {}
    for life in lives:
        for _at, calls in life.kept:
            kept |= {call: max(number, kept.get(call, 0)) for call, number in calls.items()}
        for call, number in life.under_way_before(life.killed_at - OLD_SECONDS).items():
            old[call] = max(number, old.get(call, 0))
    ended = {call for life in lives for call in life.tried | set(life.done)}
    offers = [(*life.brought, life) for life in lives if life.brought] + [(float("inf"), last, None)]
    lost = {call for call in kept if call not in ended and call not in last}
    stale = {call for call, number in kept.items() if last.get(call, number) < number and call not in ended}
    old_lost = {call for call, number in old.items() if call not in ended and last.get(call, -1) < number}
    doubled = [
        call
        for life in lives
        for at, calls, by in offers
        for call in calls
        if by is not life and life.brought and life.brought[0] < at < life.killed_at and call in life.brought[1]
    ]
    again = [
        call
        for life in lives
        for call, done in life.done.items()
        for at, calls, _by in offers
        if at > done and call in calls
    ]
    brought = sum(len(calls) for _at, calls, _by in offers)
    print(
        f"kills {len(lives)}, {AT_ONCE} windows at once; calls kept {len(kept)}, brought back {brought} times; "
        f"lost {len(lost)}, with an older text {len(stale)}, doubled {len(doubled)}, offered after their end {len(again)}; "
        f"under way for more than {OLD_SECONDS} s at the kill {len(old)}, of these lost or older {len(old_lost)}"
    )
    assert not lost
    assert not stale
    assert not doubled
    assert not again
    assert last


def test_nothing_of_the_calls_is_left_once_they_are_done_with(last: dict[str, int], folder: Path) -> None:
    assert last
    assert [each.name for each in (folder / "data" / "calls").glob("*.json")] == []
    assert [each.name for each in (folder / "data" / "calls").glob("*.new")] == []
