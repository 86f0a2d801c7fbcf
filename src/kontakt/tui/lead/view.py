"""What every view of the lead's room is, and what it asks of the room. A view says what it wants to know, and draws it;
the room asks the board."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import Vertical
from textual.message import Message

from kontakt.lead.figures import Scope
from kontakt.tui.commands.command import Group
from kontakt.tui.runs_workers import RunsWorkers

if TYPE_CHECKING:
    from kontakt.lead.service import KnownNames, LeadService

F = TypeVar("F")


class LeadView(RunsWorkers, Vertical, Generic[F]):
    """One view of the room, one of which is shown at a time, with figures of the type ``F``. It keeps its place when it
    is drawn anew.

    ``id`` names it for good; ``TITLE`` and ``HINT`` (the keys that work here) are translated when drawn. ``COMMAND_GROUPS``
    are what can be done in this view alone; the view binds their keys itself.
    """

    TITLE: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = ()

    class AskAgain(Message):
        """The view wants to know something else now."""

    class OpenArticle(Message):
        """Open an article in the editor's room."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    class OpenGaps(Message):
        """Open the searches that found nothing, in the editor's room, at this one if it is among them."""

        def __init__(self, query: str = "") -> None:
            super().__init__()
            self.query = query

    class Say(Message):
        """Show a sentence in the room's notice line."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def question(self) -> "Callable[[LeadService, Scope], F]":
        """What the view wants to know as it stands now; called in a thread, and may raise KontaktError."""
        raise NotImplementedError

    def show(self, figures: F, scope: Scope, names: "KnownNames") -> None:
        """Draw the answer. Called whenever there is a new one, and when the language is switched."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """The view is shown: put the cursor where the reading begins."""
        raise NotImplementedError
