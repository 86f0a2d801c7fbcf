"""The inquiry: one question from outside, logged for one municipality, or for none where that is unknown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kontakt.firstline.outcomes import Cause, CountsAs, Outcome, counts_as

UNKNOWN = "unknown"
"""Stands among municipality numbers for inquiries whose municipality is unknown, where None already means all of
them."""

UNDO_DAYS = 3
"""For how many days whoever logged an inquiry may correct and withdraw it: a server's rights say the same."""


class Channel(StrEnum):
    PHONE = "phone"
    COUNTER = "counter"
    EMAIL = "email"
    CHAT = "chat"


class CallerType(StrEnum):
    """Who asks. Never an identity."""

    RESIDENT = "resident"
    CABIN_OWNER = "cabin_owner"
    BUILDER = "builder"
    BUSINESS = "business"
    PUBLIC_BODY = "public_body"


def may_be_unknown(outcome: Outcome) -> bool:
    """Whether the municipality of such an inquiry may be unknown: where it counts in no rate."""
    return counts_as(outcome) is CountsAs.LEFT_OUT


class LinkedBy(StrEnum):
    """How the article was chosen. Only the first two teach the ranking.

    ``SHOWN`` is the nearest hit of a search that was not sure, or what the inquiry before was about, asked for in
    another municipality. Its card stood on the screen: it tells what the caller asked about as well as anybody knows,
    and is left out of rates by theme and of best practice.
    """

    PINNED = "pinned"
    MOVED = "moved"
    SURE = "sure"
    SHOWN = "shown"


class TransferResult(StrEnum):
    """What came of putting a caller through."""

    TAKEN = "taken"
    NO_ANSWER = "no_answer"
    CAME_BACK = "came_back"


CHOSEN_BY_AGENT = (LinkedBy.PINNED, LinkedBy.MOVED)
"""Where the agent chose the article, and not the search alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """The full state of one inquiry.

    Times are timezone-aware UTC. ``municipality`` and ``home_municipality`` are official four-digit numbers as text;
    ``municipality`` is None where it is unknown, which ``may_be_unknown`` allows for some outcomes. Raises ValueError
    for another. ``first_line`` ("usually" | "never", None without an article) and ``target`` (per cent, None for none)
    are those in force when the inquiry was logged. ``query`` and ``note`` have passed the privacy guard; a note has at
    most 200 characters. ``repeats`` is the id of the earlier inquiry that this one repeats, if it was linked to one.
    ``unit`` is the unit that the caller was put through to, never whom in it: the list that it stands in (a
    municipality's number or "region"), a slash and its id, ``4026/byggesak``. ``transfer_result`` is None where nobody
    has said what came of it. ``notice`` is the id of the notice that it was about, if any.
    """

    id: UUID
    call_id: UUID
    municipality: str | None
    outcome: Outcome
    started_at: datetime
    logged_at: datetime
    agent: str
    home_municipality: str | None = None
    channel: Channel = Channel.PHONE
    caller_type: CallerType | None = None
    article: str | None = None
    linked_by: LinkedBy | None = None
    cause: Cause | None = None
    warm: bool = False
    query: str = ""
    note: str = ""
    repeats: UUID | None = None
    first_line: str | None = None
    target: int | None = None
    unit: str | None = None
    transfer_result: TransferResult | None = None
    notice: UUID | None = None

    def __post_init__(self) -> None:
        if self.municipality is None and not may_be_unknown(self.outcome):
            raise ValueError(f"an inquiry that is {self.outcome} has a municipality")


class EntryKind(StrEnum):
    LOGGED = "logged"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an inquiry's history, with its full state after the change.

    The current state of an inquiry is its entry with the greatest ``(made_at, id)``, whatever order the
    entries arrive in; whoever corrects or withdraws makes ``made_at`` (UTC) later than the entry before.
    """

    id: UUID
    kind: EntryKind
    inquiry: Inquiry
    made_at: datetime


class FeedbackKind(StrEnum):
    MISSED = "missed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What an agent sends to the editor: a search that led to no article, or an answer that is wrong or
    unclear. Both are guarded, and travel through the journal like an inquiry. ``made_at`` is UTC. ``note`` are the
    agent's own words on what is unclear, as long as an inquiry's note."""

    id: UUID
    kind: FeedbackKind
    made_at: datetime
    agent: str
    municipality: str | None = None
    query: str = ""
    article: str | None = None
    note: str = ""
