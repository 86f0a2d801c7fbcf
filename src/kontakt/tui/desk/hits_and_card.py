"""What the desk answers: the hits, and the card of the one that the agent looks at."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from kontakt.desk.card import make_card
from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.locale import language
from kontakt.locale.formats import OSLO
from kontakt.tui.desk import sentences
from kontakt.tui.desk.answer_card import AnswerCard
from kontakt.tui.desk.hit_list import HitList
from kontakt.tui.desk.rows import rows_of, theme_rows


class Answers(Horizontal):
    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="main")
        self._session = session

    def compose(self) -> ComposeResult:
        yield HitList()
        yield AnswerCard()

    def draw(self) -> None:
        """Draw what follows from a key in the search box."""
        session = self._session
        rows, cursor = (
            (theme_rows(session), session.theme_cursor)
            if session.offers_themes
            else (rows_of(session), session.call.cursor)
        )
        self.query_one(HitList).show(
            rows, cursor, heading=sentences.heading(session), empty=sentences.nothing_listed(session)
        )
        card, article = self.query_one(AnswerCard), session.looked_at
        if article is None:
            card.show(None, nearest=False, used=0, empty=Content(sentences.no_card(session)))
            return
        linked = session.call.linked
        nearest = session.begun and linked is not None and linked.by is LinkedBy.SHOWN
        if nearest and session.urgent:
            card.show(None, nearest=False, used=0, empty=Content(sentences.in_danger()))
            return
        today = session.clock().astimezone(OSLO).date()
        # What was just logged stays readable, with its municipality named, until the next call begins.
        shown_for = (
            session.municipality if session.begun or not session.last_logged else session.last_logged.municipality
        )
        card.show(
            make_card(article, session.library, shown_for, language=language(), today=today),
            nearest=nearest,
            used=session.asked.get(article.id, 0),
            empty=Content(""),
        )
