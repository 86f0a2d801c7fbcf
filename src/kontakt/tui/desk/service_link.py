"""The line between the screen and the back room: threads that call it, and messages that come of it."""

import asyncio
import gc
import logging
from threading import Event, Lock
from typing import TYPE_CHECKING, cast

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from kontakt.desk.figures import Figures
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import Entry
from kontakt.library.library import Library
from kontakt.library.unreadable import unreadable
from kontakt.locale import _, ngettext
from kontakt.tui.runs_workers import RunsWorkers

if TYPE_CHECKING:
    from kontakt.desk.service import DeskService
    from kontakt.inquiries.log.store import Earlier
    from kontakt.tui.app import KontaktApp

log = logging.getLogger(__name__)

POLL_SECONDS = 1.5
RETRY_SECONDS = 5.0
HEAD_START_SECONDS = 0.5
DELIVERY_SECONDS = 1.0


class DeskLink(RunsWorkers, Widget):
    """Draws nothing. Opens the back room, watches for changes, and fetches figures when they are wanted."""

    DEFAULT_CSS = "DeskLink { display: none; }"

    class LibraryReady(Message):
        """A newer library was built."""

        def __init__(self, library: Library) -> None:
            super().__init__()
            self.library = library

    class FiguresReady(Message):
        """Figures for one municipality, by its number (None: the region alone)."""

        def __init__(self, figures: Figures, municipality: str | None) -> None:
            super().__init__()
            self.figures = figures
            self.municipality = municipality

    class Offered(Message):
        """This version brings articles that are new or changed; ``count`` of them."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class Trouble(Message):
        """A quiet sentence about the database or the delivery; empty when all is well again."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: DeskSession) -> None:
        super().__init__()
        self._session = session
        self._service: DeskService | None = None
        self._opening = Lock()
        self._polls_waiting = 0
        self._stopped = Event()

    @property
    def service(self) -> "DeskService":
        """The back room; made by the first thread that asks. Not for the screen's own thread."""
        with self._opening:
            if self._service is None:
                from kontakt.desk.service import DeskService  # noqa: PLC0415 (0.3 s after the first frame)

                app = cast("KontaktApp", self.app)  # which owns the database
                self._service = DeskService(self._session.settings, app.database, clock=self._session.clock)
                self._service.start_sending()
            return self._service

    def on_mount(self) -> None:
        # Loading the database libraries would slow the first frame and the first keys, if there is something
        # to show without them.
        if self._session.library.articles:
            self.set_timer(HEAD_START_SECONDS, self._watch)
        else:
            self._watch()

    def on_unmount(self) -> None:
        self._stopped.set()
        if self._service:
            self._service.close()

    async def own_inquiries(self) -> list[Entry]:
        """The agent's own of the last 12 hours. Raises KontaktError."""
        return await asyncio.to_thread(lambda: self.service.own_inquiries())  # noqa: PLW0108 (made in the thread)

    async def same_before(self, article: str, municipality: str) -> list["Earlier"]:
        """The last seven days' inquiries on the same article and municipality. Raises KontaktError."""
        return await asyncio.to_thread(lambda: self.service.same_before(article, municipality))

    def send(self) -> None:
        """Something was put into the journal: deliver it now rather than at the next look."""
        if self._service:
            self._service.send()

    @work(thread=True, group="watch", exit_on_error=False)
    def _watch(self) -> None:
        """Open the back room, and then ask for changes until the desk closes. Never gives up."""
        worker = get_current_worker()
        first = True
        while not worker.is_cancelled and not self._stopped.is_set():
            try:
                if library := self.service.poll():
                    self.post_message(self.LibraryReady(library))
                    # What is loaded by now stays. Looking through it for garbage takes 50 ms, and would hit a key.
                    gc.freeze()
                if first and (count := self.service.offered()):
                    self.post_message(self.Offered(count))
                first = False
                trouble, pause = self._delivery(), POLL_SECONDS
            except KontaktError as problem:
                trouble, pause = str(problem), RETRY_SECONDS
            except Exception:  # the edge of the thread: if it ended, no edit would reach this desk any more
                log.exception("The watch failed")
                trouble, pause = _("Something went wrong behind the room; the log file says what."), RETRY_SECONDS
            self.post_message(self.Trouble(trouble))
            self._stopped.wait(pause)

    def _delivery(self) -> str:
        """What waits in the journal, if the sender cannot deliver it."""
        delivery = self.service.delivery
        waiting = delivery.waiting
        # Where another desk of this machine sends, only what stays tells that it cannot.
        self._polls_waiting = self._polls_waiting + 1 if waiting else 0
        if not waiting or not (delivery.problem or self._polls_waiting > 3):
            return delivery.problem or self._found_damaged(delivery.notice)
        sentence = ngettext(
            "{count} inquiry waits for the database", "{count} inquiries wait for the database", waiting
        )
        return sentence.format(count=waiting) + ": " + _("nothing is lost")

    def _found_damaged(self, notice: str | None) -> str:
        """What was found in the journal and in the knowledge base, and does not keep anybody from working."""
        return notice or self.service.journal_notice or unreadable(self.service.unreadable)

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def want_figures(self, municipality: str | None) -> None:
        worker = get_current_worker()
        try:
            self.service.await_delivery(DELIVERY_SECONDS)
            figures = self.service.figures(municipality)
        except KontaktError:
            return  # the watch tells about a database that is away
        if not worker.is_cancelled:  # newer figures are on their way
            self.post_message(self.FiguresReady(figures, municipality))

    def worker_failed(self) -> None:
        self.post_message(self.Trouble(_("Something went wrong behind the room; the log file says what.")))
