"""What an agent tells the editors: a search that found nothing of use, and an article whose answer is unclear."""

from textual import work

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.tui.desk import sentences
from kontakt.tui.desk.menus import unclear_question
from kontakt.tui.room import Room


class RoomWithFeedback(Room):
    """A room with the search and the card of ``session``."""

    session: DeskSession

    def action_send_missed(self) -> None:
        self.catch_up()
        try:
            self.say(sentences.sent_missed(self.session.feedback.send_missed(), self.session))
        except KontaktError as problem:
            self.warn(str(problem))

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_send_unclear(self) -> None:
        self.catch_up()
        if (article := self.session.finder.article_on_card) is None:
            self.say(sentences.nothing_to_report())
        elif sent := await self.app.push_screen_wait(unclear_question(self.session, article)):
            self.say(sent)
