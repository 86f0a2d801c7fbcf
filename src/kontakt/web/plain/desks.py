"""Who answers for which user's plain pages: a process each, begun by the first request, ended when none has come for
a while."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.web.app_process import AppEnded, AppProcess
from kontakt.web.plain.exchange import PlainAnswer, PlainRequest
from kontakt.web.sessions import ServerFull, Sessions

log = logging.getLogger(__name__)

_ANSWER_SECONDS = 60.0
"""An answer that takes longer never comes."""
_CLOSE_SECONDS = 5.0
"""For how long the end of the server waits for an answer that is under way."""


class PlainDesks:
    """``start`` starts the process of a user. Each has one of the places of ``sessions``, and is ended after so many
    seconds without a request; nothing is lost by that, for a page holds what is typed, and the journal what is
    logged."""

    def __init__(
        self, start: Callable[[str], Awaitable[AppProcess]], sessions: Sessions, *, idle_seconds: float
    ) -> None:
        self._start = start
        self._sessions = sessions
        self._idle_seconds = idle_seconds
        self._apps: dict[str, AppProcess] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ends: dict[str, asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._closing = False

    async def ask(self, user: str, request: PlainRequest) -> PlainAnswer:
        """Raises ServerFull, or KontaktError with why there is no answer."""
        async with self._locks[user]:
            if waiting := self._ends.pop(user, None):
                waiting.cancel()
            app = self._apps.get(user) or await self._begun(user)
            if self._closing:
                raise ServerFull
            try:
                await app.tell("ask", **asdict(request))
                told = (await asyncio.wait_for(app.read(), _ANSWER_SECONDS)).meta
            except (AppEnded, TimeoutError) as problem:
                log.warning("The plain pages of %s ended: %r", user, problem)
                told = {"type": "refused", "sentence": ""}
            if told.get("type") != "answer":
                await self._stop(user)
                raise KontaktError(
                    str(told.get("sentence")) or _("That went wrong in the server. Load the page again.")
                )
            self._ends[user] = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_soon, user)
            return PlainAnswer.of(told)

    async def _begun(self, user: str) -> AppProcess:
        self._sessions.take_place(user)
        try:
            self._apps[user] = await self._start(user)
        except BaseException:
            self._sessions.give_place_back(user)
            raise
        return self._apps[user]

    def _end_soon(self, user: str) -> None:
        task = asyncio.create_task(self._end(user))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self, user: str) -> None:
        async with self._locks[user]:
            if app := self._apps.get(user):
                await app.tell("quit")
                await self._stop(user)

    async def _stop(self, user: str) -> None:
        """Let go of a process that has ended, or is about to."""
        app = self._apps.pop(user)
        if waiting := self._ends.pop(user, None):
            waiting.cancel()
        try:
            await app.wait()
        finally:
            self._sessions.give_place_back(user)

    async def close(self) -> None:
        """End all of them, after the answers that are under way; one that takes too long is cut off. What waits to be
        delivered stays in the journals."""
        self._closing = True
        for user in list(self._locks):
            self._end_soon(user)
        if not self._ending:
            return
        _ended, late = await asyncio.wait(self._ending, timeout=_CLOSE_SECONDS)
        if late:
            for app in self._apps.values():
                app.kill()
            await asyncio.wait(late)
