"""What every view of the editor's room is, and what it asks of the room."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from kontakt.knowledge.article import Article
from kontakt.tui.view import View

if TYPE_CHECKING:
    from kontakt.editor.overview.overview import Overview
    from kontakt.editor.service import EditorService


class EditorView(View):
    class NewArticle(Message):
        """Begin a new article, with this phrase as its first keyword if one is given; storing it ends ``gap``."""

        def __init__(self, phrase: str = "", gap: str | None = None) -> None:
            super().__init__()
            self.phrase = phrase
            self.gap = gap

    class Do(Message):
        """Have the service do something, away from the screen's thread. ``call`` returns one sentence that says what
        was done; a KontaktError is shown as it stands, and nothing is lost. ``published`` are articles that it
        publishes: the editor is asked first where the check warns of something. ``then`` is called when it is done."""

        def __init__(
            self,
            call: "Callable[[EditorService], str]",
            *,
            published: Sequence[Article] = (),
            then: Callable[[], object] = lambda: None,
        ) -> None:
            super().__init__()
            self.call = call
            self.published = published
            self.then = then

    def show(self, overview: "Overview") -> None:
        """Draw what there is now. Called whenever it has changed, and when the language is switched."""
        raise NotImplementedError
