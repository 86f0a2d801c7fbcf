"""What the desk asks of its service: the newest library, figures, one's own inquiries, and to deliver."""

from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from textual.message import Message

from kontakt.desk.figures import Figures
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.inquiries.inquiry import Entry
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.signed_in import OtherName, named
from kontakt.library.library import Library
from kontakt.library.unreadable import unreadable
from kontakt.locale import formats
from kontakt.settings import Settings
from kontakt.tui.desk import sentences
from kontakt.tui.modes import DESK, Access
from kontakt.tui.service_link import ServiceLink
from kontakt.tui.view import View

if TYPE_CHECKING:
    from kontakt.desk.service import DeskService
    from kontakt.inquiries.log.store import EarlierInquiry
    from kontakt.messages.message import MessageDelivery

HEAD_START_SECONDS = 0.5
DELIVERY_SECONDS = 1.0
FIGURES_SECONDS = 300.0
"""Between two looks at the figures where nothing is logged here; what is logged is counted at once."""
CLOCK_SECONDS = 600.0
"""Between two looks at the server's clock."""
CLOCKS_APART = timedelta(minutes=1)
"""How far this computer's clock may be from the server's before it is told of."""


class DeskLink(ServiceLink["DeskService"]):
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

    class CountsReady(Message):
        """The numbers of inquiries about notices, by their ids; None while the region lacks some of one's own."""

        def __init__(self, counts: dict[UUID, int] | None) -> None:
            super().__init__()
            self.counts = counts

    class Offered(Message):
        """This version brings articles that are new or changed; ``count`` of them."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, session: DeskSession, database: LazyEngine) -> None:
        def make() -> "DeskService":
            import kontakt.tui.desk.background_imports  # noqa: F401, PLC0415 (both a while after the first frame)
            from kontakt.desk.service import DeskService  # noqa: PLC0415

            formats.make_ready()
            service = DeskService(session.settings, database, known=session.library, clock=session.clock)
            service.start_sending()
            return service

        super().__init__(make)
        self._session = session
        self._database = database
        self._was_away = False
        self._clock_was_wrong = False
        self._look_at_clock_at = 0.0  # as time.monotonic tells it
        self._polls_waiting = 0
        self._looked_for_offers = False

    def on_mount(self) -> None:
        # Loading the database libraries would slow the first frame and the first keys, if there is something
        # to show without them.
        self.start_polling(after=HEAD_START_SECONDS if self._session.library.articles else 0)
        self.set_interval(FIGURES_SECONDS, self.want_figures)

    def close(self, service: "DeskService") -> None:
        service.close()

    async def own_inquiries(self) -> list[Entry]:
        """The agent's own of the last 3 days. Raises KontaktError."""
        return await self.ask(lambda service: service.own_inquiries())

    async def sent_for(self, entries: list[Entry]) -> "dict[UUID, MessageDelivery]":
        """How the messages of these inquiries stand. Raises KontaktError."""
        return await self.ask(lambda service: service.messages.sent_for([each.inquiry.id for each in entries]))

    async def same_before(self, article: str, municipality: str) -> list["EarlierInquiry"]:
        """The last seven days' inquiries on the same article and municipality. Raises KontaktError."""
        return await self.ask(lambda service: service.same_before(article, municipality))

    def send(self) -> None:
        """Something was put into the journal: deliver it now rather than at the next look."""
        if self._service:
            self._service.send()
            if self._database.reachability.lost_at:  # one more waits, which is to be said
                self.look()

    def want_figures(self) -> None:
        """Have ``FiguresReady`` posted for the call's municipality, with what was logged a moment ago."""
        municipality = self._session.municipality

        def figures(service: "DeskService") -> Message:
            service.await_delivery(DELIVERY_SECONDS)
            return self.FiguresReady(service.figures(municipality), municipality)

        self.want("figures", figures)

    def want_counts(self) -> None:
        """Have ``CountsReady`` posted."""
        self.want("counts", lambda service: self.CountsReady(service.notice_counts()))

    def poll(self, service: "DeskService") -> str:
        service.forget_presence()
        service.poll(lambda library: self.tell(self.LibraryReady(library)))
        service.read_calendars()
        self._session.finder.read_at = None
        if self._was_away:
            self._was_away = False
            service.send()
        self._look_at_clock(service)
        if not self._looked_for_offers and (count := service.offered()):
            self.post_message(self.Offered(count))
        self._looked_for_offers = True
        return self._undelivered(service) or _found_damaged(service) or _of_others(service) or service.mail_problem

    def _look_at_clock(self, service: "DeskService") -> None:
        """Say once that this computer's clock is wrong, between two calls."""
        if monotonic() < self._look_at_clock_at or not self._session.calls.none_waits:
            return
        self._look_at_clock_at = monotonic() + CLOCK_SECONDS
        behind = service.clock_behind()
        if abs(behind) > CLOCKS_APART and not self._clock_was_wrong:
            self.post_message(View.Say(sentences.clock_wrong(behind), warning=True))
        self._clock_was_wrong = abs(behind) > CLOCKS_APART

    def _undelivered(self, service: "DeskService") -> str:
        """What waits in the journal, if the sender cannot deliver it."""
        delivery = service.delivery
        # Where another desk of this machine sends, only what stays tells that it cannot.
        self._polls_waiting = self._polls_waiting + 1 if delivery.waiting else 0
        if not delivery.waiting or not (delivery.problem or self._polls_waiting > 3):
            return delivery.problem or ""
        return sentences.waits_for_database(delivery.waiting)

    def _sign_in(self, settings: Settings) -> None:
        """Begin anew under the name that the database has for whoever sits here. Nothing could be logged so far."""
        self._session.sign_in(settings)
        self._database.sign_in(settings)
        self.make_anew()
        self.look()

    def trouble(self, problem: KontaktError) -> str:
        if isinstance(problem, OtherName) and not self._session.library.change:
            self._sign_in(named(self._session.settings, problem.known))
            return ""
        self._was_away = True
        waiting = self.service.waiting()
        self._session.finder.read_at = self._session.finder.read_at or self._session.clock()
        if since := self._database.reachability.lost_at:
            may_log = bool(self._session.library.region.municipalities)
            return sentences.waits_for_server(since, self._session.clock(), waiting, may_log=may_log)
        if DESK not in Access(self._database.groups).rooms:
            return sentences.may_not_log(waiting)
        return f"{problem} {sentences.waits_for_database(waiting)}." if waiting else str(problem)


def _of_others(service: "DeskService") -> str:
    others = service.delivery.others
    return sentences.waits_for_others(others) if others else ""


def _found_damaged(service: "DeskService") -> str:
    """What was found in the journal and in the knowledge base, and does not keep anybody from working."""
    return service.delivery.damage or service.journal_damage or unreadable(service.unreadable)
