"""What the lead's room asks of its service, one question at a time."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.message import Message

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline import Rate
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.scope import Scope
from kontakt.tui.sentences import server_away, standby_away
from kontakt.tui.service_link import ServiceLink

if TYPE_CHECKING:
    from kontakt.lead.freshness import Freshness
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

T = TypeVar("T")


class _RoomClosed(Exception):
    """The room closes while the log is being copied: what is copied so far is not needed."""


class LeadLink(ServiceLink["LeadService"]):
    """A question that a newer one of the same view has overtaken is not asked, and its answer dropped."""

    class Answered(Message):
        """The answer to a view's question, with the rate of everything in the scope. ``number`` is the question's."""

        def __init__(
            self,
            view: str,
            number: int,
            figures: Any,
            scope: Scope,
            rate: Rate,
            names: "KnownNames",
            freshness: "Freshness | None",
        ) -> None:
            super().__init__()
            self.view = view
            self.number = number
            self.figures = figures
            self.scope = scope
            self.rate = rate
            self.names = names
            self.freshness = freshness

    class RegionChanged(Message):
        """Somebody has changed an article, a theme or the region."""

    class Progress(Message):
        """The log is being copied: so many inquiries are done, of so many."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    def __init__(self, session: DeskSession, database: LazyEngine) -> None:
        def make() -> "LeadService":
            from kontakt.lead.service import LeadService  # noqa: PLC0415 (the database's libraries, after the first frame)

            return LeadService(session.settings, database, clock=session.clock)

        super().__init__(make)
        self._one_at_a_time = RLock()
        self._newest: dict[str, int] = {}

    def close(self, service: "LeadService") -> None:
        service.stop_waiting()
        with self._one_at_a_time:
            service.close()

    async def ask(self, call: "Callable[[LeadService], T]") -> T:
        def alone(service: "LeadService") -> T:
            with self._one_at_a_time:
                return call(service)

        return await super().ask(alone)

    def ask_for_view(self, view: str, scope: Scope, question: "Callable[[LeadService, Scope], Any]") -> None:
        """Have ``Answered`` posted, or ``Trouble`` where the service cannot answer."""
        number = self._newest[view] = self._newest.get(view, 0) + 1
        self.run_worker(
            partial(self._answer_view, view, number, scope, question),
            name=view,
            group=f"view {view}",
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _answer_view(
        self, view: str, number: int, scope: Scope, question: "Callable[[LeadService, Scope], Any]"
    ) -> None:
        with self._one_at_a_time:
            if self._stopped.is_set() or number != self._newest[view]:
                return
            service = self.service
            try:
                service.bring_up_to_date(self._tell_progress)
                figures, rate, names = question(service, scope), service.rate(scope), service.names
            except KontaktError as problem:
                self.post_message(self.Trouble(_trouble(service, problem)))
            except _RoomClosed:
                return
            else:
                self.post_message(self.Answered(view, number, figures, scope, rate, names, service.freshness))

    @work(thread=True, exclusive=True, group="changes", exit_on_error=False)
    def look_for_changes(self) -> None:
        """Have ``RegionChanged`` posted if there are any. What keeps one from looking is told of by the next
        question."""
        with suppress(KontaktError):
            if self.service.region_has_changed():
                self.post_message(self.RegionChanged())

    def is_late(self, answer: Answered) -> bool:
        """Whether a newer question of the same view has overtaken this answer."""
        return answer.number != self._newest[answer.view]

    def _tell_progress(self, done: int, of: int) -> None:
        if self._stopped.is_set():
            raise _RoomClosed
        self.post_message(self.Progress(done, of))


def _trouble(service: "LeadService", problem: KontaktError) -> str:
    since = service.lost_at
    if since is None:
        return str(problem)
    away = standby_away if service.has_standby else server_away
    return away(since, service.clock())
