"""What the operations room asks of its service, and hears of while somebody is in it."""

from typing import TYPE_CHECKING

from textual.message import Message

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.tui.operations import sentences
from kontakt.tui.service_link import ServiceLink

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactsOverview
    from kontakt.operations.service import OperationsService


class OperationsLink(ServiceLink["OperationsService"]):
    class ContactsReady(Message):
        """Something has changed; this is how the lists stand now."""

        def __init__(self, overview: "ContactsOverview") -> None:
            super().__init__()
            self.overview = overview

    def __init__(self, session: DeskSession, database: LazyEngine) -> None:
        def make() -> "OperationsService":
            from kontakt.operations.service import OperationsService  # noqa: PLC0415 (the database's libraries, after the first frame)

            return OperationsService(session.settings, database, clock=session.clock)

        super().__init__(make)
        self.reachability = database.reachability

    def on_mount(self) -> None:
        self.start_polling()

    def poll(self, service: "OperationsService") -> str:
        if overview := service.poll():
            self.tell(self.ContactsReady(overview))
        return ""

    def trouble(self, problem: KontaktError) -> str:
        since = self.reachability.lost_at
        return sentences.waits_for_server(since) if since else str(problem)
