"""One agent at work, without a screen: the call in progress, the parked ones, and what is logged from them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from kontakt.desk.call import Call, without_municipality
from kontakt.desk.figures import Figures
from kontakt.desk.logbook import Logbook
from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import CallerType, Channel, Entry, Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.clock import utc_now
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.urgent.kind import UrgentKind
from kontakt.library.library import Library, unsearched
from kontakt.search import Hit, SearchAnswer
from kontakt.settings import Settings

Weight = TypeVar("Weight", int, float)


class Missing(StrEnum):
    """What the agent must still say before an outcome can be logged."""

    CALL = "call"
    MUNICIPALITY = "municipality"
    CAUSE = "cause"


class DeskSession:
    """The rules of a call (docs/architecture.md), for one agent. Every method is quick enough for the screen's thread.

    ``call`` always stands there; until it has ``begun`` it only shows what the last one left on the screen.
    """

    def __init__(
        self, settings: Settings, journal: Journal, library: Library, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.settings = settings
        self.journal = journal
        self.logbook = Logbook(journal, clock)
        self.library = library
        self.clock = clock
        self.begun = False
        self.parked: list[Call] = []
        self.locked: str | None = None
        self.last_logged: Call | None = None
        self.suggestions: tuple[Hit, ...] = ()
        self.asked: Mapping[str, int] = {}
        self.theme_cursor = 0
        self.call = Call(started_at=clock())

    # --- searching -------------------------------------------------------------------------------------

    def search(self, text: str) -> SearchAnswer:
        """Take what stands in the search box. The first key of a call begins it."""
        if text.strip():
            self._begin()
        call, before = self.call, self.municipality
        call.theme = None
        answer = self._answer(text)
        same_words = without_municipality(answer) == without_municipality(call.answer)
        under_cursor = self._under_cursor if call.moved and same_words else None
        searched_for = answer.municipality if answer.chosen and not call.overruled else before
        call.ask(answer)
        if self.municipality != searched_for:
            call.answer = self._answer(text)
        self._stay_with(under_cursor)
        return self.call.answer

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that have something to show."""
        return tuple(each for each in self.library.themes if self.library.in_theme(each.id))

    @property
    def offers_themes(self) -> bool:
        """Whether there is nothing to list but the themes: nothing is searched for, and nothing has been asked yet."""
        return not self.searches and not self.call.answer.hits

    @property
    def searches(self) -> bool:
        """Whether there is something to search for in the text: more than a municipality."""
        return bool(self.call.query.strip()) and not self.call.answer.blank

    def browse(self) -> None:
        """List the articles of the theme under the cursor, instead of a search's hits."""
        if self.themes:
            self.call.ask(self.call.answer)
            self.call.theme = self.themes[self.theme_cursor].id
            self._again()

    def take(self, library: Library) -> None:
        """Put a newer library on duty, without touching what the agent has typed, moved to or pinned."""
        self.library = library
        self.theme_cursor = max(0, min(self.theme_cursor, len(self.themes) - 1))
        self._again()
        self.call.hear_again()

    def use(self, figures: Figures) -> None:
        """Learn what is asked: how often each article is chosen, and what to offer before anything is typed."""
        self.library.index.set_usage(self._by_article(figures.usage))
        self.asked = self._by_article(figures.asked)
        found = map(self.library.article, figures.suggestions)
        self.suggestions = tuple(unsearched(each) for each in found if each)
        if not self.searches and not self.call.moved:
            self._again()

    def _by_article(self, weights: Mapping[str, Weight]) -> dict[str, Weight]:
        """Weights by the articles of today: what was merged counts for the article it was merged into."""
        merged: dict[str, Weight] = {}
        for id, weight in weights.items():
            if article := self.library.article(id):
                merged[article.id] = merged.get(article.id, 0) + weight
        return merged

    def _answer(self, text: str) -> SearchAnswer:
        if self.call.theme:
            return replace(self.call.answer, hits=tuple(map(unsearched, self.library.in_theme(self.call.theme))))
        if not text.strip():
            return SearchAnswer(query="", hits=self.suggestions)
        answer = self.library.index.search(text, self.municipality, overruled=self.call.overruled)
        return replace(answer, hits=self.suggestions) if answer.blank else answer

    def _again(self) -> None:
        """Answer the same question anew. The cursor stays with its article, wherever that stands now."""
        call = self.call
        under_cursor = self._under_cursor
        call.answer = self._answer(call.query)
        moved = call.moved
        call.cursor, call.moved = 0, False
        self._stay_with(under_cursor, moved=moved)
        pinned = self.library.article(call.pinned)
        call.pinned = pinned.id if pinned else None

    def _stay_with(self, article: Article | None, *, moved: bool = True) -> None:
        """Put the cursor on this article, if it is among the hits."""
        found = [self.library.article(hit.id) for hit in self.call.answer.hits]
        if article is not None and article in found:
            self.call.cursor, self.call.moved = found.index(article), moved

    @property
    def urgent(self) -> tuple[UrgentKind, ...]:
        """The dangers that the call in progress speaks of, in the search box or in the note, the worst first."""
        return self.library.urgent.raised(self.call.query, self.call.note) if self.begun else ()

    # --- the article -----------------------------------------------------------------------------------

    @property
    def looked_at(self) -> Article | None:
        """The article that the card shows: the hit under the cursor, else the pinned one."""
        if self.call.pinned and not self.call.moved:
            return self.library.article(self.call.pinned)
        return self._under_cursor

    @property
    def _under_cursor(self) -> Article | None:
        hits = self.call.answer.hits
        return self.library.article(hits[self.call.cursor].id) if self.call.cursor < len(hits) else None

    def move(self, step: int) -> None:
        """Move through the hits, or the themes; at either end, stay."""
        hits = self.call.answer.hits
        if self.offers_themes:
            self.theme_cursor = max(0, min(len(self.themes) - 1, self.theme_cursor + step))
        elif hits:
            self._begin()
            self.call.move_to(max(0, min(len(hits) - 1, self.call.cursor + step)))

    def pin(self) -> bool:
        """Pin the article that the card shows, or loosen it. Returns whether one is pinned now."""
        article = self.looked_at
        if article is None:
            return False
        self._begin()
        return self.call.toggle_pin(article.id)

    # --- the call --------------------------------------------------------------------------------------

    @property
    def municipality(self) -> str | None:
        """The one of the call; none while the text names one and chooses none, nor where it is said to be unknown."""
        return None if self.call.undecided or self.call.unknown else self.call.municipality or self.locked

    def choose_municipality(self, number: str | None, *, lock: bool = False) -> None:
        """Choose for this call (None: it is unknown), or lock for every call until another is chosen."""
        self._begin()
        if number == self.municipality:  # locked so far, perhaps: an earlier inquiry stays linked
            self.call.municipality = number
        self.call.choose(number)
        self.locked = number if lock else None
        self._again()

    def unlock(self) -> None:
        """The locked municipality holds no longer, nor for the call in progress."""
        if self.call.municipality in (None, self.locked):
            self.call.choose(None)
            self.call.repeats, self.call.unknown = None, False
        self.locked = None
        self._again()

    @property
    def note(self) -> str:
        """What stands in the note that is written: of the call in progress, or of the one just logged."""
        late = self.logbook.open_note
        return late.text if late else self.call.note

    def open_note(self) -> None:
        """Write the note of the call in progress; after an outcome, of the inquiry just logged."""
        if not self.begun:
            self.logbook.write_late_note()

    def write_note(self, text: str) -> None:
        if late := self.logbook.open_note:
            late.text = text
            return
        if text:
            self._begin()
        self.call.note = text

    def set_channel(self, channel: Channel) -> None:
        self.call.channel = channel

    def set_caller_type(self, caller_type: CallerType) -> None:
        self.call.caller_type = caller_type

    def new_call(self) -> None:
        """Begin a call; one without an outcome is parked, not cleared away."""
        self._start(Call(started_at=self.clock()))

    def next_question(self) -> bool:
        """Begin the same caller's next question. False where there has been no call to go on from."""
        source = self.call if self.begun else self.last_logged
        if source is None:
            return False
        self._start(source.next_question(self.clock()))
        return True

    def drop(self, parked: Call) -> None:
        """Give up a parked call that will never have an outcome: nothing of it is logged."""
        self.parked.remove(parked)

    def take_up(self, parked: Call) -> None:
        """Go on with a parked call; the one in progress is parked in its place."""
        self.parked.remove(parked)
        self._start(parked)

    def _start(self, call: Call) -> None:
        if self.begun and not self.call.is_blank:
            # As it was chosen then: what is locked later is another call's.
            self.parked.append(replace(self.call, municipality=self.municipality))
        self.call, self.begun = call, True
        self.logbook.next_call()
        self._again()

    def _begin(self) -> None:
        if not self.begun:
            self.begun = True
            self.call.started_at = self.clock()
            self.logbook.next_call()

    # --- logging ---------------------------------------------------------------------------------------

    def missing_for(self, outcome: Outcome, cause: Cause | None = None) -> Missing | None:
        """What must still be asked for, in the order to ask it."""
        if not self.begun:
            return Missing.CALL
        if self.library.region.municipality(self.municipality) is None and not self.call.needs_none(outcome):
            return Missing.MUNICIPALITY
        if counts_as(outcome) is CountsAs.FORWARDED and cause is None:
            return Missing.CAUSE
        return None

    def log(self, outcome: Outcome, *, cause: Cause | None = None, warm: bool = False) -> Inquiry:
        """Log the outcome of the question in progress; it is safe when this returns.

        Raises KontaktError, with nothing changed, when the journal cannot take it or the privacy guard
        refuses a text. Nothing may be ``missing_for`` the outcome: else ValueError.
        """
        municipality = self.library.region.municipality(self.municipality)
        linked = self.call.subject(outcome, cause, urgent=bool(self.urgent))
        article = self.library.article(linked.id) if linked else None
        inquiry = Inquiry(
            id=self.call.inquiry_id,
            call_id=self.call.call_id,
            municipality=municipality.number if municipality else None,
            outcome=outcome,
            cause=cause if counts_as(outcome) is CountsAs.FORWARDED else None,
            warm=warm and outcome is Outcome.TRANSFERRED,
            started_at=self.call.started_at,
            logged_at=self.clock(),
            agent=self.settings.agent,
            home_municipality=self.settings.home_municipality,
            channel=self.call.channel,
            caller_type=self.call.caller_type,
            article=article.id if article else None,
            linked_by=linked.by if linked and article else None,
            query=without_municipality(self.call.answer),
            note=self.call.note.strip(),
            repeats=self.call.repeats,
            first_line=article.first_line.value if article else None,
            target=municipality.target if municipality else None,
        )
        self.logbook.log(inquiry)
        self._close()
        return inquiry

    def _close(self) -> None:
        """Leave the text, the hits and the card on the screen, and forget the municipality unless it is locked."""
        last = self.last_logged = replace(self.call, municipality=self.municipality)
        self.begun = False
        self.call = Call(
            started_at=self.clock(),
            answer=last.answer,
            cursor=last.cursor,
            moved=last.moved,
            pinned=last.pinned,
            inherited=last.pinned is not None,
            theme=last.theme,
        )

    def link_repeat(self, call: Call, earlier: UUID) -> None:
        """The question of ``call``, in progress or parked, repeats this earlier inquiry."""
        if call is self.call:
            self._begin()
        call.repeats = earlier

    # --- correcting --------------------------------------------------------------------------------------

    def correct(self, previous: Entry, inquiry: Inquiry) -> None:
        """Put ``inquiry`` in the place of what ``previous``, its newest entry, says. Raises KontaktError."""
        self.logbook.correct(previous, inquiry)

    def withdraw(self, previous: Entry) -> None:
        """Take an inquiry out of every count; its history is kept. Raises KontaktError."""
        self.logbook.withdraw(previous)

    def take_article_off(self) -> Inquiry | None:
        """Say that the inquiry just logged was about no article: the inquiry as corrected. None where there is none to
        correct, or another call is in progress. Raises KontaktError."""
        entry = self.logbook.just_logged
        if self.begun or entry is None or entry.inquiry.article is None:
            return None
        corrected = replace(entry.inquiry, article=None, linked_by=None, first_line=None)
        self.logbook.correct(entry, corrected)
        return corrected

    def moved_to(self, inquiry: Inquiry, number: str | None) -> Inquiry:
        """The inquiry for another municipality, judged on that one's target; None: for an unknown one."""
        municipality = self.library.region.municipality(number)
        return replace(inquiry, municipality=number, target=municipality.target if municipality else None)

    def linked_to(self, inquiry: Inquiry, id: str) -> Inquiry:
        """The inquiry about another article, which the agent chose themselves."""
        article = self.library.article(id)
        return replace(
            inquiry,
            article=article.id if article else id,
            linked_by=LinkedBy.PINNED,
            first_line=article.first_line.value if article else None,
        )

    # --- to the editor -----------------------------------------------------------------------------------

    def send_missed(self) -> bool:
        """Tell the editor that this search led nowhere. False where nothing is searched for."""
        if not self.searches:
            return False
        self._send(FeedbackKind.MISSED, None)
        return True

    def send_unclear(self) -> Article | None:
        """Tell the editor that the answer on the card is wrong or unclear. None where no card stands."""
        article = self.looked_at
        if article:
            self._send(FeedbackKind.UNCLEAR, article.id)
        return article

    def _send(self, kind: FeedbackKind, article: str | None) -> None:
        self.journal.append(
            Feedback(
                id=uuid4(),
                kind=kind,
                made_at=self.clock(),
                agent=self.settings.agent,
                municipality=self.municipality,
                query=without_municipality(self.call.answer),
                article=article,
            )
        )
