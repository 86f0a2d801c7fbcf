"""Garbage is looked for once nobody types any more."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from kontakt.tui import idle_garbage
from kontakt.tui.idle_garbage import IdleGarbage


class Knot:
    """Garbage that only a look finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(idle_garbage, "IDLE_SECONDS", 0.01)
    monkeypatch.setattr(idle_garbage, "PAUSE_SECONDS", 0.01)
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


async def _gone(reference: weakref.ref[Knot]) -> None:
    while reference():
        await asyncio.sleep(0.01)


async def test_what_keys_leave_is_looked_for_after_the_last_of_them() -> None:
    garbage = IdleGarbage()
    garbage.begin()
    left = weakref.ref(Knot())
    for _key in range(3):
        garbage.key_came()
    assert left(), "no key waits for a look"
    await asyncio.wait_for(_gone(left), 60)


async def test_what_has_grown_old_is_looked_for_in_a_pause() -> None:
    garbage = IdleGarbage()
    garbage.begin()
    old = [Knot()]
    gc.collect(0)  # what is young and stays is old then
    left = weakref.ref(old.pop())
    gc.collect(0)
    assert left(), "a look through what is young leaves it"
    garbage.key_came()
    await asyncio.wait_for(_gone(left), 60)
