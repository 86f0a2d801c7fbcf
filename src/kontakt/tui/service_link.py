"""The way from a room, which must never wait, to its service, which may."""

import asyncio
import gc
import logging
from collections.abc import Callable
from functools import partial
from random import uniform
from threading import Event, Lock
from typing import Generic, TypeVar

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.tui.runs_workers import RunsWorkers

log = logging.getLogger(__name__)

POLL_SECONDS = 2.2
"""Between two looks, a seventh more or less: with what it takes to read it, an edit is seen within three seconds."""
RETRY_SECONDS = 5.0
"""The same while the database is away, half of it more or less."""


S = TypeVar("S")
T = TypeVar("T")


class ServiceLink(RunsWorkers, Widget, Generic[S]):
    """Calls the service of a room in threads, and posts what comes of it; takes no place on the screen. ``make`` makes
    the service, in the first thread that needs it: it loads the database's libraries, which must not delay the first
    frame.

    A room that is to hear of changes calls ``start_polling`` and says in ``poll`` what to look for.
    """

    DEFAULT_CSS = "ServiceLink { display: none; }"

    class Trouble(Message):
        """What is wrong with the database or behind the room, in one sentence; empty when all is well again."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, make: Callable[[], S]) -> None:
        super().__init__()
        self._make = make
        self._making = Lock()
        self._service: S | None = None
        self._stopped = Event()
        self._somebody_here = Event()
        self._somebody_here.set()
        self._look_now = Event()

    @property
    def service(self) -> S:
        """Made by the first thread that asks. Not for the screen's own thread."""
        with self._making:
            if self._service is None:
                self._service = self._make()
                if self._stopped.is_set():  # the room has closed meanwhile
                    self.close(self._service)
            return self._service

    def make_anew(self) -> None:
        """Have the next thread that asks make the service: what it was made of is another thing now. Not for the
        screen's own thread."""
        with self._making:
            before, self._service = self._service, None
        if before:
            self.close(before)

    def on_unmount(self) -> None:
        self._stopped.set()
        self.look()
        if self._service is not None:
            self.close(self._service)

    def close(self, service: S) -> None:
        """The room has closed: let go of what the service holds beside the database, which is everybody's."""

    # --- asking ------------------------------------------------------------------------------------------------

    async def ask(self, call: Callable[[S], T]) -> T:
        """What the service answers. Raises KontaktError."""
        return await asyncio.to_thread(lambda: call(self.service))

    def want(self, what: str, call: Callable[[S], Message]) -> None:
        """Post the message that ``call`` makes, unless ``what`` is wanted anew before it is there. Nothing is posted
        while the database is away: the polling tells of that."""
        self.run_worker(
            partial(self._answer, call), name=what, group=what, thread=True, exclusive=True, exit_on_error=False
        )

    def _answer(self, call: Callable[[S], Message]) -> None:
        worker = get_current_worker()
        try:
            answer = call(self.service)
        except KontaktError:
            return
        if not worker.is_cancelled:
            self.post_message(answer)

    # --- polling -----------------------------------------------------------------------------------------------

    @work(thread=True, group="poll", exit_on_error=False)
    def start_polling(self, after: float = 0) -> None:
        """Poll until the room closes, first after so many seconds. Never gives up: if it ended, nothing new would reach
        the room any more. (Textual's one-shot timer is no way to begin: on a busy machine it may be skipped for
        good.)"""
        self._stopped.wait(after)
        while not self._stopped.is_set():
            self._look_now.clear()
            try:
                trouble, pause = self.poll(self.service), POLL_SECONDS * uniform(0.86, 1.14)
            except KontaktError as problem:
                trouble, pause = self.trouble(problem), RETRY_SECONDS * uniform(0.5, 1.5)
            except Exception:
                log.exception("Polling for %s failed", self)
                trouble, pause = _went_wrong(), RETRY_SECONDS * uniform(0.5, 1.5)
            self.post_message(self.Trouble(trouble))
            # Not at the same moment as the others: they all lose a server at once, and find it again at once.
            self._look_now.wait(pause)
            self._somebody_here.wait()

    def poll(self, service: S) -> str:
        """Tell of what has changed since the last time. Returns what is wrong, in one sentence; empty for nothing.
        Raises KontaktError while the database is away."""
        raise NotImplementedError

    def trouble(self, problem: KontaktError) -> str:
        """What keeps the room from its database, as the room says it."""
        return str(problem)

    def look(self) -> None:
        """Something was changed, or somebody has come in: poll now rather than in a moment."""
        self._somebody_here.set()
        self._look_now.set()

    def rest(self) -> None:
        """Nobody is in the room: what changes meanwhile is looked at when somebody comes back."""
        self._somebody_here.clear()

    def tell(self, news: Message) -> None:
        """Post a message with something large in it, which stays."""
        self.post_message(news)
        gc.freeze()  # looking through it for garbage takes 50 ms, and would hit a key

    def worker_failed(self) -> None:
        self.post_message(self.Trouble(_went_wrong()))


def _went_wrong() -> str:
    return _("Something went wrong behind the room; the log file says what.")
