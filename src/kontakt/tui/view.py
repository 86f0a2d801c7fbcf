"""One of several views that a room shows at a time. Views draw and ask; the room does."""

from typing import ClassVar

from textual.containers import Vertical
from textual.message import Message

from kontakt.tui.commands.command import Group
from kontakt.tui.runs_workers import RunsWorkers


class View(RunsWorkers, Vertical):
    """A view keeps its place when it is drawn anew.

    ``id`` names it for good; ``TITLE`` and ``HINT`` (the keys that work here) are translated when drawn.
    ``COMMAND_GROUPS`` are what can be done in this view alone, beside Enter; the view binds their keys itself.
    """

    TITLE: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = ()

    class OpenArticle(Message):
        """Open an article in the editor's room; on its keywords, with a phrase to try out, if one is given; on its
        local note for a municipality, if a number is. ``among`` are the ids of the list that it stands in, ``section``
        is the part of its page to begin with."""

        def __init__(
            self,
            id: str,
            phrase: str | None = None,
            municipality: str | None = None,
            *,
            among: tuple[str, ...] = (),
            section: str = "",
        ) -> None:
            super().__init__()
            self.among = among
            self.section = section
            self.id = id
            self.phrase = phrase
            self.municipality = municipality

    class OpenGaps(Message):
        """Show the searches that found nothing in the editor's room, at this one if it is among them."""

        def __init__(self, query: str = "") -> None:
            super().__init__()
            self.query = query

    class Say(Message):
        """Have the room say a sentence."""

        def __init__(self, sentence: str, *, warning: bool = False) -> None:
            super().__init__()
            self.sentence = sentence
            self.warning = warning

    def take_focus(self) -> None:
        """The view is shown: put the cursor where the work begins."""
        raise NotImplementedError
