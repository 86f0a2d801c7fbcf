"""What every view of the operations room is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from kontakt.directory.contacts.contact_list import ContactItem, ItemKind
from kontakt.tui.view import View

if TYPE_CHECKING:
    from kontakt.operations.overview import ContactAbsenceRow, ContactFeedRow, ContactsOverview
    from kontakt.operations.service import OperationsService
    from kontakt.tui.operations.service_link import OperationsLink


class OperationsView(View):
    class Do(Message):
        """Have the service do something. ``call`` returns one sentence that says what was done; a KontaktError is shown
        as it stands, and nothing is lost. ``question`` is asked before; "" where it can be taken back."""

        def __init__(self, call: "Callable[[OperationsService], str]", question: str = "") -> None:
            super().__init__()
            self.call = call
            self.question = question

    class OpenItem(Message):
        """Open an item of the list of ``municipality``, or begin a new one of its ``kind`` (None): in the list that the
        room asks for, where ``municipality`` is None."""

        def __init__(self, kind: ItemKind, item: ContactItem | None = None, municipality: str | None = None) -> None:
            super().__init__()
            self.kind = kind
            self.item = item
            self.municipality = municipality

    class RemoveItem(Message):
        """Take an item out of the list of ``municipality``."""

        def __init__(self, item: ContactItem, municipality: str) -> None:
            super().__init__()
            self.item = item
            self.municipality = municipality

    class OpenAbsence(Message):
        """Change when an absence is, or tell of a new one (None)."""

        def __init__(self, row: "ContactAbsenceRow | None" = None) -> None:
            super().__init__()
            self.row = row

    class OpenFeed(Message):
        """Give a calendar another address, or have a new one read (None)."""

        def __init__(self, row: "ContactFeedRow | None" = None) -> None:
            super().__init__()
            self.row = row

    def show(self, overview: "ContactsOverview", municipality: str | None) -> None:
        """Draw what there is now, in the list of one municipality (REGION: the shared one) or in all of them (None).
        Called whenever it has changed, and when the language is switched."""
        raise NotImplementedError

    def ask(self, link: "OperationsLink") -> None:
        """The view is shown, or something has changed: have the room's service tell what the overview does not hold."""
