"""What the editor's room asks of its service, and hears of while somebody is in it."""

from typing import TYPE_CHECKING

from textual.message import Message

from kontakt.desk.session import DeskSession
from kontakt.editor.article.live_spelling import LiveSpelling
from kontakt.editor.overview.overview import Overlap, Overview
from kontakt.errors import KontaktError
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.tui.editor import sentences
from kontakt.tui.service_link import ServiceLink

if TYPE_CHECKING:
    from kontakt.editor.service import EditorService


class EditorLink(ServiceLink["EditorService"]):
    class OverviewReady(Message):
        """Something has changed; this is how everything stands now."""

        def __init__(self, overview: Overview) -> None:
            super().__init__()
            self.overview = overview

    class OverlapsReady(Message):
        """Articles that get in each other's way now."""

        def __init__(self, overlaps: tuple[Overlap, ...]) -> None:
            super().__init__()
            self.overlaps = overlaps

    def __init__(self, session: DeskSession, database: LazyEngine) -> None:
        def make() -> "EditorService":
            from kontakt.editor.service import EditorService  # noqa: PLC0415 (the database's libraries, after the first frame)

            return EditorService(session.settings, database, clock=session.clock)

        super().__init__(make)
        self.session = session
        self.reachability = database.reachability
        self.spelling = LiveSpelling()

    def on_mount(self) -> None:
        self.start_polling()

    def on_unmount(self) -> None:
        super().on_unmount()
        self.spelling.close()

    def poll(self, service: "EditorService") -> str:
        if overview := service.poll():
            self.tell(self.OverviewReady(overview))
        return ""

    def trouble(self, problem: KontaktError) -> str:
        since = self.reachability.lost_at
        return sentences.waits_for_server(since, self.session.clock()) if since else str(problem)

    def not_saved(self, problem: KontaktError) -> str:
        """Why nothing could be stored, and where the text is."""
        since = self.reachability.lost_at
        return (
            sentences.not_saved_without_server(since, self.session.clock())
            if since
            else sentences.not_saved(str(problem))
        )

    def want_overlaps(self) -> None:
        """Have ``OverlapsReady`` posted."""
        self.want("overlaps", lambda service: self.OverlapsReady(service.overlaps()))
