"""What the desk answers: the hits, and the card of the one that the agent looks at."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from kontakt.desk.card_texts import read_out
from kontakt.desk.current_card import NoCard, current_card, read_in_next
from kontakt.desk.finder import Listed
from kontakt.desk.session import DeskSession
from kontakt.library.contacts import FoundContact
from kontakt.locale import language
from kontakt.notices.notice import Notice
from kontakt.tui.desk import sentences
from kontakt.tui.desk.answer_card import AnswerCard
from kontakt.tui.desk.contact_card import contact_parts, contact_title
from kontakt.tui.desk.hit_list import HitList
from kontakt.tui.desk.notice_card import notice_parts, notice_title
from kontakt.tui.desk.rows import contact_rows, hit_rows, named_rows, notice_rows, theme_rows

LOOK_SECONDS = 20
"""Between two looks at whether those on the card are still there."""


class HitsAndCard(Horizontal):
    def __init__(self, session: DeskSession) -> None:
        super().__init__(id="main")
        self._session = session

    def compose(self) -> ComposeResult:
        yield HitList()
        yield AnswerCard()

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self._turn_with_time)

    def _turn_with_time(self) -> None:
        """Whether somebody is there and what happens now changes while nobody presses a key; what has not changed is
        not drawn anew."""
        library = self._session.library
        if (library.presence and library.contacts) or library.notices:
            self.draw()

    def tell_of_database(self) -> None:
        """Where nothing could be read from the database yet, its news is all that there is to show."""
        if not self._session.library.change:
            self.draw()

    def read_in_next(self) -> str:
        """Read the cards of this call in the next language form; what is to be said of it."""
        form = read_in_next(self._session.calls, self._session.finder, language())
        self.draw()
        return sentences.reading_in(form)

    def read_out(self) -> str:
        """What whoever does not see it is to hear of the card."""
        match current := current_card(self._session.calls, self._session.finder, language=language()):
            case NoCard():
                return sentences.no_card(current)
            case FoundContact():
                return contact_title(current, self._session.library).plain
            case Notice():
                return f"{current.title_in(language())}. {current.text_in(language())}".strip()
            case _:
                return read_out(current.card)

    def draw(self) -> None:
        """Draw what follows from a key in the search box."""
        finder, call = self._session.finder, self._session.call
        listed = finder.listed
        match listed:
            case Listed.THEMES:
                rows, cursor = theme_rows(finder), finder.theme_cursor
            case Listed.CONTACTS:
                rows, cursor = contact_rows(finder), call.contact_cursor
            case _:
                hits, named, at = hit_rows(call, finder), named_rows(finder), finder.place_of_named_contacts
                rows = (*hits[:at], *named, *hits[at:])
                cursor = call.cursor + (len(named) if call.cursor >= at and hits else 0)
                if notices := notice_rows(finder):
                    rows = (*notices, *rows)
                    looked_at = call.notice_cursor if finder.notice_on_card else None
                    cursor = cursor + len(notices) if looked_at is None else looked_at
        self.query_one(HitList).show(
            rows,
            cursor,
            heading=sentences.heading(listed, call.theme, finder.library),
            empty=sentences.nothing_listed(listed, finder.library),
        )
        current = current_card(self._session.calls, finder, language=language())
        card = self.query_one(AnswerCard)
        match current:
            case NoCard():
                card.show(None, instead=Content(sentences.no_card(current)))
            case FoundContact():
                library = finder.library
                card.show(None, instead=contact_title(current, library), parts=contact_parts(current, finder))
            case Notice():
                card.show(None, instead=notice_title(current), parts=notice_parts(current, finder))
            case _:
                card.show(current)
