"""What the operations room asks of its service, and hears of while somebody is in it."""

from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.tui.operations import sentences
from kontakt.tui.service_link import ServiceLink

if TYPE_CHECKING:
    from kontakt.directory.contacts.store import ContactListChange
    from kontakt.files.text_diff import DiffLine
    from kontakt.operations.overview import ContactsOverview
    from kontakt.operations.service import OperationsService


class OperationsLink(ServiceLink["OperationsService"]):
    class ContactsReady(Message):
        """Something has changed; this is how the lists stand now."""

        def __init__(self, overview: "ContactsOverview") -> None:
            super().__init__()
            self.overview = overview

    class ChangesReady(Message):
        """How the lists came to be as they are, the newest change first."""

        def __init__(self, changes: "tuple[ContactListChange, ...]") -> None:
            super().__init__()
            self.changes = changes

    class DifferenceReady(Message):
        """What a change of a list made other than it was."""

        def __init__(self, change: "ContactListChange", lines: "tuple[DiffLine, ...]") -> None:
            super().__init__()
            self.change = change
            self.lines = lines

    def __init__(self, session: DeskSession, database: LazyEngine) -> None:
        def make() -> "OperationsService":
            from kontakt.operations.service import OperationsService  # noqa: PLC0415 (the database's libraries, after the first frame)

            return OperationsService(session.settings, database, clock=session.clock)

        super().__init__(make)
        self._telling = Lock()
        self.reachability = database.reachability
        self.clock = session.clock

    def on_mount(self) -> None:
        self.start_polling()

    def poll(self, service: "OperationsService") -> str:
        with self._telling:  # what is told later is newer
            if overview := service.poll():
                self.tell(self.ContactsReady(overview))
        return ""

    async def see_own_change(self) -> None:
        """Have the room told of what was just changed in it. A step ends with it, and the next key waits for the step:
        the row that is opened next is the one that was stored."""
        try:
            await self.ask(self.poll)
        except KontaktError:
            self.look()  # tells what is wrong, and of the change when that is over

    def trouble(self, problem: KontaktError) -> str:
        since = self.reachability.lost_at
        return sentences.waits_for_server(since, self.clock()) if since else str(problem)

    def want_changes(self) -> None:
        """Have ``ChangesReady`` posted."""
        self.want("changes", lambda service: self.ChangesReady(service.changes()))

    def want_difference(self, change: "ContactListChange") -> None:
        """Have ``DifferenceReady`` posted, of the last change that was asked for."""
        self.want("difference", lambda service: self.DifferenceReady(change, service.difference(change)))
