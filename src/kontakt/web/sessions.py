"""All sessions of the server: found again by tab, limited in number, ended when nobody has come back."""

import asyncio
from collections.abc import Awaitable, Callable

from kontakt.web.allowance import Allowances
from kontakt.web.app_process import AppProcess
from kontakt.web.deliveries import DeliveredFile
from kontakt.web.session import Session

AWAY_SECONDS = 600.0
"""For how long a session waits for a browser whose connection was lost."""
STARTED_AT_ONCE, STARTED_PER_SECOND = 12, 0.1
"""Desks that one user may open: who opens and closes them one after the other takes the processor from the others."""
_HANDOVER_SECONDS = 2.0
"""A page that is loaded anew can ask before the server has heard that the one before it is gone."""
_SIGN_SECONDS = 3.0
"""For how long a page that does not go is given to show that it is there."""


class ServerFull(Exception):
    """As many sessions as the server, or one user, may have are open; or one user opened too many in a short while."""


Start = Callable[[str, tuple[int, int]], Awaitable[AppProcess]]
"""Starts the app of a user, for a window of this size (columns, rows)."""


class Sessions:
    """``most`` is how many there may be, ``most_each`` how many of one user."""

    def __init__(self, start: Start, *, most: int, most_each: int = 6, away_seconds: float = AWAY_SECONDS) -> None:
        self._start = start
        self._most = most
        self._most_each = most_each
        self._away_seconds = away_seconds
        self._starts = Allowances(STARTED_AT_ONCE, STARTED_PER_SECOND)
        self._sessions: dict[tuple[str, str], Session] = {}
        self._starting: dict[tuple[str, str], asyncio.Task[Session]] = {}
        self._ends: dict[tuple[str, str], asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._others: list[str] = []  # whose plain pages have a place
        self._closing = False

    def __len__(self) -> int:
        return len(self._sessions)

    def take_place(self, user: str) -> None:
        """Take one of the places for something else of the user's. Raises ServerFull."""
        self._find_place(user)
        self._others.append(user)

    def give_place_back(self, user: str) -> None:
        self._others.remove(user)

    async def of(self, user: str, tab: str, page: str, size: tuple[int, int]) -> Session | None:
        """The session of this tab: the one it had, or a new one. None where another page of the user shows it and
        answers, as that of a tab that was duplicated does. Raises ServerFull."""
        key = (user, tab)
        while (session := await self._session(key, size)).page not in (None, page):
            if await session.await_gone(_HANDOVER_SECONDS):
                continue
            if await session.page_answers(_SIGN_SECONDS):
                return None
            break  # its connection is lost, and the same tab was loaded anew
        if waiting := self._ends.pop(key, None):
            waiting.cancel()
        return session

    async def _session(self, key: tuple[str, str], size: tuple[int, int]) -> Session:
        """The one that runs, or that is being started for a page that asked before, else a new one."""
        session = self._sessions.get(key)
        if session is not None and not session.has_ended:
            return session
        if key not in self._starting:
            self._find_place(key[0])
            self._starting[key] = asyncio.create_task(self._started(key, size))
        # The page that asked first may be gone before its app has started; another page may wait for it.
        return await asyncio.shield(self._starting[key])

    def _find_place(self, user: str) -> None:
        users = [each_user for each_user, _tab in (*self._sessions, *self._starting)] + self._others
        if self._closing or len(users) >= self._most or users.count(user) >= self._most_each:
            raise ServerFull
        if not self._starts.take(user):
            raise ServerFull

    async def _started(self, key: tuple[str, str], size: tuple[int, int]) -> Session:
        try:
            session = Session(*key, await self._start(key[0], size))
        finally:
            del self._starting[key]
        self._sessions[key] = session
        session.ended.add_done_callback(lambda _done: self._forget(key, session))
        self.left(session)  # until a page shows it
        return session

    def _forget(self, key: tuple[str, str], session: Session) -> None:
        if self._sessions.get(key) is session:
            del self._sessions[key]
            if waiting := self._ends.pop(key, None):
                waiting.cancel()

    def give_out(self, user: str, name: str) -> DeliveredFile | None:
        """The file that an app of this user has for its browser under this name, once; None where there is none."""
        own = (each for (whose, _tab), each in self._sessions.items() if whose == user)
        return next((file for each in own if (file := each.give_out(name))), None)

    def left(self, session: Session) -> None:
        """No page shows it now: it is ended unless one comes back in time."""
        key = (session.user, session.tab)
        if session.has_ended or session.page is not None or key in self._ends:
            return
        self._ends[key] = asyncio.get_running_loop().call_later(self._away_seconds, self._end, key, session)

    def _end(self, key: tuple[str, str], session: Session) -> None:
        del self._ends[key]
        task = asyncio.create_task(session.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """End all of them; every app keeps what is under way."""
        self._closing = True
        await asyncio.gather(*self._starting.values(), return_exceptions=True)
        for waiting in self._ends.values():
            waiting.cancel()
        self._ends.clear()
        await asyncio.gather(*(each.end(restarting=True) for each in list(self._sessions.values())), *self._ending)
