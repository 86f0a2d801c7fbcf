"""One line above the search box: what happens now, the most urgent for the municipality of the call first. Nothing
where nothing does."""

from uuid import UUID

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kontakt.desk.notice_texts import called_about, in_short, is_pressing, time_of, where_it_holds
from kontakt.desk.session import DeskSession
from kontakt.locale import _, language
from kontakt.locale.formats import number
from kontakt.notices.notice import Notice

LOOK_SECONDS = 2
"""Between two looks at whether one has begun or ended."""


class NoticeLine(Widget):
    """It comes and goes between two calls: while one is in progress it takes no room that it did not have, so that what
    is typed stays where it is."""

    class Came(Message):
        """There is something to tell while there is no line to tell it in."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="notices")
        self._session = session
        self._drawn: object = None
        self._known: UUID | None = None

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self.draw)

    def know(self, notice: Notice) -> None:
        """Whoever sits here has written it, and need not be told of it."""
        self._known = notice.id

    def read_out(self) -> str:
        """What whoever does not see it is to hear of it: nothing in a call, where each that comes is said once."""
        session, now = self._session, self._session.clock()
        out = session.library.notices.out(now, session.municipality)
        return f"{in_short(out[0], session.library.region, now)}." if out and not session.begun else ""

    def draw(self) -> None:
        session = self._session
        now, library = session.clock(), session.library
        out = library.notices.out(now, session.municipality) if library.notices else ()
        if bool(out) != self.has_class("shown"):
            if not session.begun:
                self.set_class(bool(out), "shown")
            elif out and out[0].id != self._known:
                self._known = out[0].id
                self.post_message(
                    self.Came(_("Notice: {notice}.").format(notice=in_short(out[0], library.region, now)))
                )
        if out or self._drawn:
            self._draw(out)

    def _draw(self, out: tuple[Notice, ...]) -> None:
        line = self._line(out) if out else Content("")
        if (line, self.size.width) != self._drawn:
            self._drawn = (line, self.size.width) if out else None
            self.refresh()

    def render(self) -> Content:
        out = self._session.library.notices.out(self._session.clock(), self._session.municipality)
        return self._line(out) if out else Content("")

    def _line(self, out: tuple[Notice, ...]) -> Content:
        """The first of them, cut where there is no room, with how many have called about it and how many more there
        are."""
        session, first = self._session, out[0]
        now = session.clock()
        holds = session.municipality is None or first.holds_in(session.municipality)
        style = "$quiet" if not holds else "$warn bold" if is_pressing(first, now) else "$text-plain"
        more = _("{count} more").format(count=number(len(out) - 1)) if len(out) > 1 else ""
        beside = "  ".join(filter(None, (called_about(session.finder.notice_counts.get(first.id, 0)), more, "Ctrl+R")))
        room = self.size.width - len(beside) - 2
        mark = "! " if is_pressing(first, now) else "· "
        where, when = where_it_holds(first, session.library.region), f", {time_of(first, now, briefly=True)}"
        said = Content.styled(f"{mark}{where}: {first.title_in(language())}", style)
        said = said.truncate(max(20, room - len(when)), ellipsis=True)  # until when is told first of all
        said = Content.assemble(said, (when, style)).truncate(max(20, room), ellipsis=True)
        return Content.assemble(
            said, " " * max(2, self.size.width - said.cell_length - len(beside)), (beside, "$quiet")
        )
