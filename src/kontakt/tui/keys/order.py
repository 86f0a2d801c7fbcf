"""Every key takes effect in the order in which it was pressed.

Textual puts a key into the queue of the widget that has the cursor. A letter is taken there at once; a bound key goes
on from queue to queue up to the app, and what it does may come down again, or may be a step that opens a list. Letters
pressed meanwhile would overtake it. So keys are let in one at a time: the next one when everything that the one before
has set off is done, be it that a list stands open or is gone.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, MouseMove
from textual.screen import Screen
from textual.worker import Worker

log = logging.getLogger(__name__)

LOOK = "look"
"""The group of a step that waits for what its room shows first: it may take longer than others."""

STEPS = frozenset(
    [
        "flow",
        "room",
        "more",
        "do",
        "open",
        LOOK,
        "menu",
        "ask",
        "minutes",
        "costs",
        "workbench",
        "history",
        "changes",
        "change",
        "find",
        "replace",
    ]
)
"""The groups of workers that a key starts and that change what the next key means: they ask, open or close
something."""

# Counted, not read from a clock: a machine that was held up for seconds has not given a step any time.
_PAUSE_SECONDS = 0.005
_AT_ONCE = 100  # turns of the event loop, before it is worth a pause
_LONGEST_QUEUE = 400  # pauses: two seconds
_LONGEST_STEP = 200  # pauses: one second
_LONGEST_LOOK = 600  # pauses: three seconds


class KeyOrder:
    """``let_in`` is what Textual does with a key, a paste or the mouse."""

    def __init__(self, app: App[Any], let_in: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._let_in = let_in
        self._held: deque[Event] = deque()
        self._busy = False
        self._following: asyncio.Task[None] | None = None
        self._asking: dict[Worker[Any], Screen[Any]] = {}
        self._given_up: WeakSet[Worker[Any]] = WeakSet()

    @property
    def is_idle(self) -> bool:
        """Whether every key that has come has taken effect."""
        return not self._busy

    @property
    def letters_follow(self) -> bool:
        """Whether the next key has come already, and is a letter."""
        return bool(self._held) and isinstance(self._held[0], Key) and self._held[0].is_printable

    async def take(self, event: Event) -> None:
        """Let a key in: now, or when those before it have taken effect."""
        if self._busy:
            self._held.append(event)
        elif isinstance(event, MouseMove):
            await self._let_in(event)
        else:
            self._busy = True
            try:
                await self._let_in(event)
            finally:
                self._following = asyncio.create_task(self._follow())

    @contextmanager
    def asking(self, step: Worker[Any], screen: Screen[Any]) -> Iterator[None]:
        """While a step waits for the answer of a screen, the keys are that screen's."""
        self._asking[step] = screen
        try:
            yield
        finally:
            del self._asking[step]
            self._given_up.discard(step)

    async def _follow(self) -> None:
        """Let in what is held, one after the other, each when nothing of the one before is under way."""
        try:
            await self._settle()
            while self._held:
                self._app.call_later(self._let_in, self._held.popleft())
                await self._work_off(self._app)
                await self._settle()
        except Exception:  # the edge of the task: whatever went wrong, the next key comes through
            log.exception("Keys could not be kept in order")
        finally:
            self._busy = False

    async def _settle(self) -> None:
        """Wait until what the last key set off is done, or has taken longer than a key waits."""
        waited, turn = 0, 0
        while waited < _LONGEST_LOOK:
            route = self._route()
            for pump in route:
                if not await self._work_off(pump):
                    return
            steps = self._steps_under_way()
            if not steps and not self._has_news() and route == self._route():
                return
            if waited >= _LONGEST_STEP and not any(each.group == LOOK for each in steps):
                break
            turn += 1
            if steps or turn > _AT_ONCE:
                waited += 1
                await asyncio.sleep(_PAUSE_SECONDS)
        self._given_up.update(self._steps_under_way())  # what takes so long is not to hold up every key after this one

    def _route(self) -> list[DOMNode]:
        """The way of a key: from the widget with the cursor through all that it stands in, up to the app."""
        return (self._app.focused or self._app.screen).ancestors_with_self

    def _has_news(self) -> bool:
        """Whether anything on the screen has messages that it has not dealt with."""
        return any(each.message_queue_size for each in (self._app, *self._app.screen.walk_children(with_self=True)))

    def _steps_under_way(self) -> set[Worker[Any]]:
        """The steps that are neither done nor waiting for the answer of a screen that is shown."""
        shown = self._app.screen_stack
        return {
            each
            for each in self._app.workers
            if each.group in STEPS
            and not each.is_finished
            and each not in self._given_up
            and self._asking.get(each) not in shown
        }

    async def _work_off(self, pump: DOMNode) -> bool:
        """Wait until a queue has dealt with what it holds now; False if that takes longer than a key waits."""
        done = asyncio.Event()
        if not pump.call_later(done.set):
            return True  # it is closing, and takes no keys any more
        for turn in range(_AT_ONCE + _LONGEST_QUEUE):
            if done.is_set():
                return True
            await asyncio.sleep(0 if turn < _AT_ONCE else _PAUSE_SECONDS)
        log.warning("%s has held up a key", pump)
        return False
