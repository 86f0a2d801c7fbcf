"""The line between the lead's screen and the board: threads that ask it, and messages that come of it."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.widget import Widget

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline import Rate
from kontakt.lead.figures import Scope
from kontakt.locale import _
from kontakt.tui.runs_workers import RunsWorkers

if TYPE_CHECKING:
    from kontakt.lead.service import KnownNames, LeadService
    from kontakt.tui.app import KontaktApp

log = logging.getLogger(__name__)

T = TypeVar("T")


class _Leaving(Exception):
    """The room closes while the log is being copied: what is copied so far is not needed."""


class LeadLink(RunsWorkers, Widget):
    """Draws nothing. One question at a time is with the board; one that a newer question of the same view has overtaken
    is not asked, and its answer dropped."""

    DEFAULT_CSS = "LeadLink { display: none; }"

    class Ready(Message):
        """The answer to a view's question, with the rate of everything in the scope. ``number`` is the question's."""

        def __init__(self, view: str, number: int, figures: Any, scope: Scope, rate: Rate, names: "KnownNames") -> None:
            super().__init__()
            self.view = view
            self.number = number
            self.figures = figures
            self.scope = scope
            self.rate = rate
            self.names = names

    class Progress(Message):
        """The log is being copied: so many inquiries are done, of so many."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    class Trouble(Message):
        """The board cannot be asked; the sentence says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, desk: DeskSession) -> None:
        super().__init__()
        self.desk = desk
        self._service: LeadService | None = None
        self._asking = Lock()
        self._leaving = Event()
        self._newest: dict[str, int] = {}

    def on_unmount(self) -> None:
        self._leaving.set()
        with self._asking:
            if self._service is not None:
                self._service.close()

    async def ask(self, call: "Callable[[LeadService], T]") -> T:
        """What the board answers, away from the screen's thread. Raises KontaktError."""

        def answer() -> T:
            with self._asking:
                return call(self._opened())

        return await asyncio.to_thread(answer)

    def want(self, view: str, scope: Scope, question: "Callable[[LeadService, Scope], Any]") -> None:
        """Ask for a view; ``Ready`` or ``Trouble`` comes of it."""
        number = self._newest[view] = self._newest.get(view, 0) + 1
        self.run_worker(
            partial(self._answer, view, number, scope, question),
            name=view,
            group=f"view {view}",
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _answer(self, view: str, number: int, scope: Scope, question: "Callable[[LeadService, Scope], Any]") -> None:
        with self._asking:
            if self._leaving.is_set() or number != self._newest[view]:
                return
            try:
                service = self._opened()
                service.bring_up_to_date(self._copied)
                figures, rate, names = question(service, scope), service.rate(scope), service.names
            except KontaktError as problem:
                self.post_message(self.Trouble(str(problem)))
            except _Leaving:
                return
            else:
                self.post_message(self.Ready(view, number, figures, scope, rate, names))

    def _opened(self) -> "LeadService":
        if self._service is None:
            from kontakt.lead.service import LeadService  # noqa: PLC0415 (the database's libraries, after the first frame)

            app = cast("KontaktApp", self.app)  # which owns the database
            self._service = LeadService(self.desk.settings, app.database, clock=self.desk.clock)
        return self._service

    def is_late(self, answer: Ready) -> bool:
        """Whether a newer question of the same view has overtaken this answer."""
        return answer.number != self._newest[answer.view]

    def _copied(self, done: int, of: int) -> None:
        if self._leaving.is_set():
            raise _Leaving
        self.post_message(self.Progress(done, of))

    def worker_failed(self) -> None:
        self.post_message(self.Trouble(_("Something went wrong behind the room; the log file says what.")))
