"""One call: what the agent has typed, chosen and written, until its outcome is logged."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CHOSEN_BY_AGENT, CallerType, Channel, LinkedBy, may_be_unknown
from kontakt.search.answer import SearchAnswer


class LinkedArticle(NamedTuple):
    id: str
    by: LinkedBy


class ReadArticle(NamedTuple):
    """An article that was read out for a municipality (by its number)."""

    id: str
    municipality: str


@dataclass(slots=True, kw_only=True)
class Call:
    """One question of one contact. Several questions of one contact share ``call_id``. ``inquiry_id`` is the one that
    it is logged with, so that a call which was brought back and is logged again is still one inquiry.

    ``started_at`` is UTC: the first key, or "new call". ``cursor`` is the place in ``answer.hits`` that the agent looks
    at, and ``moved`` whether they moved there themselves. ``theme`` is the one whose articles are listed in the place
    of a search's hits. ``inherited`` says that what is pinned was pinned in the call before, and only stands there
    until something else is asked. ``repeats`` is the earlier inquiry that this one was linked to, by its article and
    municipality. ``settled_names`` are the texts after ``@`` in the search box when the municipality was last settled,
    ``by_text`` whether they chose it, and ``undecided`` that they name one that they do not choose: then the call has
    none, whatever else is chosen or locked. ``unknown`` says that the agent does not know it either. ``reading`` is the
    language form ("nb", "nn", "en") that the agent has chosen to read cards in; None: the one that found the article.
    ``named_notices`` are the ids of the notices that the text names, or the one that was ``notice_chosen`` from the
    list of them; ``notice_cursor`` is the place among them that the agent looks at, None for the hits below.
    ``looked_for`` are the words after # that units and contacts are looked for by, None for none: they may be a
    person's name, so they are held in memory alone; ``contact_cursor`` is the place among what is found. ``read`` is
    what the inquiry before was about, until something else is asked.
    """

    started_at: datetime
    call_id: UUID = field(default_factory=uuid4)
    inquiry_id: UUID = field(default_factory=uuid4)
    municipality: str | None = None
    channel: Channel = Channel.PHONE
    caller_type: CallerType = CallerType.RESIDENT
    answer: SearchAnswer = field(default_factory=lambda: SearchAnswer(query=""))
    cursor: int = 0
    moved: bool = False
    pinned: str | None = None
    inherited: bool = False
    theme: str | None = None
    note: str = ""
    repeats: UUID | None = None
    settled_names: tuple[str, ...] = ()
    by_text: bool = False
    undecided: bool = False
    unknown: bool = False
    reading: str | None = None
    looked_for: str | None = None
    contact_cursor: int = 0
    named_notices: tuple[UUID, ...] = ()
    notice_cursor: int | None = None
    notice_chosen: bool = False
    read: ReadArticle | None = None

    @property
    def search_text(self) -> str:
        """What stands in the search box."""
        return self.query if self.looked_for is None else f"#{self.looked_for}"

    def look_for(self, words: str, answer: SearchAnswer) -> None:
        """Look for units and contacts; of what the search has for the same words only the municipality counts."""
        self.looked_for, self.contact_cursor = words, 0
        self._settle_by_text(answer)

    @property
    def query(self) -> str:
        return self.answer.query

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been asked in it that parking would have to keep: a municipality alone asks nothing."""
        return not (
            self.query.strip() or self.moved or self.notice_chosen or self.pinned or self.note.strip() or self.repeats
        )

    def set_answer(self, answer: SearchAnswer) -> None:
        """Take a new answer to what stands in the search box."""
        if self.inherited and answer.query != self.query:
            self.pinned, self.inherited = None, False
        self.answer = answer
        self.cursor, self.moved, self.theme, self.looked_for = 0, False, None, None
        if self.asks_for_something:
            self.read = None
        self.set_notices(())
        self._settle_by_text(answer)

    def set_notices(self, ids: tuple[UUID, ...], *, chosen: bool = False) -> None:
        """Take the notices that stand above the hits; the first of them is looked at."""
        self.named_notices, self.notice_cursor, self.notice_chosen = ids, 0 if ids else None, chosen

    def _settle_by_text(self, answer: SearchAnswer) -> None:
        """The names after ``@`` settle the municipality whenever they change: they choose one, or take back
        the one that they chose before. Taken out again, they leave what they chose."""
        if answer.outright != self.settled_names:
            self.settled_names = answer.outright
            self.undecided = bool(answer.outright) and not answer.chosen
            if answer.chosen:
                self._settle(answer.municipality, by_text=True)
            elif self.undecided and self.by_text:
                self._settle(None, by_text=False)

    def settle_undecided(self) -> None:
        """Settle anew what the names after ``@`` left undecided: the region's names may be others now."""
        if self.undecided:
            self.settled_names = ()
            self._settle_by_text(self.answer)

    def choose(self, municipality: str | None) -> None:
        """Settle the municipality beside the text, whatever stands there; None: it is unknown."""
        self.settled_names, self.undecided = self.answer.outright, False
        self._settle(municipality, by_text=False)
        self.unknown = municipality is None

    def _settle(self, municipality: str | None, *, by_text: bool) -> None:
        if municipality != self.municipality:
            self.repeats = None  # it was linked to one of the other municipality
        self.municipality, self.by_text, self.unknown = municipality, by_text, False

    def needs_none(self, outcome: Outcome) -> bool:
        """Whether the outcome can be logged without a municipality: it is unknown, and counts in no rate."""
        return self.unknown and may_be_unknown(outcome)

    @property
    def overrides_text(self) -> bool:
        """Whether the agent has chosen another municipality than the names after ``@``."""
        return bool(self.settled_names) and not self.by_text and not self.undecided

    def move_to(self, position: int) -> None:
        self.cursor, self.moved = position, True

    def toggle_pin(self, article: str) -> bool:
        """Pin an article to the question, or loosen the one that is pinned. Returns whether it is pinned."""
        self.pinned = None if self.pinned == article and not self.inherited else article
        self.inherited = False
        return self.pinned is not None

    @property
    def linked(self) -> LinkedArticle | None:
        """The pinned article; else the one the agent moved to; else the top hit of a sure answer; else the nearest hit,
        whose card is shown, or what the inquiry before was about and is asked for in another municipality now. None
        where nothing was asked for."""
        if self.pinned:
            return LinkedArticle(self.pinned, LinkedBy.PINNED)
        hits = self.answer.hits
        if self.cursor >= len(hits):
            return None
        id = hits[self.cursor].id
        if self.moved:
            return LinkedArticle(id, LinkedBy.MOVED)
        if self.answer.sure and self.cursor == 0:
            return LinkedArticle(id, LinkedBy.SURE)
        return LinkedArticle(id, LinkedBy.SHOWN) if self.asks_for_something or id == self.read_elsewhere else None

    @property
    def read_elsewhere(self) -> str | None:
        """The id of the article that the inquiry before was about, where nothing but the municipality is another one
        now: the same is asked for there."""
        if self.read is None or self.asks_for_something or self.municipality in (None, self.read.municipality):
            return None
        return self.read.id

    @property
    def asks_for_something(self) -> bool:
        """Whether there are words to search for, or a theme was chosen. Else what is listed is only offered."""
        return bool(self.theme or without_municipality(self.answer))

    def subject(self, outcome: Outcome, cause: Cause | None, *, urgent: bool) -> LinkedArticle | None:
        """The article that an inquiry with this outcome is about; ``urgent`` says that somebody is in danger.

        A wrong number or a dropped call is about none. Where no answer was found, or somebody is in danger, what the
        search alone put forward was not it; only what the agent chose themselves stays as the subject.
        """
        linked = self.linked
        if linked is None or outcome is Outcome.VOID:
            return None
        if (urgent or cause is Cause.NO_ANSWER) and linked.by not in CHOSEN_BY_AGENT:
            return None
        return linked

    def next_question(self, started_at: datetime) -> "Call":
        """The same caller's next question."""
        return Call(
            started_at=started_at,
            call_id=self.call_id,
            municipality=None if self.undecided else self.municipality,
            channel=self.channel,
            caller_type=self.caller_type,
            reading=self.reading,
            read=self.read,
        )


def without_municipality(answer: SearchAnswer) -> str:
    """What is asked about, without what names a municipality after ``@``."""
    text = f" {answer.query}"
    for name in answer.outright:
        text = text.replace(f" @{name}", " ", 1)
    return " ".join(word for word in text.split() if not word.startswith("@"))
