"""The line between the editor's screens and the office: threads that call it, and messages that come of it."""

import asyncio
import gc
import logging
from collections.abc import Callable
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeVar, cast

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from kontakt.desk.session import DeskSession
from kontakt.editor.overview.overview import Overlap, Overview
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.tui.runs_workers import RunsWorkers

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService
    from kontakt.tui.app import KontaktApp

log = logging.getLogger(__name__)

T = TypeVar("T")

POLL_SECONDS = 1.5
RETRY_SECONDS = 5.0


class EditorLink(RunsWorkers, Widget):
    """Draws nothing. Watches for changes while somebody is in the room, and asks the office what a screen wants."""

    DEFAULT_CSS = "EditorLink { display: none; }"

    class OverviewReady(Message):
        """Something has changed; this is how everything stands now."""

        def __init__(self, overview: Overview) -> None:
            super().__init__()
            self.overview = overview

    class OverlapsReady(Message):
        """Articles that get in each other's way now."""

        def __init__(self, overlaps: tuple[Overlap, ...]) -> None:
            super().__init__()
            self.overlaps = overlaps

    class Trouble(Message):
        """A quiet sentence about the database; empty when all is well again."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, desk: DeskSession) -> None:
        super().__init__()
        self.desk = desk
        self._service: EditorService | None = None
        self._opening = Lock()
        self._look_now = Event()
        self._stopped = Event()
        self._somebody_here = Event()

    @property
    def service(self) -> "EditorService":
        """The office; made by the first thread that asks. Not for the screen's own thread."""
        with self._opening:
            if self._service is None:
                from kontakt.editor.service import EditorService  # noqa: PLC0415 (the database's libraries, after the first frame)

                app = cast("KontaktApp", self.app)  # which owns the database
                self._service = EditorService(self.desk.settings, app.database, clock=self.desk.clock)
            return self._service

    def on_mount(self) -> None:
        self.look()
        self._watch()

    def on_unmount(self) -> None:
        self._stopped.set()
        self._somebody_here.set()
        self._look_now.set()

    async def ask(self, call: "Callable[[EditorService], T]") -> T:
        """What the office answers, away from the screen's thread. Raises KontaktError."""
        return await asyncio.to_thread(lambda: call(self.service))

    def look(self) -> None:
        """Something was changed, or somebody has come in: look now rather than in a moment."""
        self._somebody_here.set()
        self._look_now.set()

    def rest(self) -> None:
        """Nobody is in the room: what changes meanwhile is looked at when somebody comes back."""
        self._somebody_here.clear()

    @work(thread=True, group="watch", exit_on_error=False)
    def _watch(self) -> None:
        """Ask for changes until the room closes. Never gives up."""
        worker = get_current_worker()
        while not worker.is_cancelled and not self._stopped.is_set():
            self._look_now.clear()
            try:
                if overview := self.service.poll():
                    self.post_message(self.OverviewReady(overview))
                    gc.freeze()  # what stays need not be looked through for garbage while somebody types
                trouble, pause = "", POLL_SECONDS
            except KontaktError as problem:
                trouble, pause = str(problem), RETRY_SECONDS
            except Exception:  # the edge of the thread: if it ended, the room would show old figures for ever
                log.exception("The editor's watch failed")
                trouble, pause = _("Something went wrong behind the room; the log file says what."), RETRY_SECONDS
            self.post_message(self.Trouble(trouble))
            self._look_now.wait(pause)
            self._somebody_here.wait()

    @work(thread=True, exclusive=True, group="overlaps", exit_on_error=False)
    def want_overlaps(self) -> None:
        worker = get_current_worker()
        try:
            overlaps = self.service.overlaps()
        except KontaktError:
            return  # the watch tells about a database that is away
        if not worker.is_cancelled:  # newer ones are on their way
            self.post_message(self.OverlapsReady(overlaps))

    def worker_failed(self) -> None:
        self.post_message(self.Trouble(_("Something went wrong behind the room; the log file says what.")))
