"""What every view of the editor's room is, and what it asks of the room. Views draw and ask; the room does."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from kontakt.tui.commands.command import Group
from kontakt.tui.runs_workers import RunsWorkers

if TYPE_CHECKING:
    from kontakt.editor.overview.overview import Overview
    from kontakt.editor.service import EditorService


class View(RunsWorkers, Vertical):
    """One view of the room, one of which is shown at a time. It keeps its place in the list when it is drawn anew.

    ``id`` names it for good; ``TITLE`` and ``HINT`` (the keys that work here) are translated when drawn. ``COMMAND_GROUPS``
    are what can be done in this view alone, beside Enter; the view binds their keys itself.
    """

    TITLE: ClassVar[str] = ""
    HINT: ClassVar[str] = ""
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = ()

    class OpenArticle(Message):
        """Open an article to edit it; on its keywords, with a phrase to try out, if one is given; on its local note
        for a municipality, if a number is."""

        def __init__(self, id: str, phrase: str | None = None, municipality: str | None = None) -> None:
            super().__init__()
            self.id = id
            self.phrase = phrase
            self.municipality = municipality

    class NewArticle(Message):
        """Begin a new article, with this phrase as its first keyword if one is given; storing it ends ``gap``."""

        def __init__(self, phrase: str = "", gap: str | None = None) -> None:
            super().__init__()
            self.phrase = phrase
            self.gap = gap

    class Do(Message):
        """Do something in the office, away from the screen's thread. ``call`` returns one sentence that says what was
        done; a KontaktError is shown as it stands, and nothing is lost."""

        def __init__(self, call: "Callable[[EditorService], str]") -> None:
            super().__init__()
            self.call = call

    class Say(Message):
        """Show a sentence in the room's notice line."""

        def __init__(self, sentence: str, *, warning: bool = False) -> None:
            super().__init__()
            self.sentence = sentence
            self.warning = warning

    def show(self, overview: "Overview") -> None:
        """Draw what there is now. Called whenever it has changed, and when the language is switched."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """The view is shown: put the cursor where the work begins."""
        raise NotImplementedError
