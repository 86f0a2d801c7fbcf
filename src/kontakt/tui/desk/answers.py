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
    def __init__(self, desk: DeskSession) -> None:
        super().__init__(id="main")
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield HitList()
        yield AnswerCard()

    def draw(self) -> None:
        """Draw what follows from a key in the search box."""
        desk = self._desk
        rows, cursor = (
            (theme_rows(desk), desk.theme_cursor) if desk.offers_themes else (rows_of(desk), desk.call.cursor)
        )
        self.query_one(HitList).show(
            rows, cursor, heading=sentences.heading(desk), empty=sentences.nothing_listed(desk)
        )
        card, article = self.query_one(AnswerCard), desk.looked_at
        if article is None:
            card.show(None, nearest=False, used=0, empty=Content(sentences.no_card(desk)))
            return
        linked = desk.call.linked
        nearest = desk.begun and linked is not None and linked.by is LinkedBy.SHOWN
        if nearest and desk.urgent:
            card.show(None, nearest=False, used=0, empty=Content(sentences.in_danger()))
            return
        today = desk.clock().astimezone(OSLO).date()
        # What was just logged stays readable, with its municipality named, until the next call begins.
        shown_for = desk.municipality if desk.begun or not desk.last_logged else desk.last_logged.municipality
        card.show(
            make_card(article, desk.library, shown_for, language=language(), today=today),
            nearest=nearest,
            used=desk.asked.get(article.id, 0),
            empty=Content(""),
        )
