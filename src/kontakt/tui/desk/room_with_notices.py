"""What happens now, at the desk: the notices."""

from textual import on

from kontakt.desk.session import DeskSession
from kontakt.tui.desk.notice_line import NoticeLine
from kontakt.tui.room import Room


class RoomWithNotices(Room):
    """A room that shows the notices of ``session``'s region; where there are none, nothing of them is shown."""

    session: DeskSession

    @on(NoticeLine.Came)
    def _tell_notice(self, event: NoticeLine.Came) -> None:
        self.say(event.sentence)
