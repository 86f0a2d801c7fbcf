"""Finding an answer: what the search box, the list and the card hold for the call in progress."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice, takewhile
from typing import TypeVar
from uuid import UUID

from kontakt.desk.call import without_municipality
from kontakt.desk.calls import Calls
from kontakt.desk.figures import Figures
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.library.contacts import FoundContact
from kontakt.library.library import Library, unsearched
from kontakt.library.reachable import NOBODY, CallOrder, TriedContact, availability_of, call_order, instead_of, order_of
from kontakt.locale.formats import OSLO
from kontakt.notices.notice import Notice
from kontakt.presence.availability import Availability
from kontakt.search import Hit, SearchAnswer, fold

Weight = TypeVar("Weight", int, float)

_MOST_CONTACTS = 50
_MOST_NOTICES = 3


CONTACTS_MARK = "#"
"""Before words that units and contacts are looked for by."""


class Listed(StrEnum):
    """What the list beside the card shows."""

    HITS = "hits"
    THEME = "theme"
    """The articles of one theme."""
    THEMES = "themes"
    SUGGESTIONS = "suggestions"
    """What is often asked, before anything is typed."""
    CONTACTS = "contacts"
    """Units and contacts, found by what stands after #."""


class Finder:
    """Searches ``library`` for the call in progress of ``calls``, and keeps the answer and the cursor there.

    ``suggestions`` are listed before anything is typed. ``times_asked`` counts the last seven days' inquiries by the id
    of an article, ``notice_counts`` those about each notice. ``read_at`` is when the database was reached the last time
    (UTC), None while it is. ``theme_cursor`` is the place of the cursor among ``themes``.
    """

    def __init__(self, calls: Calls, library: Library) -> None:
        self.library = library
        self.suggestions: tuple[Hit, ...] = ()
        self.read_at: datetime | None = None
        self.times_asked: Mapping[str, int] = {}
        self.notice_counts: Mapping[UUID, int] = {}
        self.theme_cursor = 0
        self._calls = calls

    # --- searching -------------------------------------------------------------------------------------

    def search(self, text: str) -> SearchAnswer:
        """Take what stands in the search box. The first key of a call begins it."""
        if text.strip():
            self._calls.begin()
        call, municipality = self._calls.current, self._calls.municipality
        if text.startswith(CONTACTS_MARK):
            words = text.removeprefix(CONTACTS_MARK)
            answer = replace(self.library.index.search(words, municipality, 1), hits=(), blank=True)
            call.look_for(words, answer)
            return answer
        call.theme = None
        answer = self._answer(text)
        same_words = without_municipality(answer) == without_municipality(call.answer)
        article_moved_to = self._article_under_cursor if call.moved and same_words else None
        searched_for = answer.municipality if answer.chosen and not call.overrides_text else municipality
        call.set_answer(answer)
        if self._calls.municipality != searched_for or call.read_elsewhere:
            call.answer = self._answer(text)
        self._put_cursor_on(article_moved_to)
        if self.library.notices and not article_moved_to:
            call.set_notices(self.library.notices.named(without_municipality(call.answer), self.now))
        return call.answer

    def set_search_text(self, text: str) -> None:
        """Take a text that was searched for elsewhere: it is logged with the call, and nothing is listed for it."""
        self._calls.current.set_answer(SearchAnswer(query=text))

    @property
    def is_searching(self) -> bool:
        """Whether there is something to search for in the text: more than a municipality."""
        call = self._calls.current
        return bool(call.query.strip()) and not call.answer.blank

    def answer_anew(self) -> None:
        """Answer the same question anew. The cursor stays with its article, wherever that stands now."""
        call = self._calls.current
        article_under_cursor, moved = self._article_under_cursor, call.moved
        call.answer = self._answer(call.query)
        call.cursor, call.moved = 0, False
        if moved or not call.read_elsewhere:
            self._put_cursor_on(article_under_cursor, moved=moved)
        pinned = self.library.article(call.pinned)
        call.pinned = pinned.id if pinned else None

    def _answer(self, text: str) -> SearchAnswer:
        call = self._calls.current
        if call.theme:
            return replace(call.answer, hits=tuple(map(unsearched, self.library.in_theme(call.theme))))
        if not text.strip():
            return SearchAnswer(query="", hits=self._offered())
        answer = self.library.index.search(text, self._calls.municipality, overruled=call.overrides_text)
        return replace(answer, hits=self._offered()) if answer.blank else answer

    def _offered(self) -> tuple[Hit, ...]:
        """What is listed where nothing is searched for: what is often asked, and before it what was just read for
        another municipality."""
        read = self.library.article(self._calls.current.read_elsewhere)
        if read is None:
            return self.suggestions
        return (unsearched(read), *(each for each in self.suggestions if each.id != read.id))

    @property
    def dangers(self) -> tuple[UrgentKind, ...]:
        """The dangers that the call in progress speaks of, in the search box or in the note, the worst first."""
        call = self._calls.current
        return self.library.urgent.raised(call.query, call.note) if self._calls.begun else ()

    # --- what there is to search, and what is asked --------------------------------------------------------

    def set_library(self, library: Library) -> Article | None:
        """Search a newer library from now on, without touching what the agent has typed, moved to or pinned. Returns
        the article that the call in progress was about, pinned or on the card, where it is not there any more."""
        about = (
            (self.library.article(self._calls.current.pinned) or self.article_on_card) if self._calls.begun else None
        )
        self.library = library
        self.theme_cursor = max(0, min(self.theme_cursor, len(self.themes) - 1))
        self.answer_anew()
        self._calls.current.settle_undecided()
        return about if about and library.article(about.id) is None else None

    def set_figures(self, figures: Figures) -> None:
        """Learn what is asked: how often each article is chosen, and what to list before anything is typed."""
        self.library.index.set_usage(self._by_article(figures.usage))
        self.times_asked = self._by_article(figures.times_asked)
        if figures.notice_counts is not None:
            self.notice_counts = figures.notice_counts
        articles = map(self.library.article, figures.suggestions)
        self.suggestions = tuple(unsearched(article) for article in articles if article)
        if not self.is_searching and not self._calls.current.moved:
            self.answer_anew()

    def _by_article(self, weights: Mapping[str, Weight]) -> dict[str, Weight]:
        """Weights by the articles of today: what was merged counts for the article it was merged into."""
        merged: dict[str, Weight] = {}
        for id, weight in weights.items():
            if article := self.library.article(id):
                merged[article.id] = merged.get(article.id, 0) + weight
        return merged

    # --- what happens now ----------------------------------------------------------------------------------

    @property
    def named_notices(self) -> tuple[Notice, ...]:
        """The notices that stand above the hits: those that are out, in the municipality of the call if it has one, and
        that its text named when it was typed; or the one that was chosen, which may be still to come."""
        call = self._calls.current
        if not call.named_notices or self.listed is Listed.CONTACTS:
            return ()
        now, number = self._calls.clock(), self._calls.municipality_of_card
        found = map(self.library.notices.of_id, call.named_notices)
        standing = (
            each
            for each in found
            if each
            and each.ends > now
            and (call.notice_chosen or (each.is_out(now) and (number is None or each.holds_in(number))))
        )
        return tuple(islice(standing, _MOST_NOTICES))

    @property
    def notice_on_card(self) -> Notice | None:
        """The notice that the agent looks at, and that an outcome is about. Where somebody is in danger, only one that
        they went to themselves."""
        call = self._calls.current
        if call.notice_cursor is None or (self.dangers and not (call.moved or call.notice_chosen)):
            return None
        named = self.named_notices
        return named[call.notice_cursor] if call.notice_cursor < len(named) else None

    def notices_concerning(self, article: Article) -> tuple[Notice, ...]:
        """Those that are out and concern the article, in the municipality of the call if it has one."""
        return self.library.notices.concerning(article, self._calls.municipality_of_card, self._calls.clock())

    def count_about(self, notice: UUID | None) -> None:
        """One more has called about this notice: until the region's own count is read."""
        if notice:
            self.notice_counts = {**self.notice_counts, notice: self.notice_counts.get(notice, 0) + 1}

    @property
    def suggested_municipality(self) -> str | None:
        """The one that stands first in a list: the call's, or the one that its text merely names; else the only one
        that the notice on the card holds in."""
        notice = self.notice_on_card
        of_notice = notice.municipalities[0] if notice and len(notice.municipalities) == 1 else None
        return self._calls.suggested_municipality or of_notice

    def choose_notice(self, notice: Notice) -> None:
        """Put a notice on the card, whatever is typed: the call is about it. Where none is in progress, one begins."""
        if not self._calls.begun:
            self._calls.start_new()
            self.answer_anew()
        self._calls.current.set_notices((notice.id,), chosen=True)

    # --- units and contacts --------------------------------------------------------------------------------

    @property
    def contacts(self) -> tuple[FoundContact, ...]:
        """Who is found by the words after #; without words, the units of the call's municipality."""
        words = self._calls.current.looked_for
        if words is None:
            return ()
        found = self.library.contacts
        municipality = self._calls.municipality
        return found.find(words, municipality, _MOST_CONTACTS) if words.strip() else found.units_in(municipality)

    def availability_of(self, found: FoundContact) -> Availability | None:
        """Whether it can be reached now; None where nothing has been read yet."""
        return availability_of(found, self.library, self._calls.clock(), self.read_at)

    def instead_of(self, found: FoundContact) -> TriedContact | None:
        """Who is there in the place of a contact who cannot be rung; None for nobody, or where it can."""
        known = self.availability_of(found)
        if known is None or known.can_be_rung:
            return None
        return instead_of(found, self.library, self._calls.clock(), self.read_at)

    @property
    def order_on_card(self) -> CallOrder:
        """Whom the card names, in the order in which they are tried, and who of them is there."""
        now, number = self._calls.clock(), self._calls.municipality_of_card
        if found := self.contact_on_card:
            return order_of((found,), number or "", self.library, now, self.read_at)
        if (article := self.article_on_card) is None or number is None or self.listed is Listed.CONTACTS:
            return NOBODY
        return call_order(article, number, self.library, now, self.read_at)

    @property
    def now(self) -> datetime:
        """This moment, in UTC."""
        return self._calls.clock()

    @property
    def today(self) -> date:
        """The day in Oslo."""
        return self._calls.clock().astimezone(OSLO).date()

    @property
    def named_contacts(self) -> tuple[FoundContact, ...]:
        """Units and contacts that what is searched for names; they stand among the hits, and are not gone through."""
        call = self._calls.current
        if self.listed is not Listed.HITS:
            return ()
        return self.library.contacts.named(call.query, self._calls.municipality)

    @property
    def stored_query(self) -> str:
        """What is asked about as it is stored: without what names a municipality, and nothing where it names a contact,
        who may be a person."""
        if any(each.contact for each in self.named_contacts):
            return ""
        return without_municipality(self._calls.current.answer)

    @property
    def place_of_named_contacts(self) -> int:
        """How many hits stand before those: the first, and what follows it with a title or keyword that was typed
        whole."""
        hits, typed = self._calls.current.answer.hits, fold(self._calls.current.query)
        exact = sum(1 for _hit in takewhile(lambda hit: fold(hit.label) in typed, hits))
        return max(exact, min(1, len(hits)))

    @property
    def contact_on_card(self) -> FoundContact | None:
        """The unit or contact that the card shows: the one under the cursor after #, else, where no article does, the
        first that what is searched for names."""
        if self.listed is not Listed.CONTACTS:
            return next(iter(self.named_contacts), None) if self.article_on_card is None else None
        contacts, cursor = self.contacts, self._calls.current.contact_cursor
        return contacts[cursor] if cursor < len(contacts) else None

    # --- the list --------------------------------------------------------------------------------------

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that have articles."""
        return tuple(theme for theme in self.library.themes if self.library.count_in_theme(theme.id))

    @property
    def listed(self) -> Listed:
        """The themes only where there is nothing else to list: nothing is searched for, and nothing has been asked
        yet."""
        call = self._calls.current
        if call.looked_for is not None:
            return Listed.CONTACTS
        if self.is_searching:
            return Listed.HITS
        if not call.answer.hits:
            return Listed.THEMES
        return Listed.THEME if call.theme else Listed.SUGGESTIONS

    def move(self, step: int) -> None:
        """Move through the hits, or the themes; at either end, stay."""
        call = self._calls.current
        if self.listed is Listed.CONTACTS:
            call.contact_cursor = max(0, min(len(self.contacts) - 1, call.contact_cursor + step))
        elif self.listed is Listed.THEMES:
            self.theme_cursor = max(0, min(len(self.themes) - 1, self.theme_cursor + step))
        elif hits := call.answer.hits:
            self._calls.begin()
            if not self._move_through_notices(step):
                call.move_to(max(0, min(len(hits) - 1, call.cursor + step)))

    def _move_through_notices(self, step: int) -> bool:
        """Move through the notices above the hits, or from one to the other; False where that is a step among hits."""
        call, named = self._calls.current, self.named_notices
        before = call.notice_cursor if self.notice_on_card else None
        if not named or (before is None and (call.cursor > 0 or step > 0)):
            return False
        at = max(0, len(named) - 1 if before is None else before + step)
        if at < len(named):
            call.notice_cursor, call.moved = at, True
        else:
            call.notice_cursor = None
            call.move_to(0)
        return True

    def open_theme(self) -> None:
        """List the articles of the theme under the cursor, instead of a search's hits."""
        if self.themes:
            call = self._calls.current
            call.set_answer(call.answer)
            call.read = None
            call.theme = self.themes[self.theme_cursor].id
            self.answer_anew()

    def _put_cursor_on(self, article: Article | None, *, moved: bool = True) -> None:
        """Put the cursor on this article, if it is among the hits."""
        call = self._calls.current
        hit_articles = [self.library.article(hit.id) for hit in call.answer.hits]
        if article is not None and article in hit_articles:
            call.cursor, call.moved = hit_articles.index(article), moved

    # --- the card --------------------------------------------------------------------------------------

    @property
    def article_on_card(self) -> Article | None:
        """The article that the card shows: the hit under the cursor, else the pinned one. None where it shows a
        notice."""
        call = self._calls.current
        if call.notice_cursor is not None and self.notice_on_card:
            return None
        if call.pinned and not call.moved:
            return self.library.article(call.pinned)
        return self._article_under_cursor

    @property
    def _article_under_cursor(self) -> Article | None:
        call = self._calls.current
        hits = call.answer.hits
        return self.library.article(hits[call.cursor].id) if call.cursor < len(hits) else None

    @property
    def found_in_english(self) -> bool:
        """Whether the article on the card is one that English words have found."""
        article = self.article_on_card
        return article is not None and any(
            hit.english for hit in self._calls.current.answer.hits if hit.id == article.id
        )

    def toggle_pin(self) -> bool:
        """Pin the article that the card shows, or loosen it. Returns whether one is pinned now."""
        article = self.article_on_card
        if article is None:
            return False
        self._calls.begin()
        return self._calls.current.toggle_pin(article.id)

    def pin(self, id: str) -> None:
        """Pin the article with this id, whatever the list shows."""
        self._calls.begin()
        self._calls.current.pinned, self._calls.current.inherited = id, False
