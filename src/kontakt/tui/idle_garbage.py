"""Garbage is looked for while nobody types: a look takes as long as drawing what a key changes, or longer."""

import asyncio
import gc

IDLE_SECONDS = 0.05
"""Since the last key, before what is young is looked through, for some 5 ms. Two keys of a person come later."""
PAUSE_SECONDS = 2.0
"""More without a key, before all is looked through that has come since the start, for some 20 ms."""
MANY_OBJECTS = 10_000
"""Made and not freed since the last look: then what is young is looked through while keys come. A key leaves some two
thousand."""
MANY_LOOKS = 100
"""Of those, before what has outlived one is looked through with it, which takes 30 ms and more."""


class IdleGarbage:
    """Looks for garbage when no key has come for a moment, in the event loop that tells it of the keys."""

    def __init__(self) -> None:
        self._next_look: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """From now on. What there is now stays, and is never looked through."""
        gc.freeze()
        gc.set_threshold(MANY_OBJECTS, MANY_LOOKS)
        gc.enable()

    def key_came(self) -> None:
        """Put the next look off."""
        self._look_after(IDLE_SECONDS, 0)

    def _look_after(self, seconds: float, generation: int) -> None:
        if self._next_look:
            self._next_look.cancel()
        self._next_look = asyncio.get_running_loop().call_later(seconds, self._look, generation)

    def _look(self, generation: int) -> None:
        gc.collect(generation)
        self._next_look = None
        if generation == 0:
            self._look_after(PAUSE_SECONDS, 2)
