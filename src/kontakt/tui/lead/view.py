"""What every view of the lead's room is. It says what it wants to know, and draws the answer; the room asks the
service."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.message import Message

from kontakt.lead.scope import Scope
from kontakt.tui.view import View

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

F = TypeVar("F")


class LeadView(View, Generic[F]):
    """A view of figures of the type ``F``."""

    OF_INQUIRIES: ClassVar[bool] = True
    """Whether it shows figures of inquiries: of a period, and of those that the filters leave."""

    class ChangeRegion(Message):
        """Do this in a thread, say the sentence that comes of it, and show what stands there then."""

        def __init__(self, call: "Callable[[LeadService], str]") -> None:
            super().__init__()
            self.call = call

    class AskAgain(Message):
        """The view wants to know something else now."""

    def question(self) -> "Callable[[LeadService, Scope], F]":
        """What the view wants to know as it stands now; called in a thread, and may raise KontaktError."""
        raise NotImplementedError

    def show(self, figures: F, scope: Scope, names: "KnownNames") -> None:
        """Draw the answer. Called whenever there is a new one, and when the language is switched."""
        raise NotImplementedError
